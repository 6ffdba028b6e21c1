"""Undo, redo and the history: one log written by triggers, read both ways.

Each edit is one row of `edit`; the triggers put every row it touched into `change`, as JSON before and after. Undo
writes the befores back in reverse, redo the afters; the history of a logo or a note is the same rows, read as a story
(`data.stories`). Imports are not recorded: they are repeated, not undone. The recording flag lives in the file and is
switched inside the transaction, so a crash cannot leave it on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.model.tables import TABLES
from churntui.plain.errors import ChurnError

RECORDED = tuple(
    dict.fromkeys(
        stored for table in TABLES.values() if table.recorded for stored in (table.stored, *table.list_tables)
    )
)
"""The tables a person can change in the app, with those of their lists."""

_EVENTS = {"INSERT": ("", "NEW"), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD", "")}
"""What a trigger sees of a row before and after."""

Made = TypeVar("Made")

Step = Callable[[Store], str | None]
"""`undo` or `redo`."""


class CannotUndoError(ChurnError):
    """What the edit touched has been changed since by something else."""


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
    """Take back the last edit that stands; returns its label, or None where there is none.

    Raises:
        CannotUndoError: An import or another program has changed the same rows since.
    """
    return _replay(store, "SELECT max(id) FROM edit WHERE state = 'done'", "undone")


def redo(store: Store) -> str | None:
    """Do again the edit that was taken back last; returns its label, or None.

    Raises:
        CannotUndoError: As `undo`.
    """
    return _replay(store, "SELECT min(id) FROM edit WHERE state = 'undone'", "done")


def pass_over(store: Store) -> None:
    """Leave the last change as it stands, though it cannot be taken back: `undo` goes on with the one before it."""
    with store.write():
        store.rows(
            "UPDATE edit SET state = 'dropped' WHERE id = (SELECT max(id) FROM edit WHERE state = 'done')"
        )


def made_and_undone(store: Store, make: Callable[[], Made]) -> Made:
    """Make an edit and take it back at once: the book stays as it is, the story and `redo` have what was made.

    Raises:
        ChurnError: It cannot be made.
    """
    newest = "SELECT max(id) FROM edit"
    with store.write():
        before = store.scalar(newest)
        made = make()
        if store.scalar(newest) != before:
            undo(store)
        return made


def _replay(store: Store, which: str, state: str) -> str | None:
    with store.write():
        edit_id = store.scalar(which)
        if edit_id is None:
            return None
        store.rows("PRAGMA defer_foreign_keys=ON")
        backwards = state == "undone"
        order = "DESC" if backwards else "ASC"
        label = str(store.scalar("SELECT label FROM edit WHERE id = ?", (edit_id,)))
        changes = store.rows(
            f"SELECT table_name, row_id, before, after FROM change WHERE edit_id = ? ORDER BY id {order}",
            (edit_id,),
        )
        for table, row_id, before, after in changes:
            now_image, then_image = (after, before) if backwards else (before, after)
            _put(store, str(table), int(row_id), _image(now_image), _image(then_image), label)
        if any(table == "action" for table, *_ in changes):
            activity.requalify(store)
        if any(table == "setting" for table, *_ in changes):
            activity.follow_settings(store)
        store.rows("UPDATE edit SET state = ? WHERE id = ?", (state, edit_id))
        return label


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _put(
    store: Store,
    table: str,
    row_id: int,
    present: dict[str, Any] | None,
    wanted: dict[str, Any] | None,
    label: str,
) -> None:
    """Make the row as `wanted`, provided it is as `present` says."""
    columns = list((present or wanted or {}).keys())
    stored = store.one(f"SELECT {', '.join(columns)} FROM {table} WHERE rowid = ?", (row_id,))
    if (None if stored is None else dict(zip(columns, stored, strict=True))) != present:
        raise CannotUndoError(
            f"“{label}” cannot be taken back", "What it changed has been changed again since"
        )
    if wanted is None:
        store.rows(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
    elif present is None:
        marks = ", ".join("?" * (len(columns) + 1))
        store.rows(
            f"INSERT INTO {table}(rowid, {', '.join(columns)}) VALUES ({marks})", (row_id, *wanted.values())
        )
    else:
        assignments = ", ".join(f"{column} = ?" for column in columns)
        store.rows(f"UPDATE {table} SET {assignments} WHERE rowid = ?", (*wanted.values(), row_id))
