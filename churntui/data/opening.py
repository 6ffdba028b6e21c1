"""The door to a book: looked at before anything is written, made or brought up to date, then opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from churntui.data import activity, history, mine, schema
from churntui.data.file import backup, connect, migrations, tie
from churntui.data.file.store import Store
from churntui.plain.errors import DamagedBookError, NewerBookError, OlderBookError, ReadOnlyBookError
from churntui.plain.files import sweep


def open_book(path: Path | str, *, read_only: bool = False) -> Store:
    """Open the book at `path`, made or brought up to date where needed (after a verified backup).

    Raises:
        BookError: One of its kinds, with the file left as it was.
    """
    path = Path(path)
    try:
        if connect.is_new(path):
            if read_only:
                raise ReadOnlyBookError(f"There is no book at {path}", "Leave out --read-only to make one")
            connect.create(path)
        elif not read_only and not connect.may_write(path):
            raise ReadOnlyBookError(f"{path} cannot be written", connect.READ_IT)
        migrate(path, read_only=read_only)
        opened = connect.connect_read_only(path) if read_only else connect.connect(path)
        try:
            if not read_only:
                if connect.has_log(path):
                    connect.fold_log(opened)
                sweep(path.resolve().parent)
            return Store(path, opened, read_only=read_only, record=history.record, author=mine.named())
        except BaseException:
            opened.close()
            raise
    except connect.TROUBLE as error:
        raise connect.explain(error, path) from error


def migrate(path: Path, *, read_only: bool) -> None:
    """Bring the file up to date; looks first through a connection that cannot write."""
    taken, is_as_made = look(path)
    if taken == set(migrations.STEPS) and is_as_made:
        return
    if read_only:
        raise OlderBookError(f"{path} is from an older churntui", "Open it once without --read-only")
    with backup.closing(connect.connect(path)) as connection:
        kept = None
        if taken and taken != set(migrations.STEPS):
            kept = backup.free_name(path, f"-before-{len(taken):03d}")
            backup.copy(connection, kept)
        try:
            _bring_up_to_date(path, connection, taken)
        except BaseException:
            if kept is not None:
                kept.unlink(missing_ok=True)  # the book is as it was, and the next try makes another
            raise
        tie.renew(connection, path)


def look(path: Path) -> tuple[set[str], bool]:
    """The steps the file has taken, and whether its triggers and views are those of today.

    Raises:
        BookError: It cannot be used: it is torn, not ours, damaged, or from a newer churntui.
    """
    if tie.is_torn(path):
        raise DamagedBookError(
            f"{path} was copied over the book that {path.name}-wal belongs to",
            "Put a backup in its place with its log: churntui restore BACKUP",
        )
    with backup.closing(connect.look(path)) as looking:
        schema.ensure_ours(looking, path)
        taken = migrations.applied(looking)
        if taken - set(migrations.STEPS):
            raise NewerBookError(
                f"{path} was written by a newer churntui", "Update churntui: pip install -U churntui"
            )
        if taken == set(migrations.STEPS):
            schema.ensure_whole(looking, path)
        return taken, schema.is_as_made(looking)


def _bring_up_to_date(path: Path, connection: sqlite3.Connection, taken: set[str]) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        schema.drop(connection)
        migrations.apply_pending(connection)
        if "m006_years" not in taken:
            activity.rebuild(Store(path, connection, read_only=False))
        schema.make(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DamagedBookError(f"{path} has rows that point nowhere", "Run: churntui check")
        connection.execute(f"PRAGMA user_version={len(migrations.STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
