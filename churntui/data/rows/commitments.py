"""What both sides have promised, and what came of it."""

from __future__ import annotations

from collections.abc import Collection

from churntui.data.file.store import Store
from churntui.model.choices import CommitmentState


def set_state(store: Store, commitment_ids: Collection[int], state: CommitmentState, label: str) -> None:
    """Say what came of some commitments; those that are gone are passed over. One edit."""
    with store.edit(label):
        for commitment_id in commitment_ids:
            store.rows("UPDATE commitment SET state = ? WHERE id = ?", (state, commitment_id))
