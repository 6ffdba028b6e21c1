"""The leading indicator: whether a fall of active customers foretold a loss, and which logos fall today.

A row for each line, a fall of 10, 25 or 40 % over the 13 weeks before a renewal:

- `fall`, a fraction; `fell`, `fell_lost`, `fell_rate`, `fell_low`, `fell_high`: the renewals of logos that fell at
  least so far, and how many of them were lost; `others`, `others_lost`, `others_rate`, `others_low`, `others_high`:
  the same of all other renewals;
- `difference`, `difference_low`, `difference_high` of the two rates, `ratio`, and `verdict`: foretells loss, no
  difference shown, foretells staying, or too few to say;
- `since`, the first renewal counted; `falling_today`, `arr_falling_today`, `currency`: the logos past the line now.

What the history cannot carry is not shown to people: neither its rates, nor today's logos past a line that means
nothing. Programs get the counts, with a verdict that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics import leading
from churntui.metrics.intervals import Outcome
from churntui.metrics.leading import (
    FEWEST_CUSTOMERS,
    LINES,
    WEEKS,
    Cases,
    History,
    LeadingRow,
    Verdict,
    Weeks,
)
from churntui.metrics.leading import Line as Fall
from churntui.metrics.usage import WINDOW_DAYS
from churntui.model.presence import Crowd, grid_index
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.looks import CellStyle
from churntui.plain.wording import rate_text
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.columns import Column, headings, line, of_report
from churntui.questions.customers.crowds import NO_ACTIVITY, of_book, settings_of
from churntui.questions.leading import explaining
from churntui.questions.leading.behind import LOGOS, behind, logo_line
from churntui.questions.question import Room
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used, sheet
from churntui.questions.shown import Figures, TrendRow, fitted
from churntui.questions.telling import narrowing

HISTORY, TODAY = "leading indicator", "falling today"
"""The parts of the Behaviour tab that show it (`Asked.part`)."""

_MOST_WEEKS = 260
"""How far back the history reaches: five years. What a screen costs must not grow with the years of a book."""

_SHOWN_WEEKS = 53
"""Weeks on a logo's chart."""

_LOOKS: dict[Verdict, CellStyle] = {"foretells loss": "bad", "foretells staying": "good"}


class LeadingIndicator:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> Crowd | None:
        """The active customers of the last five years, Monday by Monday; None where nothing was ever measured."""
        del asked
        measured = activity.measured(store, book.as_of)
        if measured is None:
            return None
        first, last = (grid_index("week", dates.from_number(day)) for day in measured)
        begin = max(first, last + 1 - _MOST_WEEKS)
        crowd = activity.crowd(store, book.as_of, "week", begin, last + 1, settings=book.settings, sized=True)
        return of_book(book, crowd)

    def answer(self, book: Book, asked: Asked, known: Crowd | None) -> Leading:
        """What became of the logos that had fallen, and which fall today."""
        return Leading(book, asked, known)


ROOM: Room[Crowd | None] = LeadingIndicator()


@dataclass(frozen=True)
class Leading:
    """The answer."""

    book: Book
    asked: Asked
    crowd: Crowd | None

    @cached_property
    def _weeks(self) -> Weeks:
        return Weeks.none() if self.crowd is None else leading.weekly(self.crowd)

    @cached_property
    def _past(self) -> History:
        only = counting.those_that_count(self.book, self.asked)
        return leading.history(self.book.timeline, self._weeks, self.book.as_of, only)

    @cached_property
    def _today(self) -> Cases | None:
        """The logos active today, on the last measured Monday; None where activity ends over 28 days ago.

        Older falls are history, not news.
        """
        measured = self.crowd.measured if self.crowd else None
        if measured is None or dates.number(self.book.as_of) - measured[1] >= WINDOW_DAYS:
            return None
        return leading.today(self._weeks).having(np.array(sorted(self.book.active_arr), dtype=np.int64))

    def _counted(self, fall: Fall) -> LeadingRow:
        return self._past.row(fall, self._today, self.book.active_arr, self.book.currency)

    def _silent(self, fall: Fall | None = None) -> str:
        """Why nothing is said, of a line where one is given; empty where something is."""
        return NO_ACTIVITY if self.crowd is None else explaining.silent(self._past, fall)

    def report(self) -> Report:
        """A row for each line; rates are fractions, money is in minor units."""
        book, asked = self.book, self.asked
        counted = [self._counted(fall) for fall in self._past.lines] if self.crowd else []
        keys, columns = keys_of(LeadingRow), of_report(_columns(book))
        titles = [column.title for column in columns]
        why_nothing = self._silent()
        narrowed = wording.losses(regrettable=asked.regrettable, voluntary=asked.voluntary)
        title = ("Falls of active customers, and the renewal after", narrowed, explaining.told(self._past))
        return Report(
            name="leading",
            as_of=book.as_of,
            settings=settings_used(book, asked) | self._settings(),
            columns=keys,
            rows=tuple(published(row, keys) for row in counted),
            headline=headline(book, " · ".join(part for part in title if part)),
            sheet=sheet(
                "leading",
                titles,
                () if why_nothing else [[column.text(row) for column in columns] for row in counted],
                right=[column.title for column in columns if column.align == "right"],
            ),
            legend="" if why_nothing else self._legend(),
            notes=(*notes(book), *filter(None, [why_nothing])),
        )

    def _settings(self) -> dict[str, object]:
        """What the figures depend on."""
        cases, crowd = self._past.cases, self.crowd
        return {
            "weeks": WEEKS,
            "fewest_customers": FEWEST_CUSTOMERS,
            "renewals": len(cases),
            "renewals_lost": int(cases.lost.sum()),
        } | ({"active_window_days": crowd.window} | settings_of(crowd) if crowd else {})

    def _legend(self) -> str:
        """Of when today's logos are."""
        last = self._weeks.last_monday
        if self._today is None or last is None:
            return explaining.stale(self._weeks)
        return f"Today: the active logos that fell so far in the {WEEKS} weeks to {dates.short(last)}"

    def figures(self) -> Figures:
        """The part of the tab asked for."""
        return self._falling() if self.asked.part == TODAY else self._history()

    def _history(self) -> Figures:
        """A row for each line: what became of the logos that had fallen so far, and of the others."""
        past, columns = self._past, _columns(self.book)
        rows = tuple(self._line_row(fall, columns) for fall in past.lines if past.is_enough)
        return Figures(
            fitted(headings(columns), [row.line for row in rows]),
            rows,
            (_bars(past),) if rows else (),
            told=" · ".join((explaining.told(past), *narrowing(self.asked))) if self.crowd else "",
            opens_on="first",
            empty=self._silent(),
        )

    def _line_row(self, fall: Fall, columns: Sequence[Column[LeadingRow]]) -> TrendRow:
        title = f"{fall.percent} % or more"
        return TrendRow(
            ("fall", fall.percent),
            line((), columns, self._counted(fall)),
            explaining.explained(self._past, fall),
            title=f"active customers fell by {title}" if fall.is_enough else title,
            behind=partial(behind, self._past.cases, self._today, fall.percent) if fall.is_enough else None,
            words=explaining.sentence(fall),
        )

    def _falling(self) -> Figures:
        """The logos past the chosen line today, the largest ARR first."""
        past, weeks, percent = self._past, self._weeks, chosen(self.asked)
        fall = next(fall for fall in past.lines if fall.percent == percent)
        rows: tuple[TrendRow, ...] = ()
        if not (past.is_enough and fall.is_enough):
            empty = self._silent(fall) + (". Press A to choose another fall" if past.is_enough else "")
        elif self._today is None:
            empty = explaining.stale(weeks)
        else:
            empty = f"No active logo has {percent} % fewer active customers than {WEEKS} weeks before"
            rows = self._falling_rows(self._today, percent, explaining.explained(past, fall))
        return Figures(
            fitted(LOGOS, [row.line for row in rows]),
            rows,
            told=" · ".join((explaining.told_today(percent, weeks), *narrowing(self.asked))),
            words=explaining.sentence(fall) if rows else "",
            opens_on="first",
            empty=empty,
        )

    def _falling_rows(self, today: Cases, percent: int, explained: str) -> tuple[TrendRow, ...]:
        book, weeks = self.book, self._weeks
        since = max(0, len(weeks.counts) - _SHOWN_WEEKS)
        mondays = weeks.mondays[since:].tolist()
        labels = tuple(dates.short(dates.from_number(day), book.as_of) for day in mondays)
        courses = dict(zip(weeks.logo_ids.tolist(), weeks.counts[since:].T, strict=True))

        def course(logo_id: int) -> ChartData:
            values = Series("active customers", tuple(courses[logo_id].tolist()))
            title = f"Active customers of {book.name(logo_id)}, by week"
            return ChartData("line", labels, (values,), title=title, from_zero=True)

        return tuple(
            TrendRow(
                ("logo", logo_id),
                logo_line(book, logo_id, then, now, book.active_arr[logo_id], _renews(book, logo_id)),
                explained,
                title=book.name(logo_id),
                logo_id=logo_id,
                chart=course(logo_id),
            )
            for logo_id, _, then, now in sorted(
                today.rows(today.fallen(percent)),
                key=lambda row: (-book.active_arr[row[0]], book.name(row[0])),
            )
        )


def chosen(asked: Asked) -> int:
    """The line asked for, in percent."""
    return min(LINES, key=lambda percent: abs(percent - 100 * asked.fall))


def _columns(book: Book) -> tuple[Column[LeadingRow], ...]:
    """What people see of a line; of one with too few logos on a side only that it says nothing."""

    def said(text: Callable[[LeadingRow], str]) -> Callable[[LeadingRow], str]:
        return lambda row: wording.NOTHING if row.verdict == "too few to say" else text(row)

    def fell_between(row: LeadingRow) -> str:
        return wording.interval(row.fell_low, row.fell_high, row.fell)

    def others_between(row: LeadingRow) -> str:
        return wording.interval(row.others_low, row.others_high, row.others)

    def ratio(row: LeadingRow) -> str:
        return wording.NOTHING if row.ratio is None else f"{row.ratio:.1f}×"

    def today(row: LeadingRow) -> str:
        return wording.NOTHING if row.falling_today is None else str(row.falling_today)

    def arr(row: LeadingRow) -> str:
        return book.money(row.arr_falling_today or 0) if row.falling_today else wording.NOTHING

    return (
        Column("Customers fell", lambda row: f"{wording.roughly(row.fall)} or more", 15, align="left"),
        Column("Then lost", said(lambda row: rate_text(row.fell_lost, row.fell)), 15),
        Column("95 % ", said(fell_between), 11, short="95 %", priority=3),
        Column("Others lost", said(lambda row: rate_text(row.others_lost, row.others)), 15),
        Column("95 %", said(others_between), 11, priority=3),
        Column("Points more", said(_points), where="report"),
        Column("Ratio", said(ratio), 6, priority=2),
        Column(
            "Such a fall",
            lambda row: row.verdict,
            19,
            align="left",
            flex=True,
            look=lambda row: _LOOKS.get(row.verdict, ""),
        ),
        Column("Today", said(today), 6, priority=1),
        Column("ARR today", said(arr), 8, short="ARR", priority=4),
    )


def _points(row: LeadingRow) -> str:
    """`82.9 (51.0 to 94.4)`: by how many points more of those that fell were lost."""
    ends = (row.difference, row.difference_low, row.difference_high)
    known = [wording.points(end) for end in ends if end is not None]
    return f"{known[0]} ({known[1]} to {known[2]})" if known else wording.NOTHING


def _bars(past: History) -> ChartData:
    """The rates of those that fell and of the others, a pair for each line."""

    def series(name: str, role: Role, outcomes: Sequence[Outcome]) -> Series:
        shown = [
            outcome if line.is_enough else None for line, outcome in zip(past.lines, outcomes, strict=True)
        ]
        rates = tuple(outcome.rate if outcome else None for outcome in shown)
        return Series(name, rates, role, tuple(outcome.interval if outcome else None for outcome in shown))

    return ChartData(
        "bars",
        tuple(f"fell {fall.percent} % or more" for fall in past.lines),
        (
            series("lost after such a fall", "bad", [fall.fallen for fall in past.lines]),
            series("others lost", "secondary", [fall.others for fall in past.lines]),
        ),
        unit="percent",
        title="Lost at the renewal, with 95 % intervals",
        empty="Too few logos on either side",
    )


def _renews(book: Book, logo_id: int) -> str:
    renewal = book.standings[logo_id].renewal
    return wording.NOTHING if renewal is None else dates.short(renewal.ends_on, book.as_of)
