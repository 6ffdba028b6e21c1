"""Survival, day by day: one row for each tenure at which a logo was lost, as a life table has it."""

from __future__ import annotations

from functools import partial

import numpy as np

from churntui.book import Book
from churntui.metrics.survival import Curve
from churntui.plain import wording
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.asked import Asked
from churntui.questions.shown import Figures, Heading, Line, TrendRow
from churntui.questions.survival import behind
from churntui.questions.survival import explaining as words
from churntui.questions.survival.chart import charts
from churntui.questions.survival.counted import Counted
from churntui.questions.survival.report import compared


def times(book: Book, view: Asked, counted: Counted) -> Figures:
    """The time points of all logos, or of each segment in turn."""
    del book
    rows = tuple(
        _row(view, name, curve, place)
        for name, curve in counted.curves.items()
        for place in np.flatnonzero(curve.lost > 0).tolist()
    )
    comparison = compared(counted.curves)
    return Figures(
        _headings(view),
        rows,
        charts(counted.curves),
        told="days with losses",
        words=comparison.words + "." if comparison else "",
        opens_on="first",
    )


def _headings(view: Asked) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading("Tenure", 9, "left"),
        *segment,
        Heading("Day", 6, flex=True),
        Heading("At risk", 7, flex=True),
        Heading("Lost", 5, flex=True),
        Heading("Seen no longer", 14, priority=2, flex=True),
        Heading("Still there", 11, flex=True),
        Heading("95 %", 13, priority=1, flex=True),
    )


def _row(view: Asked, name: str | None, curve: Curve, place: int) -> TrendRow:
    """The losses of one day of tenure; with those seen no longer from there to the next."""
    day, point = int(curve.time_days[place]), curve.point(place)
    later = np.flatnonzero(curve.lost[place + 1 :] > 0)
    end = place + 1 + int(later[0]) if len(later) else len(curve.time_days)
    until = int(curve.time_days[end]) if end < len(curve.time_days) else curve.last_day + 1
    enough = curve.cases >= FEWEST_FOR_A_PERCENTAGE
    cells = (
        wording.tenure(day),
        *((name,) if name is not None else ()),
        f"{day:,}",
        f"{curve.at_risk[place]:,}",
        f"{curve.lost[place]:,}",
        f"{curve.censored[place:end].sum():,}",
        wording.percent(point.survival) if enough else wording.NOTHING,
        wording.interval(point.low, point.high, curve.cases),
    )
    return TrendRow(
        (name, day),
        Line(cells),
        words.time_point(curve, place, name),
        segment=name,
        title=" · ".join(part for part in (name, f"lost after {wording.tenure(day)}") if part),
        behind=partial(behind.time_point, view=view, name=name, day=day, until=until),
    )
