"""What the sections of a page owe to it: be shown, be counted, be handed out as a table or a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import app as app_getter

from churntui.book import Book
from churntui.model.tables import TABLES
from churntui.plain import dates
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.questions.logo_file import LogoFile
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import forms
from churntui.ui.shell.base import BookApp, Work

Row = TypeVar("Row")


class Section(Vertical):
    """One section of the page."""

    app = app_getter(BookApp)

    NAME: ClassVar[str] = ""

    def add(self, logo_id: int) -> Work | str:
        """Add what the section holds; a sentence where that cannot be."""
        del logo_id
        return f"{self.NAME} takes nothing by hand here"

    def change(self) -> Work | str | None:
        """Change the chosen row; None where the section has none to change."""
        return None

    def take_away(self) -> Work | str:
        """Delete the chosen rows."""
        return f"There is nothing to delete under {self.NAME}"

    def show(self, book: Book, file: LogoFile) -> None:
        """Show what the file says."""
        raise NotImplementedError

    def count(self, file: LogoFile) -> int | None:
        """How many there are, for the tab; None where counting says nothing."""
        del file
        return None

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

    ROWS: ClassVar[str] = ""
    """The canonical table whose rows they are, where they are kept by hand here."""

    SHORT: ClassVar[bool] = False
    """Whether the table is only as high as its rows, with something below it."""

    as_of = date(1970, 1, 1)

    def columns(self) -> list[Column[Row]]:
        """The table's columns."""
        raise NotImplementedError

    def rows(self, file: LogoFile) -> Sequence[Row]:
        """The table's rows."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The table."""
        by_hand = (
            f" a adds one{', or import them: ' if self.FILES else '.'}" if self.ROWS else " Import them: "
        )
        how = (
            f"{by_hand}{self.app.opening.importing(self.FILES)}"
            if self.FILES
            else by_hand
            if self.ROWS
            else ""
        )
        yield VirtualTable(self.columns(), empty=self.EMPTY + how)

    def row_of(self, row: Row) -> tuple[str, int]:
        """The canonical table of a row, and its id in the book."""
        row_id: int = getattr(row, "id")  # noqa: B009 - a row of any table that has one
        return self.ROWS, row_id

    def called(self, row: Row) -> str:
        """What a row is called."""
        return _texts(self.columns(), row)[0]

    def add(self, logo_id: int) -> Work | str:
        """Add a row to its table."""
        return forms.add_row(self.app, self.ROWS, {"logo_id": logo_id}) if self.ROWS else super().add(logo_id)

    def change(self) -> Work | str | None:
        """Change the chosen row."""
        row = self.table.row
        return None if row is None or not self.ROWS else forms.change_row(self.app, *self.row_of(row))

    def take_away(self) -> Work | str:
        """Delete the chosen rows of one table."""
        rows = self.table.chosen_rows
        if not rows or not self.ROWS:
            return super().take_away()
        names = {self.row_of(row)[0] for row in rows}
        if len(names) > 1:
            return "Choose rows of one kind"
        (name,) = names
        table = TABLES[name]
        called = self.called(rows[0]) if len(rows) == 1 else counted(len(rows), table.label, table.plural)
        return forms.take_away(self.app, name, [self.row_of(row)[1] for row in rows], called)

    @property
    def table(self) -> VirtualTable[Row]:
        """The table."""
        return self.query_one(VirtualTable)

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the rows; the cursor stays at its place."""
        self.as_of = book.as_of
        rows = self.rows(file)
        place = self.table.cursor
        self.table.set_rows(rows, self.row_of if self.ROWS else None)
        if not self.ROWS:
            self.table.cursor = place
        if self.SHORT:
            self.table.styles.height = max(3, len(rows) + 1)

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
        return Sheet(
            f"logo-{self.NAME.lower().split()[0]}", tuple(column.title for column in columns), rows, right
        )

    def copied(self) -> str:
        """The chosen row's cells."""
        return (
            " · ".join(text for text in _texts(self.columns(), self.table.row) if text)
            if self.table.row
            else ""
        )


def _texts(columns: Sequence[Column[Row]], row: Row) -> list[str]:
    cells = (column.cell(row) for column in columns)
    return [cell if isinstance(cell, str) else cell[0] for cell in cells]
