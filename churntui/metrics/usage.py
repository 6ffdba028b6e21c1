"""Whether a logo uses the product more or less than it did, in plain Python: it stands on the first screens.

Two windows of 28 days (four whole weeks, so that weekends cancel out) are compared. They end with the last day
that was measured at all, or a late export would look like everyone's fall. Not measured is None and never 0:
a change is only told of a logo that did something in the earlier window.
"""

from __future__ import annotations

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


def has_fallen(change: float | None, least: float) -> bool:
    """Whether less is done than before, by that fraction or more."""
    return change is not None and change <= -least


def change(recent: int | None, before: int | None) -> float | None:
    """`recent / before − 1` as a fraction; None where either was not measured, or nothing was done before."""
    return None if recent is None or not before else recent / before - 1
