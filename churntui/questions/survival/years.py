"""Survival, year by year of tenure: when logos are lost, and how old those here are."""

from __future__ import annotations

from functools import partial

import numpy as np

from churntui.book import Book
from churntui.metrics.survival import Curve
from churntui.plain import wording
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.asked import Asked
from churntui.questions.shown import Heading, Line, TrendRow
from churntui.questions.survival import amounts, behind
from churntui.questions.survival import explaining as words
from churntui.questions.survival.counted import Counted, Valued, Year

HEADINGS: tuple[Heading, ...] = (
    Heading("Tenure", 14, "left", flex=True),
    Heading("At start", 8),
    Heading("Lost", 5),
    Heading("Rate", 8),
    Heading("Still there", 11),
    Heading("95 %", 12, priority=3),
    Heading("Active", 6),
    Heading("ARR", 8, priority=1),
    Heading("Expected, 5 y", 13),
    Heading("From – to", 19, priority=2),
    Heading("Seen", 5, priority=4),
)


def years(book: Book, view: Asked, counted: Counted, active: Valued) -> tuple[TrendRow, ...]:
    """All logos, then those of each year of tenure that any has reached."""
    if None not in counted.curves:
        return ()
    reached = max(counted.curves[None].last_day, int(active.stakes.tenure_days.max(initial=0)))
    each = (_year(book, view, counted, active, year) for year in Year.up_to(reached))
    return (_all(book, view, counted, active), *each)


def _all(book: Book, view: Asked, counted: Counted, active: Valued) -> TrendRow:
    curve, arr = counted.curves[None], int(active.stakes.arr.sum())
    total = active.total(np.ones(len(active.stakes.arr), dtype=np.bool_))
    cells = (
        "all",
        f"{curve.cases:,}",
        f"{curve.losses:,}",
        *(wording.NOTHING,) * 3,
        f"{len(active.stakes.arr):,}",
        *amounts.cells(book, counted.basis, arr, total),
    )
    return TrendRow(
        0,
        Line(cells),
        words.tenure(book, view, counted, None, total, arr),
        title="all logos",
        behind=partial(behind.tenure, view=view, name=None),
        words=words.in_short(book, curve, total, active.stakes),
    )


def _year(book: Book, view: Asked, counted: Counted, active: Valued, year: Year) -> TrendRow:
    curve, chosen = counted.curves[None], year.holds(active.stakes)
    total, arr = active.total(chosen), int(active.stakes.arr[chosen].sum())
    cells = (
        year.label + (" *" if year.is_open(curve) else ""),
        *_lost(curve, year),
        f"{chosen.sum():,}",
        *amounts.cells(book, counted.basis, arr, total),
    )
    return TrendRow(
        year.number,
        Line(cells, look="dim" if year.is_open(curve) else ""),
        words.year(book, counted.basis, year, total, arr),
        title=f"{year.label} of tenure",
        behind=partial(behind.tenure, view=view, name=None, year=year),
    )


def _lost(curve: Curve, year: Year) -> tuple[str, ...]:
    """At start, lost, the rate of those still there a year before, still there and its band."""
    at_start, lost = year.at_start(curve), year.lost(curve)
    before, point = year.before(curve), year.point(curve)
    enough = min(curve.cases, at_start) >= FEWEST_FOR_A_PERCENTAGE
    has_band = enough and 0 < point.survival < 1
    return (
        f"{at_start:,}",
        f"{lost:,}",
        wording.percent(1 - point.survival / before if enough and before else None),
        wording.percent(point.survival if enough else None),
        wording.interval(point.low, point.high, curve.cases) if has_band else wording.NOTHING,
    )
