"""How many of the contracts that came up were renewed, period by period: the same figures as in Trends."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widgets import Static

from churntui.book import Book
from churntui.plain.dates import Span
from churntui.plain.sheets import Sheet
from churntui.questions.asked import Asked
from churntui.questions.registry import REPORTS
from churntui.questions.shown import Figures, TrendRow, sheet_of, told
from churntui.questions.telling import after
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.parts.figures import columns_of
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_QUESTION = REPORTS["renewal-rate"]


class RatesPage(Page):
    """What became of the renewals so far."""

    NARROWS = True
    NAME = "Renewed so far"
    REDRAWS = True

    HELP: ClassVar[str] = (
        "Of the contracts that came up in each period: how many were renewed, how many lost, and how many nobody "
        "decided yet. Enter lists them, `p` goes on to longer or shorter periods, `?` works a row out. Trends has the "
        "same with its chart, and split."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "span", "Period", id="rates.span", tooltip="Count by longer or shorter periods"),
    ]

    span: var[Span] = var("quarter", init=False)
    """How long each period is."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: Figures | None = None

    def compose(self) -> ComposeResult:
        """The periods, and a sentence about the one under the cursor."""
        yield TopLine(id="top")
        yield VirtualTable[TrendRow]([], empty="Counting …", id="rates-table")
        yield Static("", id="rates-words", classes="note", markup=False)
        yield KeyLine()

    @property
    def _table(self) -> VirtualTable[TrendRow]:
        return self.query_one("#rates-table", VirtualTable)

    def show(self, book: Book) -> None:
        """Count in this book; the old figures stand until then."""
        self.query_one(TopLine).tell(self.app.opening, book, "Renewals", self.NAME)
        self.app.do(self._count(book), group="rates", exclusive=True)

    def watch_span(self) -> None:
        """Count by the other periods."""
        if self.shown is not None:
            self.show(self.shown)

    async def _count(self, book: Book) -> None:
        asked = Asked(latest=True, span=self.span)
        figures = await self.app.compute(lambda: _QUESTION.answered(book, asked, None).figures())
        if self.shown is book and self.is_attached and asked.span == self.span:
            self._figures = figures
            self._table.empty = figures.empty
            self._table.set_columns(columns_of(figures.headings))
            self._table.set_rows(figures.rows)
            self._table.cursor = len(figures.rows) - 1
            self._say()

    @on(VirtualTable.Moved)
    def _say(self) -> None:
        row, line = self._table.row, self.query_one("#rates-words", Static)
        line.update(t(row.words if row else ""))
        line.display = bool(row and row.words)

    def action_span(self) -> None:
        """Go on to the next span."""
        self.span = after(_QUESTION.spans, self.span)

    @on(VirtualTable.Opened)
    async def _open(self, event: VirtualTable.Opened[TrendRow]) -> None:
        if event.row.behind is not None:
            await self.app.push_screen(BehindPage(event.row.heading, event.row, "Renewals"))

    def exported(self) -> Sheet | None:
        """The table as it is shown."""
        if self._figures is None:
            return None
        rows = [row.line for row in self._table.rows]
        return sheet_of(f"renewal-rate-by-{self.span}", self._figures.headings, rows)

    def copied(self) -> str:
        """The row under the cursor."""
        row = self._table.row
        return told(self._figures.headings, row.line) if row and self._figures else ""

    def explained(self) -> str:
        """The row under the cursor with its numbers."""
        row = self._table.row
        return row.explained if row else ""
