"""Opening the file: what it is, before anything is written to it, and what SQLite's errors mean for the user.

The first hundred bytes decide. A text file, a folder, another program's database or a truncated one is refused
without SQLite ever touching it; our `application_id` stands in the header of every book from its first byte on.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from churntui.plain.errors import (
    BookError,
    BusyBookError,
    ChurnError,
    DamagedBookError,
    FullDiskError,
    NewerBookError,
    NotABookError,
    ReadOnlyBookError,
)

APPLICATION_ID = 0x43485552
"""`CHUR`."""

_SCHEMA_FORMAT = 4
"""The newest there is, as of SQLite 3.50; of a newer one SQLite itself says no more than "error"."""

BUSY_SECONDS = 5.0

RESTORE = "Restore a backup (they lie beside it, named .backup): churntui restore BACKUP"
"""How to go on with a damaged book."""

READ_IT = "Open it with --read-only, or make it writable"
"""How to go on with a book that cannot be written."""

TROUBLE = (sqlite3.Error, UnicodeDecodeError)
"""What a call of SQLite may raise: its module reads the words of an error about broken bytes as UTF-8, and trips."""

_PRAGMAS = (
    "trusted_schema=OFF",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "temp_store=MEMORY",
    "cache_size=-32768",
)


def is_new(path: Path) -> bool:
    """Whether there is no book at `path` yet (no file, or an empty one).

    Raises:
        NotABookError: There is something else.
        NewerBookError: The SQLite file format is from the future.
        DamagedBookError: The file is shorter than its header says.
    """
    try:
        if path.is_dir():
            raise NotABookError(f"{path} is a folder", "Name a file, such as book.db")
        with path.open("rb") as file:
            header = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return True
    except OSError as error:
        raise BookError(f"{path} cannot be read: {error.strerror}", "Check its permissions") from None
    if not header:
        return True
    if not header.startswith(b"SQLite format 3\0") or len(header) < 100:
        raise NotABookError(f"{path} is not a churntui book", "To take its rows in, use: churntui import")
    if header[18] > 2 or header[19] > 2 or int.from_bytes(header[44:48], "big") > _SCHEMA_FORMAT:
        raise NewerBookError(f"{path} has a newer SQLite format than this machine knows", "Update Python")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotABookError(f"{path} is another program's database", "Name a book of churntui, or a new file")
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    if not has_log(path) and size < pages * (65536 if page == 1 else page):
        raise DamagedBookError(f"{path} is cut short", RESTORE)
    return False


def may_write(path: Path) -> bool:
    """Whether this user may write the file; SQLite itself would only say so at the first change."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode with our pragmas; write-ahead log and full sync where it may write.

    Raises:
        sqlite3.Error: As SQLite gives it; `explain` says what it means.
    """
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only and not _leaves_nothing(path) else 'rw'}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except TROUBLE:
        connection.close()
        raise
    return connection


def _leaves_nothing(path: Path) -> bool:
    """Whether a connection that may write, but never does, leaves the folder as it was.

    SQLite makes the log's side files even to read, and only such a connection takes them away again. Where there
    is a log already it would fold it into the file.
    """
    return not has_log(path) and may_write(path) and may_write(path.parent)


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Like `connect`, also where the folder cannot hold the log's side files (then the file is taken as still)."""
    try:
        return connect(path, read_only=True)
    except sqlite3.OperationalError as error:
        if not error_name(error).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
    return still(path)


def look(path: Path) -> sqlite3.Connection:
    """A connection for a first glance that leaves nothing beside the file.

    SQLite makes side files even to read a book kept with a write-ahead log. Where there is no log, nobody writes
    and the file can be taken as still; it is looked at twice, should somebody begin or end at this very moment.
    """
    if not has_log(path):
        with suppress(*TROUBLE):
            return still(path)
    return connect_read_only(path) if has_log(path) else still(path)


def has_log(path: Path) -> bool:
    """Whether changes lie in a write-ahead log beside the file: it is open somewhere, or was not closed."""
    try:
        return beside(path, "-wal").stat().st_size > 0
    except OSError:
        return False


def beside(path: Path, ending: str) -> Path:
    """The side file of a book with that ending; SQLite keeps it where the file is, not where a link to it is."""
    file = path.resolve()
    return file.with_name(file.name + ending)


def still(path: Path) -> sqlite3.Connection:
    """A connection to the file as it stands, as if it had no log and nobody wrote it."""
    uri = f"{path.resolve().as_uri()}?immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except TROUBLE:
        connection.close()
        raise
    return connection


def fold_log(connection: sqlite3.Connection) -> None:
    """Take what lies in the log into the file, and empty it; another program that is reading now lets it grow on."""
    with suppress(sqlite3.Error):  # what is committed is safe in the log, too
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")


def create(path: Path) -> None:
    """Make an empty file that only its owner can read, with our id in its header."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        path.chmod(0o600)  # an empty file may have been there
    except OSError as error:
        raise BookError(
            f"{path} cannot be made: {error.strerror}", "Choose a folder you can write to"
        ) from None
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    finally:
        connection.close()


def error_name(error: sqlite3.Error) -> str:
    """SQLite's own name of the error, `SQLITE_BUSY` and the like; empty where the module raised it itself."""
    return getattr(error, "sqlite_errorname", None) or ""


def _name(error: sqlite3.Error | UnicodeDecodeError) -> str:
    """SQLite's name of the error; text that is no UTF-8 has none, but can only come from a broken page."""
    if isinstance(error, UnicodeDecodeError):
        return "SQLITE_CORRUPT"
    name = error_name(error)
    return "SQLITE_CORRUPT" if not name and isinstance(error, sqlite3.OperationalError) else name


def explain(error: sqlite3.Error | UnicodeDecodeError, path: Path | str) -> ChurnError:
    """The error as the user should read it, by SQLite's name of it and never by its words."""
    name = _name(error)
    kinds: tuple[tuple[tuple[str, ...], type[BookError], str, str], ...] = (
        (("SQLITE_NOTADB",), NotABookError, "is not a churntui book", "Name another file"),
        (
            ("SQLITE_CORRUPT",),
            DamagedBookError,
            "is damaged",
            RESTORE,
        ),
        (
            ("SQLITE_READONLY", "SQLITE_PERM"),
            ReadOnlyBookError,
            "cannot be written",
            READ_IT,
        ),
        (
            ("SQLITE_BUSY", "SQLITE_LOCKED"),
            BusyBookError,
            "is in use by another program",
            "Close that program, or open the book with --read-only",
        ),
        (
            ("SQLITE_FULL", "SQLITE_IOERR"),
            FullDiskError,
            "cannot be written: the disk is full or failing",
            "Nothing was changed. Free some space and try again",
        ),
        (("SQLITE_CANTOPEN",), BookError, "cannot be opened", "Check that its folder exists and is yours"),
    )
    for prefixes, kind, title, hint in kinds:
        if name.startswith(prefixes):
            return kind(f"{path} {title}", hint)
    return BookError(f"{path}: {error}", f"SQLite calls it {name}" if name else "Run: churntui check")
