"""Years of tenure: when in its life with us a logo was lost, and how old those here are."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from churntui.metrics.service import Ints
from churntui.metrics.survival import YEAR_DAYS, Curve, Mask, Point


def anniversary(years: int) -> int:
    """The day of tenure by which a contract of so many years has ended, leap days or not."""
    return ceil(years * YEAR_DAYS)


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Year:
    """One year of tenure: the days after `after` up to `until`."""

    number: int
    """From 1."""

    @classmethod
    def up_to(cls, day: int) -> list[Year]:
        """Every year up to the one that holds the day."""
        last = max(1, int((day - 1) // YEAR_DAYS) + 1)
        return [cls(number) for number in range(1, last + 1)]

    @property
    def after(self) -> int:
        """The last day of the year before; -1 where there is none."""
        return anniversary(self.number - 1) if self.number > 1 else -1

    @property
    def until(self) -> int:
        """Its last day: a contract of so many years has ended by then."""
        return anniversary(self.number)

    @property
    def label(self) -> str:
        """`1st year`."""
        teens = self.number % 100 in {11, 12, 13}
        return f"{self.number}{'th' if teens else _ENDINGS.get(self.number % 10, 'th')} year"

    def holds(self, tenure_days: Ints) -> Mask:
        """Which services had lasted into it."""
        return np.asarray((tenure_days > self.after) & (tenure_days <= self.until))

    def is_open(self, curve: Curve) -> bool:
        """Whether no logo was seen to its end yet."""
        return curve.last_day < self.until

    def at_start(self, curve: Curve) -> int:
        """How many were seen to enter it."""
        return int(curve.at_risk_on(self.after + 1))

    def lost(self, curve: Curve) -> int:
        """How many were lost in it."""
        within = (curve.time_days > self.after) & (curve.time_days <= self.until)
        return int(curve.lost[within].sum())

    def before(self, curve: Curve) -> float:
        """The share still there when it begins."""
        return Year(self.number - 1).point(curve).survival if self.number > 1 else 1.0

    def point(self, curve: Curve) -> Point:
        """The curve at its end, or as far as it was seen."""
        return curve.at(min(self.until, curve.last_day)) or Point(1.0, 1.0, 1.0)
