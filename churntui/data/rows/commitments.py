"""What both sides have promised, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.choices import CommitmentState
from churntui.model.living import Commitment


def overdue(store: Store, as_of: date) -> list[Commitment]:
    """The open ones that were promised for an earlier day, by that day."""
    return read(
        store, Commitment, "WHERE state = 'open' AND due_on < ? ORDER BY due_on, id", (as_of.isoformat(),)
    )


def still_open(store: Store, commitment_ids: Collection[int]) -> list[Commitment]:
    """Those of these that nobody has said yet what came of."""
    every_open = read(store, Commitment, "WHERE state = 'open' ORDER BY id") if commitment_ids else []
    return [promise for promise in every_open if promise.id in commitment_ids]


def since(store: Store, logo_id: int, first: int) -> list[int]:
    """The ids of the logo's that were added from that one on, and were promised in no review."""
    rows = store.rows(
        "SELECT id FROM commitment WHERE logo_id = ? AND id >= ? AND review_id IS NULL ORDER BY id",
        (logo_id, first),
    )
    return [int(commitment_id) for (commitment_id,) in rows]


def promised_in(store: Store, commitment_ids: Collection[int], review_id: int, label: str) -> None:
    """Say in which review these were promised; those that are gone, or of another one, are passed over. One edit."""
    with store.edit(label):
        for commitment_id in commitment_ids:
            store.rows(
                """UPDATE commitment SET review_id = ?1 WHERE id = ?2 AND review_id IS NULL
                AND logo_id = (SELECT logo_id FROM review WHERE id = ?1)""",
                (review_id, commitment_id),
            )


def set_state(store: Store, commitment_ids: Collection[int], state: CommitmentState, label: str) -> None:
    """Say what came of some commitments; those that are gone are passed over. One edit."""
    with store.edit(label):
        for commitment_id in commitment_ids:
            store.rows("UPDATE commitment SET state = ? WHERE id = ?", (state, commitment_id))
