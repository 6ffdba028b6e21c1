"""Reading one cell: the text of a spreadsheet as a value of ours, or the reason why not.

A cell that is blank, or says so in a word, is None: nothing stated, and so nothing overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from churntui.data.importing.profiles import DateOrder, EndDates
from churntui.data.importing.words import words
from churntui.model.schema import DAYS, LINKS, LISTS, Column
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_amount, parse_currency, parse_number, parse_rate
from churntui.plain.text import clean_line, clean_note, fold

Cell = str | int | float | None

MAX_REF = 200
"""The longest id taken."""

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=\Z|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?=\Z|[\s,])")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?=\Z|[T\s,])")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?\Z")
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:([,.'\u00a0\u202f ])\d{3})(?:\1\d{3})*\Z|[+-]?\d+(?:[.,]0+)?\Z")
_TAG = re.compile(r"<[^>]*>")
_SCHEME = re.compile(r"\A(?:[a-z]+:)?//")

_LONGEST_BLANK = 5

_NO_END_YEAR = 2999
"""From this year on an end is a way of writing that there is none."""


class CellError(Exception):
    """A value that cannot be taken: the canonical column, the text, and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


class DayReader:
    """Reads the days of one column, whose order of day and month is found out once, when it first matters."""

    def __init__(self, order: DateOrder | None, column_values: Callable[[], list[str]]) -> None:
        self._order = order
        self._column_values = column_values
        self._looked = order is not None
        self.inferred: DateOrder | None = None
        """The order the column itself told, where it was needed."""

    def read(self, text: str) -> date:
        """The day in the text; a time of day beside it is dropped, seconds (or milliseconds) since 1970 are in UTC.

        Raises:
            BadInputError: No day, or its order cannot be known.
        """
        iso = _ISO.match(text) or _COMPACT.match(text)
        if iso:
            return _day(text, *map(int, iso.groups()))
        epoch = _EPOCH.match(text)
        if epoch:
            return datetime.fromtimestamp(int(epoch[1]), UTC).date()
        dotted = _DOTTED.match(text)
        if dotted:
            day, month, year = map(int, dotted.groups())
            return _day(text, _century(year), month, day)
        slashed = _SLASHED.match(text)
        if not slashed:
            raise BadInputError(f"“{text}” is not a day", "Write it as YYYY-MM-DD")
        first, second, year = map(int, slashed.groups())
        order = self._known_order() or (
            "dmy" if first > 12 else "mdy" if second > 12 or first == second else None
        )
        if order is None:
            raise BadInputError(
                f"“{text}” may be day/month or month/day", "Say which: --date-order dmy or mdy"
            )
        day, month = (first, second) if order == "dmy" else (second, first)
        return _day(text, _century(year), month, day)

    def _known_order(self) -> DateOrder | None:
        if not self._looked:
            self._looked = True
            slashed = [match for match in map(_SLASHED.match, map(str.strip, self._column_values())) if match]
            dmy = any(int(match[1]) > 12 for match in slashed)
            mdy = any(int(match[2]) > 12 for match in slashed)
            if dmy != mdy:
                self._order = self.inferred = "dmy" if dmy else "mdy"
        return self._order


def _century(year: int) -> int:
    return year + 2000 if year < 100 else year


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadInputError(
            f"“{text}” is not a day of the calendar", "Check it, and the order of day and month"
        ) from None


def blank(text: str) -> bool:
    """Whether a typed cell says that nothing is known."""
    return not text or (len(text) <= _LONGEST_BLANK and fold(text) in words().blank)


def read_cell(column: Column, text: str, days: DayReader | None, end_dates: EndDates) -> Cell:
    """The value of a cell, None where it states nothing.

    Links to other rows and amounts stay text: they need the rest of the row.

    Raises:
        CellError: The text is no such value.
    """
    if column.kind == "note":
        note = clean_note(text)
        return note if note.strip() else None  # only then: white space may hide behind what is taken out
    line = clean_line(text)
    if column.kind == "line" or column.kind in LISTS | LINKS:
        return _checked_line(column, line)
    if blank(line):
        return None
    try:
        if column.kind in DAYS and days is not None:
            return _read_day(column, line, days, end_dates)
        return _READERS[column.kind](line, column)
    except BadInputError as error:
        raise CellError(column.name, text, reason(error, line)) from None


def reason(error: BadInputError, value: str) -> str:
    """What is wrong, without saying the value again."""
    return str(error).removeprefix(f"“{value}” ")


def _checked_line(column: Column, line: str) -> str | None:
    if (column.stored == "ref" or column.kind in LINKS) and len(line) > MAX_REF:
        raise CellError(column.name, line, f"is longer than {MAX_REF} characters, too long for an id")
    return line or None


def _read_day(column: Column, line: str, days: DayReader, end_dates: EndDates) -> str | None:
    day = days.read(line)
    if column.kind == "end":
        if day.year >= _NO_END_YEAR:
            return None
        if end_dates == "inclusive":
            day += timedelta(days=1)
    if not 1900 <= day.year < _NO_END_YEAR:
        raise BadInputError(f"“{line}” is far from any contract", "Check the year")
    return day.isoformat()


def _whole(line: str, column: Column) -> int:
    bare = without_sign(line)[0]
    match = _WHOLE.match(bare)
    if not match:
        raise BadInputError(f"“{line}” is not a whole number", "Write it as 1234")
    digits = re.sub(r"[,.'\u00a0\u202f ]", "", bare) if match[1] else re.split(r"[.,]", bare)[0]
    number = int(digits)
    _ensure_within(line, number, column)
    return number


def _number(line: str, column: Column) -> float:
    bare = line.removesuffix("%").strip()
    try:
        number = float(parse_number(bare))
    except BadInputError as error:
        raise BadInputError(f"“{line}” is not a number", error.hint) from None
    _ensure_within(line, number, column)
    return number


def _ensure_within(line: str, number: float, column: Column) -> None:
    if abs(number) > column.bound:
        raise BadInputError(f"“{line}” is too large", f"It is {column.bound:,} at most; check the column")
    if number < 0 and not column.signed:
        raise BadInputError(f"“{line}” is below 0", "Leave it blank where it is not known")


def _flag(line: str, _: Column) -> int:
    flag = words().flags.get(fold(line))
    if flag is None:
        raise BadInputError(f"“{line}” is neither yes nor no", "Use yes or no")
    return flag


def _choice(line: str, column: Column) -> str:
    choice = re.sub(r"[\s-]+", "_", fold(line))
    if choice not in column.choices:
        raise BadInputError(f"“{line}” is none of {', '.join(column.choices)}")
    return choice


def _domain(line: str, _: Column) -> str:
    bare = _SCHEME.sub("", _TAG.sub("", line).strip().lower())
    return re.split(r"[/?#:]", bare, maxsplit=1)[0].removeprefix("www.").strip(". ")


def _currency(line: str, _: Column) -> str:
    return parse_currency(line)


def _rate(line: str, _: Column) -> str:
    return format(parse_rate(line).normalize(), "f")


def _text(line: str, _: Column) -> str:
    return line


_READERS: dict[str, Callable[[str, Column], Cell]] = {
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "domain": _domain,
    "currency": _currency,
    "rate": _rate,
    "amount": _text,
}


def without_sign(text: str) -> tuple[str, tuple[str, ...]]:
    """An amount's text without the currency sign beside it, and the codes that sign may mean (none without one)."""
    folded = text.casefold()
    for sign, codes in words().signs:
        if folded.startswith(sign):
            return text[len(sign) :].strip(), codes
        if folded.endswith(sign):
            return text[: -len(sign)].strip(), codes
    return text, ()


def read_amount(text: str, currency: str) -> int:
    """Minor units of a contract's amount.

    Raises:
        CellError: Not an amount of that currency, or below 0.
    """
    try:
        minor = parse_amount(without_sign(text)[0], currency)
    except BadInputError as error:
        raise CellError("amount", text, reason(error, without_sign(text)[0])) from None
    if minor < 0:
        raise CellError("amount", text, "is below 0: a contract's amount is what it brings")
    return minor
