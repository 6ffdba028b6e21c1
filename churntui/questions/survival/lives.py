"""The first lives of a book's logos: how long each stayed, and the curve of all, or of each segment.

A segment is what a logo is, or the plan it began on: a plan moves, and who stays long moves up, so that the plan it
ended on would explain its staying by its staying. For the same reason nothing is split by tenure here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from churntui.book import Book
from churntui.metrics import expected, segments, service, survival
from churntui.metrics.expected import Basis
from churntui.metrics.service import Ints
from churntui.metrics.splits import NOT_SET, split
from churntui.metrics.survival import Curve, LogRank, LossDay, Mask, Opening, Tenures
from churntui.model import splits
from churntui.plain import dates, wording
from churntui.plain.dates import OPEN_END, Period
from churntui.plain.errors import BadInputError
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import counting

FIELDS = splits.names(but={"tenure", "first_value"})
"""What logos can be split by here."""

_DIFFERENT = 0.05
"""Curves are said to differ where chance alone would do as much in fewer than one in twenty books."""

_TOGETHER_DAYS = 7
"""First paid days so close to the earliest of all are taken for the day the book begins on."""

_LONG_BEFORE_DAYS = 90
"""Who joined so many days before the first paid day did not begin to pay then."""

Curves = Mapping[str | None, Curve]
"""Segment to its curve, in the order of the segments; a single one under None where nothing is split."""


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """The lives, put into segments."""

    tenures: Tenures
    segment: pd.Series | None
    """Logo id to label."""
    curves: Curves
    basis: Basis
    """The curves that revenue is expected by."""
    opening: Opening | None
    """Where the book begins later than its logos."""

    def looks_cut_off(self, book: Book) -> bool:
        """Whether most logos joined long before their first paid day, and those days lie close to the first of all."""
        begun = self.tenures.begun
        if not len(begun):
            return False
        together = begun <= begun.min() + _TOGETHER_DAYS
        joined = [book.logos[logo_id].joined_on for logo_id in self.tenures.logo_ids.tolist()]
        older = np.array([OPEN_END if day is None else dates.number(day) for day in joined], dtype=np.int64)
        return bool(2 * np.count_nonzero(together & (older < begun - _LONG_BEFORE_DAYS)) > len(begun))

    @property
    def late(self) -> int:
        """How many logos were there before the book begins."""
        return int(np.count_nonzero(self.tenures.entered))

    @classmethod
    def of(cls, book: Book, by: Sequence[str]) -> Lives:
        """Count them.

        Raises:
            BadInputError: Logos cannot be split by that.
        """
        segment = labels(book, by)
        opening = opening_of(book)
        tenures = survival.tenures(book.timeline, book.as_of, counting.logo_ids(book), opening)
        parts = split(tenures.logo_ids, segment)
        masks = ((name, parts.codes == place) for place, name in enumerate(parts.labels))
        curves = {
            name: survival.kaplan_meier(tenures.days[own], tenures.lost[own], tenures.entered[own])
            for name, own in masks
            if own.any()
        }
        every = (tenures.days, tenures.lost, tenures.entered)
        whole = curves[None] if None in curves else survival.kaplan_meier(*every)
        own = {
            name: curve
            for name, curve in curves.items()
            if name is not None and expected.speaks_for_itself(curve)
        }
        return cls(tenures, segment, curves, Basis(whole, own, segment), opening)

    def loss_days(self) -> list[LossDay]:
        """The days of tenure with losses, of each segment in turn."""
        return [day for name, curve in self.curves.items() for day in curve.loss_days(name)]

    def within(self, logo_ids: Ints, name: str | None) -> Mask:
        """Which of the logos are of a segment."""
        parts = split(logo_ids, self.segment)
        place = parts.labels.index(name) if name in parts.labels else -1
        return np.asarray(parts.codes == place)


def opening_of(book: Book) -> Opening | None:
    """Where the book begins by its settings, with the logos that had joined before; None where nobody said so."""
    day = book.settings.book_begins_on
    if day is None:
        return None
    joined = {
        logo.id: dates.number(logo.joined_on)
        for logo in book.logos.values()
        if logo.joined_on is not None and logo.joined_on < day
    }
    return Opening(dates.number(day), joined)


def labels(book: Book, by: Sequence[str]) -> pd.Series | None:
    """The segment of each counted logo; None where nothing is split.

    Raises:
        BadInputError: Logos cannot be split by that.
    """
    if not by:
        return None
    if "tenure" in by:
        raise BadInputError(
            "Survival is about tenure, so it cannot be split by it", f"Choose one of {', '.join(FIELDS)}"
        )
    ids, frame = counting.logo_ids(book), book.frame
    counted = {logo_id: book.logos[logo_id] for logo_id in ids.tolist()}
    opening = Period.of(dates.EPOCH, "month")
    if "plan" in by:
        frame = _from_first_paid_days(book, ids, dates.number(opening.starts_on))
    labelled = segments.labels(by, counted, frame, book.timeline, [opening], book.own)
    return labelled[opening] if isinstance(labelled, Mapping) else labelled


def _from_first_paid_days(book: Book, ids: Ints, opening: int) -> pd.DataFrame:
    """The contracts on a calendar of each logo's own, on which it begins to pay on the day `opening`."""
    shift = book.frame["logo_id"].map(
        pd.Series(opening - service.first_paid_days(book.timeline, ids), index=ids)
    )
    return book.frame.assign(starts=book.frame["starts"] + shift, ends=book.frame["ends"] + shift)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two segments compared."""

    larger: str
    smaller: str
    of: int
    """How many segments there are."""
    test: LogRank | None
    """None where they are too few to compare, or nobody was lost."""

    @property
    def words(self) -> str:
        """`Food and Retail differ (log-rank, p = 0.003)`; never a difference that is not shown."""
        both = f"{self.larger} and {self.smaller}"
        which = f"The two largest, {both}," if self.of > 2 else both
        if self.test is None:
            return f"{which} cannot be compared: too few logos, or nobody lost"
        p = "p < 0.001" if self.test.p < 0.001 else f"p = {self.test.p:.3f}"
        if self.test.p < _DIFFERENT:
            return f"{which} differ (log-rank, {p})"
        return f"{which.removesuffix(',')}: no difference shown (log-rank, {p})"

    @property
    def published(self) -> dict[str, object] | None:
        """The test for programs, where there is one."""
        if self.test is None:
            return None
        return {"between": [self.larger, self.smaller], "chi2": self.test.chi2, "p": self.test.p}


def compared(curves: Curves) -> Comparison | None:
    """The two segments there are, or the two largest; None where there are not two."""
    named = [(name, curve) for name, curve in curves.items() if name is not None and name != NOT_SET]
    if len(named) < 2:
        return None
    (larger, first), (smaller, second) = sorted(named, key=lambda pair: -pair[1].cases)[:2]
    enough = min(first.cases, second.cases) >= FEWEST_FOR_A_PERCENTAGE
    return Comparison(larger, smaller, len(named), survival.log_rank(first, second) if enough else None)


def median_words(curve: Curve) -> str:
    """`median 1 y 2 m (day 426)`; where half were never lost, how many are left at the end of what was seen."""
    if curve.cases < FEWEST_FOR_A_PERCENTAGE:
        return "too few for a median"
    day = survival.median(curve)
    if day is not None:
        return f"median {wording.tenure(day)} (day {day:,})"
    left = wording.percent(float(curve.survival[-1]))
    return f"median not reached: {left} left after {wording.tenure(curve.last_day)}"
