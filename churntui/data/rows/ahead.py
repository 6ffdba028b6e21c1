"""What has a day ahead and is not done: steps, promises of either side, goals; rows out of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.living import Commitment, Goal, Step


@dataclass(frozen=True, slots=True)
class Ahead:
    """Of all logos, by day."""

    steps: tuple[Step, ...]
    commitments: tuple[Commitment, ...]
    """Those not kept yet, or only partly."""
    goals: tuple[Goal, ...]
    """Those whose day has not passed: whether one was reached is not said by a tick."""


def every(store: Store, as_of: date) -> Ahead:
    """What is still to be done on the as-of day and has a day; what is late is among it."""
    return Ahead(
        tuple(read(store, Step, "WHERE done_on IS NULL AND due_on IS NOT NULL ORDER BY due_on, id")),
        tuple(
            read(
                store,
                Commitment,
                "WHERE state IN ('open', 'partly') AND due_on IS NOT NULL ORDER BY due_on, id",
            )
        ),
        tuple(read(store, Goal, "WHERE due_on >= ? ORDER BY due_on, id", (as_of.isoformat(),))),
    )
