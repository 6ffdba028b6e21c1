"""A copy of the file as it is at one moment, verified before it takes its name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from churntui.plain.errors import BookError, DamagedBookError


@contextmanager
def closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The connection, closed at the end whatever happens."""
    try:
        yield connection
    finally:
        connection.close()


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy in one step (a stepped copy starts again at every write), check, sync, then rename into place."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(part)) as copy:
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
