"""The interviews behind a figure, as the list of Notes shows them; enter reads one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from churntui.book import Book
from churntui.data.stories import Subject
from churntui.model.notes import NoteRef
from churntui.plain.sheets import Sheet
from churntui.questions.heard import Line, lines
from churntui.ui.interviews.listing import columns, sheet
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine


class HeardPage(Page):
    """Some of the interviews; those that are gone by now are left out."""

    NARROWS = True
    NAME = "Behind the figure"

    HELP = "The interviews that were counted. `enter` reads one, `y` copies what the chosen one stated, `e` exports."

    def __init__(self, title: str, interview_ids: Sequence[int], explained: str = "") -> None:
        super().__init__()
        self._heading = title
        self._ids = interview_ids
        self._explained = explained
        self.table: VirtualTable[Line] = VirtualTable(
            columns(Book.empty), empty="Looking them up …", id="heard-list", classes="panel"
        )

    def compose(self) -> ComposeResult:
        """The list."""
        yield TopLine(id="top")
        yield self.table
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    def show(self, book: Book) -> None:
        """Find them in a thread: each stands with the loss it is about."""
        self.query_one(TopLine).tell(self.app.opening, book, "Learning", self._heading)
        self.app.do(self._find(book), group="heard-page", exclusive=True)

    async def _find(self, book: Book) -> None:
        known = await self.app.compute(lambda: lines(book))
        if self.shown is not book:
            return
        by_id = {line.interview.id: line for line in known if line.interview is not None}
        kept = [by_id[at] for at in self._ids if at in by_id]
        self.table.empty = "These interviews are no longer in the book: press escape"
        self.table.border_title = t(self._heading)
        self.table.set_columns(columns(book))
        self.table.set_rows(kept, keep=lambda line: line.key)

    @on(VirtualTable.Opened)
    async def _opened(self, event: VirtualTable.Opened[Line]) -> None:
        event.stop()
        if event.row.interview is not None:
            await self.app.push_screen(ReadingPage(NoteRef("interview", event.row.interview.id)))

    @property
    def logo_id(self) -> int | None:
        """The chosen interview's logo."""
        return self.table.row.logo_id if self.table.row else None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The chosen interview."""
        row = self.table.row
        return ("interview", row.interview.id) if row is not None and row.interview is not None else None

    def exported(self) -> Sheet | None:
        """The list with the notes."""
        return sheet(self.table.rows, self.shown, "behind-the-figure") if self.shown else None

    def copied(self) -> str:
        """What the chosen one stated."""
        return f"{self.table.row.name}: {self.table.row.stated}" if self.table.row else ""

    def explained(self) -> str:
        """The figure this page stands behind."""
        return self._explained
