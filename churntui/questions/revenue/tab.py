"""Trends, Revenue: what moved the MRR in each period, and what was kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.metrics.revenue import MOVEMENTS, Movement
from churntui.plain import wording
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.dates import Period
from churntui.questions import counting
from churntui.questions import explaining as trend_words
from churntui.questions import spans as trend_range
from churntui.questions.attrition import behind as trend_behind
from churntui.questions.charting import Row, blank, series
from churntui.questions.revenue.report import anything, quick_ratio
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow, View

LOSSES: frozenset[Movement] = frozenset({"contraction", "churned"})
"""The movements that go down: positive in the figures, shown with a minus."""

_ROLES: dict[Movement, Role] = {
    "new": "primary",
    "expansion": "good",
    "churned": "bad",
    "contraction": "warn",
    "reactivated": "secondary",
}


HELP = """MRR at the start + new + expansion + reactivated − contraction − churned = MRR at the end, a logo's contracts
added up first. *GRR* keeps what was there and never passes 100 %; *NRR* adds its expansion, and neither new logos nor
those that came back; the *quick ratio* is what was gained over what was lost."""


def figures(book: Book, view: View, found: object = None) -> Figures:
    """The Revenue tab for a view; none of it is counted on the event loop."""
    del found
    covered = trend_range.covered(book, view)
    split_by = counting.labels(book, view.by, covered)
    counted: Sequence[Row] = counting.revenue(book, covered, split_by).to_dict("records")
    bare = counting.revenue(book, covered, split_by, grace_days=0).to_dict("records")
    without_grace: dict[object, Row] = {(row["period"], row["segment"]): row for row in bare}
    by_name = {period.name: period for period in covered}
    rows = []
    for row in counted:
        if view.by and not anything(row):
            continue
        period = by_name[row["period"]]
        bare_row = without_grace[row["period"], row["segment"]]
        rows.append(
            TrendRow(
                (period.name, row["segment"]),
                _line(book, view, period, row),
                partial(trend_words.revenue, book, view, period, row, bare_row),
                period,
                row["segment"],
                behind=partial(trend_behind.revenue, view, period, row["segment"]),
            )
        )
    return Figures(_headings(view), tuple(rows), _charts(book, view, covered, counted))


def _headings(view: View) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading(view.span.capitalize(), PERIOD_WIDTH[view.span], "left"),
        *segment,
        Heading("MRR start", 9, flex=True),
        Heading("New", 7, flex=True),
        Heading("Expansion", 9, priority=1, flex=True),
        Heading("Contraction", 11, priority=3, flex=True),
        Heading("Churned", 7, flex=True),
        Heading("Reactivated", 11, priority=4, flex=True),
        Heading("MRR end", 8, priority=2, flex=True),
        Heading("GRR", 7, flex=True),
        Heading("NRR", 7, flex=True),
        Heading("Quick ratio", 11, priority=5, flex=True),
    )


def _line(book: Book, view: View, period: Period, row: Row) -> Line:
    """A row's texts."""
    cells = (
        wording.period(period, complete=row["complete"]),
        *((row["segment"],) if view.by else ()),
        book.money(row["mrr_start"]),
        *(moved(book, kind, row[kind]) for kind in MOVEMENTS),
        book.money(row["mrr_end"]),
        wording.percent(row["grr"]),
        wording.percent(row["nrr"]),
        quick_ratio(row),
    )
    return Line(cells, look="" if row["complete"] else "dim")


def moved(book: Book, kind: Movement, amount: int) -> str:
    """An amount with the direction it moved in; `–` where nothing did."""
    if not amount:
        return wording.NOTHING
    return book.money(-amount if kind in LOSSES else amount)


def _charts(
    book: Book, view: View, covered: Sequence[Period], counted: Sequence[Row]
) -> tuple[ChartData, ...]:
    """The movements as bars, then GRR and NRR as lines; with a split, a line of each for every segment."""

    def lines(key: str, name: str) -> tuple[Series, ...]:
        role: Role = "primary" if key == "grr" else "secondary"
        return series(
            covered, counted, lambda row: row[key], size=lambda row: row["mrr_start"], name=name, role=role
        )

    kept = replace(blank(covered, counted, "", book.marks), unit="percent")
    if view.by:
        return (
            replace(kept, title=f"Net revenue retention by {view.span}", series=lines("nrr", "NRR")),
            replace(kept, title=f"Gross revenue retention by {view.span}", series=lines("grr", "GRR")),
        )
    bars = sum((_bars(covered, counted, kind) for kind in _ROLES), start=())
    return (
        replace(
            kept,
            kind="stacked",
            unit="money",
            currency=book.currency,
            title=f"MRR movements by {view.span}",
            series=bars,
        ),
        replace(
            kept,
            title=f"Gross and net revenue retention by {view.span}",
            series=lines("nrr", "NRR") + lines("grr", "GRR"),
        ),
    )


def _bars(covered: Sequence[Period], counted: Sequence[Row], kind: Movement) -> tuple[Series, ...]:
    sign = -1 if kind in LOSSES else 1
    return series(covered, counted, lambda row: sign * row[kind], name=kind, role=_ROLES[kind])
