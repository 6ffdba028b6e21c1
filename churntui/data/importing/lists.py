"""The list that a row may keep in a table of its own: its themes, or its secondary reasons.

A cell of such a column holds the list separated by `;`. Stated, it replaces the list that is there as a whole; a blank
leaves it as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Protocol

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.linking import Links
from churntui.model.schema import Column
from churntui.model.tables import Table, list_table

Wanted = tuple[int, ...] | tuple[str, ...]
"""A list as the book keeps it, in one order however it was stated: two equal lists are equal tuples."""


class RowLists(Protocol):
    """The lists of the rows of one table."""

    @property
    def column(self) -> str:
        """The canonical column they are stated in."""

    @property
    def table(self) -> str:
        """The table of the book that keeps them."""

    @property
    def entry(self) -> str:
        """Its column of what is listed."""

    def called(self, listed: Wanted) -> tuple[str, ...]:
        """The entries of a list of the book."""

    def read(self, value: Cell) -> tuple[str, ...]:
        """The entries a cell names, none where it is blank.

        Raises:
            CellError: An entry cannot be one.
        """

    def stored(self) -> dict[int, Wanted]:
        """What the book has, by the number of the row; a row without any is missing."""

    def wanted(self, entries: tuple[str, ...]) -> Wanted:
        """The list as the book would keep it."""

    def replace(self, number: int, wanted: Wanted) -> None:
        """Make this the list of the row."""


def row_lists(store: Store, links: Links, table: Table) -> RowLists | None:
    """The lists of the table's rows, None where it has no such column."""
    for column in table.columns:
        if column.kind == "names":
            return _Themes(store, links, table.stored, column)
        if column.kind == "reasons":
            return _Reasons(store, column)
    return None


def entries(value: Cell) -> tuple[str, ...]:
    """The entries of a list separated by `;`, each quoted where it holds one itself."""
    if value is None:
        return ()
    found = next(csv.reader([str(value)], delimiter=";", skipinitialspace=True), [])
    return tuple(dict.fromkeys(entry.strip() for entry in found if entry.strip()))


def separated(listed: Iterable[str]) -> str:
    """Entries as one text that `entries` reads: separated by `;`, each quoted where it holds one itself."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="").writerow(listed)
    return text.getvalue()


class _Themes:
    """The themes of a note, a highlight or an initiative; one that is not there yet is made."""

    def __init__(self, store: Store, links: Links, stored: str, column: Column) -> None:
        self._store = store
        self._links = links
        self._of = stored
        self.table = list_table(stored, column)
        self.entry = "theme_id"
        self.column = column.name

    def called(self, listed: Wanted) -> tuple[str, ...]:
        query = "SELECT name FROM theme WHERE id = ?"
        return tuple(sorted(str(self._store.scalar(query, (theme,))) for theme in listed))

    def read(self, value: Cell) -> tuple[str, ...]:
        return entries(value)

    def stored(self) -> dict[int, Wanted]:
        query = f"SELECT {self._of}_id, theme_id FROM {self.table} ORDER BY 1, 2"
        themes: dict[int, tuple[int, ...]] = {}
        for number, theme in self._store.rows(query):
            themes[number] = (*themes.get(number, ()), theme)
        return dict(themes)

    def wanted(self, entries: tuple[str, ...]) -> Wanted:
        return tuple(sorted({self._links.theme(name) for name in entries}))

    def replace(self, number: int, wanted: Wanted) -> None:
        self._store.rows(f"DELETE FROM {self.table} WHERE {self._of}_id = ?", (number,))
        self._store.many(
            f"INSERT INTO {self.table}({self._of}_id, theme_id) VALUES (?, ?)",
            [(number, theme) for theme in wanted],
        )


class _Reasons:
    """The secondary reasons of an interview, the weightiest first."""

    def __init__(self, store: Store, column: Column) -> None:
        self._store = store
        self._choices = column.choices
        self.column = column.name
        self.table = "interview_reason"
        self.entry = "reason"

    def called(self, listed: Wanted) -> tuple[str, ...]:
        return tuple(map(str, listed))

    def read(self, value: Cell) -> tuple[str, ...]:
        reasons = entries(value)
        for reason in reasons:
            if reason not in self._choices:
                raise CellError(self.column, reason, f"is none of {', '.join(self._choices)}")
        return reasons

    def stored(self) -> dict[int, Wanted]:
        reasons: dict[int, tuple[str, ...]] = {}
        for number, reason in self._store.rows(
            "SELECT interview_id, reason FROM interview_reason ORDER BY interview_id, position"
        ):
            reasons[number] = (*reasons.get(number, ()), reason)
        return dict(reasons)

    def wanted(self, entries: tuple[str, ...]) -> Wanted:
        return entries

    def replace(self, number: int, wanted: Wanted) -> None:
        self._store.rows("DELETE FROM interview_reason WHERE interview_id = ?", (number,))
        self._store.many(
            "INSERT INTO interview_reason(interview_id, position, reason) VALUES (?, ?, ?)",
            [(number, position, str(reason)) for position, reason in enumerate(wanted)],
        )
