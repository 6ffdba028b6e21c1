"""Taking a run of the import back, the newest first: what it added goes, what it changed is as it was before.

What somebody has touched since stays and is named. A row is set back where every column that the run changed still
has what the run wrote; one that was added goes where it is as it came and nothing that stays hangs on it. The lists of
a row (themes, reasons) and the passages of a note stay with a row that stays. Counts of activity go back cell by cell.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from churntui.data import activity
from churntui.data.file import links
from churntui.data.file.store import Store, now
from churntui.data.importing import kept
from churntui.model.notes import NOTES
from churntui.model.tables import TABLES, tables_of
from churntui.plain.errors import BookError, NotFoundError
from churntui.plain.wording import counted

_HANGING = frozenset((*kept.TABLES, "draft")) - {"open_link"}
"""The tables whose rows a person made or a file brought."""

_PARTS: Mapping[str, str] = {name: table.stored for table in TABLES.values() for name in table.list_tables}
"""The tables of lists, and whose they are."""

_SHOWN = 3
"""Files of a run that are named."""

Why: TypeAlias = Literal["changed since", "is gone since", "other rows hang on it"]
Where: TypeAlias = tuple[str, int]
"""A table of the book, and a row of it."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What one file of a run came to."""

    path: str
    table: str
    added: int
    changed: int
    unchanged: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A run of the import."""

    number: int
    at: str
    """UTC, to the second."""
    taken_back_at: str | None
    is_kept: bool
    """Whether what it replaced is still known."""
    files: tuple[ImportedFile, ...]

    @property
    def added(self) -> int:
        """Rows of its files that were new."""
        return sum(file.added for file in self.files)

    @property
    def changed(self) -> int:
        """Rows of its files that said something else than the book."""
        return sum(file.changed for file in self.files)

    @property
    def named(self) -> str:
        """`logos.csv, contracts.csv and 3 more`."""
        paths = [*dict.fromkeys(file.path for file in self.files)]
        more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
        return f"{', '.join(paths[:_SHOWN])}{more}"

    @property
    def called(self) -> str:
        """`2026-11-29 12:59 UTC (logos.csv, contracts.csv and 3 more)`."""
        return f"{self.at[:10]} {self.at[11:16]} UTC ({self.named})"


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a run that stays as it is now."""

    table: str
    called: str
    why: Why

    def __str__(self) -> str:
        return f"{self.table.replace('_', ' ')} {self.called}: {self.why}"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of a run that was taken back."""

    batch: Batch
    taken_out: int
    """Rows that it had added."""
    set_back: int
    """Rows that it had changed or taken out."""
    counts: int
    """Of activity."""
    left: tuple[Left, ...]

    @property
    def told(self) -> str:
        """`3 rows taken out, 1 row set back`."""
        done = [f"{counted(self.taken_out, 'row')} taken out", f"{counted(self.set_back, 'row')} set back"]
        done += [f"{counted(self.counts, 'count')} of activity put back"] if self.counts else []
        done += [f"{len(self.left):,} left as now"] if self.left else []
        return ", ".join(done)


def batches(store: Store) -> list[Batch]:
    """The runs that changed something, newest first."""
    files: dict[int, list[ImportedFile]] = {}
    for number, *told in store.rows(
        "SELECT batch_id, path, table_name, added, changed, unchanged, rejected FROM import_run"
        " WHERE batch_id IS NOT NULL ORDER BY id"
    ):
        files.setdefault(int(number), []).append(ImportedFile(*told))
    return [
        Batch(number, at, taken, bool(is_kept), tuple(files.get(number, ())))
        for number, at, taken, is_kept in store.rows(
            "SELECT id, at, taken_back_at, columns IS NOT NULL FROM import_batch ORDER BY id DESC"
        )
    ]


def newest(store: Store) -> Batch | None:
    """The run that would be taken back next; None where none can be."""
    standing = next((batch for batch in batches(store) if batch.taken_back_at is None), None)
    return standing if standing is not None and standing.is_kept else None


def take_back(store: Store, number: int | None = None) -> TakenBack:
    """Take the newest run back that stands.

    Args:
        store: The book.
        number: The run that is meant, where one was shown to somebody.

    Raises:
        NotFoundError: There is none, what it replaced is no longer kept, or it is not the one that is meant.
        BookError: The book cannot be written; nothing was changed.
    """
    with store.write():
        batch = newest(store)
        if batch is None:
            raise NotFoundError(
                "There is no import to take back",
                f"What an import replaced is kept for the last {kept.RUNS} that changed something",
            )
        if number not in (None, batch.number):
            raise NotFoundError("Another import came since", "Look again: the newest is taken back first")
        taken = _Taking(store, batch).taken()
        kept.forget(store, batch.number)
        store.rows("UPDATE import_batch SET taken_back_at = ? WHERE id = ?", (now(), batch.number))
        return taken


@dataclass(slots=True)
class _Touched:
    """A row that the run touched: as it was, and as the run left it, by the columns of that time."""

    where: Where
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def changes(self) -> dict[str, Any]:
        """What the run changed of it, as it was before."""
        before, after = self.before or {}, self.after or {}
        return {name: value for name, value in before.items() if after.get(name) != value}


@dataclass(slots=True)
class _Taking:
    """A run on its way back, inside the transaction the caller holds."""

    store: Store
    batch: Batch
    columns: dict[str, list[str]] = field(default_factory=dict)
    touched: dict[Where, _Touched] = field(default_factory=dict)
    left: dict[Where, Left] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    """Those with a row that is another one now."""
    queries: dict[str, str] = field(default_factory=dict)
    """By table the query for a row as the book has it."""

    def taken(self) -> TakenBack:
        """Take it back."""
        self._read()
        added = [row for row in self.touched.values() if row.before is None and row.after is not None]
        changed = [row for row in self.touched.values() if row.before is not None and row.before != row.after]
        self._ensure_as_left(added)
        self._ensure_as_left(changed)
        back = [row for row in changed if row.where not in self.left and not self._stays_with_owner(row)]
        again = self._tried(back, self._set_back)
        counts, customers = self._counts()
        going = {row.where: row for row in added if row.where not in self.left and self._now(row) is not None}
        self._keep_what_is_needed(going)
        stuck = self._tried(list(going.values()), self._take_out)
        again = self._tried(again, self._set_back)
        for row in (*stuck, *again):
            self._leave(row.where, "other rows hang on it" if row.before is None else "changed since")
        self._follow(customers)
        return TakenBack(
            self.batch,
            taken_out=len(going) - len(stuck),
            set_back=len(back) - len(again),
            counts=counts,
            left=tuple(self.left.values()),
        )

    def _read(self) -> None:
        """The rows the run touched, each as it was at first and as it was at last."""
        number = self.batch.number
        stored = self.store.scalar("SELECT columns FROM import_batch WHERE id = ?", (number,))
        self.columns = json.loads(stored)
        for table, row_id, before, after in self.store.each(
            "SELECT table_name, row_id, before, after FROM import_kept WHERE batch_id = ? ORDER BY id",
            (number,),
        ):
            where = (str(table), int(row_id))
            if where in self.touched:
                self.touched[where].after = self._image(table, after)
            else:
                self.touched[where] = _Touched(where, self._image(table, before), self._image(table, after))

    def _image(self, table: str, text: str | None) -> dict[str, Any] | None:
        return None if text is None else dict(zip(self.columns[table], json.loads(text), strict=True))

    def _now(self, row: _Touched) -> dict[str, Any] | None:
        """The row as the book has it."""
        table, row_id = row.where
        if table not in self.queries:
            picture = kept.picture(self.store, table, self.columns[table], "s")
            self.queries[table] = f"SELECT {picture} FROM {table} s WHERE s.rowid = ?"
        return self._image(table, self.store.scalar(self.queries[table], (row_id,)))

    def _ensure_as_left(self, rows: Iterable[_Touched]) -> None:
        """Leave the rows that somebody has touched since: of a changed one only what the run changed counts."""
        for row in rows:
            present = self._now(row)
            if present is None:
                if row.before is not None and row.after is not None:
                    self._leave(row.where, "is gone since")
            elif row.after is None:
                self._leave(row.where, "changed since")
            else:
                counting = row.changes if row.before is not None else row.after
                if any(present[name] != row.after[name] for name in counting):
                    self._leave(row.where, "changed since")

    def _stays_with_owner(self, row: _Touched) -> bool:
        """Whether it is a part of a row that stays: an entry of its list, or a passage of a note."""
        table, _ = row.where
        owners: list[str] = [_PARTS[table]] if table in _PARTS else []
        if table == "highlight" and row.before is not None:
            owners = [*NOTES]
        values = row.after or row.before or {}
        numbers = ((owned_by, values.get(f"{owned_by}_id")) for owned_by in owners)
        return any(number is not None and (table, int(number)) in self.left for table, number in numbers)

    def _leave(self, where: Where, why: Why) -> None:
        if where not in self.left:
            self.left[where] = Left(where[0], self._called(where), why)

    def _called(self, where: Where) -> str:
        """What a person calls a row: its own name, else its ref, else whose it is."""
        row = self.touched[where]
        values = {**(row.before or {}), **(row.after or {}), **(self._now(row) or {})}
        told = tables_of(where[0])
        if where[0] in NOTES and values.get("ref"):
            return f"{values['ref']} {self._owner(values)}"
        name = told[0].called if told else ""
        return str(
            values.get(name) or values.get("ref") or values.get("key") or self._owner(values) or where[1]
        )

    def _owner(self, values: Mapping[str, Any]) -> str:
        for table in ("logo", *NOTES, "contract", "goal"):
            number = values.get(f"{table}_id")
            if number is not None:
                called = "name" if table == "logo" else "ref"
                found = self.store.scalar(f"SELECT {called} FROM {table} WHERE id = ?", (number,))
                return f"of {found}"
        return ""

    def _tried(self, rows: list[_Touched], change: Callable[[_Touched], None]) -> list[_Touched]:
        """Do it to each, as often as one makes way for another; returns those it cannot be done to."""
        waiting = rows
        while waiting:
            stuck = [row for row in waiting if not self._holds(row, change)]
            if len(stuck) == len(waiting):
                break
            waiting = stuck
        return waiting

    def _holds(self, row: _Touched, change: Callable[[_Touched], None]) -> bool:
        try:
            change(row)
        except BookError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                return False
            raise
        self.tables.add(row.where[0])
        return True

    def _set_back(self, row: _Touched) -> None:
        table, row_id = row.where
        if row.after is None:
            values = row.before or {}
            marks = ", ".join("?" * (len(values) + 1))
            statement = f"INSERT INTO {table}(rowid, {', '.join(values)}) VALUES ({marks})"
            self.store.rows(statement, (row_id, *values.values()))
        else:
            values = row.changes
            assignments = ", ".join(f"{name} = ?" for name in values)
            self.store.rows(f"UPDATE {table} SET {assignments} WHERE rowid = ?", (*values.values(), row_id))

    def _take_out(self, row: _Touched) -> None:
        table, row_id = row.where
        self.store.rows(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))

    def _keep_what_is_needed(self, going: dict[Where, _Touched]) -> None:
        """Leave of the rows that would go those on which something hangs that stays, until none is left so."""
        store = self.store
        store.rows(
            "CREATE TEMP TABLE going(table_name TEXT, row_id INTEGER, PRIMARY KEY(table_name, row_id)) WITHOUT ROWID"
        )
        store.many("INSERT INTO temp.going VALUES (?, ?)", list(going))
        tables = sorted({table for table, _ in going})
        asked = [(table, query) for table in tables for query in self._hanging(table)]
        is_settled = False
        while not is_settled:
            needed = {(table, int(row_id)) for table, query in asked for (row_id,) in store.rows(query)}
            needed |= {where for where, row in going.items() if self._stays_with_owner(row)} & going.keys()
            for where in sorted(needed):
                if not self._stays_with_owner(going[where]):
                    self._leave(where, "other rows hang on it")
                del going[where]
            store.many("DELETE FROM temp.going WHERE table_name = ? AND row_id = ?", list(needed))
            is_settled = not needed
        store.rows("DROP TABLE temp.going")

    def _hanging(self, table: str) -> Iterator[str]:
        """Queries for the rows of `table` among those going on which something hangs that stays."""
        own = f"SELECT row_id FROM temp.going WHERE table_name = '{table}'"
        for child, column, _ in links.children(self.store, table):
            if child in _HANGING:
                yield (
                    f"SELECT DISTINCT {column} FROM {child} s WHERE {column} IN ({own}) AND NOT EXISTS"
                    f" (SELECT 1 FROM temp.going WHERE table_name = '{child}' AND row_id = s.rowid)"
                )
        if table in {"logo", "customer", "action"}:
            yield f"SELECT DISTINCT {table}_id FROM usage_day WHERE {table}_id IN ({own})"

    def _counts(self) -> tuple[int, set[int]]:
        """Put the counts of activity back; returns how many, and the logos they are of."""
        store = self.store
        packs = store.rows("SELECT id FROM import_use WHERE batch_id = ? ORDER BY id", (self.batch.number,))
        if not packs:
            return 0, set()
        import numpy as np

        from churntui.data.importing import placing

        store.rows("CREATE TEMP TABLE touched(logo_id INTEGER, day INTEGER)")
        done, changed_since, logos = 0, Counter[int](), set[int]()
        for (pack,) in packs:
            cells = kept.cells_of(store.scalar("SELECT cells FROM import_use WHERE id = ?", (pack,)))
            is_as_left = placing.counts(store, cells[:, :4]) == cells[:, 5]
            changed_since.update(cells[~is_as_left, 0].tolist())
            back = cells[is_as_left]
            placing.put_back(store, back)
            done += len(back)
            logos.update(np.unique(back[:, 0]).tolist())
            store.many("INSERT INTO temp.touched VALUES (?, ?)", np.unique(back[:, :2], axis=0).tolist())
        activity.refresh(store, "temp.touched")
        store.rows("DROP TABLE temp.touched")
        for logo, times in changed_since.items():
            name = store.scalar("SELECT name FROM logo WHERE id = ?", (logo,))
            what = f"of {name or f'logo {logo}, which is gone'} ({counted(times, 'count')})"
            self.left["usage_day", logo] = Left("activity", what, "changed since")
        return done, logos

    def _follow(self, logos: set[int]) -> None:
        """Bring up to date what is kept beside the rows."""
        gone: set[int] = set()
        for (table, row_id), row in self.touched.items():
            if table == "logo":
                gone.add(row_id)
            elif table == "customer":
                gone.add(int((row.after or row.before or {})["logo_id"]))
        if gone or logos:
            activity.follow_rows(self.store, (), gone_from=gone | logos)
        if "customer" in self.tables:
            activity.refresh_customers(self.store)
        if "action" in self.tables:
            activity.requalify(self.store)
        if "setting" in self.tables:
            activity.follow_settings(self.store)
