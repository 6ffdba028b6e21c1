"""A copy of the file as it is at one moment, verified before it takes its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from churntui.data.file import connect, tie
from churntui.plain.errors import BookError, DamagedBookError
from churntui.plain.files import Part


@contextmanager
def closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The connection, closed at the end whatever happens."""
    try:
        yield connection
    finally:
        connection.close()


def free_name(book: Path, what: str = "") -> Path:
    """A name of this moment beside the book, which neither a file nor the log of one has."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    numbered = ("" if nth == 1 else f"-{nth}" for nth in count(1))
    names = (book.with_name(f"{book.name}.{stamp}{nth}{what}.backup") for nth in numbered)
    return next(name for name in names if not name.exists() and not connect.beside(name, "-wal").exists())


@contextmanager
def copied(source: sqlite3.Connection, target: Path) -> Iterator[Part]:
    """A copy beside `target`, verified; it vanishes with the block unless it is kept there.

    It is made in one step, because a stepped copy starts again at every write.

    Raises:
        DamagedBookError: The copy is not sound, so the book is not.
        BookError: It cannot be written, or cannot take its name.
    """
    try:
        part = Part(target)
        try:
            with closing(sqlite3.connect(part.path)) as copy:
                source.backup(copy)
                tie.mark_as_copy(copy)
                copy.commit()
                if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    raise DamagedBookError(
                        f"The copy made for {target} does not verify", "Run: churntui check"
                    )
            yield part
        finally:
            part.drop()
    except OSError as error:
        raise BookError(
            f"{target} cannot be written: {error.strerror}",
            "Its folder must be one you can write to, with room for a copy",
        ) from None


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Make a copy, verified before it takes the name `target`.

    Raises:
        BookError: As `copied`.
    """
    with copied(source, target) as part:
        part.keep()
