"""Books after a hard exit: a process of its own writes one and is killed where it stands."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from stores import add_logo

from churntui.data.opening import open_book

ROOT = Path(__file__).parents[1]

FIRST = {f"L{nth}" for nth in range(30)}
"""The refs of the logos in `full_book`."""

_WRITES = """
import os, signal, sqlite3, sys
from pathlib import Path
from churntui.data.opening import open_book
path, writes, reads = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "read"
store = open_book(path)
if reads:
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM logo").fetchone()
for nth in range(writes):
    with store.write():
        store.rows("INSERT INTO logo(ref, name) VALUES (?, ?)", (f"N{nth}", "x" * 3000))
os.kill(os.getpid(), signal.SIGKILL)
"""


def full_book(path: Path) -> Path:
    """A closed book of several pages."""
    with open_book(path) as store:
        for nth in range(30):
            add_logo(store, f"L{nth}", name="Nordwind " + "y" * 2000)
    return path


def backed_up(book: Path, name: str = "copy.backup") -> Path:
    """A backup beside it."""
    with open_book(book) as store:
        store.backup(book.with_name(name))
    return book.with_name(name)


def killed_after(path: Path, writes: int, *, read: bool) -> None:
    """Another process adds so many logos, N0 and on, and is killed; where it also reads, the log stays full."""
    words = [sys.executable, "-c", _WRITES, path, writes, "read" if read else "alone"]
    ended = subprocess.run([*map(str, words)], check=False, cwd=ROOT, timeout=120)
    assert ended.returncode == -signal.SIGKILL


def copy_over(source: Path, target: Path) -> None:
    """As `cp` does: into the file that is there."""
    target.write_bytes(source.read_bytes())


def refs(path: Path) -> set[str]:
    """The logos of a book that is sound."""
    with open_book(path) as store:
        store.verify()
        return {ref for (ref,) in store.rows("SELECT ref FROM logo")}
