"""A row of a file as the book will have it, for people to look at before it is taken.

After all rules: its amount in the currency it was taken in, what that comes to in a year, its logo by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell
from churntui.data.importing.outcome import State, TakenRow
from churntui.data.importing.rows import Row
from churntui.model.schema import LINKS, LISTS
from churntui.model.tables import Table
from churntui.plain.money import plain

MOST = 10
"""Rows of a file that are shown."""

LOGO = "logo"
"""Under which a row says whose it is."""


def taken(store: Store, table: Table, row: Row, state: State) -> TakenRow:
    """A row that was just written."""
    return TakenRow(row.line, state, dict(_values(store, table, row)))


def _values(store: Store, table: Table, row: Row) -> Iterator[tuple[str, str]]:
    stored = row.merged
    if "logo_id" in stored:
        yield LOGO, str(store.scalar("SELECT name FROM logo WHERE id = ?", (stored["logo_id"],)) or "")
    currency = str(stored.get("currency") or "")
    for column in sorted(table.kept, key=lambda column: column.stored == "ref"):
        value = stored.get(column.stored)
        if column.kind in LISTS:
            value = "; ".join(row.listed) or None
        if value is not None and (column.kind not in LINKS) and value != "":
            yield column.name, _text(column.kind, value, currency)
    if stored.get("arr_minor") is not None:
        yield "ARR", plain(int(stored["arr_minor"] or 0), currency)
    yield from row.own.items()


def _text(kind: str, value: Cell, currency: str) -> str:
    if kind == "amount":
        return plain(int(value or 0), currency)
    if kind == "flag":
        return "yes" if value else "no"
    return str(value)
