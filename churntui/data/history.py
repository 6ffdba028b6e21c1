"""Undo, redo and the history: one log written by triggers, read both ways.

Each edit is one row of `edit`; the triggers put every row it touched into `change`, as JSON before and after. Undo
writes the befores back in reverse, redo the afters; the history of a logo or a note is the same rows, read as a story
(`data.stories`). Imports are not recorded here: they are taken back whole (`importing.takeback`). The recording flag
lives in the file and is switched inside the transaction, so a crash cannot leave it on.

Two colleagues may work on one book: each edit carries its author, and everybody takes back and does again their own
alone. An edit that is not the last one of all may have been built upon; what would then have to change with it, or go
with it, is no longer its author's to take back, and who built on it is named.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from churntui.data import activity
from churntui.data.file import links
from churntui.data.file.store import OWN, Store
from churntui.data.rows import drafts, use
from churntui.model.tables import TABLES
from churntui.plain.errors import BookError, ChurnError

RECORDED = (
    *dict.fromkeys(
        stored for table in TABLES.values() if table.recorded for stored in (table.stored, *table.list_tables)
    ),
    "renewal_said",
)
"""The tables whose changes triggers see, with those of their lists, and what files have said of a contract, which goes
with it. What is done to use, `rows.use` tells."""

_EVENTS = {"INSERT": ("", "NEW"), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD", "")}
"""What a trigger sees of a row before and after."""

_KEPT = frozenset((*RECORDED, *(table.stored for table in TABLES.values())))
"""The tables whose rows somebody typed or imported; all others follow from them."""

Made = TypeVar("Made")

Step = Callable[[Store], str | None]
"""`undo` or `redo`."""


class CannotUndoError(ChurnError):
    """What the edit touched has been changed since by something else, or by somebody else."""


def recording_names() -> frozenset[str]:
    """The names of the triggers; the first churntuis kept them in the file."""
    return frozenset(f"record_{table}_{event.lower()}" for table in RECORDED for event in _EVENTS)


def record(connection: sqlite3.Connection) -> None:
    """Have what this connection changes recorded, from the columns the tables have now.

    The triggers belong to the connection. In the file they would be read at every opening, and could not make JSON:
    SQLite lets a schema that it does not trust call nothing of that.
    """
    there = connection.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'")
    if recording_names() <= {name for (name,) in there}:
        return
    for table in RECORDED:
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA main.table_info({table})")]
        images = {row: _pictured(row, columns) for row in ("OLD", "NEW")} | {"": "NULL"}
        for event, (before, after) in _EVENTS.items():
            connection.execute(
                f"""CREATE TEMP TRIGGER IF NOT EXISTS record_{table}_{event.lower()} AFTER {event} ON main.{table}
                WHEN (SELECT edit_id FROM recording) IS NOT NULL
                BEGIN INSERT INTO change(edit_id, table_name, row_id, before, after)
                VALUES ((SELECT edit_id FROM recording), '{table}', {after or before}.rowid,
                {images[before]}, {images[after]}); END"""
            )


def _pictured(row: str, columns: Sequence[str]) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in columns)
    return f"json_object({pairs})"


def undo(store: Store) -> str | None:
    """Take back the last own edit that stands; returns its label, or None where there is none.

    Raises:
        CannotUndoError: A colleague, an import or another program has changed the same rows since.
    """
    return _replay(store, f"SELECT max(id) FROM edit WHERE state = 'done' AND {OWN}", "undone")


def redo(store: Store) -> str | None:
    """Do again the own edit that was taken back last; returns its label, or None.

    Raises:
        CannotUndoError: As `undo`.
    """
    return _replay(store, f"SELECT min(id) FROM edit WHERE state = 'undone' AND {OWN}", "done")


def pass_over(store: Store) -> None:
    """Leave the last own change as it stands, though it cannot be taken back: `undo` goes on with the one before it."""
    with store.write():
        last = f"SELECT max(id) FROM edit WHERE state = 'done' AND {OWN}"
        store.rows(f"UPDATE edit SET state = 'dropped' WHERE id = ({last})", (store.author,))


def last_author(store: Store) -> str:
    """Who made the last change that stands; empty where there is none, or nobody's name is on it."""
    return str(store.scalar("SELECT author FROM edit WHERE state = 'done' ORDER BY id DESC LIMIT 1") or "")


def newest(store: Store) -> int:
    """The newest edit, whatever became of it; 0 in a book that nobody has changed."""
    return int(store.scalar("SELECT coalesce(max(id), 0) FROM edit"))


def made_and_undone(store: Store, make: Callable[[], Made]) -> Made:
    """Make an edit and take it back at once: the book stays as it is, the story and `redo` have what was made.

    Raises:
        ChurnError: It cannot be made.
    """
    with store.write():
        before = newest(store)
        made = make()
        if newest(store) != before:
            undo(store)
        return made


def _replay(store: Store, which: str, state: str) -> str | None:
    with store.write():
        edit_id = store.scalar(which, (store.author,))
        if edit_id is None:
            return None
        store.rows("PRAGMA defer_foreign_keys=ON")
        backwards = state == "undone"
        order = "DESC" if backwards else "ASC"
        changes = store.rows(
            f"SELECT table_name, row_id, before, after FROM change WHERE edit_id = ? ORDER BY id {order}",
            (edit_id,),
        )
        replaying = _Replaying(store, int(edit_id), backwards=backwards)
        for table, row_id, before, after in changes:
            now_image, then_image = (after, before) if backwards else (before, after)
            replaying.put(str(table), int(row_id), _image(now_image), _image(then_image))
        replaying.ensure_whole({str(table) for table, *_ in changes} - {use.TABLE})
        replaying.follow()
        store.rows("UPDATE edit SET state = ? WHERE id = ?", (state, edit_id))
        return replaying.label


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


class _Replaying:
    """An edit on its way back, or on its way again: it may change what it changed, and nothing that came since."""

    def __init__(self, store: Store, edit_id: int, *, backwards: bool) -> None:
        self._store = store
        self._edit_id = edit_id
        self._backwards = backwards
        self._done = "taken back" if backwards else "done again"
        self.label = str(store.scalar("SELECT label FROM edit WHERE id = ?", (edit_id,)))
        self._tables: set[str] = set()
        """Of rows that were added, changed or taken away."""
        self._use: set[tuple[int, int]] = set()
        """Logos, and days of theirs with another use than before."""
        self._named: dict[int, set[int]] = {}
        """Of logos the customers that their use names again."""
        self._gone_from: set[int] = set()
        """Logos that went, or lost a customer."""

    def put(
        self, table: str, row_id: int, present: dict[str, Any] | None, wanted: dict[str, Any] | None
    ) -> None:
        """Make the row as `wanted`, provided it is as `present` says.

        Raises:
            CannotUndoError: It is not, something hangs on it that would go with it, or another took its place.
        """
        self._tables.add(table)
        if table == use.TABLE:
            self._put_use(row_id, present, wanted)
            return
        if table == "draft":
            self._put_draft(row_id, present or {}, wanted or {})
            return
        store, columns = self._store, list((present or wanted or {}).keys())
        stored = store.one(f"SELECT {', '.join(columns)} FROM {table} WHERE rowid = ?", (row_id,))
        if (None if stored is None else dict(zip(columns, stored, strict=True))) != present:
            raise self._cannot(table, row_id)
        if wanted is None:
            self._ensure_bare(table, row_id, present or {})
            store.rows(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
            return
        if present is None:
            marks = ", ".join("?" * (len(columns) + 1))
            statement = f"INSERT INTO {table}(rowid, {', '.join(columns)}) VALUES ({marks})"
            values = (row_id, *wanted.values())
        else:
            if table == "customer" and present["logo_id"] != wanted["logo_id"]:
                self._gone_from |= {present["logo_id"], wanted["logo_id"]}
            assignments = ", ".join(f"{column} = ?" for column in columns)
            statement, values = (
                f"UPDATE {table} SET {assignments} WHERE rowid = ?",
                (*wanted.values(), row_id),
            )
        try:
            store.rows(statement, values)
        except BookError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise self._cannot(table, row_id) from error
            raise

    def _put_use(self, logo_id: int, present: dict[str, Any] | None, wanted: dict[str, Any] | None) -> None:
        days = use.replayed(self._store, logo_id, present, wanted)
        if days is None:
            raise self._cannot(use.TABLE, logo_id)
        self._use.update(days)
        named = {found.customer_id for found in use.sums_in(wanted)} - {0}
        self._named.setdefault(logo_id, set()).update(named)

    def _put_draft(self, draft_id: int, present: dict[str, Any], wanted: dict[str, Any]) -> None:
        """A draft follows its logo, where both are as they were; what is written in it stays."""
        is_it = " AND ".join(f"{column} IS ?" for column in present)
        self._store.rows(
            f"UPDATE draft SET logo_id = ? WHERE id = ? AND {is_it}",
            (wanted["logo_id"], draft_id, *present.values()),
        )

    def follow(self) -> None:
        """Bring up to date what is kept beside the rows."""
        if self._use or self._gone_from:
            activity.follow_rows(self._store, self._use, gone_from=self._gone_from)
        if "customer" in self._tables:
            activity.refresh_customers(self._store)
        if "action" in self._tables:
            activity.requalify(self._store)
        if "setting" in self._tables:
            activity.follow_settings(self._store)

    def _ensure_bare(self, table: str, row_id: int, present: dict[str, Any]) -> None:
        """See that nothing came to hang on a row that is to go: what hung on it at the time has gone before it."""
        if table == "logo":
            self._gone_from.add(row_id)
        elif table == "customer":
            self._gone_from.add(present["logo_id"])
            if use.of_customer(self._store, present["logo_id"], row_id):
                raise self._cannot(use.TABLE, present["logo_id"])
        if table == "logo":  # what is being written about it stays
            drafts.follow_logo(self._store, row_id, None, edit_id=self._edit_id, backwards=self._backwards)
        for child, column, _ in links.children(self._store, table):
            hanging = f"FROM {child} WHERE {column} = ? LIMIT 1"
            if child in _KEPT and self._store.scalar(f"SELECT 1 {hanging}", (row_id,)) is not None:
                known = self._store.scalar(f"SELECT rowid {hanging}", (row_id,)) if child in RECORDED else 0
                raise self._cannot(child, int(known))

    def ensure_whole(self, tables: Iterable[str]) -> None:
        """See that no row names another that has gone since, and no use a customer.

        Raises:
            CannotUndoError: One does.
        """
        for table in tables:
            gone = self._store.one(f"PRAGMA foreign_key_check({table})")
            if gone is not None:
                raise self._cannot(table, int(gone[1]))
        for logo_id, customers in self._named.items():
            if use.names_stranger(self._store, logo_id, customers):
                raise self._cannot(use.TABLE, logo_id)

    def _cannot(self, table: str, row_id: int) -> CannotUndoError:
        """Who touched the row since, where the log knows."""
        since = self._store.scalar(
            f"""SELECT e.author FROM change c JOIN edit e ON e.id = c.edit_id WHERE e.id > ? AND e.state = 'done'
            AND c.table_name = ? AND c.row_id = ? AND NOT e.{OWN} ORDER BY e.id DESC LIMIT 1""",
            (self._edit_id, table, row_id, self._store.author),
        )
        hint = f"{since} changed it since" if since else "What it changed has been changed again since"
        return CannotUndoError(f"“{self.label}” cannot be {self._done}", hint)
