"""Queries made from the schema, both ways: into frozen rows for the app, and into canonical columns for people.

No list of columns is written a second time, so a field that is declared is read, exported and seen in the views.
A field that is a tuple is kept as rows of a table of its own; whoever reads its row says what stands in it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from churntui.data.file.store import Store, Value
from churntui.model.choices import NOTE_KINDS
from churntui.model.notes import LIVING, owner
from churntui.model.schema import DAYS, LINKS, LISTS, Column, RowField, fields_of
from churntui.model.tables import TABLES, Table
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_rate

Model = TypeVar("Model")
Made_co = TypeVar("Made_co", covariant=True)


def rate(text: str) -> Decimal | None:
    """The rate; None where the text cannot be one, as another program may have written it: it counts as missing."""
    try:
        return parse_rate(text)
    except BadInputError:
        return None


_READ: Mapping[Any, Callable[[Any], object]] = MappingProxyType(
    {date: date.fromisoformat, bool: bool, Decimal: rate}
)
"""How the value of a field of that type is read, where SQLite has no such type."""


def select(row: type, *more: str) -> str:
    """The query of every row of a class, in the order `maker` takes; its table goes by its own name.

    `more` columns of the table stand behind those of the row.
    """
    fields = _kept(row)
    table = _table_of(row)
    beside = {field.column.table for field in fields if field.column and field.column.table}
    joins = " ".join(_beside(TABLES[name], table) for name in sorted(beside))
    columns = (*(_stored(row, field) for field in fields), *(f"{table.stored}.{name}" for name in more))
    return f"SELECT {', '.join(columns)} FROM {table.stored} {joins}"


def read(store: Store, row: type[Model], rest: str = "", values: tuple[Value, ...] = ()) -> list[Model]:
    """The rows of a class, their lists left empty; `rest` says which and in what order."""
    return [*map(maker(row), store.rows(f"{select(row)} {rest}", values))]


class Maker(Protocol[Made_co]):
    """Makes the frozen row of a plain one."""

    def __call__(self, values: Sequence[Any], /, **lists: tuple[Any, ...]) -> Made_co:
        """The row, with the lists that are kept beside it."""


def maker(row: type[Model]) -> Maker[Model]:
    """What makes rows of a class; of a tuple with names in a fifth of the time."""
    kept = _kept(row)
    names, has_lists = tuple(field.name for field in kept), _has_lists(row)
    reads = tuple((at, _READ[field.type]) for at, field in enumerate(kept) if field.type in _READ)
    by_place: Callable[[list[Any]], Model] = getattr(row, "_make", lambda values: row(*values))

    def make(values: Sequence[Any], /, **lists: tuple[Any, ...]) -> Model:
        cells = list(values)
        for at, reading in reads:
            if cells[at] is not None:
                cells[at] = reading(cells[at])
        return row(**dict(zip(names, cells, strict=True)), **lists) if has_lists else by_place(cells)

    return make


def _kept(row: type) -> tuple[RowField, ...]:
    """The fields that are columns of the book."""
    return tuple(field for field in fields_of(row) if not field.is_list)


def _has_lists(row: type) -> bool:
    return any(field.is_list for field in fields_of(row))


def _table_of(row: type) -> Table:
    return next(table for table in TABLES.values() if table.row is row)


def _stored(row: type, field: RowField) -> str:
    """The column of a field; one of a table beside has its default where that has no row."""
    if field.column is None or not field.column.table:
        table = _table_of(row)
        return _day(table, f"{table.stored}.{field.stored}", field.column)
    column = f"{TABLES[field.column.table].stored}.{field.stored}"
    usual = inspect.signature(row).parameters[field.name].default
    return column if usual is None else f"coalesce({column}, '{usual}')"


def _beside(table: Table, of: Table) -> str:
    owner = next(column for column in table.columns if column.kind == of.stored)
    return f"LEFT JOIN {table.stored} ON {table.stored}.{owner.stored} = {of.stored}.id"


def canonical(table: Table) -> dict[str, str]:
    """Canonical column to what stands in it, by `source`; lists are left out, and what has moved is empty."""
    return {column.name: _said(table, column) for column in table.columns if column.kind not in LISTS}


def source(table: Table) -> str:
    """The table of the book, called x, with the rows that its own name."""
    joins = (_joined(table, column) for column in table.columns if column.kind in LINKS)
    return " ".join([f"{table.stored} x", *joins])


def _joined(table: Table, column: Column) -> str:
    if column.kind == "noted":
        return " ".join(f"LEFT JOIN {kind} ON {kind}.id = x.{owner(kind)}" for kind in LIVING)
    how = "JOIN" if column.required else "LEFT JOIN"
    return f"{how} {_linked(table, column)} ON {column.kind}.id = x.{column.stored}"


def _linked(table: Table, column: Column) -> str:
    return f"{table.stored} self" if column.kind == "self" else column.kind


def _said(table: Table, column: Column) -> str:
    if column.moved_to:
        return "NULL"
    if column.kind == "noted":
        return f"coalesce({', '.join(f'{kind}.ref' for kind in NOTE_KINDS)})"
    if not column.stored:
        cases = " ".join(f"WHEN x.{owner(kind)} IS NOT NULL THEN '{kind}'" for kind in NOTE_KINDS)
        return f"CASE {cases} END"
    if column.kind not in LINKS:
        return _day(table, f"x.{column.stored}", column)
    linked = (
        table
        if column.kind == "self"
        else next(other for other in TABLES.values() if other.stored == column.kind)
    )
    said = f"{column.kind}.{linked.identity}"
    if table.stored == "contract" and column.kind == "self":
        return f"coalesce({said}, (SELECT renews FROM open_link WHERE contract_id = x.id))"
    return said


def _day(table: Table, expression: str, column: Column | None) -> str:
    is_number = table.numbers_days and column is not None and column.kind in DAYS
    return f"date('1970-01-01', {expression} || ' days')" if is_number else expression
