"""Books for the tests, quick to make and to write: a new one is a copy, and nothing waits for the disk.

Making a book runs every migration; copying one takes a twentieth of that. No power is cut here, so what is written
need not have reached the disk; what a killed process leaves does not depend on it.
What is copied was made by this process, by the steps it has now: a test that appends one gets a book with it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from churntui.data import opening
from churntui.data.file import connect, migrations, views

created, connected = connect.create, connect.connect
"""As the app has them."""

_made: dict[tuple[object, ...], bytes] = {}
"""An empty book for the steps it was made by."""


def install() -> None:
    """Let every book of the tests be so."""
    connect.create, connect.connect = _create, _connect


def _create(path: Path) -> None:
    created(path)
    path.write_bytes(_empty())


def _connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    connection = connected(path, read_only=read_only)
    if not read_only:
        connection.execute("PRAGMA synchronous=OFF")
    return connection


def _empty() -> bytes:
    steps = (*migrations.STEPS.items(), *views.VIEWS.items())
    if steps not in _made:
        with TemporaryDirectory() as folder:
            path = Path(folder, "book.db")
            created(path)
            opening.migrate(path, read_only=False)
            _made[steps] = path.read_bytes()
    return _made[steps]
