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


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy in one step (a stepped copy starts again at every write), check, sync, then rename into place."""
    try:
        part = Part(target)
        try:
            with closing(sqlite3.connect(part.path)) as copy:
                source.backup(copy)
                tie.mark_as_copy(copy)
                copy.commit()
                if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    raise DamagedBookError(f"The backup {target} does not verify", "Run: churntui check")
            part.keep()
        finally:
            part.drop()
    except OSError as error:
        raise BookError(
            f"The backup {target} cannot be written: {error.strerror}", "Choose a folder you can write to"
        ) from None
