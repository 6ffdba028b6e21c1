"""An open book: read by queries, written only inside its transactions (`data.opening` opens one).

A store belongs to one thread at a time. `write` is a transaction for machines (imports, drafts); `edit` is one
for people: what happens inside it is one entry of the history and one undo.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from churntui.data.file import backup, connect, tie
from churntui.plain.errors import BookError, DamagedBookError, LostBookError, ReadOnlyBookError

Value = str | int | float | bytes | None
Row = tuple[Any, ...]

OWN = "author IN ('', ?)"
"""Which edits are somebody's own; those that nobody's name is on, as an older churntui made them, are everybody's."""

_LOST = "Nothing is written to what is there now. Leave, and open the book again"

_LOOKS, _BETWEEN_LOOKS = 5, 0.02
"""How often, and how many seconds apart, before a file is taken for another one."""

_LONGEST_LOOK = 5.0
"""Seconds in which that is decided, however often another program writes."""


def now() -> str:
    """This moment in UTC, to the second, as the file keeps it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """An open book."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        read_only: bool,
        record: Callable[[sqlite3.Connection], None] = lambda _: None,
        author: str = "",
        called: str = "",
        why_not: tuple[str, str] | None = None,
    ) -> None:
        self.path = path
        self.called = called or str(path)
        """What messages call it."""
        self.read_only = read_only
        self.user = author
        """Who opened it; empty where nobody knows."""
        self._why_not = why_not or (
            f"{self.called} is open read-only",
            "Open it without --read-only to change it",
        )
        """What is said to whoever would write to a book that is open to be read."""
        self._connection = connection
        self._record = record
        """Has what the connection changes recorded, before the first edit and after whatever ended that."""
        self._edits = 0
        self._file = tie.identity(path)
        self._tokens: tuple[str, ...] = (tie.NONE,)
        """Those that the file below the log may have."""
        self._tokens_of = -1
        """The `data_version` they were read at."""
        self._read_tokens()

    def close(self) -> None:
        """Close the file; the log is folded back into it."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def author(self) -> str:
        """Who makes the changes: the user, else whom the book itself names as its owner; empty where nobody does."""
        return self.user or str(self.scalar("SELECT value FROM setting WHERE key = 'owner'") or "")

    def interrupt(self) -> None:
        """Stop the query that another thread is running on this store."""
        self._connection.interrupt()

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """All rows of a query, or of a statement inside `write`."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except connect.TROUBLE as error:
            raise connect.explain(error, self.called) from error

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """The rows of a query one after the other, for those too many or too large to hold at once."""
        try:
            yield from self._connection.execute(sql, values)
        except connect.TROUBLE as error:
            raise connect.explain(error, self.called) from error

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None."""
        rows = self.rows(sql, values)
        return rows[0] if rows else None

    def scalar(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """The first value of the first row, or None."""
        row = self.one(sql, values)
        return row[0] if row else None

    def insert(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run an INSERT inside `write` and return the row's id."""
        try:
            return int(self._connection.execute(sql, values).lastrowid or 0)
        except connect.TROUBLE as error:
            raise connect.explain(error, self.called) from error

    def many(self, sql: str, values: Iterator[Sequence[Value]] | Sequence[Sequence[Value]]) -> int:
        """Run a statement for each row inside `write`; returns how many rows it touched."""
        try:
            return self._connection.executemany(sql, values).rowcount
        except connect.TROUBLE as error:
            raise connect.explain(error, self.called) from error

    @contextmanager
    def write(self, *, quiet: bool = False) -> Iterator[None]:
        """One transaction: all of it or nothing. May be nested; the outermost decides.

        A `quiet` one leaves `generation` as it is: no screen is read anew for a draft that grew by a word.

        Raises:
            ReadOnlyBookError: The book was opened read-only.
            LostBookError: The file is no more where it was, or another one is there.
            BookError: SQLite could not write; nothing was changed.
        """
        if self.read_only:
            raise ReadOnlyBookError(*self._why_not)
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self.ensure_in_place()
                log_was_empty, changes = not connect.has_log(self.path), self._connection.total_changes
                yield
                if self._connection.total_changes != changes:
                    self._tokens = tie.stamp(self._connection, log_was_empty=log_was_empty)
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise connect.explain(error, self.called) from error
        connect.fold_log(self._connection)
        self._edits += not quiet

    def ensure_in_place(self) -> None:
        """See that the name still leads to the file that was opened, and that nobody copied another one over it.

        Raises:
            LostBookError: It does not, or somebody did. What was read is as it was; nothing is to be written.
        """
        found = tie.identity(self.path)
        if found is None:
            raise LostBookError(f"{self.called} was moved or deleted while it was open", _LOST)
        if found != self._file or not self._is_own():
            raise LostBookError(f"{self.called} was replaced by another file while it was open", _LOST)

    def _is_own(self) -> bool:
        """Whether the file below the log is still the book's: looked at again where somebody else may be writing.

        One that cannot be read below a log that is not empty is taken to be: it is folded with the next write. It is
        not folded to find out, because a log that is folded into another file mixes the two. A look during which
        another program has written says nothing: it has seen the tokens of one moment and the file of another.
        """
        looks, until = 0, monotonic() + _LONGEST_LOOK
        while looks < _LOOKS and monotonic() < until:
            looks += 1
            with suppress(*connect.TROUBLE):  # what we cannot read ourselves is not the book's
                self._read_tokens()
                fits = tie.fits(self._tokens, self.path)
                if fits or (fits is None and connect.has_log(self.path)):
                    return True
                if self._data_version() != self._tokens_of:
                    looks -= 1
                    continue
            sleep(_BETWEEN_LOOKS)
        return False

    def _data_version(self) -> int:
        """Another number as soon as another program has written."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _read_tokens(self) -> None:
        """Take in what another program left since, of the same line; our own cache may be read anew from the file."""
        version = self._data_version()
        if version == self._tokens_of:
            return
        found, is_first, self._tokens_of = tie.tokens(self._connection), self._tokens_of < 0, version
        if is_first or tie.line_of(found) == tie.line_of(self._tokens):
            self._tokens = found

    @contextmanager
    def edit(self, label: str) -> Iterator[None]:
        """A change a person makes: one transaction, one line of the history, one undo.

        One that changed nothing leaves no trace; inside another edit it is a part of that one. One that changes who
        makes the changes is nobody's, so that it can be taken back.
        """
        with self.write(), self._recorded(label):
            yield

    @contextmanager
    def _recorded(self, label: str) -> Iterator[None]:
        if self.scalar("SELECT edit_id FROM recording") is not None:
            yield
            return
        self._record(self._connection)
        author = self.author
        edit_id = self.insert("INSERT INTO edit(at, label, author) VALUES (?, ?, ?)", (now(), label, author))
        self.rows("UPDATE recording SET edit_id = ?", (edit_id,))
        yield
        self.rows("UPDATE recording SET edit_id = NULL")
        self.rows("DELETE FROM change WHERE edit_id = ? AND before IS after", (edit_id,))
        if self.scalar("SELECT 1 FROM change WHERE edit_id = ?", (edit_id,)) is None:
            self.rows("DELETE FROM edit WHERE id = ?", (edit_id,))
            return
        if self.author != author:
            self.rows("UPDATE edit SET author = '' WHERE id = ?", (edit_id,))
        self.rows(f"UPDATE edit SET state = 'dropped' WHERE state = 'undone' AND {OWN}", (author,))

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

    def verify(self, *, values: bool = True) -> None:
        """Read every page, which takes a moment for every ten megabytes.

        Args:
            values: Whether every row must be one that its table takes, too.

        Raises:
            DamagedBookError: Some are broken, or hold values that cannot be.
        """
        if values and self._is_sound():
            return
        self.rows("PRAGMA ignore_check_constraints=ON")
        try:
            if not self._is_sound():
                raise DamagedBookError(f"{self.called} is damaged", connect.RESTORE)
        finally:
            self.rows("PRAGMA ignore_check_constraints=OFF")
        if values:
            raise DamagedBookError(f"{self.called} holds values that cannot be", "Run: churntui check")

    def _is_sound(self) -> bool:
        return self.rows("PRAGMA quick_check(1)") == [("ok",)]

    def backup(self, target: Path) -> None:
        """Copy the book as it is at this moment to `target`, verified before it takes that name.

        Raises:
            BookError: `target` is the book itself, or cannot be written.
        """
        if target.exists() and target.samefile(self.path):
            raise BookError(f"{target} is the book itself", "Name another file")
        try:
            backup.copy(self._connection, target)
        except connect.TROUBLE as error:
            raise connect.explain(error, target) from error
