"""Which periods a tab of Trends covers: as far back as is usual, or a range that was chosen.

A range is two days, so that it stays the same when quarters are looked at by month. How far a tab reaches by itself
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
from churntui.questions.shown import View

REACH: Mapping[Span, int] = {"quarter": 12, "month": 24, "week": 53}
"""How many periods are shown where no range was chosen."""

_FAR = date(1, 1, 1)
"""Before everything: what a range that reaches back to the book's beginning starts with."""


def covered(book: Book, view: View) -> list[Period]:
    """The periods of a view of contracts, oldest first: never before the first contract's nor after the as-of day's.

    Empty for a book without contracts, and for a range that holds none of its periods.
    """
    own = book.span(view.span)
    return within(own[0].starts_on, book.as_of + timedelta(days=1), view) if own else []


def within(first: date, end: date, view: View) -> list[Period]:
    """The periods of a view of something that is known for the days [first, end), oldest first.

    Args:
        first: The first day there is anything about, such as the first measured one.
        end: The first day there is nothing about any more.
        view: Its span, and its range where one was chosen; otherwise the last `REACH` periods.
    """
    if view.first is None:
        last = Period.of(end - timedelta(days=1), view.span)
        begin = dates.step(last.starts_on, view.span, 1 - REACH[view.span])
    else:
        begin = view.first
    return dates.periods(view.span, max(begin, first), min(end, view.end or end))


CHOICES: Mapping[Span, tuple[int, ...]] = {
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
    """The range (`View.first`, `View.end`) of the last `count` periods up to the as-of day's."""
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
    found = _NAMED.match(text)
    if found is None:
        raise BadInputError(f"“{text}” is no year, quarter, month or day", f"Write it like {EXAMPLE}")
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    try:
        if quarter:
            first, months = date(year or 0, 3 * quarter - 2, 1), 3
        else:
            first, months = date(year or 0, month or 1, day or 1), 1 if month else 12
        return first, first + timedelta(days=1) if day else dates.add_months(first, months)
    except ValueError:
        raise BadInputError(f"“{text}” is not in the calendar", f"Write it like {EXAMPLE}") from None
