"""What the sections of a page owe to it: be shown in the lines there are, be counted, be handed out as a table.

A section says where it stands and how many lines it takes; the page arranges them (`frames`). One whose rows are of a
table of the book says which, and the keys that add, change and take away need to know no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.getters import app as app_getter
from textual.widget import Widget

from churntui.book import Book
from churntui.model.tables import TABLES, tables_of
from churntui.plain import dates
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.questions.logo_file import LogoFile
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.frames import Need
from churntui.ui.parts import forms
from churntui.ui.shell.base import BookApp, Work

Row = TypeVar("Row")

RowOfBook = tuple[str, int]
"""The table of the book, and the row's id."""

_FRAME = 2
"""Lines a frame takes."""

_MOST_MOVED = 3
"""New or changed rows up to which the cursor goes to the first of them: more were not made by one key."""


class Section(Vertical):
    """One section of the page."""

    app = app_getter(BookApp)

    NAME: ClassVar[str] = ""

    TABLE: ClassVar[str] = ""
    """The table of the book its rows are of; empty where they are of several, or of none."""

    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((1, 0), 2)
    """Where it stands: its view and column where there are two, its column where there are three."""

    LEAST: ClassVar[int] = 6
    """Lines, its frame among them, below which it says nothing."""

    GROWS: ClassVar[bool] = False
    """Whether it takes the lines the others leave."""

    def lines(self, width: int) -> int:  # noqa: ARG002 - a text wraps by it
        """The lines it would like inside its frame, where these have so many cells."""
        return self.LEAST - _FRAME

    def need(self, width: int) -> Need:
        """What it takes of a column that is so wide."""
        wanted = self.lines(width - _FRAME) + _FRAME
        return Need(min(self.LEAST, wanted), wanted, self.GROWS, *self.STANDS)

    def fit(self, width: int) -> None:
        """Take note of the width its frame has."""

    def add(self, logo_id: int) -> Work | str:
        """Add what the section holds; a sentence where that cannot be."""
        if not self.TABLE:
            return f"{self.NAME} takes nothing by hand"
        return forms.add_row(self.app, tables_of(self.TABLE)[0].name, {"logo_id": logo_id})

    def change(self) -> Work | str | None:
        """Change the row under the cursor; None where the section has none."""
        return None

    def take_away(self) -> Work | str:
        """Delete the chosen rows."""
        return f"There is nothing to delete under {self.NAME}"

    def chosen_rows(self) -> tuple[RowOfBook, ...]:
        """The marked rows, else the one under the cursor, as far as they are of the book."""
        return ()

    def proposed(self) -> str:
        """What the chosen row proposes to be done next."""
        return ""

    def go_to(self, row: RowOfBook) -> bool:
        """Put the cursor on a row of the book; whether it is here."""
        del row
        return False

    def stops(self) -> list[Widget]:
        """What takes the keys here: its list, and a text that is longer than its frame."""
        stops = [widget for widget in (self, *self.query("*")) if widget.focusable]
        return [stop for stop in stops if not isinstance(stop, VerticalScroll) or stop.max_scroll_y > 0]

    def show(self, book: Book, file: LogoFile) -> None:
        """Show what the file says."""
        raise NotImplementedError

    def count(self, file: LogoFile) -> int | None:
        """How many there are, for the tab; None where counting says nothing."""
        del file
        return None

    def explained(self) -> str:
        """What the chosen row means, as Markdown; empty where the page's own explanation says it."""
        return ""

    def exported(self) -> Sheet | None:
        """The section as a table."""
        return None

    def copied(self) -> str:
        """The chosen row as a line."""
        return ""


class TableSection(Section, Generic[Row]):
    """A section that is a table, with room for more below it."""

    EMPTY: ClassVar[str] = "Nothing here yet"
    """A sentence for a logo that has none."""

    FILES: ClassVar[str] = ""
    """The files that bring them, where they are imported."""

    SHORT: ClassVar[bool] = False
    """Whether the table is only as high as its rows, with something below it."""

    SHOWN: ClassVar[int] = 8
    """Rows it would like to show at once."""

    as_of = date(1970, 1, 1)

    _edits: int | None = None
    """How many changes this program had made when it was last shown."""

    def columns(self) -> list[Column[Row]]:
        """The table's columns."""
        raise NotImplementedError

    def rows(self, file: LogoFile) -> Sequence[Row]:
        """The table's rows."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The table; where it is empty, how rows come into it."""
        files = self.app.opening.importing(self.FILES) if self.FILES else ""
        how = f" Or import them: {files}" if files else ""
        self.table.empty = self.EMPTY + how
        yield self.table

    def change(self) -> Work | str | None:
        """Change the row under the cursor."""
        row = None if self.table.row is None else self.row_of(self.table.row)
        return None if row is None else forms.change_row(self.app, _canonical(row), row[1])

    def take_away(self) -> Work | str:
        """Delete the chosen rows of one table."""
        chosen = self.chosen_rows()
        if not chosen:
            return super().take_away()
        names = {_canonical(row) for row in chosen}
        if len(names) > 1:
            return "Choose rows of one kind"
        (name,) = names
        table, ids = TABLES[name], tuple(dict.fromkeys(row_id for _, row_id in chosen))
        called = self.called(self.table.chosen_rows[0]) if len(ids) == 1 else ""
        return forms.take_away(self.app, name, ids, called or counted(len(ids), table.label, table.plural))

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Row]) -> None:
        event.stop()
        work = self.open_row(event.row)
        if isinstance(work, str):
            self.app.notify(work)
        elif work is not None:
            self.app.do(work)

    def open_row(self, row: Row) -> Work | str | None:
        """Open a row: to be read, and changed. None where that is on its way."""
        del row
        return self.change() or f"There is nothing to open under {self.NAME}"

    def called(self, row: Row) -> str:
        """What a row is called."""
        return _texts(self.columns(), row)[0]

    @cached_property
    def table(self) -> VirtualTable[Row]:
        """The table; keys may ask for its rows before it is mounted."""
        return VirtualTable(self.columns(), empty=self.EMPTY)

    def identity(self, row: Row) -> object:
        """What stays the same of a row when it is changed."""
        return getattr(row, "id", row)

    def row_of(self, row: Row) -> RowOfBook | None:
        """A row as one of the book; None where it is nothing of it."""
        of_book: Any = row
        return (self.TABLE, of_book.id) if self.TABLE else None

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the rows; the cursor stays on its row, or goes to the one that a change of ours made or brought back."""
        self.as_of = book.as_of
        before, rows = self.table.rows, self.rows(file)
        is_ours = self._edits is not None and self._edits != book.generation[0]
        self._edits = book.generation[0]
        self.table.set_rows(rows, keep=self.identity)
        if is_ours and (moved := _moved(before, rows)):
            self.table.cursor = moved[0]
        count = self.count(file)
        self.border_title = t(f"{self.NAME} {count:,}" if count else self.NAME)

    def fit(self, width: int) -> None:
        """A table with something below it is as high as its rows, or the sentence in their place."""
        if self.SHORT:
            inside = len(self.table.rows) or self.table.lines_of_empty(width - _FRAME)
            self.table.styles.height = max(3, 1 + inside)

    def lines(self, width: int) -> int:
        """The header, and as many rows as it would like; of none, the sentence that says so."""
        return 1 + (min(len(self.table.rows), self.SHOWN) or self.table.lines_of_empty(width))

    def chosen_rows(self) -> tuple[RowOfBook, ...]:
        """Those of the table that are of the book."""
        return tuple(row for row in map(self.row_of, self.table.chosen_rows) if row is not None)

    def go_to(self, row: RowOfBook) -> bool:
        """Put the cursor on it."""
        at = next((nth for nth, one in enumerate(self.table.rows) if self.row_of(one) == row), None)
        if at is not None:
            self.table.cursor = at
        return at is not None

    def count(self, file: LogoFile) -> int | None:
        """How many rows."""
        return len(self.rows(file))

    def day(self, day: date | None) -> str:
        """A day in a cell; `–` for none."""
        return "–" if day is None else dates.short(day, self.as_of)

    def exported(self) -> Sheet:
        """The rows as they read."""
        columns = self.columns()
        rows = tuple(tuple(map(clean_line, _texts(columns, row))) for row in self.table.rows)
        right = frozenset(at for at, column in enumerate(columns) if column.align == "right")
        name = f"logo-{self.NAME.lower().replace(' ', '-')}"
        return Sheet(name, tuple(column.title for column in columns), rows, right)

    def copied(self) -> str:
        """The chosen row's cells."""
        return (
            " · ".join(text for text in _texts(self.columns(), self.table.row) if text)
            if self.table.row
            else ""
        )


def _canonical(row: RowOfBook) -> str:
    """The canonical table that keeps the row."""
    return tables_of(row[0])[0].name


def _moved(before: Sequence[Row], rows: Sequence[Row]) -> list[int]:
    """The places of the rows that are new or others than before; none where they are too many for one change."""
    known = set(before)
    places = [at for at, row in enumerate(rows) if row not in known]
    return places if len(places) <= _MOST_MOVED else []


def _texts(columns: Sequence[Column[Row]], row: Row) -> list[str]:
    cells = (column.cell(row) for column in columns)
    return [cell if isinstance(cell, str) else cell[0] for cell in cells]
