"""What ties a log to its file, so that a log is never read over another file than its own.

A write-ahead log holds pages of one file in one state. After a hard exit it lies beside the file, and whoever copies a
backup over that file has SQLite mix two books, in pages that each look sound. So the log is folded into the file after
every transaction, and every transaction leaves a token: `log_tie.tokens` lists those that the file below the log may
have as its last, the newest at the end. A file with another one is not the file the log was written for. It is read
without its log to be asked. A file into which its log was folded only in part, because another program was reading,
may not be readable without it, since it lacks pages that stand in the log: then nothing is known, and nobody is told
that it is another one. What is no database at all is.

A file that was written over in place under an open book is found out by the same token. Its beginning stays the same
from write to write, and is another one in every copy that we make.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from churntui.data.file import connect

NONE = "-"
"""Stands for the token of a file that has none yet."""

_ANY = "*"
"""Stands for those before, where a log could not be folded in for very long: then nothing is known."""

_MOST = 140
"""Tokens that are kept: as many as stand on one page, so that a log folded in part leaves an old list or a new one."""


def tokens(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Those that the file below the log may have as its last."""
    if not _is_tied(connection):
        return (NONE,)
    row = connection.execute("SELECT tokens FROM log_tie").fetchone()
    return tuple(str(row[0]).split() if row else ()) or (NONE,)


def _is_tied(connection: sqlite3.Connection) -> bool:
    """Whether the file has the table. Nobody has looked at it yet: a view of that name is not to be read."""
    table = "SELECT 1 FROM sqlite_master WHERE name = 'log_tie' AND type = 'table' AND rootpage > 0"
    return connection.execute(table).fetchone() is not None


def stamp(connection: sqlite3.Connection, *, log_was_empty: bool) -> tuple[str, ...]:
    """Leave a new token in the transaction that is open; returns those that are now known.

    Args:
        connection: Which has changed something.
        log_was_empty: Whether, as the transaction began, the file had everything.
    """
    known = tokens(connection)
    before = known[-1:] if log_was_empty else known
    after = (*before, f"{line_of(known)}.{secrets.token_hex(4)}")
    if len(after) > _MOST:
        after = (_ANY, after[-1])
    mark(connection, after)
    return after


def line_of(known: tuple[str, ...]) -> str:
    """What the tokens of one file have in common, and those of a copy have not."""
    return known[-1].partition(".")[0]


def renew(connection: sqlite3.Connection, path: Path) -> None:
    """Fold the log, and give the file a token that no file before it had."""
    connect.fold_log(connection)
    connection.execute("BEGIN IMMEDIATE")
    stamp(connection, log_was_empty=not connect.has_log(path))
    connection.execute("COMMIT")
    connect.fold_log(connection)


def mark(connection: sqlite3.Connection, known: tuple[str, ...]) -> None:
    """Write these tokens, in a book that is new enough to have any."""
    if _is_tied(connection):
        connection.execute("INSERT OR REPLACE INTO log_tie(id, tokens) VALUES (1, ?)", (" ".join(known),))


def mark_as_copy(connection: sqlite3.Connection) -> None:
    """Begin a line of tokens of its own in a copy: no log of the book it was copied from is to be read over it."""
    mark(connection, (secrets.token_hex(8),))


def fits(known: tuple[str, ...], path: Path) -> bool | None:
    """Whether the file, without its log, is one that `known` speaks of; None for a database that cannot be read."""
    try:
        connection = connect.still(path)
        try:
            own = tokens(connection)[-1]
        finally:
            connection.close()
    except connect.TROUBLE as error:
        is_none = isinstance(error, sqlite3.Error) and connect.error_name(error) == "SQLITE_NOTADB"
        return False if is_none else None
    return own in known or _ANY in known


def is_torn(path: Path) -> bool:
    """Whether the log beside the file was written for another one. What cannot be read is not known to be."""
    for _ in range(3):  # between two looks another program may have written twice
        if not connect.has_log(path):
            return False
        known: tuple[str, ...] = (_ANY,)
        with suppress(*connect.TROUBLE):
            connection = connect.connect_read_only(path)
            try:
                known = tokens(connection)
            finally:
                connection.close()
        if fits(known, path) is not False:
            return False
    return True


def identity(path: Path) -> tuple[int, int] | None:
    """What tells the file from any other of that name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
