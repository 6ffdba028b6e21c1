"""The frame of pages of figures about renewals: a table that is counted, and what there is to say of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from churntui.book import Book
from churntui.plain.sheets import Sheet
from churntui.questions.shown import Figures, TrendRow, sheet_of, told
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine


class FiguresPage(Page):
    """Figures that are counted in the book in view; the old ones stand until the new are there."""

    OF: ClassVar[str]
    """What its widgets are called by."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Figures | None = None

    def _rows(self) -> Iterator[Widget]:
        """The table, the sentence, and the keys."""
        yield VirtualTable[TrendRow]([], empty="Counting …", id=f"{self.OF}-table")
        yield Static("", id=f"{self.OF}-words", classes="note", markup=False)
        yield KeyLine()

    @property
    def _table(self) -> VirtualTable[TrendRow]:
        return self.query_one(f"#{self.OF}-table", VirtualTable)

    async def _count(self, book: Book) -> None:
        """Count in this book, and show what came of it."""
        raise NotImplementedError

    def show(self, book: Book) -> None:
        """Count in this book; the old figures stand until then."""
        self.query_one(TopLine).tell(self.app.opening, book, "Renewals", self.NAME)
        self.app.do(self._count(book), group=self.OF, exclusive=True)

    def _again(self) -> None:
        """Count something else of it."""
        if self.shown is not None:
            self.show(self.shown)

    @on(VirtualTable.Moved)
    def _say(self) -> None:
        row, line = self._table.row, self.query_one(f"#{self.OF}-words", Static)
        line.update(t(row.words if row else ""))
        line.display = bool(row and row.words)

    @on(VirtualTable.Opened)
    async def _look_behind(self, event: VirtualTable.Opened[TrendRow]) -> None:
        if event.row.behind is not None:
            await self.app.push_screen(BehindPage(event.row.heading, event.row, "Renewals"))

    @property
    def _called(self) -> str:
        """What an export of what is shown is called."""
        raise NotImplementedError

    def exported(self) -> Sheet | None:
        """The table as it is shown."""
        if self._figures is None:
            return None
        return sheet_of(self._called, self._figures.headings, [row.line for row in self._table.rows])

    def copied(self) -> str:
        """The row under the cursor."""
        row = self._table.row
        return told(self._figures.headings, row.line) if row and self._figures else ""

    def explained(self) -> str:
        """The row under the cursor with its numbers."""
        row = self._table.row
        return row.explained if row else ""
