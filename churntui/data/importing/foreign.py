"""What cells under headers that are not our own say beside their value, as sources and spreadsheets write it.

An id kept from becoming a number, or spoilt by becoming one; words for nothing, and days that stand for none.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.months import month_of
from churntui.data.importing.numbers import without_sign, written
from churntui.data.importing.words import words
from churntui.model.schema import LINKS, Column
from churntui.plain.text import clean_line, fold

_WRAPPED = re.compile(r'=\s*"(.*)"\Z', re.DOTALL)
_SPOILT = re.compile(r"\d([.,]\d+)?E\+\d+\Z|[1-9]\d{0,2}(,\d{3})+\Z|\d{16,}\.0+\Z", re.IGNORECASE)
_WITH_DECIMAL = re.compile(r"(\d+)\.0\Z")

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][\da-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});")
"""A letter as HTML writes it, to its end: `&reg` begins a word as well."""
_MAILS = frozenset(("email", "customer_id"))
_ADDRESS = re.compile(r"[^\s<>(),;:|\"]+@[^\s<>(),;:|\"]+")

_WITH_DAY = re.compile(r"\d+\D\d+\D\d")
_YEAR = re.compile(r"(?:19|20)\d\d")

_YES_OR_NO = re.compile(r"([^\W\d_]{2,})\s*[-–(,:;]")

_LONGEST_WORD = 16
"""No word that says that nothing is known is longer."""

_ROUGH = frozenset(("employees", "annual_revenue", "logo_employees"))
"""Columns that describe a logo and count for nothing."""

_BAND = re.compile(
    r"[<>~]\s*[^\W\d_]{0,3}\W?\d|[^\d]{0,4}\d[\d.,\s]*[kKmMbB]?\s*(?:[-–—]|to|bis|do)\s*[^\d]{0,4}\d|\d[\d.,\s]*[kKmM]?\s*\+"
)
"""How a band of numbers begins: `201-500`, `10,000+`, `<50`."""

_NO_DAYS = frozenset({"1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1970-01-01"})
"""The day 0 of spreadsheets and of computers: written where none is known."""

_NO_END_YEAR = 2099
"""From this year on an end of somebody else's stands for none."""


def unwrapped(text: str) -> str:
    """A cell without what keeps a spreadsheet from reading it as a number: `="00123"`, `'00123`."""
    if text.startswith("'") and text[1:].isdigit():
        return text[1:]
    wrapped = _WRAPPED.match(text.strip()) if text.lstrip().startswith("=") else None
    return wrapped[1].replace('""', '"') if wrapped else text


def plain_form(column: Column, text: str, currency: str = "") -> str:
    """A cell in the form that its column reads: an id without the decimal of a number, a currency as its code.

    Args:
        column: The column.
        text: The cell.
        currency: What the user said that amounts are in; empty where they did not say.

    Raises:
        CellError: It is an id that a spreadsheet has taken for a number, or the sign of several currencies.
    """
    if column.kind == "currency":
        return _code(column, text, currency)
    if column.kind == "flag":
        return _flag(text)
    if column.name in _MAILS and "@" in text:
        return _mail(column, text)
    if column.kind == "line" and "&" in text:
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    if column.name in _ROUGH:
        return _rough(text)
    if column.stored != "ref" and column.kind not in LINKS:
        return text
    if _SPOILT.match(text.strip()):
        told = "was taken for a number by a spreadsheet: format the column as text, and export it again"
        raise CellError(column.name, text, told)
    number = _WITH_DECIMAL.match(text.strip())
    return number[1] if number else text


def _rough(text: str) -> str:
    """A number of which the last digit does not matter, in whole ones: `€5M`, `12,345,678.90`."""
    number = written(without_sign(clean_line(text))[0])
    value = None if number is None or number.is_open else number.value(number.decimal or "point")
    return text if value is None else str(round(value))


def _mail(column: Column, text: str) -> str:
    """The address alone, of which a cell may say whose it is: `Anna Berg <anna@acme.example>`.

    Raises:
        CellError: There are several.
    """
    found = _ADDRESS.findall(text)
    if len(found) > 1:
        raise CellError(column.name, clean_line(text), "holds several addresses: give each person a row")
    return found[0] if found and "<" in text else text


def _flag(text: str) -> str:
    """Yes or no alone, of which a cell may say more: `Yes (12 months)`, `no - by hand`."""
    said = _YES_OR_NO.match(clean_line(text))
    return said[1] if said and fold(text) not in words().flags and fold(said[1]) in words().flags else text


def _code(column: Column, text: str, said: str) -> str:
    line = clean_line(text)
    codes = next((codes for sign, codes in words().signs if sign == line.casefold()), ())
    if said in codes:
        return said
    if len(codes) > 1:
        told = f"is the sign of several currencies: import with --currency {codes[0]}, or the right one"
        raise CellError(column.name, line, told)
    return codes[0] if codes else words().currency_names.get(fold(line), text)


def says_nothing(column: Column, text: str) -> bool:
    """Whether a cell says in a word that nothing is known there, or of an end that there is none.

    A yes or no in the place of another row says which row it is just as little, a band of numbers no number, and a
    month no day on which a logo joined.

    Raises:
        CellError: It is an end that is not known; left out, the contract would have none.
    """
    if column.name in _ROUGH and _BAND.match(clean_line(text)):
        return True
    if column.name == "joined_on" and _is_month(clean_line(text)):
        return True
    if column.kind == "self" and fold(text) in words().flags and not text.isdigit():
        return True
    if len(text) > _LONGEST_WORD or text[:1].isdigit() or column.kind == "note":
        return False
    word = fold(clean_line(text))
    is_unknown = word in words().unknown or word.startswith("#n/")
    if column.kind == "end" and is_unknown:
        told = "tells no end: write the day, or leave it blank where there is none"
        raise CellError(column.name, text, told)
    return is_unknown or word in words().blank or (column.kind == "end" and word in words().open_end)


def _is_month(text: str) -> bool:
    """Whether a text names a year or a month, and no day."""
    return bool(_YEAR.fullmatch(text)) or (not _WITH_DAY.match(text) and month_of(text) is not None)


def is_no_day(column: Column, value: Cell) -> bool:
    """Whether the day of a cell stands for none.

    Raises:
        CellError: It is an end of which that says nothing.
    """
    if column.kind == "end" and value in _NO_DAYS:
        raise CellError(
            column.name, str(value), "tells no end: write the day, or leave it blank where there is none"
        )
    return value in _NO_DAYS or (
        column.kind == "end" and str(value) >= str(_NO_END_YEAR) and value is not None
    )


def is_likely_term(start: date, end: date) -> bool:
    """Whether two days of a row are those of a contract."""
    return start < end and end.year < _NO_END_YEAR and start.isoformat() not in _NO_DAYS
