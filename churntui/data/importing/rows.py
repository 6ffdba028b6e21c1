"""A row on its way into the book, a row of the book, and what tells one from every other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from churntui.data.file.store import Store
from churntui.data.importing import losses
from churntui.data.importing.check import Cell
from churntui.data.importing.linking import nocase
from churntui.data.importing.lists import RowLists, Wanted
from churntui.model.notes import LIVING, OWNERS, owner
from churntui.model.schema import LISTS, Column
from churntui.model.tables import Table

Key = tuple[Any, ...]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Row:
    """One row on its way: read, linked and checked, not yet written."""

    line: int
    key: Key
    merged: dict[str, Cell]
    """By column of the book, the row as it will stand."""
    target: str | None = None
    """The id of the row of its own table it points to; None where the file states none."""
    listed: tuple[str, ...] = ()
    """The list it states, of themes or of reasons; empty where it states none."""
    awaited: str | None = None
    """The id of the row it points to, where that may come with a later file."""
    moved: Mapping[str, Cell] = field(default_factory=lambda: _NOTHING)
    """What it states that another table keeps by now, by column of the file."""
    own: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What it states in fields of the user's own, by their keys."""

    @property
    def ref(self) -> str:
        """What other rows name it by."""
        return str(self.key[0])

    @property
    def values(self) -> Mapping[str, Cell]:
        """The row as it will stand, as `chains.Linking` calls it."""
        return self.merged


@dataclass(slots=True)
class Stored:
    """A row of the book."""

    number: int
    values: dict[str, Cell]
    """By column; none of a row that was just written and that no other one points to."""
    ref: str
    target: str | None = None
    listed: Wanted = ()


def text_of(value: Cell) -> str | None:
    """A value as text; None stays None."""
    return None if value is None else str(value)


def called(table: Table, ref: str | None) -> str | None:
    """What a row of the table is called by others: themes without case."""
    return nocase(ref) if ref is not None and table.name == "themes" else ref


def key_of(table: Table, values: Mapping[str, Cell], repeats: Counter[Key]) -> Key:
    """What tells the row with these values, by column of the book, from every other.

    `repeats` counts the rows seen with each key, for tables in which several may share one.
    """
    stored = [column.stored for name in table.key if (column := table.column(name)) and column.stored]
    stored = [*OWNERS, *stored] if table.name == "highlights" else stored
    key: Key = tuple("" if values[name] is None else values[name] for name in stored)
    if table.name == "themes":
        return (nocase(str(key[0])),)
    if table.repeats:
        repeats[key] += 1
        return (*key, repeats[key])
    return key


def stored_rows(
    store: Store, table: Table, pointing: Column | None, lists: RowLists | None
) -> dict[Key, Stored]:
    """Every row of the table in the book, by its key."""
    names = [column.stored for column in table.kept if column.stored and column.kind not in LISTS | {"self"}]
    names += [owner(kind) for kind in LIVING] if table.name == "highlights" else []
    names += ["arr_minor"] if table.name == "contracts" else []
    names += losses.BESIDE if table.name == "interviews" else ()
    listed = lists.stored() if lists else {}
    pointed = (
        f"(SELECT t.{table.identity} FROM {table.stored} t WHERE t.id = s.{pointing.stored})"
        if pointing
        else "NULL"
    )
    repeats: Counter[Key] = Counter()
    by_key: dict[Key, Stored] = {}
    for number, points_to, *values in store.rows(
        f"SELECT s.rowid, {pointed}, {', '.join(names)} FROM {table.stored} s ORDER BY s.rowid"
    ):
        row = dict(zip(names, values, strict=True))
        key = key_of(table, row, repeats)
        by_key[key] = Stored(number, row, str(key[0]), called(table, points_to), listed.get(number, ()))
    return by_key
