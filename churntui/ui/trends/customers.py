"""Trends, Customers: people lost of those active, how many left with their logo, and what counts as active."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from churntui import dates
from churntui.book import Book
from churntui.data import activity
from churntui.data.store import Store
from churntui.dates import Period, Span
from churntui.metrics import customers as metrics
from churntui.metrics.intervals import FEWEST_FOR_A_PERCENTAGE
from churntui.presence import Crowd
from churntui.reports import customers as reports
from churntui.reports import wording
from churntui.reports.attrition import anyone
from churntui.ui.base import BookApp
from churntui.ui.chartdata import ChartData
from churntui.ui.safe import cut
from churntui.ui.trends import customer_words as trend_customer_words
from churntui.ui.trends import people as trend_people
from churntui.ui.trends import reach as trend_range
from churntui.ui.trends import words as trend_words
from churntui.ui.trends.action_set import Action, ActionSet, Trial
from churntui.ui.trends.charts import Row, blank, series
from churntui.ui.trends.parts import PERIOD_WIDTH, Figures, Heading, Line, TrendRow, View

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


def read(store: Store, book: Book, view: View) -> Found:
    """Who was active around the periods of a view."""
    measured = activity.measured(store, book.as_of)
    first, end = (dates.from_number(day) for day in measured or (0, 0))
    covered = trend_range.within(first, end, view) if measured else []
    return Found(tuple(covered), reports.crowd_of(store, book, covered, actions=view.actions, sized=True))


def figures(book: Book, view: View, found: Found) -> Figures:
    """The Customers tab for a view."""
    crowd, covered = found.crowd, found.covered
    counted: Sequence[Row] = reports.counted(book, crowd, covered, view.by).to_dict("records")
    by_name = {period.name: period for period in covered}
    rows = tuple(
        _row(book, view, crowd, by_name[row["period"]], row) for row in counted if not view.by or anyone(row)
    )
    missing = reports.missing(crowd)
    return Figures(
        _headings(view),
        () if missing else rows,
        () if missing else _charts(book, view, covered, counted),
        told=_told(view, crowd, covered),
        empty=missing or "Nothing is measured in these periods",
    )


def _row(book: Book, view: View, crowd: Crowd, period: Period, row: Row) -> TrendRow:
    return TrendRow(
        (period.name, row["segment"]),
        _line(book, view, row, period),
        partial(_explained, book, crowd, period, row),
        period,
        row["segment"],
        behind_in_file=partial(trend_people.behind, view, period, row["segment"]),
        words=trend_customer_words.with_logos(row),
    )


def _explained(book: Book, crowd: Crowd, period: Period, row: Row) -> str:
    told = (trend_customer_words.explained(book, crowd, period, row), trend_words.happened(book, period))
    return "\n\n".join(part for part in told if part)


def _headings(view: View) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading(view.span.capitalize(), PERIOD_WIDTH[view.span], "left"),
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


def _line(book: Book, view: View, row: Row, period: Period) -> Line:
    cells = (
        wording.period(period, complete=row["complete"]),
        *((row["segment"],) if view.by else ()),
        f"{row['initial']:,}",
        f"{row['lost']:,}",
        f"{row['lost_with_logo']:,}" if row["lost"] else wording.NOTHING,
        wording.rate(row["lost"], row["initial"]),
        wording.interval(row["low"], row["high"], row["initial"]),
        f"{row['early_churn']:,}",
        f"{row['gained']:,}",
        f"{_at_end(row):,}",
        _most_lost(book, row),
    )
    return Line(cells, look="" if row["complete"] else "dim")


def _most_lost(book: Book, row: Row) -> str:
    """`Tannwald Kliniken 7`: the logo that lost most of the row's; nothing where none lost more than one."""
    logo_id, lost = row["worst_logo_id"], row["worst_lost"]
    return f"{cut(book.name(logo_id), _LONGEST)} {lost:,}" if lost and lost > 1 else ""


def _at_end(row: Row) -> int:
    return int(row["remaining"] + row["gained"])


def _charts(
    book: Book, view: View, covered: Sequence[Period], counted: Sequence[Row]
) -> tuple[ChartData, ...]:
    """The rate as lines; then the active customers as bars, of parts where they are split."""
    rate = replace(
        blank(covered, counted, f"Customer attrition by {view.span}", book.marks),
        unit="percent",
        series=series(covered, counted, _drawn_rate, size=_at_end, name="Customer attrition"),
        empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} customers",
    )
    active = replace(
        blank(covered, counted, f"Active customers at the end of each {view.span}", book.marks),
        kind="stacked" if view.by else "bars",
        series=series(covered, counted, _at_end, size=_at_end, name="Active customers", role="secondary"),
    )
    return rate, active


def _drawn_rate(row: Row) -> float | None:
    return float(row["rate"]) if row["initial"] >= FEWEST_FOR_A_PERCENTAGE else None


def _told(view: View, crowd: Crowd, covered: Sequence[Period]) -> str:
    """`months · Dec 2024 – Nov 2026 · 4 actions, 28 days · split by size`."""
    counted = wording.counted(len(crowd.actions), "action")
    tried = "trying " if view.actions is not None else ""
    parts = [
        f"{view.span}s",
        f"{covered[0].label} – {covered[-1].label}" if covered else "",
        f"{tried}{counted}, {crowd.window} days",
        f"split by {' and '.join(view.by)}" if view.by else "",
    ]
    return " · ".join(part for part in parts if part)


async def ask(app: BookApp, book: Book, view: View) -> View | None:
    """Let the user choose the qualifying actions: kept as one edit, or only tried where the book is read-only."""
    found = await app.ask(activity.actions)
    actions = [Action(name, times, customers) for _, name, _, times, customers in found]
    actions.sort(key=lambda action: (-action.times, action.name))
    kept = frozenset(name for _, name, qualifies, _, _ in found if qualifies)
    read_only = app.opening.read_only
    before = kept if view.actions is None else view.actions
    enter = "tries it (the book is read-only)" if read_only else "saves it"
    dialog = ActionSet(actions, before, partial(trial, book, view.span), enter)
    chosen = await app.push_screen_wait(dialog)
    if chosen is None or chosen == before:
        return None
    if read_only:
        return replace(view, actions=None if chosen == kept else chosen)
    names = sorted(chosen)
    told = f"{wording.counted(len(names), 'action')} of {len(actions)} count as activity now"
    await app.change(told, lambda store: activity.qualify(store, names))
    return None


def trial(book: Book, span: Span, store: Store, actions: frozenset[str]) -> Trial:
    """What a set of actions makes of the last period that is over, and of the customers active now."""
    measured = activity.measured(store, book.as_of)
    if measured is None:
        return Trial(None, 0, 0, 0)
    end = dates.from_number(measured[1])
    period = Period.of(end, span).previous
    crowd = reports.crowd_of(store, book, [period], actions=actions)
    own = metrics.sets(crowd, period)
    return Trial(period, int(own.initial.sum()), int(own.lost.sum()), int(crowd.now.sum()))
