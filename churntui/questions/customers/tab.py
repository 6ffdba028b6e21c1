"""Trends, Customers: people lost of those active, how many left with their logo, and what counts as active."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from churntui.book import Book
from churntui.data import presence
from churntui.data.file.store import Store
from churntui.metrics import customers as metrics
from churntui.metrics.customers import CustomerRow
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period, Span
from churntui.plain.text import shortened
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.presence import Crowd
from churntui.questions import explaining as trend_words
from churntui.questions import spans
from churntui.questions.asked import Asked
from churntui.questions.attrition.room import anyone, drawn_rate
from churntui.questions.charting import blank, series
from churntui.questions.customers import behind as trend_people
from churntui.questions.customers import explaining as trend_customer_words
from churntui.questions.customers import report as reports
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow

HELP = """**Customer attrition** is the share of the people active at a period's opening that are not active at its
end. A customer is one person inside a logo, and active is who did a *qualifying* action in the window of days before:
`a` chooses the actions, the setting `active_window_days` the window. Who was gained meanwhile never counts; who came
and went in between is *early*. *With logo* are the lost whose logo stopped paying as well: the others left while their
logo stayed, which is where a logo's own loss often begins. Use under nobody's name is no customer."""


_LONGEST = 40
"""Cells of a logo's name, so that the number behind it is in view."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is read from the file for a view."""

    covered: tuple[Period, ...]
    crowd: Crowd


def read(store: Store, book: Book, view: Asked) -> Found:
    """Who was active around the periods of a view."""
    measured = presence.measured(store, book.as_of)
    first, end = (dates.from_number(day) for day in measured or (0, 0))
    covered = spans.within(first, end, view) if measured else []
    return Found(
        tuple(covered), reports.crowd_of(store, book, covered, actions=view.actions or None, sized=True)
    )


def figures(book: Book, view: Asked, found: Found) -> Figures:
    """The Customers tab for a view."""
    crowd, covered = found.crowd, found.covered
    counted = reports.counted(book, crowd, covered, view.by)
    by_name = {period.name: period for period in covered}
    rows = tuple(
        _row(book, view, crowd, by_name[row.period], row) for row in counted if not view.by or anyone(row)
    )
    missing = reports.missing(crowd)
    return Figures(
        _headings(view),
        () if missing else rows,
        () if missing else _charts(book, view, covered, counted),
        told=_told(view, crowd, covered),
        empty=missing or "Nothing is measured in these periods",
    )


def _row(book: Book, view: Asked, crowd: Crowd, period: Period, row: CustomerRow) -> TrendRow:
    return TrendRow(
        (period.name, row.segment),
        _line(book, view, row, period),
        partial(_explained, book, crowd, period, row),
        period,
        row.segment,
        behind_in_file=partial(trend_people.behind, view, period, row.segment),
        words=trend_customer_words.with_logos(row),
    )


def _explained(book: Book, crowd: Crowd, period: Period, row: CustomerRow) -> str:
    told = (trend_customer_words.explained(book, crowd, period, row), trend_words.happened(book, period))
    return "\n\n".join(part for part in told if part)


def _headings(view: Asked) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading(view.every.capitalize(), PERIOD_WIDTH[view.every], "left"),
        *segment,
        Heading("Active", 7),
        Heading("Lost", 6),
        Heading("With logo", 9, priority=1),
        Heading("Rate", 7),
        Heading("95 %", 12, priority=3),
        Heading("Early", 5, priority=4),
        Heading("Gained", 6, priority=2),
        Heading("At end", 7),
        Heading("Most lost at", 22, "left", priority=5, flex=True),
    )


def _line(book: Book, view: Asked, row: CustomerRow, period: Period) -> Line:
    cells = (
        wording.period(period, complete=row.complete),
        *((row.segment,) if view.by else ()),
        f"{row.initial:,}",
        f"{row.lost:,}",
        f"{row.lost_with_logo:,}" if row.lost else wording.NOTHING,
        wording.rate(row.lost, row.initial),
        wording.interval(row.low, row.high, row.initial),
        f"{row.early_churn:,}",
        f"{row.gained:,}",
        f"{row.at_end:,}",
        _most_lost(book, row),
    )
    return Line(cells, look="" if row.complete else "dim")


def _most_lost(book: Book, row: CustomerRow) -> str:
    """`Tannwald Kliniken 7`: the logo that lost most of the row's; nothing where none lost more than one."""
    logo_id, lost = row.worst_logo_id, row.worst_lost
    if logo_id is None or lost is None or lost == 1:
        return ""
    return f"{shortened(book.name(logo_id), _LONGEST)} {lost:,}"


def _at_end(row: CustomerRow) -> int:
    return row.at_end


def _charts(
    book: Book, view: Asked, covered: Sequence[Period], counted: Sequence[CustomerRow]
) -> tuple[ChartData, ...]:
    """The rate as lines; then the active customers as bars, of parts where they are split."""
    rate = replace(
        blank(covered, counted, f"Customer attrition by {view.every}", book.marks),
        unit="percent",
        series=series(covered, counted, drawn_rate, size=_at_end, name="Customer attrition"),
        empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} customers",
    )
    active = replace(
        blank(covered, counted, f"Active customers at the end of each {view.every}", book.marks),
        kind="stacked" if view.by else "bars",
        series=series(covered, counted, _at_end, size=_at_end, name="Active customers", role="secondary"),
    )
    return rate, active


def _told(view: Asked, crowd: Crowd, covered: Sequence[Period]) -> str:
    """`months · Dec 2024 – Nov 2026 · 4 actions, 28 days · split by size`."""
    counted = wording.counted(len(crowd.actions), "action")
    tried = "trying " if view.actions else ""
    parts = [
        f"{view.every}s",
        f"{covered[0].label} – {covered[-1].label}" if covered else "",
        f"{tried}{counted}, {crowd.window} days",
        f"split by {' and '.join(view.by)}" if view.by else "",
    ]
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a set of qualifying actions makes of the figures."""

    period: Period | None
    """The last one that is over; None where none is yet."""
    initial: int
    """Customers active at its opening."""
    lost: int
    now: int
    """Customers active on the last measured day."""


def trial(book: Book, span: Span, store: Store, actions: frozenset[str]) -> Trial:
    """What a set of actions makes of the last period that is over, and of the customers active now."""
    measured = presence.measured(store, book.as_of)
    if measured is None:
        return Trial(None, 0, 0, 0)
    end = dates.from_number(measured[1])
    period = Period.of(end, span).previous
    crowd = reports.crowd_of(store, book, [period], actions=actions)
    own = metrics.sets(crowd, period)
    return Trial(period, int(own.initial.sum()), int(own.lost.sum()), int(crowd.now.sum()))
