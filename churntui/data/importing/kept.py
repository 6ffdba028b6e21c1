"""What a run of the import replaces, kept so that the run can be taken back (`takeback`).

While it runs, triggers of this connection alone keep each row it touches, as the values before and after, without the
names of the columns. Of activity, millions of counts, the cells with their counts before and after are packed: a few
bytes each. A run that changed nothing leaves nothing to be taken back, and only the last three are kept.
"""

from __future__ import annotations

import json
import zlib
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from churntui.data.file.store import Store, now
from churntui.data.history import RECORDED

if TYPE_CHECKING:
    from churntui.data.importing.gathered import Ints

TABLES = (*RECORDED, "open_link")
"""The tables whose rows an import may touch, but for use."""

RUNS = 3
"""How many can be taken back."""

_CELL = 6
"""Whole numbers of a cell: its logo, day, customer, action, and the count before and after."""


class Batch(AbstractContextManager["Batch"]):
    """What one run replaces, kept while it runs inside the transaction the caller holds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.number = 0

    def __enter__(self) -> Batch:
        store = self._store
        columns = {table: columns_of(store, table) for table in TABLES}
        self.number = store.insert(
            "INSERT INTO import_batch(at, columns) VALUES (?, ?)", (now(), json.dumps(columns))
        )
        for table in TABLES:
            for name, event, before, after in _EVENTS:
                store.rows(
                    f"""CREATE TEMP TRIGGER keep_{table}_{name} AFTER {event} ON main.{table}
                    BEGIN INSERT INTO import_kept(batch_id, table_name, row_id, before, after)
                    VALUES ({self.number}, '{table}', {after or before}.rowid,
                    {_pictured(store, table, before)}, {_pictured(store, table, after)}); END"""
                )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is not None:  # the transaction takes all of it away
            return
        for table in TABLES:
            for name, *_ in _EVENTS:
                self._store.rows(f"DROP TRIGGER temp.keep_{table}_{name}")
        self._settle()

    def keep_use(self, cells: Ints) -> None:
        """Keep cells of activity that the run replaces, as `placing.Keep` says."""
        if len(cells):
            packed = zlib.compress(cells.T.astype("<i8").tobytes(), 1)
            self._store.rows("INSERT INTO import_use(batch_id, cells) VALUES (?, ?)", (self.number, packed))

    def _settle(self) -> None:
        """Forget a run that changed nothing, and those before the last three."""
        store = self._store
        store.rows("DELETE FROM import_kept WHERE batch_id = ? AND before IS after", (self.number,))
        if not _has_any(store, self.number):
            store.rows("DELETE FROM import_batch WHERE id = ?", (self.number,))
        for (number,) in store.rows(
            f"SELECT id FROM import_batch WHERE columns IS NOT NULL ORDER BY id DESC LIMIT -1 OFFSET {RUNS}"
        ):
            forget(store, int(number))


_EVENTS = (("added", "INSERT", "", "NEW"), ("changed", "UPDATE", "OLD", "NEW"), ("gone", "DELETE", "OLD", ""))
"""The names of the triggers, and what each sees of a row before and after."""


def _has_any(store: Store, number: int) -> bool:
    return any(
        store.one(f"SELECT 1 FROM {table} WHERE batch_id = ? LIMIT 1", (number,))
        for table in ("import_kept", "import_use")
    )


def forget(store: Store, number: int) -> None:
    """Let go of what a run replaced: it cannot be taken back any more."""
    store.rows("DELETE FROM import_kept WHERE batch_id = ?", (number,))
    store.rows("DELETE FROM import_use WHERE batch_id = ?", (number,))
    store.rows("UPDATE import_batch SET columns = NULL WHERE id = ?", (number,))


def columns_of(store: Store, table: str) -> list[str]:
    """The columns of a table, in its order."""
    return [str(name) for (name,) in store.rows("SELECT name FROM pragma_table_info(?)", (table,))]


def picture(store: Store, table: str, columns: list[str], row: str) -> str:
    """The SQL of a row as it is kept: a JSON list of its values, decimal numbers as text that loses no digit."""
    kinds: dict[str, str] = dict(store.rows("SELECT name, type FROM pragma_table_info(?)", (table,)))
    values = (
        f"iif({row}.{column} IS NULL, NULL, printf('%!.17g', {row}.{column}))"
        if kinds[column] == "REAL"
        else f"{row}.{column}"
        for column in columns
    )
    return f"json_array({', '.join(values)})"


def _pictured(store: Store, table: str, row: str) -> str:
    return picture(store, table, columns_of(store, table), row) if row else "NULL"


def cells_of(packed: bytes) -> Ints:
    """Cells of activity as they were given to `keep_use`."""
    import numpy as np

    return np.frombuffer(zlib.decompress(packed), "<i8").reshape(_CELL, -1).T.astype(np.int64)
