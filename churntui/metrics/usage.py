"""Whether a logo uses the product more or less than it did, in plain Python: it stands on the first screens.

Two windows of 28 days (four whole weeks, so that weekends cancel out) are compared. They end with the last day
that was measured at all, or a late export would look like everyone's fall. Not measured is None and never 0:
a change is only told of a logo that did something in the earlier window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WINDOW_DAYS = 28
"""How long each of the two compared windows is."""

WEEKS = 12
"""How many weeks a spark shows."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Qualifying actions of one logo, up to the last day anything was measured."""

    last: int
    """In the last 28 days."""
    before: int
    """In the 28 days before those."""
    weeks: tuple[int, ...]
    """In each of the last twelve weeks, oldest first."""

    @property
    def change(self) -> float | None:
        """How much more is done than before, as a fraction; None where nothing was done before."""
        return change(self.last, self.before)


def change(recent: int | None, before: int | None) -> float | None:
    """`recent / before − 1` as a fraction; None where either was not measured, or nothing was done before."""
    return None if recent is None or not before else recent / before - 1


def changes(days: Iterable[tuple[int, int, int]], end: int) -> dict[int, float | None]:
    """The change of usage of each logo over the two windows before day number `end`, which is not counted.

    `days` are (logo id, day number, how often something was done) in any order; those outside the windows are
    ignored. A logo without a row in either window is missing: it may not be measured at all.
    """
    sums: dict[int, list[int]] = {}
    for logo_id, day, count in days:
        back = (end - 1 - day) // WINDOW_DAYS
        if 0 <= back < 2:
            sums.setdefault(logo_id, [0, 0])[back] += count
    return {logo_id: change(recent, before) for logo_id, (recent, before) in sums.items()}


def weekly(
    days: Iterable[tuple[int, int, int]], end: int, measured_from: Mapping[int, int], weeks: int = WEEKS
) -> dict[int, tuple[int | None, ...]]:
    """Usage in the seven-day weeks before day number `end`, oldest first, of each logo in `measured_from`.

    `days` are as in `changes`; `measured_from` is logo id to its first measured day. A week that ended before
    that day is None, not 0.
    """
    sums: dict[int, list[int | None]] = {}
    for logo_id, first in measured_from.items():
        known = (end - 1 - first) // 7
        sums[logo_id] = [0 if back <= known else None for back in reversed(range(weeks))]
    for logo_id, day, count in days:
        back = (end - 1 - day) // 7
        if logo_id in sums and 0 <= back < weeks:
            at = weeks - 1 - back
            sums[logo_id][at] = (sums[logo_id][at] or 0) + count
    return {logo_id: tuple(own) for logo_id, own in sums.items()}
