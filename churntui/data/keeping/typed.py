"""The text of a field as a person types it, and the value that is kept: read by the kind of the field's column.

Days are read near today, an end from the start of its row; amounts, numbers and all else as the import reads them,
with `k` and `m` beside. What is shown of a value is read as that value again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from churntui.data.importing.check import (
    Cell,
    CellError,
    blank,
    read_amount,
    read_cell,
)
from churntui.data.importing.days import DayReader
from churntui.data.importing.lists import entries, separated
from churntui.data.importing.numbers import without_sign
from churntui.model.schema import DAYS, LINKS, LISTS, Column, Kind
from churntui.model.tables import linked
from churntui.plain import dates, money
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold
from churntui.plain.when import parse_when

Entered = Cell | tuple[str, ...]
"""A value as the book keeps it; of a list its entries."""

_SHORT = re.compile(r"(?P<number>.*\d)\s?(?P<size>[kmKM])\Z")
_SIZES = {"k": 1_000, "m": 1_000_000}
_CODE_FIRST = re.compile(r"(?P<code>[A-Za-z]{3})\s?(?P<rest>[-+.\d].*)\Z")
_CODE_LAST = re.compile(r"(?P<rest>.*[\dkmKM])\s?(?P<code>[A-Za-z]{3})\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A row that a link may name."""

    id: int
    ref: str
    name: str
    """What a person calls it."""
    hint: str = ""
    """What tells it from others of that name."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the reading of a field depends on besides its text."""

    today: date
    currency: str = "EUR"
    """Of the row's amounts, where they do not say one themselves."""
    since: date | None = None
    """The start of the row, from which an end is counted; today where there is none."""
    rows: Mapping[str, Sequence[Named]] = field(default_factory=dict)
    """By field, the rows that a link may name."""


def read(column: Column, text: str, around: Around) -> Entered:
    """What a text says in a field; None where it is empty, or a word for nothing.

    Raises:
        BadInputError: It says nothing that the field can have.
    """
    line = clean_line(text)
    if column.kind in LISTS:
        return _entries(column, line)
    if column.kind in LINKS:
        return _link(column, line, around.rows.get(column.field, ())) if line else None
    if column.kind == "amount":
        return None if blank(line) else _amount(line, around.currency)
    if column.kind in DAYS:
        return None if blank(line) else _day(column, line, around).isoformat()
    if column.kind == "choice":
        return None if blank(line) else _choice(column, line)
    short = long_number(line) if column.kind in {"whole", "number"} else text
    try:
        return read_cell(column, short, None, "exclusive")
    except CellError as error:
        raise BadInputError(f"“{line}” {error.reason}") from None


def long_number(line: str) -> str:
    """`96k` and `1.2m` written out: `96000`; any other text as it is."""
    short = _SHORT.match(line)
    if short is None:
        return line
    try:
        number = money.parse_number(short["number"])
    except BadInputError:
        return line
    return format(number * _SIZES[short["size"].lower()], "f")


def currency_said(text: str, usual: str) -> str:
    """The currency an amount says by a sign or a code; the usual one where it says none, or may mean that."""
    return _said(clean_line(text), usual)[1]


def _said(line: str, usual: str) -> tuple[str, str]:
    """An amount without its currency, and that."""
    bare, codes = without_sign(line)
    if codes:
        return bare, usual if usual in codes else codes[0]
    coded = _CODE_FIRST.match(line) or _CODE_LAST.match(line)
    return (coded["rest"].strip(), coded["code"].upper()) if coded else (line, usual)


def _amount(line: str, usual: str) -> int:
    bare, currency = _said(line, usual)
    try:
        return read_amount(long_number(bare), currency)
    except CellError as error:
        raise BadInputError(f"“{line}” {error.reason}") from None


def _day(column: Column, line: str, around: Around) -> date:
    is_end = column.kind == "end"
    seen_from = around.since if is_end and around.since else around.today
    try:
        return parse_when(line, seen_from, "future" if is_end else column.toward)
    except BadInputError as error:
        try:
            day = DayReader(None).read(line)
        except BadInputError:
            raise error from None
        return parse_when(day.isoformat(), seen_from)


def _choice(column: Column, line: str) -> str:
    typed = fold(line)
    names = {
        code: {fold(code), fold(code.replace("_", " ")), fold(column.reads(code))} for code in column.choices
    }
    exact = [code for code, called in names.items() if typed in called]
    begun = [code for code, called in names.items() if any(name.startswith(typed) for name in called)]
    fitting = exact or begun
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise BadInputError(f"“{line}” may be {_any_of(map(column.reads, fitting))}")
    raise BadInputError(f"“{line}” is none of {', '.join(map(column.reads, column.choices))}")


def _any_of(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"


def _link(column: Column, line: str, rows: Sequence[Named]) -> int:
    by_ref = [row for row in rows if row.ref == line]
    typed = fold(line)
    exact = by_ref or [row for row in rows if fold(row.name) == typed]
    begun = exact or [row for row in rows if fold(row.name).startswith(typed)]
    fitting = begun or [row for row in rows if typed in fold(f"{row.name} {row.hint}")]
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        raise BadInputError(f"“{line}” may be any of {len(fitting)}", "↓ lists them; an id will do, too")
    hint = "↓ lists those there are" if rows else "There is none yet"
    raise BadInputError(f"“{line}” is no {linked(column)} that is known here", hint)


def _entries(column: Column, line: str) -> tuple[str, ...]:
    found = entries(line)
    wrong = [entry for entry in found if column.choices and entry not in column.choices]
    if wrong:
        raise BadInputError(f"“{wrong[0]}” is none of {', '.join(column.choices)}")
    return found


def shown(column: Column, value: Entered, around: Around) -> str:
    """The text of a value, as a field shows it to be changed."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return separated(value)
    if column.kind in LINKS:
        return _named(int(value), around.rows.get(column.field, ()))
    if column.kind == "amount":
        return money.grouped(Decimal(int(value)).scaleb(-money.exponent(around.currency)), around.currency)
    return _SHOWN.get(column.kind, _text)(value, column)


def _shown_day(value: Cell, _: Column) -> str:
    return dates.short(date.fromisoformat(str(value)))


def _flag(value: Cell, _: Column) -> str:
    return "yes" if value else "no"


def _code(value: Cell, column: Column) -> str:
    return column.reads(str(value))


def _whole(value: Cell, _: Column) -> str:
    return f"{int(value or 0):,}"


def _number(value: Cell, _: Column) -> str:
    number = Decimal(repr(float(value or 0)))
    return format(number.to_integral_value() if number == number.to_integral_value() else number, "f")


def _text(value: Cell, _: Column) -> str:
    return str(value)


_SHOWN: Mapping[Kind, Callable[[Cell, Column], str]] = MappingProxyType(
    {
        "day": _shown_day,
        "end": _shown_day,
        "flag": _flag,
        "choice": _code,
        "whole": _whole,
        "number": _number,
    }
)


def _named(number: int, rows: Sequence[Named]) -> str:
    """The row's name where it is the only one called so, its ref otherwise."""
    row = next((row for row in rows if row.id == number), None)
    if row is None:
        return ""
    alike = [other for other in rows if fold(other.name) == fold(row.name) or other.ref == row.name]
    return row.name if row.name and alike == [row] else row.ref


def understood(column: Column, text: str, value: Entered, around: Around) -> str:
    """How a text was understood, where that does not stand in it: `Fri 12 Feb 2027`, `€88,000`, a name."""
    if value is None or isinstance(value, tuple):
        return ""
    if column.kind in DAYS:
        day = date.fromisoformat(str(value))
        return f"{day:%a} {dates.short(day)}"
    if column.kind == "amount":
        return money.full(int(value), currency_said(text, around.currency))
    told = shown(column, value, around)
    if column.kind in LINKS:
        row = next((row for row in around.rows.get(column.field, ()) if row.id == value), None)
        told = row.name or row.ref if row else told
    return "" if fold(told) == fold(text) else told
