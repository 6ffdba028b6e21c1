"""The door to a book: looked at before anything is written, made or brought up to date, then opened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from churntui.data import activity, history
from churntui.data.file import backup, connect, migrations, views
from churntui.data.file.store import Store
from churntui.data.words import stale_text
from churntui.plain.errors import DamagedBookError, NewerBookError, OlderBookError, ReadOnlyBookError


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
    except connect.TROUBLE as error:
        raise connect.explain(error, path) from error
    return Store(path, opened, read_only=read_only)


def migrate(path: Path, *, read_only: bool) -> None:
    """Bring the file up to date; looks first through a connection that cannot write."""
    with backup.closing(connect.look(path)) as looking:
        taken = migrations.applied(looking)
    unknown = taken - set(migrations.STEPS)
    if unknown:
        raise NewerBookError(
            f"{path} was written by a newer churntui", "Update churntui: pip install -U churntui"
        )
    if taken == set(migrations.STEPS):
        return
    if read_only:
        raise OlderBookError(f"{path} is from an older churntui", "Open it once without --read-only")
    with backup.closing(connect.connect(path)) as connection:
        if taken:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            backup.copy(connection, path.with_name(f"{path.name}.{stamp}-before-{len(taken):03d}.backup"))
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            views.drop(connection)
            migrations.apply_pending(connection)
            if "m006_years" not in taken:
                activity.rebuild(Store(path, connection, read_only=False))
            views.create(connection)
            history.create_triggers(connection)
            stale_text.create_triggers(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise DamagedBookError(f"{path} has rows that point nowhere", "Run: churntui check")
            connection.execute(f"PRAGMA user_version={len(migrations.STEPS)}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
