"""Days as people type them: `3 dec`, `tomorrow`, `+2w`, `fri`, `24.11.`, or ISO.

A day typed without its year or week is meant near today, so the nearest one is taken unless the caller knows the
direction: a next step lies ahead, an interview lies behind. Slashes are not read: `3/12` is two different days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from churntui.plain.dates import add_months
from churntui.plain.errors import BadInputError

Toward = Literal["nearest", "future", "past"]
"""Which of several fitting days is meant; today counts as both future and past."""

HINT = "Write it like 3 dec, tomorrow, fri, +2w or 2026-12-03"

_YEARS = range(1900, 3000)
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS_OF = {"m": 1, "q": 3, "y": 12}
_DAYS_OF = {"d": 1, "w": 7}

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\Z")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}))?\Z")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)? (?P<name>[a-z]{3,9})\.?(?: (?P<year>\d{4}))?\Z")
_NAME_FIRST = re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?\Z")
_WEEKDAY = re.compile(r"(?:(?P<side>next|last) )?(?P<name>[a-z]{3,9})\Z")
_DISTANCE = re.compile(
    r"(?:in )?(?P<sign>[+\-−]?) ?(?P<count>\d{1,4}) ?(?P<unit>[dwmqy]|days?|weeks?|months?|quarters?|years?)"
    r"(?P<ago> ago)?\Z"
)
_NAMED_LAST = re.compile(
    rf"\s(?:on\s)?(?P<day>tomorrow|(?:next\s)?(?:{'|'.join(_WEEKDAYS)})|\d{{4}}-\d\d?-\d\d?"
    rf"|\d{{1,2}}\.?\s(?:{'|'.join(name[:3] for name in _MONTHS)})[a-z]*\.?(?:\s\d{{4}})?)\s*\Z",
    re.IGNORECASE,
)
"""A day at the end of a sentence."""

_NEAR = timedelta(days=183)
"""How far such a day may be: one farther away, typed without a year, was meant otherwise."""


def settled(text: str, today: date, toward: Toward = "nearest") -> str:
    """The day that is meant, for a text that is read again on another day; what means none as it stands.

    Seen from there `tomorrow` and `fri` would mean another one.
    """
    try:
        return parse_when(text, today, toward).isoformat()
    except BadInputError:
        return text


def parse_when(text: str, today: date, toward: Toward = "nearest") -> date:
    """The day that `text` means, seen from `today`.

    Raises:
        BadInputError: It is no such text, or no day of the calendar.
    """
    day = _read(text, today, toward)
    if day is None:
        raise BadInputError(f"“{text.strip()}” is not a day", HINT)
    return day


def split_when(text: str, today: date, toward: Toward = "future") -> tuple[str, date | None]:
    """`call sponsor, 24 nov` as its words and its day: what stands after the last comma, where that is a day.

    A text that is a day as a whole has no words. Without a comma the last words are taken where they name a day
    or a month, or are ISO, and the day is near: `send the form tomorrow`, but not `answer the mail of 3 nov`.

    Raises:
        BadInputError: What stands there is written like a day, and is none (`31 feb`).
    """
    words, comma, tail = text.rpartition(",")
    day = _read(tail, today, toward)
    if day is not None:
        return words.strip(), day
    day_words = None if comma else _NAMED_LAST.search(text)
    day = _read(day_words["day"], today, toward) if day_words else None
    if day_words and day and abs(day - today) <= _NEAR:
        return text[: day_words.start()].strip(), day
    return text.strip(), None


def lead_when(text: str, today: date, toward: Toward = "future") -> tuple[date | None, str]:
    """`3 dec call sponsor` as its day and its words: the longest of its first words that are a day, and near.

    Without a day there, None and the whole text; so with one that is all there is. `2 weeks of calls` begins with a
    length of time, and `1.2 release` with a number.

    Raises:
        BadInputError: The first words are written like a day, and are none (`31 feb call`).
    """
    words = text.split()
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        head = " ".join(words[:count]).rstrip(",:")
        is_count = head[:1].isdigit() and (
            _DISTANCE.match(head.casefold()) or head.replace(".", "", 1).isdigit()
        )
        day = None if is_count else _read(head, today, toward)
        if day is not None and (abs(day - today) <= _NEAR or re.search(r"\d{4}", head)):
            return day, text.split(maxsplit=count)[count]
    return None, text


def _read(text: str, today: date, toward: Toward) -> date | None:
    """The day; None where the text is not written like one."""
    typed = " ".join(text.casefold().split())
    if typed in _NAMED:
        return today + timedelta(days=_NAMED[typed])
    distance = _DISTANCE.match(typed)
    if distance:
        return _at_distance(distance, text, today)
    weekday = _WEEKDAY.match(typed)
    if weekday:
        nth = _index(_WEEKDAYS, weekday["name"])
        side: dict[str | None, Toward] = {"next": "future", "last": "past"}
        return (
            None if nth is None else _weekday(nth, today, side.get(weekday["side"], toward), weekday["side"])
        )
    for pattern in (_ISO, _DOTTED, _DAY_FIRST, _NAME_FIRST):
        written = pattern.match(typed)
        if written:
            return _calendar_day(written.groupdict(), text, today, toward)
    return None


def _at_distance(distance: re.Match[str], text: str, today: date) -> date:
    count = int(distance["count"]) * (-1 if distance["sign"] in {"-", "−"} or distance["ago"] else 1)
    unit = distance["unit"][0]
    try:
        if unit in _DAYS_OF:
            day = today + timedelta(days=count * _DAYS_OF[unit])
        else:
            day = add_months(today, count * _MONTHS_OF[unit])
    except (OverflowError, ValueError):
        raise BadInputError(f"“{text.strip()}” is too far away", HINT) from None
    return _sensible(day, text)


def _weekday(nth: int, today: date, toward: Toward, side: str | None) -> date:
    """The weekday meant; with `next` or `last` said, never today."""
    ahead = (nth - today.weekday()) % 7
    if ahead == 0:
        return today + timedelta(days={"next": 7, "last": -7}.get(side or "", 0))
    if toward == "past" or (toward == "nearest" and ahead > 3):
        ahead -= 7
    return today + timedelta(days=ahead)


def _calendar_day(parts: dict[str, str | None], text: str, today: date, toward: Toward) -> date | None:
    month = _index(_MONTHS, parts["name"] or "") if "name" in parts else int(parts["month"] or 0) - 1
    if month is None:
        return None
    year = parts["year"]
    # Nine years back and ahead always hold a 29 February, also around 2100.
    years: Iterable[int] = [int(year)] if year else range(today.year - 9, today.year + 10)
    days = [day for day in (_day(y, month + 1, int(parts["day"] or 0)) for y in years) if day]
    if not days:
        raise BadInputError(f"“{text.strip()}” is not a day of the calendar", HINT)
    if year:
        return _sensible(days[0], text)
    if toward == "future":
        return next(day for day in days if day >= today)
    if toward == "past":
        return next(day for day in reversed(days) if day <= today)
    return min(reversed(days), key=lambda day: abs((day - today).days))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _index(names: tuple[str, ...], typed: str) -> int | None:
    """Which name is meant by its first three letters or more."""
    meant = [nth for nth, name in enumerate(names) if len(typed) >= 3 and name.startswith(typed)]
    return meant[0] if len(meant) == 1 else None


def _sensible(day: date, text: str) -> date:
    if day.year not in _YEARS:
        raise BadInputError(f"“{text.strip()}” is far from any contract", "Check the year")
    return day
