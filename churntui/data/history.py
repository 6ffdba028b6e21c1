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
from typing import Any

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


_SPELLED = {"'\\'": r"\\", "'\"'": r"\"", "char(10)": r"\n", "char(13)": r"\r", "char(9)": r"\t"}
"""Characters in SQL, in the order they are spelled out, and as they are in JSON."""

_CONTROLS = "char(42, 91, 1, 45, 8, 11, 12, 14, 45, 31, 93, 42)"
"""The pattern `*[…]*` of the other control characters, which no cleaned text has."""

_AS_HEX = r"\u0000"
"""Begins a text that has one: it goes on as the hexadecimal digits of its bytes."""

Step = Callable[[Store], str | None]
"""`undo` or `redo`."""


class CannotUndoError(ChurnError):
    """What the edit touched has been changed since by something else."""


def triggers(connection: sqlite3.Connection) -> dict[str, str]:
    """The recording triggers, name to SQL, from the columns the tables have now."""
    made: dict[str, str] = {}
    for table in RECORDED:
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
        if not columns:
            continue
        old, new = _pictured("OLD", columns), _pictured("NEW", columns)
        images = {
            "INSERT": ("NEW", "NULL", new),
            "UPDATE": ("NEW", old, new),
            "DELETE": ("OLD", old, "NULL"),
        }
        for event, (row, before, after) in images.items():
            name = f"record_{table}_{event.lower()}"
            made[name] = f"""CREATE TRIGGER {name} AFTER {event} ON {table}
                WHEN (SELECT edit_id FROM recording) IS NOT NULL
                BEGIN INSERT INTO change(edit_id, table_name, row_id, before, after)
                VALUES ((SELECT edit_id FROM recording), '{table}', {row}.rowid, {before}, {after}); END"""
    return made


def _pictured(row: str, columns: Sequence[str]) -> str:
    """The SQL that makes a row's image as JSON, by core functions alone.

    A schema that SQLite is told not to trust may not call its functions of JSON.
    """
    pairs = (f"""'"{column}":' || {_quoted(f"{row}.{column}")}""" for column in columns)
    return f"""'{{' || {" || ',' || ".join(pairs)} || '}}'"""


def _quoted(value: str) -> str:
    text = value
    for character, spelled in _SPELLED.items():
        text = f"replace({text}, {character}, '{spelled}')"
    return f"""CASE typeof({value}) WHEN 'null' THEN 'null' WHEN 'text' THEN
        CASE WHEN instr({value}, char(0)) OR {value} GLOB {_CONTROLS}
        THEN '"{_AS_HEX}' || hex({value}) ELSE '"' || {text} END || '"' ELSE {value} END"""


def image(text: str | None) -> dict[str, Any] | None:
    """The columns of a row as they were; None where there was no row."""
    if text is None:
        return None
    columns: dict[str, Any] = json.loads(text)
    return {name: _unspelled(value) for name, value in columns.items()}


def _unspelled(value: object) -> object:
    if isinstance(value, str) and value.startswith("\0"):
        return bytes.fromhex(value[1:]).decode(errors="surrogateescape")
    return value


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
            _put(store, str(table), int(row_id), image(now_image), image(then_image), label)
        if any(table == "action" for table, *_ in changes):
            activity.requalify(store)
        if any(table == "setting" for table, *_ in changes):
            activity.follow_settings(store)
        store.rows("UPDATE edit SET state = ? WHERE id = ?", (state, edit_id))
        return label


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
