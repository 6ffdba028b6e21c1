"""What goes with rows that are taken away, and what stays without them: followed through the foreign keys."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from churntui.data.file import links
from churntui.data.file.store import Store
from churntui.model.tables import TABLES, Table, tables_of

_PARTS = frozenset({"renewal", "former_logo"})
"""Tables that a person takes for a part of the row they belong to."""

_TOLD = frozenset(table.stored for table in TABLES.values()) - {"usage_day"}
"""The tables that people know; use, of which there may be millions of rows, is only counted."""


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of one table that go with those taken away, or lose them."""

    table: Table
    count: int
    stays: bool
    """Whether they stay, no longer linked to it."""


def goes_with(store: Store, name: str, row_ids: Collection[int]) -> tuple[Going, ...]:
    """What would be deleted or unlinked with rows, by table, in the order of the tables; not the rows themselves."""
    stored = TABLES[name].stored
    gone: defaultdict[str, set[int]] = defaultdict(set, {stored: set(row_ids)})
    unlinked: defaultdict[str, set[int]] = defaultdict(set)
    waiting = [(stored, set(row_ids))]
    while waiting:
        named, numbers = waiting.pop()
        for child in links.children(store, named):
            if child.table not in _TOLD:
                continue
            naming = _naming(store, child, numbers)
            if not child.goes_along:
                unlinked[child.table] |= naming
            elif new := naming - gone[child.table]:
                gone[child.table] |= new
                waiting.append((child.table, new))
    lost = Counter({table: len(rows - gone[table]) for table, rows in unlinked.items()})
    gone[stored] -= set(row_ids)
    deleted = Counter({table: len(rows) for table, rows in gone.items()})
    if stored == "logo":
        of_use = "SELECT count(*) FROM usage_day WHERE logo_id IN (SELECT value FROM json_each(?))"
        deleted["usage_day"] = store.scalar(of_use, (json.dumps([*row_ids]),))
    return (*_told(deleted, stays=False), *_told(lost, stays=True))


def _naming(store: Store, child: links.Child, numbers: set[int]) -> set[int]:
    """The rows of a table that name one of these."""
    query = f"SELECT rowid FROM {child.table} WHERE {child.column} IN (SELECT value FROM json_each(?))"
    return {int(row) for (row,) in store.rows(query, (json.dumps([*numbers]),))}


def _told(counts: Counter[str], *, stays: bool) -> Iterator[Going]:
    for stored in dict.fromkeys(table.stored for table in TABLES.values()):
        if counts[stored] and stored not in _PARTS:
            yield Going(tables_of(stored)[0], counts[stored], stays)
