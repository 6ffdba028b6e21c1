"""Steps that SQL alone cannot take.

A check of a table is changed by making the table anew and copying its rows. The rows keep their numbers, which the
history names them by; the table's indexes and triggers are made again. Other tables go on pointing to it by its name,
so foreign keys must be off: dropping the old one would take their rows along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

from churntui.plain.money import annualised

Statement = str | Callable[[sqlite3.Connection], None]
"""A part of a step: SQL, or a call with the connection whose transaction is open."""


def widened(table: str, check: str, wider: str) -> Callable[[sqlite3.Connection], None]:
    """The part of a step that has `wider` stand in the declaration of a table where `check` stands."""

    def widen(connection: sqlite3.Connection) -> None:
        (declared,) = _declarations(connection, "type = 'table' AND name = ?", table)
        if declared.count(check) != 1:
            raise ValueError(f"{table} has no such check, or several: {check}")
        _remake(connection, table, declared.replace(check, wider))

    return widen


def remade(table: str, declaration: str) -> Callable[[sqlite3.Connection], None]:
    """The part of a step that makes a table anew by a declaration that keeps its columns and may add some."""
    return lambda connection: _remake(connection, table, declaration)


def terms_annualised(connection: sqlite3.Connection) -> None:
    """Work out the ARR of amounts per term anew, by the rule there is now: as an import would."""
    terms = connection.execute(
        """SELECT id, amount_minor, starts_on, ends_on, arr_minor FROM contract
        WHERE per = 'term' AND ends_on IS NOT NULL"""
    ).fetchall()
    for number, minor, starts_on, ends_on, known in terms:
        arr = annualised(minor, "term", date.fromisoformat(starts_on), date.fromisoformat(ends_on))
        if arr != known:
            connection.execute("UPDATE contract SET arr_minor = ? WHERE id = ?", (arr, number))


def _remake(connection: sqlite3.Connection, table: str, declaration: str) -> None:
    """Make a table anew by a declaration, with its rows, their numbers, indexes and triggers.

    Raises:
        ValueError: Foreign keys are on.
    """
    if connection.execute("PRAGMA foreign_keys").fetchone() != (0,):
        raise ValueError("A table is made anew with foreign keys off")
    beside = _declarations(
        connection, "type IN ('index', 'trigger') AND tbl_name = ? AND sql IS NOT NULL", table
    )
    anew = f"{table}_anew"
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    kept = ", ".join([*([] if any(column[5] for column in columns) else ["rowid"]), *(c[1] for c in columns)])
    connection.execute(f"CREATE TABLE {anew}{declaration[declaration.index('(') :]}")
    connection.execute(f"INSERT INTO {anew}({kept}) SELECT {kept} FROM {table}")
    connection.execute(f"DROP TABLE {table}")
    # Views that name the table are not looked at meanwhile: they are broken, and some may be the user's own.
    connection.execute("PRAGMA legacy_alter_table=ON")
    connection.execute(f"ALTER TABLE {anew} RENAME TO {table}")
    connection.execute("PRAGMA legacy_alter_table=OFF")
    for made in beside:
        connection.execute(made)


def _declarations(connection: sqlite3.Connection, which: str, table: str) -> list[str]:
    rows = connection.execute(f"SELECT sql FROM sqlite_master WHERE {which} ORDER BY rowid", (table,))
    return [str(sql) for (sql,) in rows]
