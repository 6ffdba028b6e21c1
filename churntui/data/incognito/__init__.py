"""Incognito: the book as it may be shown on a shared screen, with names, words and amounts masked.

`masked` opens the same file a second time, to be read alone, with views of its own over the tables (`shadows`): what
this connection reads is masked before any row of the program is made of it, so that no screen, search, brief or
history knows of it, and none can forget it. Nothing masked can come to be written, because this store cannot write.
Amounts are masked where they are written out (`plain.masks`): rates are made of them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress

from churntui.data.file import connect
from churntui.data.file.store import Store
from churntui.data.incognito import shadows
from churntui.data.incognito.aliases import Aliases, Numbered, ref_begins
from churntui.data.incognito.names import telling
from churntui.data.incognito.shadows import Shape
from churntui.model import own_fields
from churntui.model.own_fields import key_of
from churntui.plain.errors import BadInputError

THE_BOOK = "The book"
"""What messages call it, whose name may be that of a customer."""

WHY_NOT = "Incognito is on: nothing is written", "Turn it off first"
"""What is said to whoever would write."""

_ONE_OF_US = "Owner\N{NO-BREAK SPACE}"
"""What one of us is called, and nobody takes its beginning for a first name."""


_ABOUT_NONE = frozenset({"customer"})
"""Tables whose rows nothing is said to be about, and that may be very large."""

_WORD = re.compile(r"[^\s:]+")

_MOST_WORDS = 6
"""Words of an id."""


class MaskedStore(Store):
    """A book to be read, with everything masked that tells whose it is."""

    def __init__(self, of: Store, connection: sqlite3.Connection, aliases: Aliases) -> None:
        user = aliases.of_us(of.user)
        super().__init__(of.path, connection, read_only=True, author=user, called=THE_BOOK, why_not=WHY_NOT)
        self._aliases = aliases

    def alias_of(self, owner: str) -> str:
        """What one of us is called here."""
        return self._aliases.of_us(owner)

    def called_so(self, alias: str) -> str:
        """Which of us an alias means; empty for nobody."""
        return self._aliases.ours.meant(alias)


def masked(store: Store) -> MaskedStore:
    """The same book as it may be shown; it is to be closed beside the other.

    Raises:
        LostBookError: Another file is in its place.
        BookError: It cannot be read.
    """
    store.ensure_in_place()
    try:
        connection = connect.connect_read_only(store.path)
        try:
            connection.execute("PRAGMA query_only=OFF")
            tables = shadows.shapes(connection)
            aliases = _aliases(connection, tables)
            shadows.lay(connection, tables, aliases)
            connection.execute("PRAGMA query_only=ON")
            return MaskedStore(store, connection, aliases)
        except BaseException:
            connection.close()
            raise
    except connect.TROUBLE as error:
        raise connect.explain(error, THE_BOOK) from error


def _aliases(connection: sqlite3.Connection, tables: Mapping[str, Shape]) -> Aliases:
    """Everybody and everything of the book, as it is called."""
    ours = Numbered(_ONE_OF_US, _texts(connection, tables, "ours"))
    competitors = Numbered("Competitor ", _texts(connection, tables, "apart"))
    names = telling(
        _all(connection, "name", "logo", "former_logo"),
        _all(connection, "domain", "logo", "former_logo"),
        [*_all(connection, "name", "person"), *_texts(connection, tables, "ours")],
        _texts(connection, tables, "apart"),
    )
    numbered = [table.name for table in tables.values() if "id" in dict(table.columns)]
    return Aliases(
        largest={table: _largest(connection, table) for table in numbered},
        ours=ours,
        competitors=competitors,
        names=names,
        refs=_refs(connection, tables),
        rules=lambda table, column: tables[table].rule(column) if table in tables else "kept",
        own=_own(connection),
    )


def _all(connection: sqlite3.Connection, column: str, *tables: str) -> list[str]:
    """What stands in that column of these tables."""
    return [text for table in tables for (text,) in connection.execute(f"SELECT {column} FROM {table}")]


def _texts(connection: sqlite3.Connection, tables: Mapping[str, Shape], rule: str) -> list[str]:
    """What stands in the columns with a rule, in the order of the rows: those of logos first."""
    found: list[str] = []
    for table in sorted(tables.values(), key=lambda table: table.name != "logo"):
        for column, _ in table.columns:
            if table.has_numbers and table.rule(column) == rule:
                asked = f"SELECT {column} FROM {table.name} WHERE {column} <> '' GROUP BY {column} ORDER BY min(rowid)"
                found += [text for (text,) in connection.execute(asked)]
    return found


def _largest(connection: sqlite3.Connection, table: str) -> int:
    (largest,) = connection.execute(f"SELECT max(id) FROM {table}").fetchone()
    return int(largest or 0)


def _refs(connection: sqlite3.Connection, tables: Mapping[str, Shape]) -> dict[str, dict[str, str]]:
    """The ids in texts that say what something is about, with their aliases by table."""
    parts = {part for text in _texts(connection, tables, "about") for part in _parts(text)}
    refs: dict[str, dict[str, str]] = {}
    for table in tables.values():
        if "ref" in dict(table.columns) and table.name not in _ABOUT_NONE:
            asked = f"SELECT ref, id FROM {table.name} WHERE ref IN (SELECT value FROM json_each(?))"
            for ref, row_id in connection.execute(asked, (json.dumps(sorted(parts)),)):
                refs.setdefault(ref, {})[table.name] = f"{ref_begins(table.name)}-{row_id}"
    return refs


def _parts(text: str) -> Iterator[str]:
    """What may be an id in it: some words that follow each other, with what stands between them."""
    words = [*_WORD.finditer(text)]
    for nth, first in enumerate(words):
        yield from (text[first.start() : last.end()] for last in words[nth : nth + _MOST_WORDS])


def _own(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The values of each field of the user's own: as declared, then as they came."""
    values: dict[str, list[str]] = {}
    for (declared,) in connection.execute("SELECT value FROM setting WHERE key = 'own_fields'").fetchall():
        with suppress(BadInputError):
            values |= {field.key: [*field.choices] for field in own_fields.declared(declared)}
    for name, value in connection.execute(
        "SELECT field, value FROM own_value GROUP BY field, value ORDER BY min(id)"
    ):
        values.setdefault(key_of(name), []).append(value)
    return values
