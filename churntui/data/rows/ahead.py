"""What has a day ahead and is not done, beside the steps of a book: promises of either side, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.living import Commitment, Goal


@dataclass(frozen=True, slots=True)
class Ahead:
    """Of all logos, by day."""

    commitments: tuple[Commitment, ...]
    """Those not kept yet, or only partly."""
    goals: tuple[Goal, ...]
    """Those whose day has not passed: whether one was reached is not said by a tick."""


def every(store: Store, as_of: date) -> Ahead:
    """What is still to be done on the as-of day and has a day; what is late is among it."""
    return Ahead(
        tuple(
            read(
                store,
                Commitment,
                "WHERE state IN ('open', 'partly') AND due_on IS NOT NULL ORDER BY due_on, id",
            )
        ),
        tuple(read(store, Goal, "WHERE due_on >= ? ORDER BY due_on, id", (as_of.isoformat(),))),
    )
