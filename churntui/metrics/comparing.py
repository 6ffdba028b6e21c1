"""Whether one rate differs from another: said only where the interval of their difference says so.

Two quarters of a small book nearly always differ, and nearly always by chance. So a difference is claimed only where
Newcombe's 95 % interval for it leaves out 0, and nothing is said at all of fewer logos than a percentage is shown of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from churntui.metrics.intervals import newcombe
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE

if TYPE_CHECKING:
    from churntui.metrics.attrition import RateRow

Verdict = Literal["more", "less", "no difference shown", "too few"]
"""How one share stands to another."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many: logos lost of those there at the start, also of several periods together."""

    hits: int
    cases: int

    def __add__(self, other: Share) -> Share:
        """Both together."""
        return Share(self.hits + other.hits, self.cases + other.cases)

    def __sub__(self, other: Share) -> Share:
        """What is left of this share without `other`, which is a part of it."""
        return Share(self.hits - other.hits, self.cases - other.cases)


NONE = Share(0, 0)


def verdict(share: Share, other: Share) -> Verdict:
    """How `share` stands to `other`."""
    if min(share.cases, other.cases) < FEWEST_FOR_A_PERCENTAGE:
        return "too few"
    _, low, high = newcombe(share.hits, share.cases, other.hits, other.cases)
    if low > 0:
        return "more"
    return "less" if high < 0 else "no difference shown"


@dataclass(frozen=True, slots=True)
class Around:
    """The whole periods before a day, and those after it, each pooled."""

    before: Share
    after: Share
    periods: int
    """How many periods are in each at most."""
    known: tuple[int, int]
    """How many there were before and after."""


def around(day: date, rows: Sequence[RateRow], periods: int = 2) -> Around:
    """What attrition was before and after a day.

    Args:
        day: When something happened. The period it lies in belongs to neither side, unless it begins with the day.
        rows: Of the attrition report, one for each period, oldest first. Periods that are not over are
            left out.
        periods: How many whole periods are taken on each side.
    """
    whole = [row for row in rows if row.complete]
    before = [row for row in whole if row.ends_on <= day][-periods:]
    after = [row for row in whole if row.starts_on >= day][:periods]
    return Around(pooled(before), pooled(after), periods, (len(before), len(after)))


def pooled(rows: Sequence[RateRow]) -> Share:
    """The rows' losses and logos at the start, each added up."""
    return sum((Share(row.lost, row.initial) for row in rows), start=NONE)
