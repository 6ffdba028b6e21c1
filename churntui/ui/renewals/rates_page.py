"""How many of the contracts that came up were renewed, period by period: the same figures as in Trends."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var

from churntui.book import Book
from churntui.plain.dates import Span
from churntui.questions.asked import Asked
from churntui.questions.registry import REPORTS
from churntui.questions.telling import after
from churntui.ui.parts.figures import columns_of
from churntui.ui.renewals.figures_page import FiguresPage
from churntui.ui.shell.frame import TopLine

_QUESTION = REPORTS["renewal-rate"]


class RatesPage(FiguresPage):
    """What became of the renewals so far."""

    NARROWS = True
    NAME = "Renewed so far"
    OF = "rates"
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

    def compose(self) -> ComposeResult:
        """The periods, and a sentence about the one under the cursor."""
        yield TopLine(id="top")
        yield from self._rows()

    def watch_span(self) -> None:
        """Count by the other periods."""
        self._again()

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

    def action_span(self) -> None:
        """Go on to the next span."""
        self.span = after(_QUESTION.spans, self.span)

    @property
    def _called(self) -> str:
        return f"renewal-rate-by-{self.span}"
