"""The one door to the file: opened and migrated here, written only inside its transactions.

A store belongs to one thread at a time. `write` is a transaction for machines (imports, drafts); `edit` is one
for people: what happens inside it is one entry of the history and one undo.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from churntui.data import activity, connect, history, migrations, stale_text, views
from churntui.errors import BookError, DamagedBookError, NewerBookError, OlderBookError, ReadOnlyBookError

Value = str | int | float | bytes | None
Row = tuple[Any, ...]


def now() -> str:
    """This moment in UTC, to the second, as the file keeps it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """An open book."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._edits = 0

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False) -> Store:
        """Open the book at `path`, made or brought up to date where needed (after a verified backup).

        Raises:
            BookError: One of its kinds, with the file left as it was.
        """
        path = Path(path)
        try:
            if connect.is_new(path):
                if read_only:
                    raise ReadOnlyBookError(
                        f"There is no book at {path}", "Leave out --read-only to make one"
                    )
                connect.create(path)
            elif not read_only and not connect.may_write(path):
                raise ReadOnlyBookError(f"{path} cannot be written", connect.READ_IT)
            _migrate(path, read_only=read_only)
            opened = connect.connect_read_only(path) if read_only else connect.connect(path)
        except connect.TROUBLE as error:
            raise connect.explain(error, path) from error
        return cls(path, opened, read_only=read_only)

    def close(self) -> None:
        """Close the file; the log is folded back into it."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def interrupt(self) -> None:
        """Stop the query that another thread is running on this store."""
        self._connection.interrupt()

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """All rows of a query, or of a statement inside `write`."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except connect.TROUBLE as error:
            raise connect.explain(error, self.path) from error

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query one after the other, for those too many or too large to hold at once."""
        try:
            yield from self._connection.execute(sql, values)
        except connect.TROUBLE as error:
            raise connect.explain(error, self.path) from error

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def scalar(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """The first value of the first row, or None."""
        found = self.one(sql, values)
        return found[0] if found else None

    def insert(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run an INSERT inside `write` and return the row's id."""
        try:
            return int(self._connection.execute(sql, values).lastrowid or 0)
        except connect.TROUBLE as error:
            raise connect.explain(error, self.path) from error

    def many(self, sql: str, values: Iterator[Sequence[Value]] | Sequence[Sequence[Value]]) -> int:
        """Run a statement for each row inside `write`; returns how many rows it touched."""
        try:
            return self._connection.executemany(sql, values).rowcount
        except connect.TROUBLE as error:
            raise connect.explain(error, self.path) from error

    @contextmanager
    def write(self, *, quiet: bool = False) -> Iterator[None]:
        """One transaction: all of it or nothing. May be nested; the outermost decides.

        A `quiet` one leaves `generation` as it is: no screen is read anew for a draft that grew by a word.

        Raises:
            ReadOnlyBookError: The book was opened read-only.
            BookError: SQLite could not write; nothing was changed.
        """
        if self.read_only:
            raise ReadOnlyBookError(
                f"{self.path} is open read-only", "Open it without --read-only to change it"
            )
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise connect.explain(error, self.path) from error
        self._edits += not quiet

    @contextmanager
    def edit(self, label: str) -> Iterator[None]:
        """A change a person makes: one transaction, one line of the history, one undo."""
        with self.write(), history.recorded(self, label):
            yield

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever another program writes meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            self.rows("SELECT 1 FROM setting LIMIT 1")  # the first read fixes the moment
            yield
        finally:
            self.rows("COMMIT")

    def generation(self) -> tuple[int, int]:
        """Changes whenever the file did: by our own transactions, or by another process's."""
        return self._edits, int(self.scalar("PRAGMA data_version"))

    def verify(self) -> None:
        """Read every page, which takes a moment for every ten megabytes.

        Raises:
            DamagedBookError: Some are broken.
        """
        if self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise DamagedBookError(f"{self.path} is damaged", connect.RESTORE)

    def backup(self, target: Path) -> None:
        """Copy the book as it is at this moment to `target`, verified before it takes that name.

        Raises:
            BookError: `target` is the book itself, or cannot be written.
        """
        if target.exists() and target.samefile(self.path):
            raise BookError(f"{target} is the book itself", "Name another file")
        try:
            _backup(self._connection, target)
        except connect.TROUBLE as error:
            raise connect.explain(error, target) from error


def _migrate(path: Path, *, read_only: bool) -> None:
    """Bring the file up to date; looks first through a connection that cannot write."""
    with suppress_close(connect.look(path)) as looking:
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
    with suppress_close(connect.connect(path)) as connection:
        if taken:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            _backup(connection, path.with_name(f"{path.name}.{stamp}-before-{len(taken):03d}.backup"))
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
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


@contextmanager
def suppress_close(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The connection, closed at the end whatever happens."""
    try:
        yield connection
    finally:
        connection.close()


def _backup(source: sqlite3.Connection, target: Path) -> None:
    """Copy in one step (a stepped copy starts again at every write), check, sync, then rename into place."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with suppress_close(sqlite3.connect(part)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DamagedBookError(f"The backup {target} does not verify", "Run: churntui check")
        descriptor = os.open(part, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(target)
    except OSError as error:
        raise BookError(
            f"The backup {target} cannot be written: {error.strerror}", "Choose a folder you can write to"
        ) from None
    finally:
        for rest in ("", "-wal", "-shm"):
            with suppress(OSError):
                part.with_name(part.name + rest).unlink(missing_ok=True)
