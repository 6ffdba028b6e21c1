"""Trends, Logos: attrition by period, what was lost with it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.plain import wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import counting
from churntui.questions import explaining as trend_words
from churntui.questions import spans as trend_range
from churntui.questions.attrition import behind as trend_behind
from churntui.questions.attrition import standout as trend_standout
from churntui.questions.attrition.losses import Loss, attrition, cause, losses, only
from churntui.questions.attrition.report import anyone
from churntui.questions.charting import Row, blank, series
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow, View

HELP = """**Logo attrition** is the share of the logos active at a period's opening that are not active at its end.
Logos gained meanwhile never count; those that came and left in between are *early*. *Regrettable* losses are those an
interview says so of, else those of logos that fitted well. *Most named cause* is the reason assessed most often, of all
the period's losses; *silent* losses are those nobody held an exit interview about.

Under the table stands what stands out: the rate beside the period before's, the causes named, and the segment that
gave more of the losses than its share of the logos. A segment is called more than chance only where so many losses
would rarely fall on it by a random draw (Fisher's exact test, for all segments looked at).

The target is that of a quarter, so months show none: a month of a small book would pass a third of it at each loss."""


def figures(book: Book, view: View, found: object = None) -> Figures:
    """The Logos tab for a view; none of it is counted on the event loop."""
    del found
    covered = trend_range.covered(book, view)
    split_by = counting.labels(book, view.by, covered)
    counted = attrition(book, covered, view, split_by)
    # Which losses count is told by their days, which another grace moves: no comparison there.
    bare = attrition(book, covered, view, split_by, grace_days=0) if only(book, view) is None else []
    without_grace: dict[object, Row] = {(row["period"], row["segment"]): row for row in bare}
    behind = losses(book, covered, view, split_by)
    by_name = {period.name: period for period in covered}
    alone: Sequence[Row] = () if view.by else counted
    told = trend_standout.sentences(book, covered, view, alone, behind) if alone else {}
    rows = []
    for row in counted:
        if view.by and not anyone(row):
            continue
        key = (row["period"], row["segment"])
        period = by_name[row["period"]]
        rows.append(
            TrendRow(
                (period.name, row["segment"]),
                _line(book, view, period, row, behind.get(key, [])),
                partial(
                    trend_words.attrition,
                    book,
                    view,
                    period,
                    row,
                    without_grace.get(key),
                    told.get(period.name, ()),
                    alone,
                ),
                period,
                row["segment"],
                behind=partial(trend_behind.logos, view, period, row["segment"]),
                words=". ".join(told.get(period.name, ())),
            )
        )
    return Figures(_headings(view), tuple(rows), _charts(book, view, covered, counted))


def _headings(view: View) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading(view.span.capitalize(), PERIOD_WIDTH[view.span], "left"),
        *segment,
        Heading("At start", 8),
        Heading("Lost", 4),
        Heading("Rate", 8),
        Heading("95 %", 12, priority=2),
        Heading("Regrettable", 11, priority=3),
        Heading("Early", 5, priority=4),
        Heading("ARR lost", 8),
        Heading("Gained", 6, priority=5),
        Heading("Most named cause", 22, "left", priority=1, flex=True),
    )


def _line(book: Book, view: View, period: Period, row: Row, behind: Sequence[Loss]) -> Line:
    """A row's texts."""
    complete, lost = row["complete"], row["lost"]
    target = None if view.by else target_rate(book, view)
    over = target is not None and row["initial"] >= FEWEST_FOR_A_PERCENTAGE and row["rate"] > target
    rate = wording.rate(lost, row["initial"]) + (" !" if over else "  " if target is not None else "")
    segment = (row["segment"],) if view.by else ()
    cells = (
        wording.period(period, complete=complete),
        *segment,
        str(row["initial"]),
        str(lost),
        rate,
        wording.interval(row["low"], row["high"], row["initial"]),
        str(sum(loss.regrettable for loss in behind)),
        str(row["early_churn"]),
        book.money(row["arr_lost"]) if lost else wording.NOTHING,
        str(row["gained"]),
        cause(behind),
    )
    return Line(cells, {len(segment) + 3: "bad"} if over else {}, "" if complete else "dim")


def target_rate(book: Book, view: View) -> float | None:
    """The attrition set as bearable. It is a quarter's: a month of a small book would pass its third at each loss."""
    return book.settings.target_rate if view.span == "quarter" else None


def _charts(
    book: Book, view: View, covered: Sequence[Period], counted: Sequence[Row]
) -> tuple[ChartData, ...]:
    """The rate as lines; then logos gained and lost as bars, or, with a split, the losses of each segment."""
    what = trend_words.attrition_called(view)
    rate = replace(
        blank(covered, counted, f"{what} by {view.span}", book.marks),
        unit="percent",
        target=target_rate(book, view),
        series=series(covered, counted, _drawn_rate, size=_initial, name=what),
        empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos",
    )
    bars = replace(blank(covered, counted, f"Logos lost by {view.span}", book.marks), kind="stacked")
    if view.by:
        return rate, replace(bars, series=series(covered, counted, _lost, size=_initial))
    gained = series(covered, counted, lambda row: row["gained"], name="gained", role="good")
    lost = series(covered, counted, lambda row: -row["lost"], name="lost", role="bad")
    return rate, replace(bars, title=f"Logos gained and lost by {view.span}", series=gained + lost)


def _drawn_rate(row: Row) -> float | None:
    return float(row["rate"]) if row["initial"] >= FEWEST_FOR_A_PERCENTAGE else None


def _lost(row: Row) -> float:
    return float(row["lost"])


def _initial(row: Row) -> float:
    return float(row["initial"])
