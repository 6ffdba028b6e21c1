"""What goes with a row that is taken away, and what stays without it: followed through the foreign keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from churntui.data.file.store import Store
from churntui.model.tables import TABLES, Table, tables_of

_PARTS = frozenset({"renewal", "former_logo"})
"""Tables that a person takes for a part of the row they belong to."""


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of one table that go with a row, or lose it."""

    table: Table
    count: int
    stays: bool
    """Whether they stay, no longer linked to it."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column that names rows of another table."""

    table: str
    column: str
    to: str
    deletes: bool


def goes_with(store: Store, name: str, row_id: int) -> tuple[Going, ...]:
    """What would be deleted or unlinked with a row, by table, in the order of the tables."""
    references = list(_references(store))
    gone: dict[str, set[int]] = {TABLES[name].stored: {row_id}}
    waiting = [(TABLES[name].stored, row_id)]
    unlinked: dict[str, set[int]] = {}
    while waiting:
        stored, number = waiting.pop()
        for reference in references:
            if reference.to != stored:
                continue
            for (row,) in store.rows(
                f"SELECT rowid FROM {reference.table} WHERE {reference.column} = ?", (number,)
            ):
                if not reference.deletes:
                    unlinked.setdefault(reference.table, set()).add(row)
                elif row not in gone.setdefault(reference.table, set()):
                    gone[reference.table].add(row)
                    waiting.append((reference.table, row))
    gone[TABLES[name].stored].discard(row_id)
    deleted = Counter({stored: len(rows) for stored, rows in gone.items()})
    lost = Counter({stored: len(rows - gone.get(stored, set())) for stored, rows in unlinked.items()})
    if TABLES[name].stored == "logo":
        deleted["usage_day"] = store.scalar("SELECT count(*) FROM usage_day WHERE logo_id = ?", (row_id,))
    return (*_told(deleted, stays=False), *_told(lost, stays=True))


def _told(counts: Counter[str], *, stays: bool) -> Iterator[Going]:
    for stored in dict.fromkeys(table.stored for table in TABLES.values()):
        if counts[stored] and stored not in _PARTS:
            yield Going(tables_of(stored)[0], counts[stored], stays)


def _references(store: Store) -> Iterator[_Reference]:
    """Every foreign key of the tables people know."""
    for stored in dict.fromkeys(table.stored for table in TABLES.values()):
        if stored == "usage_day":
            continue
        for _, _, to, column, _, _, on_delete, _ in store.rows(f"PRAGMA foreign_key_list({stored})"):
            yield _Reference(stored, column, to, on_delete == "CASCADE")
