"""Books for the tests, quick to make and to write: a new one is a copy, and nothing waits for the disk.

Making a book runs every migration; copying one takes a twentieth of that. No power is cut here, so what is written
need not have reached the disk; what a killed process leaves does not depend on it.
What is copied was made by this process, by the steps it has now: a test that appends one gets a book with it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from churntui.data import migrations, views
from churntui.data.store import Store

opened = Store.open.__func__
"""`Store.open` as the app has it."""

_made: dict[tuple[object, ...], bytes] = {}
"""An empty book for the steps it was made by."""


def install() -> None:
    """Let every book of the tests be so."""
    Store.open = classmethod(_open)


def _open(cls: type[Store], path: Path | str, *, read_only: bool = False) -> Store:
    if not read_only:
        empty = _empty()
        with suppress(OSError):  # there is one, or there can be none: the app has its own words for that
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(empty)
    store = opened(cls, path, read_only=read_only)
    if not read_only:
        store.rows("PRAGMA synchronous=OFF")
    return store


def _empty() -> bytes:
    steps = (*migrations.STEPS.items(), *views.VIEWS.items())
    if steps not in _made:
        with TemporaryDirectory() as folder:
            path = Path(folder, "book.db")
            opened(Store, path).close()
            _made[steps] = path.read_bytes()
    return _made[steps]
