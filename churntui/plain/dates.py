"""Days, clamped month arithmetic and half-open periods.

A day is a `datetime.date`; in frames and in the activity tables it is its number since 1970-01-01 (`number`),
so that a comparison costs one integer. Every range is half-open: `[starts_on, ends_on)`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from churntui.plain.errors import BadInputError

Span = Literal["week", "month", "quarter", "year"]

EPOCH = date(1970, 1, 1)

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
"""Stricter than `date.fromisoformat`, which takes `2026-W31-1` too."""

MONTHS_OF: Mapping[Span, int] = {"month": 1, "quarter": 3, "year": 12}
"""How many months a period has, where it has whole ones."""

OPEN_END = 2**31 - 1
"""The day number that stands for "no end": later than any real day."""


def number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def from_number(days: int) -> date:
    """The day that `number` maps to `days`."""
    return EPOCH + timedelta(days=int(days))


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD`.

    Raises:
        BadInputError: The text is not such a day of the calendar.
    """
    stripped = text.strip()
    try:
        if not _ISO.match(stripped):
            raise ValueError
        return date.fromisoformat(stripped)
    except ValueError:
        raise BadInputError(f"“{stripped}” is not a day", "Write it as YYYY-MM-DD") from None


def is_day(text: str) -> bool:
    """Whether `parse_day` reads it."""
    try:
        parse_day(text)
    except BadInputError:
        return False
    return True


def add_months(anchor: date, months: int, day: int | None = None) -> date:
    """`anchor` moved by calendar months, clamped to the month's last day (31 Jan + 1 = 28 or 29 Feb).

    Add from the anchor, not step by step: 31 Jan + 1 + 1 is 29 Mar, 31 Jan + 2 is 31 Mar. Where a step must be taken
    from a day that was clamped itself, `day` is the one of the month to come back to: 28 Feb + 1 with 31 is 31 Mar.
    """
    year, month0 = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day or anchor.day, last))


@lru_cache(maxsize=4_096)
def days_of_chain(day: date) -> frozenset[int]:
    """The days of the month a chain that reaches `day` may keep to: a month's last day stands for those after it."""
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return frozenset(range(day.day, 32) if is_last else (day.day,))


def whole_months(starts_on: date, ends_on: date) -> int | None:
    """How many calendar months lie exactly between the two days; None where it is no whole number.

    Both are the same day of the month, or its last day where the month is shorter: 31 Jan to 28 Feb, 28 Feb to 31 Mar
    and 30 Apr to 31 May are one month each. 29 Feb to 1 Mar of a year without one are whole years.
    """
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    if months > 0 and days_of_chain(starts_on) & days_of_chain(ends_on):
        return months
    overflows = (starts_on.month, starts_on.day, ends_on.month, ends_on.day) == (2, 29, 3, 1)
    return months - 1 if months > 1 and overflows and not calendar.isleap(ends_on.year) else None


def floor(day: date, span: Span) -> date:
    """The first day of the week (Monday), month, quarter or year that holds `day`."""
    if span == "week":
        return day - timedelta(days=day.weekday())
    if span == "month":
        return day.replace(day=1)
    if span == "year":
        return date(day.year, 1, 1)
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def step(first: date, span: Span, count: int = 1) -> date:
    """The start of the period `count` periods after the one that starts on `first`."""
    if span == "week":
        return first + timedelta(weeks=count)
    return add_months(first, MONTHS_OF[span] * count)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One week, month, quarter or year: `[starts_on, ends_on)`."""

    starts_on: date
    ends_on: date
    span: Span

    @classmethod
    def of(cls, day: date, span: Span) -> Period:
        """The period that holds `day`."""
        first = floor(day, span)
        return cls(first, step(first, span), span)

    @property
    def name(self) -> str:
        """`2026-W31`, `2026-07`, `2026-Q3` or `2026`: sorts in time order."""
        if self.span == "week":
            year, week, _ = self.starts_on.isocalendar()
            return f"{year}-W{week:02d}"
        if self.span == "month":
            return f"{self.starts_on:%Y-%m}"
        if self.span == "year":
            return str(self.starts_on.year)
        return f"{self.starts_on.year}-Q{(self.starts_on.month + 2) // 3}"

    @property
    def label(self) -> str:
        """The name as people read it: `2026 Q3`, `Jul 2026`, `2026 W31`, `2026`."""
        return short_month(self.starts_on, year=True) if self.span == "month" else self.name.replace("-", " ")

    @property
    def next(self) -> Period:
        """The period right after this one."""
        return Period(self.ends_on, step(self.ends_on, self.span), self.span)

    @property
    def previous(self) -> Period:
        """The period right before this one."""
        return Period(step(self.starts_on, self.span, -1), self.starts_on, self.span)

    @property
    def days(self) -> int:
        """How many days long it is."""
        return (self.ends_on - self.starts_on).days


def periods(span: Span, first: date, end: date) -> list[Period]:
    """Every period from the one that holds `first` up to `end`, which is not covered."""
    covered = []
    period = Period.of(first, span)
    while period.starts_on < end:
        covered.append(period)
        period = period.next
    return covered


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short(day: date, today: date | None = None) -> str:
    """`12 Feb`; with the year where it is not near `today` (more than ten months off) or `today` is None."""
    near = today is not None and abs((day - today).days) <= 300
    return f"{day.day} {MONTHS[day.month - 1]}" + ("" if near else f" {day.year}")


def short_month(day: date, *, year: bool) -> str:
    """`Feb` or `Feb 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}" if year else MONTHS[day.month - 1]
