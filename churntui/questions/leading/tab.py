"""Trends, Behaviour: the leading indicator, from the book's own renewals to the logos that are falling today.

What the history cannot carry is not shown: neither its rates, nor today's logos past a line that means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from churntui.book import Book
from churntui.data import presence
from churntui.data.file.store import Store
from churntui.metrics import leading
from churntui.metrics.intervals import wilson
from churntui.metrics.leading import LINES, WEEKS, Cases, History, Outcome, Told, Weeks
from churntui.metrics.leading import Line as Fall
from churntui.metrics.usage import WINDOW_DAYS
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.looks import CellStyle
from churntui.plain.wording import rate_text
from churntui.presence import Crowd, Mask, grid_index
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.leading import explaining as words
from churntui.questions.shown import Figures, Heading, Line, Member, Members, TrendRow, fitted
from churntui.questions.telling import narrowing

MOST_WEEKS = 260
"""How far back the history reaches: five years. What a screen costs must not grow with the years of a book."""

_SHOWN_WEEKS = 53
"""Weeks on a logo's chart."""

Found = Crowd | None
"""What is read: the weeks of all customers; None where nothing was ever measured."""

_LOOKS: dict[Told, CellStyle] = {"foretells loss": "bad", "foretells staying": "good"}

_LOGOS = (
    Heading("Logo", 22, "left", flex=True),
    Heading("Renews", 11),
    Heading("Active then", 11),
    Heading("now", 5),
    Heading("Change", 7),
    Heading("ARR", 8),
    Heading("Industry", 18, "left", priority=2, flex=True),
    Heading("Owner", 16, "left", priority=1),
)

_CASES = (_LOGOS[0], replace(_LOGOS[1], title="On"), *_LOGOS[2:])


def read(store: Store, book: Book) -> Found:
    """The active customers of the last five years, Monday by Monday."""
    measured = presence.measured(store, book.as_of)
    if measured is None:
        return None
    first, last = (grid_index("week", dates.from_number(day)) for day in measured)
    begin = max(first, last + 1 - MOST_WEEKS)
    return presence.crowd(store, book.as_of, "week", begin, last + 1, settings=book.settings, sized=True)


def history(book: Book, view: Asked, found: Found) -> Figures:
    """A row for each line: what became of the logos that had fallen so far, and of the others."""
    weeks, past = _counted(book, view, found)
    rows: tuple[TrendRow, ...] = ()
    if past is not None and past.is_enough:
        today = _active_today(book, weeks) if _is_fresh(book, found) else None
        rows = tuple(_line_row(book, past, line, today) for line in past.lines)
    return Figures(
        fitted(_line_headings(), [row.line for row in rows]),
        rows,
        (_bars(past),) if past is not None and rows else (),
        told=" · ".join((words.told(past), *narrowing(view))) if past else "",
        opens_on="first",
        empty=words.silent(past),
    )


def _counted(book: Book, view: Asked, found: Found) -> tuple[Weeks, History | None]:
    if found is None:
        return Weeks.none(), None
    weeks = leading.weekly(found)
    only = counting.those_that_count(book, view)
    return weeks, leading.history(book.timeline, weeks, book.as_of, only)


def _active_today(book: Book, weeks: Weeks) -> Cases:
    """The logos active on the as-of day, on the last measured Monday."""
    return leading.today(weeks).having(np.array(sorted(book.active_arr), dtype=np.int64))


def _line_headings() -> tuple[Heading, ...]:
    return (
        Heading("Customers fell", 15, "left"),
        Heading("Then lost", 15),
        Heading("95 %", 11, priority=3),
        Heading("Others lost", 15),
        Heading("95 %", 11, priority=3),
        Heading("Ratio", 6, priority=2),
        Heading("Such a fall", 19, "left", flex=True),
        Heading("Today", 6, priority=1),
        Heading("ARR", 8, priority=4),
    )


def _line_row(book: Book, past: History, line: Fall, today: Cases | None) -> TrendRow:
    """A line; without `today` where nothing recent is measured."""
    title = f"{line.percent} % or more"
    if not line.is_enough:
        cells = (title, *[wording.NOTHING] * 5, "too few to say", wording.NOTHING, wording.NOTHING)
        return TrendRow(("fall", line.percent), Line(cells), words.explained(past, line), title=title)
    falling = [] if today is None else today.logo_ids[today.fallen(line.percent)].tolist()
    cells = (
        title,
        rate_text(line.fallen.lost, line.fallen.cases),
        _interval(line.fallen),
        rate_text(line.others.lost, line.others.cases),
        _interval(line.others),
        wording.NOTHING if line.ratio is None else f"{line.ratio:.1f}×",
        line.told,
        wording.NOTHING if today is None else str(len(falling)),
        book.money(sum(book.active_arr[logo_id] for logo_id in falling)) if falling else wording.NOTHING,
    )
    look = _LOOKS.get(line.told)
    return TrendRow(
        ("fall", line.percent),
        Line(cells, {6: look} if look else {}),
        words.explained(past, line),
        title=f"active customers fell by {title}",
        behind=partial(_behind, past.cases, today, line.percent),
        words=words.sentence(line),
    )


def _interval(outcome: Outcome) -> str:
    return wording.interval(*wilson(outcome.lost, outcome.cases), outcome.cases)


def _bars(past: History) -> ChartData:
    """The rates of those that fell and of the others, a pair for each line."""

    def series(name: str, role: Role, outcomes: Sequence[Outcome]) -> Series:
        shown = [one if line.is_enough else None for line, one in zip(past.lines, outcomes, strict=True)]
        rates = tuple(one.rate if one else None for one in shown)
        return Series(name, rates, role, tuple(wilson(one.lost, one.cases) if one else None for one in shown))

    return ChartData(
        "bars",
        tuple(f"fell {line.percent} % or more" for line in past.lines),
        (
            series("lost after such a fall", "bad", [line.fallen for line in past.lines]),
            series("others lost", "secondary", [line.others for line in past.lines]),
        ),
        unit="percent",
        title="Lost at the renewal, with 95 % intervals",
        empty="Too few logos on either side",
    )


def today(book: Book, view: Asked, found: Found) -> Figures:
    """The logos past the chosen line today, the largest ARR first."""
    weeks, past = _counted(book, view, found)
    percent = chosen(view)
    rows: tuple[TrendRow, ...] = ()
    line = next((one for one in past.lines if one.percent == percent), None) if past else None
    if past is None or line is None or not (past.is_enough and line.is_enough):
        empty = words.silent(past, line)
        empty += ". Press a to choose another fall" if past is not None and past.is_enough else ""
    elif not _is_fresh(book, found):
        empty = words.stale(weeks)
    else:
        empty = f"No active logo has {percent} % fewer active customers than {WEEKS} weeks before"
        rows = _falling(book, weeks, percent, words.explained(past, line))
    return Figures(
        fitted(_LOGOS, [row.line for row in rows]),
        rows,
        told=" · ".join((words.told_today(percent, weeks), *narrowing(view))),
        words=words.sentence(line) if line is not None and rows else "",
        opens_on="first",
        empty=empty,
    )


def chosen(view: Asked) -> int:
    """The line of a view, in percent."""
    return min(LINES, key=lambda percent: abs(percent - 100 * view.fall))


def _is_fresh(book: Book, found: Found) -> bool:
    """Whether activity reaches into the last 28 days: older falls are history, not news."""
    measured = found.measured if found is not None else None
    return measured is not None and dates.number(book.as_of) - measured[1] < WINDOW_DAYS


def _falling(book: Book, weeks: Weeks, percent: int, explained: str) -> tuple[TrendRow, ...]:
    cases = _active_today(book, weeks)
    rows = sorted(
        cases.rows(cases.fallen(percent)), key=lambda row: (-book.active_arr[row[0]], book.name(row[0]))
    )
    since = max(0, len(weeks.counts) - _SHOWN_WEEKS)
    labels = tuple(dates.short(dates.from_number(day), book.as_of) for day in weeks.mondays[since:].tolist())
    courses = dict(zip(weeks.logo_ids.tolist(), weeks.counts[since:].T, strict=True))
    return tuple(
        TrendRow(
            ("logo", logo_id),
            _logo_line(book, logo_id, then, now, book.active_arr[logo_id], _renews(book, logo_id)),
            explained,
            title=book.name(logo_id),
            logo_id=logo_id,
            chart=ChartData(
                "line",
                labels,
                (Series("active customers", tuple(courses[logo_id].tolist())),),
                title=f"Active customers of {book.name(logo_id)}, by week",
                from_zero=True,
            ),
        )
        for logo_id, _, then, now in rows
    )


def _renews(book: Book, logo_id: int) -> str:
    renewal = book.standings[logo_id].renewal
    return wording.NOTHING if renewal is None else dates.short(renewal.ends_on, book.as_of)


def _logo_line(book: Book, logo_id: int, then: int, now: int, arr: int, renews: str) -> Line:
    logo = book.logos[logo_id]
    cells = (
        logo.name,
        renews,
        str(then),
        str(now),
        f"{100 * (now - then) / then:+.0f} %".replace("-", "−"),
        book.money(arr) if arr else wording.NOTHING,
        logo.industry,
        logo.owner,
    )
    return Line(cells, {4: "bad" if now < then else ""})


def _behind(past: Cases, today: Cases | None, percent: int, book: Book) -> tuple[Members, ...]:
    """The logos falling today, and the renewals of the past on either side of the line."""
    fell = past.fallen(percent)
    return (
        *(() if today is None else (_members(book, "Today", today, today.fallen(percent)),)),
        _members(book, "Fell: lost", past, fell & past.lost),
        _members(book, "Fell: stayed", past, fell & ~past.lost),
        _members(book, "Others: lost", past, ~fell & past.lost),
        _members(book, "Others: stayed", past, ~fell & ~past.lost),
    )


def _members(book: Book, name: str, cases: Cases, those: Mask) -> Members:
    """Some of the cases, the newest and largest first."""
    arr = leading.arr_before(book.timeline, cases.logo_ids[those], cases.days[those]).tolist()
    rows = sorted(
        zip(cases.rows(those), arr, strict=True),
        key=lambda row: (-dates.number(row[0][1]), -row[1], row[0][0]),
    )
    members = (
        Member(logo_id, _logo_line(book, logo_id, then, now, worth, dates.short(day)))
        for (logo_id, day, then, now), worth in rows
        if logo_id in book.logos  # the book may have changed since it was counted
    )
    return Members(name, _CASES, tuple(members), "No logo is among them")
