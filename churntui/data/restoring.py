"""A backup in the place of a book, with everything that belongs to the book it replaces: one step, nothing lost.

The backup is copied beside the book and looked through first, so whatever is wrong with it, the book stays as it was.
Then the book and its log get a name of their own, and the copy takes theirs: no log is ever left beside a file it was
not written for. A book that another program has open is not touched, where the system can tell.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from churntui.data import opening
from churntui.data.file import backup, connect
from churntui.plain.errors import BadInputError, BusyBookError, DamagedBookError, NotFoundError

_NO_SECOND_NAME = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What a file system answers on which a file has one name only."""

_LOCKED_AT, _LOCKED_BYTES = 0x40000000 + 2, 510
"""The bytes of a file on which every connection of SQLite holds a shared lock while it has the book open."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    kept: Path | None
    """The book that was replaced, under its new name; None where there was none."""
    logos: int
    interviews: int


def restore(copied: Path, book: Path) -> Restored:
    """Put the backup `copied` in the place of `book`, which is kept under another name beside it.

    Raises:
        NotFoundError: There is no such backup.
        BookError: The backup is no sound book, or the book is in use or cannot be replaced; it is as it was.
    """
    if connect.is_new(copied):
        raise NotFoundError(f"There is no backup at {copied}", "They lie beside the book, named .backup")
    target = book.resolve()
    if target.is_dir():
        raise BadInputError(f"{book} is a folder", "Name the book in it")
    if target.exists() and target.samefile(copied):
        raise BadInputError(f"{copied} is the book itself", "Name a backup of it")
    opening.look(copied)
    try:
        with backup.closing(connect.look(copied)) as source, _unused(target):
            if source.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise DamagedBookError(f"{copied} is damaged", "Name another backup")
            with backup.copied(source, target) as part, _set_aside(target) as kept:
                part.keep()
        return _looked_at(target, kept)
    except connect.TROUBLE as error:
        raise connect.explain(error, copied) from error


def _looked_at(target: Path, kept: Path | None) -> Restored:
    """The book that stands there now, read as whoever opens it next will read it."""
    opening.look(target)
    with backup.closing(connect.look(target)) as found:
        if found.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise DamagedBookError(
                f"{target} is damaged", "Is the disk failing? Restore it to another folder"
            )
        counts = found.execute("SELECT (SELECT count(*) FROM logo), (SELECT count(*) FROM interview)")
        return Restored(kept, *counts.fetchone())


@contextmanager
def _unused(target: Path) -> Iterator[None]:
    """Hold the file as SQLite does to write it alone, so that nobody has it open, or opens it meanwhile.

    Raises:
        BusyBookError: Another program has it open.
    """
    try:
        import fcntl

        file = target.open("r+b")
    except (
        ImportError,
        OSError,
    ):  # another system, no book yet, or one that we cannot write: it cannot be known
        yield
        return
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_AT)
        except OSError:
            raise BusyBookError(
                f"{target} is open in another program", "Close it there, then restore"
            ) from None
        yield


@contextmanager
def _set_aside(target: Path) -> Iterator[Path | None]:
    """Give the book and its log another name, so that the block can put a file in their place; back where it fails.

    The book keeps its old name, too, until then: a machine that stops here has one book or the other, never none.
    """
    if not target.exists():
        _drop_log(target)
        yield None
        return
    kept = backup.free_name(target, "-replaced")
    log, kept_log = connect.beside(target, "-wal"), connect.beside(kept, "-wal")
    _name_too(target, kept)
    try:
        if connect.has_log(target):
            log.rename(kept_log)
        _drop_log(target)
        yield kept
    except BaseException:
        with suppress(OSError):
            kept_log.rename(log)
        kept.replace(target)
        kept.unlink(missing_ok=True)  # two names of one file are not replaced
        raise


def _name_too(target: Path, kept: Path) -> None:
    """Give the book a second name, or another one where the file system knows no second ones; never one that is taken.

    Raises:
        OSError: It cannot have it; the book has its own.
    """
    try:
        os.link(target, kept)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAME:
            raise
        kept.touch(exist_ok=False)
        try:
            target.replace(kept)
        except OSError:
            kept.unlink()
            raise


def _drop_log(target: Path) -> None:
    for ending in ("-wal", "-shm"):
        connect.beside(target, ending).unlink(missing_ok=True)
