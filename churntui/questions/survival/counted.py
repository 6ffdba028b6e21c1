"""What the parts of the Survival tab stand on: the curves of a book, and the revenue expected by them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd

from churntui.book import Book
from churntui.metrics import expected, survival
from churntui.metrics.expected import Basis, Expected, Stakes, Total
from churntui.metrics.service import Ints
from churntui.metrics.splits import split
from churntui.metrics.survival import YEAR_DAYS, Curve, Mask, Point, Tenures
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.survival.report import Curves, curves, labels


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A book's tenures, put into the segments of a view."""

    tenures: Tenures
    segment: pd.Series | None
    """Logo id to label."""
    curves: Curves
    basis: Basis

    @classmethod
    def of(cls, book: Book, view: Asked) -> Counted:
        """Count; for the metrics' thread."""
        found = survival.tenures(book.timeline, book.as_of, counting.logo_ids(book))
        segment = labels(book, view.by)
        by_segment = curves(found, segment)
        whole = by_segment[None] if None in by_segment else survival.kaplan_meier(found.days, found.lost)
        own = {
            name: curve
            for name, curve in by_segment.items()
            if name is not None and expected.speaks_for_itself(curve)
        }
        return cls(found, segment, by_segment, Basis(whole, own, segment))

    def within(self, logo_ids: Ints, name: str | None) -> Mask:
        """Which of the logos are of a segment."""
        parts = split(logo_ids, self.segment)
        place = parts.labels.index(name) if name in parts.labels else -1
        return np.asarray(parts.codes == place)


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """Paid service with the revenue expected of it."""

    basis: Basis
    stakes: Stakes
    expected: Expected

    @classmethod
    def active(cls, book: Book, counted: Counted) -> Valued:
        """The logos active on the as-of day."""
        stakes = expected.at_stake(book.timeline, book.as_of, counting.logo_ids(book))
        return cls(counted.basis, stakes, expected.expected(counted.basis, stakes))

    @classmethod
    def lost(cls, book: Book, counted: Counted) -> Valued:
        """Every loss up to the as-of day."""
        stakes = expected.taken(book.timeline, book.as_of, counting.logo_ids(book), None)
        return cls(counted.basis, stakes, expected.expected(counted.basis, stakes))

    def first_lives(self, tenures: Tenures) -> Mask:
        """Which of them are what the curves are made of: the logo's first unbroken service."""
        place = np.searchsorted(tenures.logo_ids, self.stakes.logo_ids)
        return np.asarray(tenures.begun[place] == self.stakes.begun)

    def quarters(self) -> Ints:
        """The quarter of each loss, in quarters since 1970: the one its last day of service lies in.

        So has it the attrition report, where an end on the first of a quarter is lost in the one before.
        """
        months = (self.stakes.until - 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        quarters: Ints = months // 3
        return quarters

    def total(self, chosen: Mask) -> Total:
        """What the chosen come to together."""
        return expected.total(self.basis, self.stakes, self.expected, chosen)


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

    def holds(self, stakes: Stakes) -> Mask:
        """Which services had lasted into it."""
        return np.asarray((stakes.tenure_days > self.after) & (stakes.tenure_days <= self.until))

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
