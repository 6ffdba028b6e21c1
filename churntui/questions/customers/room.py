"""Customer attrition: people lost of those active at each period's opening, and how much of it left with its logo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics.customers import CustomerRow, customers
from churntui.model.presence import Crowd
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period
from churntui.plain.text import shortened
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import actions, counting, spans
from churntui.questions.asked import Asked
from churntui.questions.attrition.room import anyone, drawn_rate
from churntui.questions.charting import blank, series
from churntui.questions.columns import Column
from churntui.questions.customers import behind, crowds, roles
from churntui.questions.customers.explaining import explained, with_logos
from churntui.questions.customers.roles import Roles
from churntui.questions.over_time import OverTime
from churntui.questions.question import Room
from churntui.questions.report import dated, keys_of, left_out

_LONGEST = 40
"""Cells of a logo's name, so that the number behind it is in view."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file knows."""

    crowd: Crowd
    roles: Roles | None
    """Where customers are split by them."""


class Customers:
    """The room."""

    help = """**Customer attrition** is the share of the people active at a period's opening that are not active at
its end, and **retention** the share that is. A customer is one person inside a logo, and active is who did a
*qualifying* action in the window of days before: `A` chooses the actions, the setting `active_window_days` the window.
Who was gained meanwhile never counts; who came and went in between is *early*. *With logo* are the lost whose logo
stopped paying as well: the others left while their logo stayed, which is where a logo's own loss often begins. Use
under nobody's name is no customer."""

    def read(self, store: Store, book: Book, asked: Asked) -> Known:
        """Who was active around the periods asked for.

        Raises:
            BadInputError: There is no such action, period or split.
        """
        by_role = roles.is_split_by(book, asked)
        chosen = actions.chosen(store, asked.actions)
        covered = _covered(book, asked, activity.measured(store, book.as_of))
        crowd = crowds.around(
            store, book, covered, actions=chosen or None, window=asked.window, sized=not by_role
        )
        return Known(crowd, Roles.read(store, crowd) if by_role else None)

    def answer(self, book: Book, asked: Asked, known: Known) -> OverTime[CustomerRow]:
        """A row for each period and segment; rates are fractions, null where nobody was active at the opening."""
        crowd = known.crowd
        covered = _covered(book, asked, crowd.measured)
        rows = _rows(book, asked, known, covered)
        rule = f"{crowds.deeds(crowd)} in {wording.counted(crowd.window, 'day')}"
        title = counting.title("Customer attrition", asked)
        why_none = crowds.missing(crowd)
        return OverTime(
            book=book,
            asked=asked,
            name="customers",
            title="Customer attrition",
            covered=covered,
            rows=rows,
            keys=keys_of(CustomerRow, but={"worst_logo_id", "worst_lost"}),
            columns=_columns(book),
            shows=anyone,
            settings={"active_window_days": crowd.window, "period": asked.every} | crowds.settings_of(crowd),
            headline=" · ".join((title, dated(book), rule)),
            not_over=crowds.so_far(crowd),
            legend=_cut_windows(crowd, covered),
            notes=tuple(note for note in (why_none, *left_out(book)) if note),
            missing=why_none,
            explaining=lambda: partial(explained, book, crowd),
            words=with_logos,
            behind_in_file=partial(partial, behind.behind, asked),
            charts=partial(_charts, book, asked, covered),
            told=_told(asked, crowd, covered),
            empty="Nothing is measured in these periods",
        )


ROOM: Room[Known] = Customers()


def _rows(book: Book, asked: Asked, known: Known, covered: Sequence[Period]) -> list[CustomerRow]:
    if known.roles is not None:
        return roles.rows(book, asked, known.crowd, known.roles, covered)
    split_by = crowds.labels(book, asked.by, covered)
    return customers(known.crowd, covered, timeline=book.timeline, logo_ids=book.logo_ids, segment=split_by)


def _covered(book: Book, asked: Asked, measured: tuple[int, int] | None) -> list[Period]:
    """The periods asked for, else those that hold a measured day."""
    if measured is None:
        return spans.within(None, book.as_of + timedelta(days=1), asked)
    first, end = (dates.from_number(day) for day in measured)
    return spans.within(first, end, asked)


def _columns(book: Book) -> tuple[Column[CustomerRow], ...]:
    """What people see of a row; a terminal and the tab have some of them in another order."""

    def most_lost(row: CustomerRow) -> str:
        """`Tannwald Kliniken 7`: the logo that lost most of the row's; nothing where none lost more than one."""
        if row.worst_logo_id is None or row.worst_lost in (None, 1):
            return ""
        return f"{shortened(book.name(row.worst_logo_id), _LONGEST)} {row.worst_lost:,}"

    return (
        Column("Attrition", lambda row: rate_text(row.lost, row.initial), where="report"),
        Column("Active", lambda row: f"{row.initial:,}", 7, "tab"),
        Column("Lost", lambda row: f"{row.lost:,}", 6, "tab"),
        Column(
            "With logo",
            lambda row: f"{row.lost_with_logo:,}" if row.lost else wording.NOTHING,
            9,
            "tab",
            priority=1,
        ),
        Column("Rate", lambda row: wording.rate(row.lost, row.initial), 7, "tab"),
        Column("Retention", lambda row: wording.rate(row.remaining, row.initial), 9, priority=3),
        Column("95 %", lambda row: wording.interval(row.low, row.high, row.initial), 12, priority=4),
        Column("With logo", lambda row: str(row.lost_with_logo), where="report"),
        Column("Gained", lambda row: str(row.gained), where="report"),
        Column(
            "Early churn",
            lambda row: str(row.early_churn),
            5,
            short="Early",
            priority=5,
            in_tab=lambda row: f"{row.early_churn:,}",
        ),
        Column("Gained", lambda row: f"{row.gained:,}", 6, "tab", priority=2),
        Column("At end", lambda row: str(row.at_end), 7, in_tab=lambda row: f"{row.at_end:,}"),
        Column("Most lost at", most_lost, 22, "tab", align="left", priority=6, flex=True),
    )


def _charts(
    book: Book, asked: Asked, covered: Sequence[Period], rows: Sequence[CustomerRow]
) -> tuple[ChartData, ...]:
    """The rate as lines; then the active customers as bars, of parts where they are split."""
    of_rows = partial(series, covered, rows, size=lambda row: row.at_end)
    rate = replace(
        blank(covered, rows, f"Customer attrition by {asked.every}", book.marks),
        unit="percent",
        series=of_rows(drawn_rate, name="Customer attrition"),
        empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} customers",
    )
    active = replace(
        blank(covered, rows, f"Active customers at the end of each {asked.every}", book.marks),
        kind="stacked" if asked.by else "bars",
        series=of_rows(lambda row: row.at_end, name="Active customers", role="secondary"),
    )
    return rate, active


def _cut_windows(crowd: Crowd, covered: Sequence[Period]) -> str:
    """What is told where windows reach back before anything was measured."""
    if crowd.measured is None or not covered:
        return ""
    begun = dates.from_number(crowd.measured[0])
    if covered[0].starts_on >= begun + timedelta(days=crowd.window):
        return ""
    return f"activity is measured from {dates.short(begun)}: windows that begin before it are not whole"


def _told(asked: Asked, crowd: Crowd, covered: Sequence[Period]) -> str:
    """`months · Dec 2024 – Nov 2026 · 4 actions, 28 days · split by size`."""
    counted = wording.counted(len(crowd.actions), "action")
    tried = "trying " if asked.actions else ""
    parts = [
        f"{asked.every}s",
        f"{covered[0].label} – {covered[-1].label}" if covered else "",
        f"{tried}{counted}, {crowd.window} days",
        f"split by {' and '.join(asked.by_words)}" if asked.by else "",
    ]
    return " · ".join(part for part in parts if part)
