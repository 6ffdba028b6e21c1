"""Which periods a question covers: everything or the latest, or a range that was chosen.

A range is two days, so that it stays the same when quarters are looked at by month. How far a screen reaches by itself
is bounded: what a screen costs must not grow with the years of a book.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.dates import Period, Span
from churntui.plain.errors import BadInputError
from churntui.questions.asked import Asked

REACH: Mapping[Span, int] = {"year": 10, "quarter": 12, "month": 24, "week": 53}
"""How many periods are shown where no range was chosen."""

_FAR = date(1, 1, 1)
"""Before everything: what a range that reaches back to the book's beginning starts with."""


_YEARS = range(1900, 2200)
"""The years that can be asked for exactly: more would only be a typing error, and millions of cells."""


def covered(book: Book, asked: Asked) -> list[Period]:
    """The periods of a question about contracts, oldest first; empty where nothing says when to begin.

    Raises:
        BadInputError: What is asked for exactly is weeks, no start of a period, or ends before it begins.
    """
    if asked.every == "week":
        raise BadInputError(
            "Contracts are monthly, quarterly or yearly, so logos are counted by month, quarter or year",
            "Use --period month, --period quarter or --period year",
        )
    own = book.span(asked.every)
    return within(own[0].starts_on if own else None, book.as_of + timedelta(days=1), asked)


def within(first: date | None, end: date, asked: Asked) -> list[Period]:
    """The periods of a question about something that is known for the days [first, end), oldest first.

    Asked for exactly, they may lie where nothing is known; the latest never do.

    Args:
        first: The first day there is anything about, such as the first measured one; None where there is none.
        end: The first day there is nothing about any more.
        asked: Its span, and its range where there is one.

    Raises:
        BadInputError: What is asked for exactly is no start of a period, or ends before it begins.
    """
    span, begin = asked.every, asked.first
    if not asked.latest:
        _check_range(asked)
        begin = begin or first
        return [] if begin is None else dates.periods(span, begin, asked.end or end)
    if first is None:
        return []
    if begin is None:
        begin = dates.step(Period.of(end - timedelta(days=1), span).starts_on, span, 1 - REACH[span])
    return dates.periods(span, max(begin, first), min(end, asked.end or end))


def _check_range(asked: Asked) -> None:
    for name, day in (("from", asked.first), ("to", asked.end)):
        if day is not None:
            _check_start(name, day, asked.every)
    if asked.first and asked.end and asked.first >= asked.end:
        raise BadInputError(f"--from {asked.first} is not before --to {asked.end}", "Swap them")


def _check_start(name: str, day: date, span: Span) -> None:
    if day.year not in _YEARS:
        raise BadInputError(f"--{name} {day} is too far away", f"Use a day from {_YEARS[0]} to {_YEARS[-1]}")
    here = Period.of(day, span)
    if here.starts_on != day:
        raise BadInputError(
            f"--{name} {day} is not the first day of a {span}",
            f"The nearest are {here.starts_on} and {here.ends_on}",
        )


CHOICES: Mapping[Span, tuple[int, ...]] = {
    "year": (3, 5),
    "quarter": (4, 8, 20),
    "month": (12, 36, 60),
    "week": (13, 26, 104),
}
"""How many of the last periods can be chosen at once, beside the usual reach."""

EXAMPLE = "2025-01 – 2026-06"
"""A range as it can be typed."""

_DASH = re.compile(r"\s+(?:–|-|to)\s*|\s*(?:–|\.\.)\s*")
"""What stands between the two ends: a plain hyphen only where a space is before it, for days have hyphens."""

_NAMED = re.compile(r"(\d{4})(?:[- ]?[Qq]([1-4])|-(\d\d)(?:-(\d\d))?)?\Z")


def last_periods(as_of: date, span: Span, count: int) -> tuple[date, None]:
    """The range (`Asked.first`, `Asked.end`) of the last `count` periods up to the as-of day's."""
    return dates.step(dates.floor(as_of, span), span, 1 - count), None


def everything() -> tuple[date, None]:
    """The range from the book's beginning."""
    return _FAR, None


def typed(text: str) -> tuple[date, date | None]:
    """`2025-01 – 2026-06` as a range: both ends are years, quarters (`2025 Q1`), months or days, and both covered.

    Without an end (`2025 –`) it reaches to the as-of day; one period alone is the whole range.

    Raises:
        BadInputError: It is no such text, or it ends before it begins.
    """
    begin, *rest = _DASH.split(text.strip() + " ", maxsplit=1)
    end: date | None
    first, end = _period(begin.strip())
    if rest:
        last = rest[0].strip()
        end = _period(last)[1] if last else None
    if end is not None and end <= first:
        raise BadInputError(f"“{text.strip()}” ends before it begins", f"Write it like {EXAMPLE}")
    return first, end


def _period(text: str) -> tuple[date, date]:
    """The first day of a year, quarter, month or day, and the first one after it."""
    match = _NAMED.match(text)
    if match is None:
        raise BadInputError(f"“{text}” is no year, quarter, month or day", f"Write it like {EXAMPLE}")
    year, quarter, month, day = (int(part) if part else None for part in match.groups())
    try:
        if quarter:
            first, months = date(year or 0, 3 * quarter - 2, 1), 3
        else:
            first, months = date(year or 0, month or 1, day or 1), 1 if month else 12
        return first, first + timedelta(days=1) if day else dates.add_months(first, months)
    except ValueError:
        raise BadInputError(f"“{text}” is not in the calendar", f"Write it like {EXAMPLE}") from None
