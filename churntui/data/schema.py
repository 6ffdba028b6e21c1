"""What acts by itself in a book: triggers, views, virtual tables. All of it is ours, or the book is not opened.

A book may come from a stranger. A trigger in it would write what nobody typed, a view that never ends would hang
whoever reads it, and a virtual table runs code. So before anything of a file is read but the list of what it holds,
every such thing is compared with what the steps make; what is not ours is refused by its name.

One that has our name and another text is never run: triggers and views are derived, and made anew with every
migration and whenever they differ. Tables and indexes that others added only lie there, and are left alone.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from churntui.data import history
from churntui.data.file import migrations, views
from churntui.data.words import stale_text
from churntui.plain.errors import DamagedBookError, StrangeBookError
from churntui.plain.text import clean_line, shortened

_GENERATED = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)"


def ensure_ours(connection: sqlite3.Connection, path: Path) -> None:
    """See that nothing of the file acts by itself but what is ours.

    Raises:
        StrangeBookError: Something does.
    """
    ours = {"trigger": {*stale_text.triggers(), *history.recording_names()}, "view": set(views.VIEWS)}
    tables, virtual = migrations.tables(), migrations.virtual_tables()
    for kind, name, root, sql in connection.execute("SELECT type, name, rootpage, sql FROM sqlite_master"):
        if kind in ours and name not in ours[kind]:
            raise _strange(path, kind, name)
        if kind == "table" and not root and migrations.one_line(str(sql)) not in virtual:
            raise _strange(path, "virtual table", name)
        if kind == "table" and name in tables and connection.execute(_GENERATED, (name,)).fetchone():
            raise _strange(path, "generated column in", name)


def ensure_whole(connection: sqlite3.Connection, path: Path) -> None:
    """See that a file that has taken every step has every table.

    Raises:
        DamagedBookError: One is missing.
    """
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = sorted(migrations.tables() - there)
    if missing:
        raise DamagedBookError(
            f"{path} lacks its table {missing[0]}", "Restore a backup: churntui restore BACKUP"
        )


def is_as_made(connection: sqlite3.Connection) -> bool:
    """Whether the triggers and views are those that would be made now."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')")
    return dict(found) == stale_text.triggers() | views.made()


def drop(connection: sqlite3.Connection) -> None:
    """Take every trigger and view away: no step of a migration is to run one, or trip over one."""
    for kind, name in connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchall():
        connection.execute(f"DROP {kind} {name}")


def make(connection: sqlite3.Connection) -> None:
    """Make every trigger and view anew."""
    drop(connection)
    for sql in (views.made() | stale_text.triggers()).values():
        connection.execute(sql)


def _strange(path: Path, kind: str, name: str) -> StrangeBookError:
    called = shortened(clean_line(name), 60)
    return StrangeBookError(
        f"{path} has a {kind} “{called}” that churntui did not make",
        "It would act by itself. Take it out with the program that made it, or ask for an export instead",
    )
