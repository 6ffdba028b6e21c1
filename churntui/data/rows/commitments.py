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


def set_state(store: Store, commitment_ids: Collection[int], state: CommitmentState, label: str) -> None:
    """Say what came of some commitments; those that are gone are passed over. One edit."""
    with store.edit(label):
        for commitment_id in commitment_ids:
            store.rows("UPDATE commitment SET state = ? WHERE id = ?", (state, commitment_id))
