"""The sample book as a file: built once a day, opened as a copy that nobody misses."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from platformdirs import user_cache_path

from churntui import __version__
from churntui.data import importing
from churntui.data.file.migrations import STEPS
from churntui.data.opening import open_book
from churntui.demo import sample
from churntui.plain.files import Part


def build(path: Path, as_of: date) -> None:
    """Make a new book at `path` from the sample's tables."""
    with open_book(path) as store:
        importing.load_tables(
            store, {name: (table.header, table.rows) for name, table in sample.tables(as_of).items()}
        )


def copy(as_of: date) -> Path:
    """A fresh copy of the sample book of that day, in a folder of its own that the caller removes."""
    folder = Path(tempfile.mkdtemp(prefix="churntui-"))
    target = folder / "demo.db"
    kept = _cache() / f"demo-{__version__}.{[*STEPS][-1]}-{as_of.isoformat()}.db"
    if kept.exists():
        shutil.copyfile(kept, target)
        target.chmod(0o600)
        return target
    build(target, as_of)
    _keep(target, kept)
    return target


def _cache() -> Path:
    return user_cache_path("churntui", appauthor=False)


def _keep(built: Path, kept: Path) -> None:
    """Keep the built book for the next start of the day, and no older one; a cache that fails is no failure."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob("demo-*.db"):
            old.unlink(missing_ok=True)
        part = Part(kept)
        try:
            shutil.copyfile(built, part.path)
            part.keep()
        finally:
            part.drop()
    except OSError:
        return
