"""What somebody did by hand in the book, and a file says otherwise: it stays until it is released.

The history knows who did what: a field is held by hand where the last edit of it that stands wrote what the book has
now. Taking the file's value releases it, for then the book has what the file wrote. A row that was taken away by hand
is held likewise. Only rows that differ are looked up, so that a run of which nothing was touched by hand costs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, read_amount
from churntui.data.importing.linking import nocase
from churntui.data.importing.lists import RowLists, Wanted, separated
from churntui.data.importing.numbers import without_sign
from churntui.model.schema import LINKS, Column
from churntui.model.tables import Table, tables_of
from churntui.plain.money import plain

Take = Literal["file", "book"]
"""Whose values are taken where the two differ and the book's were typed by hand."""

Key = tuple[Any, ...]

_MONEY = ("amount_minor", "currency", "per")
"""What means nothing without the others: they are held together."""

_DONE = "FROM change c JOIN edit e ON e.id = c.edit_id WHERE c.table_name = ? AND e.state = 'done'"


@dataclass(frozen=True, slots=True)
class Held:
    """A field of a row whose value in the book was typed by hand and is not the file's."""

    column: str
    """Of the canonical table."""
    book: str
    file: str
    changed_on: str
    """The day of the edit; empty where the field is held with another."""


class ByHand:
    """What of one table was done by hand."""

    def __init__(self, store: Store, table: Table) -> None:
        self._store = store
        self._table = table
        self._removed: dict[Key, str] | None = None
        touched = store.rows(f"SELECT DISTINCT c.row_id {_DONE}", (table.stored,))
        self._touched = frozenset(int(number) for (number,) in touched)

    def has_touched(self, number: int) -> bool:
        """Whether an edit that stands touched the row."""
        return number in self._touched

    def held(self, number: int, stored: Mapping[str, Cell], said: Mapping[str, Cell]) -> dict[str, Held]:
        """The fields of a row that stay as they are, by column of the book.

        Args:
            number: The row.
            stored: As it is in the book.
            said: What the file says, as the book would keep it.
        """
        differing = {name for name, value in said.items() if stored.get(name) != value}
        if not differing:
            return {}
        days = self._days(number, stored)
        names = differing & days.keys()
        if names & set(_MONEY):
            names |= differing & set(_MONEY)
        columns = {column.stored: column for column in self._table.kept}
        return {
            name: Held(
                columns[name].name if name in columns else name,
                self._shown(columns.get(name), stored.get(name), stored),
                self._shown(columns.get(name), said[name], {**stored, **said}),
                days.get(name, ""),
            )
            for name in sorted(names)
        }

    def day_of(self, number: int, name: str) -> str | None:
        """The day on which a column of a row was typed by hand; None where the book has another value by now."""
        if number not in self._touched:
            return None
        value = self._store.scalar(f"SELECT {name} FROM {self._table.stored} WHERE rowid = ?", (number,))
        return self._days(number, {name: value}).get(name)

    def _days(self, number: int, stored: Mapping[str, Cell]) -> dict[str, str]:
        """The days on which fields were last typed, of those that still have what was typed."""
        typed: dict[str, tuple[Cell, str]] = {}
        for before, after, at in self._store.rows(
            f"SELECT c.before, c.after, e.at {_DONE} AND c.row_id = ? ORDER BY c.id",
            (self._table.stored, number),
        ):
            was, became = _image(before), _image(after)
            if not became:
                typed.clear()  # the number was another row's before
            typed |= {
                name: (value, str(at)[:10])
                for name, value in became.items()
                if (was[name] != value if name in was else value not in (None, ""))
            }
        return {name: day for name, (value, day) in typed.items() if _same(value, stored.get(name))}

    def _shown(self, column: Column | None, value: Cell, row: Mapping[str, Cell]) -> str:
        """A value as a file has it."""
        if value is None or column is None:
            return str(value or "")
        if column.stored == "amount_minor":
            return plain(int(value), str(row["currency"]))
        if column.kind in LINKS - {"logo", "customer", "self", "noted"}:
            identity = tables_of(column.kind)[0].identity
            query = f"SELECT {identity} FROM {column.kind} WHERE id = ?"
            return str(self._store.scalar(query, (value,)) or "")
        return str(value)

    def taken_away(self, key: Key, key_of: Callable[[Mapping[str, Cell]], Key]) -> str | None:
        """The day on which the row of this key was taken away by hand; None where it was not."""
        if self._table.repeats or self._table.extends:
            return None
        if self._removed is None:
            self._removed = {}
            for before, at in self._store.rows(
                f"SELECT c.before, e.at {_DONE} AND c.after IS NULL ORDER BY c.id", (self._table.stored,)
            ):
                self._removed[key_of(_image(before))] = str(at)[:10]
        return self._removed.get(key)


class ListsByHand:
    """What was done by hand to the lists of the rows of a table."""

    def __init__(self, store: Store, of: str, lists: RowLists) -> None:
        self._lists = lists
        self._last: dict[int, tuple[int, str, dict[Cell, bool]]] = {}
        """By row its last edit: which, on what day, and what it put on the list or took off."""
        for edit, at, before, after in store.rows(
            f"SELECT e.id, e.at, c.before, c.after {_DONE} ORDER BY c.id", (lists.table,)
        ):
            for image, is_on in ((_image(before), False), (_image(after), True)):
                if image:
                    number = int(image[f"{of}_id"] or 0)
                    last = self._last.get(number)
                    if last is None or last[0] != edit:
                        last = self._last[number] = (int(edit), str(at)[:10], {})
                    last[2][image[lists.entry]] = is_on

    def held(self, number: int, listed: Wanted, said: tuple[str, ...]) -> Held | None:
        """The list of a row, where its last edit still stands and the file's is another."""
        last = self._last.get(number)
        if last is None or any((entry in listed) != is_on for entry, is_on in last[2].items()):
            return None
        called = self._lists.called(listed)
        in_order = list if self._lists.entry == "reason" else sorted
        if in_order(map(nocase, called)) == in_order(map(nocase, said)):
            return None
        return Held(self._lists.column, separated(called), separated(said), last[1])


def as_kept(new: Mapping[str, Cell], stored: Mapping[str, Cell], currency: str) -> dict[str, Cell]:
    """What a row of contracts says, with its amount in minor units and the currency that amount is in.

    Raises:
        CellError: Its amount is none.
    """
    said, amount = dict(new), new.get("amount_minor")
    if amount is None:
        return said
    codes = without_sign(str(amount))[1]
    named = new.get("currency") or (codes[0] if len(codes) == 1 else currency) or stored["currency"]
    return {**said, "currency": named, "amount_minor": read_amount(str(amount), str(named))}


def without(new: Mapping[str, Cell], held: Mapping[str, Held]) -> dict[str, Cell]:
    """What a row says anew, but for what is held."""
    kept = set(held) | (set(_MONEY) if set(held) & set(_MONEY) else set())
    return {name: value for name, value in new.items() if name not in kept}


def _image(text: str | None) -> dict[str, Cell]:
    return {} if text is None else dict(json.loads(text))


def _same(typed: Cell, stored: Cell) -> bool:
    """Whether a value of the history is one of the book: its decimals may be written with fewer digits."""
    if isinstance(typed, float) and isinstance(stored, int | float):
        return math.isclose(typed, stored, rel_tol=1e-12)
    return typed == stored
