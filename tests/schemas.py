"""The schema as a released version made it: one file for each step, in `fixtures/schemas`.

`python tests/schemas.py` writes those that are not there yet, which is done when a version is released. A file that is
there is never written again: books in that schema exist, and a step that makes another one was edited.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

import new_books

from churntui.data import history
from churntui.data.file import connect, migrations
from churntui.data.file.store import Store
from churntui.data.words import stale_text

SCHEMAS = Path(__file__).parents[1] / "fixtures" / "schemas"

_MADE = """SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL
    AND name NOT LIKE 'text_index_%' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' ORDER BY type DESC, name"""
"""Tables and indexes; triggers and views are derived and made anew with every step, the index of words has its own."""


def up_to(last: str) -> dict[str, tuple[migrations.Statement, ...]]:
    """The steps up to the one of that name."""
    names = list(migrations.STEPS)
    return {name: migrations.STEPS[name] for name in names[: names.index(last) + 1]}


def dump(last: str) -> str:
    """The schema of a book that has taken the steps up to `last`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        with mock.patch.object(migrations, "STEPS", up_to(last)):
            migrations.apply_pending(connection)
        made = connection.execute(_MADE).fetchall()
    return "".join(f"{sql};\n" for (sql,) in made)


def _triggers_then(connection: sqlite3.Connection) -> Iterator[str]:
    """The triggers of that time: those of today on the tables that were there, and were as they are."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    passages = {row[1] for row in connection.execute("PRAGMA table_info(highlight)")}
    if "review_id" not in passages:
        there -= {"highlight", "highlight_theme"}
    for sql in stale_text.triggers().values():
        if sql.split(" ON ")[1].split()[0] in there:
            yield sql


@contextmanager
def old_book(path: Path, last: str) -> Iterator[Store]:
    """A new book in the schema of a released version, with its triggers and one of its views."""
    new_books.created(path)
    with (
        Store(path, connect.connect(path), read_only=False, record=history.record) as store,
        mock.patch.object(migrations, "STEPS", up_to(last)),
    ):
        connection = store._connection
        connection.execute("PRAGMA foreign_keys=OFF")
        with store.write():
            migrations.apply_pending(connection)
            connection.execute("CREATE VIEW v_interview AS SELECT ref, primary_reason FROM interview")
            for trigger in _triggers_then(connection):
                connection.execute(trigger)
        connection.execute("PRAGMA foreign_keys=ON")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        with mock.patch.object(
            history, "RECORDED", tuple(name for name in history.RECORDED if name in there)
        ):
            yield store


@contextmanager
def old_edit(store: Store, label: str) -> Iterator[None]:
    """A change a person makes in an old book, written as it was when edits had no author."""
    with store.write():
        history.record(store._connection)
        edit_id = store.insert("INSERT INTO edit(at, label) VALUES ('2025-01-01T09:00:00Z', ?)", (label,))
        store.rows("UPDATE recording SET edit_id = ?", (edit_id,))
        yield
        store.rows("UPDATE recording SET edit_id = NULL")


def released() -> Iterator[Path]:
    """The dumps there are, the oldest first."""
    yield from sorted(SCHEMAS.glob("*.sql"))


if __name__ == "__main__":
    for name in migrations.STEPS:
        target = SCHEMAS / f"{name}.sql"
        if not target.exists():
            target.write_text(dump(name), encoding="utf-8")
