"""A copy of the file as it is at one moment, verified before it takes its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from churntui.data.file import tie
from churntui.plain.errors import BookError, DamagedBookError
from churntui.plain.files import Part


@contextmanager
def closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The connection, closed at the end whatever happens."""
    try:
        yield connection
    finally:
        connection.close()


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
                    raise DamagedBookError(f"The backup {target} does not verify", "Run: churntui check")
            yield part
        finally:
            part.drop()
    except OSError as error:
        raise BookError(
            f"The backup {target} cannot be written: {error.strerror}", "Choose a folder you can write to"
        ) from None


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Make a copy, verified before it takes the name `target`.

    Raises:
        BookError: As `copied`.
    """
    with copied(source, target) as part:
        part.keep()
