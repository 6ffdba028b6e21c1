"""Reading one cell: the text of a spreadsheet as a value of ours, or the reason why not.

A cell that is blank, or says so in a word, is None: nothing stated, and so nothing overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from churntui.data.importing.days import DayReader
from churntui.data.importing.numbers import NumberReader, without_sign
from churntui.data.importing.profiles import EndDates
from churntui.data.importing.words import words
from churntui.model.schema import DAYS, LINKS, LISTS, Column
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_amount, parse_currency, parse_number, parse_rate
from churntui.plain.text import clean_line, clean_note, fold

Cell = str | int | float | None

MAX_REF = 200
"""The longest id taken."""

_WHOLE = re.compile(
    r"[+-]?\d{1,3}(?:([,.'\u00a0\u202f ])\d{3})((?:\1\d{3})*)(?:(?!\1)[.,]00?)?\Z|[+-]?\d+(?:[.,]0+)?\Z"
)
_DAYS_SAID = re.compile(r"\s*(days?|d|tage?n?|dni|días?|дн(?:ів|ей|і|я|\.)?)\Z", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"""<a\b[^>]*\bhref=["']?([^"'\s>]+)""", re.IGNORECASE)
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


def blank(text: str) -> bool:
    """Whether a typed cell says that nothing is known."""
    return not text or (len(text) <= _LONGEST_BLANK and fold(text) in words().blank)


def read_cell(
    column: Column,
    text: str,
    days: DayReader | None,
    end_dates: EndDates,
    numbers: NumberReader | None = None,
) -> Cell:
    """The value of a cell, None where it states nothing.

    Links to other rows and amounts stay text: they need the rest of the row. With a reader of numbers an amount is
    written out, its currency before it.

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
        if numbers is not None:
            return _read_number(column, line, numbers)
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


def _read_number(column: Column, line: str, numbers: NumberReader) -> Cell:
    bare, codes = without_sign(line)
    if column.kind == "amount" and bare.endswith("%"):
        raise CellError(column.name, line, "is a percentage, no amount")
    try:
        number = numbers.read(bare.removesuffix("%").strip())
    except BadInputError as error:
        told = reason(error, bare)
        raise CellError(
            column.name,
            line,
            told if column.kind != "amount" else told.replace("not a number", "not an amount"),
        ) from None
    if column.kind == "amount":
        sign = next((sign for sign, its in words().signs if its == codes), "")
        return f"{codes[0] if len(codes) == 1 else sign} {number:f}".strip()
    _ensure_within(line, float(number), column)
    return float(number)


def _whole(line: str, column: Column) -> int:
    bare = without_sign(line)[0]
    if column.name.endswith("_days"):
        bare = _DAYS_SAID.sub("", bare)
    match = _WHOLE.match(bare)
    if not match:
        raise BadInputError(f"“{line}” is not a whole number", "Write it as 1234")
    whole = bare[: match.end(2)] if match[1] else re.split(r"[.,]", bare)[0]
    digits = re.sub(r"[,.'\u00a0\u202f ]", "", whole)
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
    said = re.sub(r"[\s-]+", "_", fold(line))
    choice = (column.also or {}).get(said, said)
    if choice not in column.choices:
        raise BadInputError(f"“{line}” is none of {', '.join(column.choices)}")
    return choice


def _domain(line: str, _: Column) -> str:
    shown, link = _TAG.sub("", line).strip(), _LINK.search(line)
    bare = _SCHEME.sub("", (link[1] if link and "." not in shown else shown).lower())
    if "@" in bare:
        bare = bare.rpartition("@")[2]
        bare = "" if bare in words().free_mail else bare
    return re.split(r"[/?#:;,|\s]", bare, maxsplit=1)[0].removeprefix("www.").strip(". ")


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
