"""Getting data out: every canonical table as CSV, so that importing the folder into a new book loses nothing.

What is not exported can be made again or belongs to this file alone: roll-ups, the history with its undo, the log
of imports, drafts, and the weeks that were kept of the book. Rows stand in the order of their ids, so that two exports
of equal books are equal bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.data.importing.linking import nocase
from churntui.data.importing.lists import separated
from churntui.model.schema import LISTS, Column
from churntui.model.tables import TABLES, Table, list_table
from churntui.plain.errors import BadInputError
from churntui.plain.files import whole
from churntui.plain.money import plain

_LEFT_OUT = {"settings": "WHERE x.value <> ''"}
"""Rows that say nothing: a setting that was taken back."""

Text = Callable[[Any, Sequence[Any]], str]
"""The text of a value, given the row it stands in."""


def rows(store: Store, table: Table) -> Iterator[tuple[str, ...]]:
    """The rows of one canonical table as text, in the order of its header."""
    lists = {column.name: _lists(store, table, column) for column in table.columns if column.kind in LISTS}
    texts = tuple(enumerate(_text(table, column) for column in table.columns))
    stored: Iterable[Sequence[Any]] = store.rows(_query(table))
    if lists and not table.repeats:
        stored = _merged(stored, table, lists)
    for row in stored:
        yield tuple("" if row[at] is None else text(row[at], row) for at, text in texts)


def _query(table: Table) -> str:
    """Its columns, then the number of the row; a list holds that number until it is read."""
    said = selects.canonical(table)
    number = "NULL" if table.numbers_days else "x.rowid"
    columns = [said.get(column.name, number) for column in table.columns]
    order = [said[name] for name in table.key] + ([number] if table.repeats else [])
    return f"""SELECT {", ".join(columns)} FROM {selects.source(table)} {_LEFT_OUT.get(table.name, "")}
        ORDER BY {", ".join(order)}"""


def _lists(store: Store, table: Table, column: Column) -> dict[int, list[str]]:
    """The entries of a list by the number of its row, in their order."""
    kept = list_table(table.stored, column)
    query = f"SELECT {table.stored}_id, reason FROM {kept} ORDER BY 1, position"
    if column.kind == "names":
        query = f"SELECT g.{table.stored}_id, t.name FROM {kept} g JOIN theme t ON t.id = g.theme_id ORDER BY 1, t.name"
    entries: dict[int, list[str]] = {}
    for number, entry in store.rows(query):
        entries.setdefault(number, []).append(entry)
    return entries


def _merged(
    stored: Iterable[Sequence[Any]], table: Table, lists: Mapping[str, Mapping[int, list[str]]]
) -> Iterator[Sequence[Any]]:
    """The rows with their lists; those that share a key, as two passages on the same words do, are one.

    What one of them says yes to, it does.
    """
    key = itemgetter(*(table.header.index(name) for name in table.key))
    flags = [table.header.index(column.name) for column in table.columns if column.kind == "flag"]
    places = {table.header.index(name): entries for name, entries in lists.items()}
    for _, same in groupby(stored, key):
        alike = list(same)
        row = list(alike[0])
        for place in flags:
            row[place] = max(other[place] for other in alike)
        for place, entries in places.items():
            row[place] = entries.get(row[place], [])
            if len(alike) > 1:
                row[place] = sorted(
                    {entry for other in alike for entry in entries.get(other[place], ())}, key=nocase
                )
        yield row


def _text(table: Table, column: Column) -> Text:
    if column.kind == "flag":
        return lambda value, _: "yes" if value else "no"
    if column.kind in LISTS:
        return lambda value, _: separated(value)
    if column.kind == "amount":
        currency = table.header.index("currency")
        return lambda value, row: plain(value, row[currency])
    if column.kind == "number":
        return lambda value, _: format(value, ".15g")
    return lambda value, _: str(value)


def write(store: Store, folder: Path) -> dict[str, int]:
    """Write every table into `folder`, made where it is missing; returns the rows of each.

    An earlier export is replaced; other files of the folder stay as they are.

    Raises:
        BadInputError: A file in the way has other columns than ours, or the folder cannot be written.
    """
    return _write(folder, {name: rows(store, table) for name, table in TABLES.items()})


def write_templates(folder: Path) -> list[str]:
    """Write every canonical CSV with its header alone; returns the file names.

    Raises:
        BadInputError: There is a file of that name already, or the folder cannot be written.
    """
    full = [name for name in TABLES if _holds_rows(folder / f"{name}.csv")]
    if full:
        raise BadInputError(f"{folder / full[0]}.csv holds rows", "Choose an empty folder for the templates")
    return [f"{name}.csv" for name in _write(folder, {name: iter(()) for name in TABLES})]


def _holds_rows(path: Path) -> bool:
    return path.exists() and len(path.read_bytes().splitlines()) > 1


def _write(folder: Path, contents: dict[str, Iterator[tuple[str, ...]]]) -> dict[str, int]:
    counts = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in contents:
            _refuse_foreign(folder / f"{name}.csv", TABLES[name])
        for name, lines in contents.items():
            counts[name] = _write_one(folder / f"{name}.csv", TABLES[name], lines)
    except OSError as error:
        raise BadInputError(f"{folder} cannot be written: {error.strerror}", "Name another folder") from None
    return counts


def _refuse_foreign(path: Path, table: Table) -> None:
    """A file is ours if its header is; that of an older export may lack the last columns."""
    if not path.exists():
        return
    with path.open("rb") as file:
        first = file.readline()
    ours = ",".join(table.header).encode() + b","
    if first.strip() and not ours.startswith(first.strip() + b","):
        raise BadInputError(f"{path} is not from an export", "Move it, or name another folder")


def _write_one(path: Path, table: Table, lines: Iterator[tuple[str, ...]]) -> int:
    """Write beside, then rename: an export that breaks off leaves the earlier file whole."""
    count = 0
    with whole(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.header)
        for count, line in enumerate(lines, start=1):  # noqa: B007 - the last one is the count
            writer.writerow(line)
    return count
