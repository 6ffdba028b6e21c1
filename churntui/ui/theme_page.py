"""The interviews behind one theme: the list of Interviews, narrowed to those that named it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Footer, Static

from churntui.book import Book
from churntui.sheets import Sheet
from churntui.ui.base import Page
from churntui.ui.chrome import TopLine
from churntui.ui.heard import Line
from churntui.ui.interviews import columns, sheet
from churntui.ui.reading import ReadingPage
from churntui.ui.safe import t
from churntui.ui.table import VirtualTable
from churntui.ui.theme_rows import heading, rows


class ThemePage(Page):
    """The interviews a theme was heard in; enter reads one."""

    NAME = "Theme"

    HELP = "Every interview the theme was heard in, as a whole or in a passage, the newest first. `enter` reads one."

    def __init__(self, theme_id: int) -> None:
        super().__init__()
        self._theme_id = theme_id
        self._heading = Static("", id="theme-heading", markup=False)
        self.table: VirtualTable[Line] = VirtualTable(
            columns(Book.empty), empty="No interview names it: press escape", id="theme-list", classes="panel"
        )

    def compose(self) -> ComposeResult:
        """A heading and the list."""
        yield TopLine(id="top")
        yield self._heading
        yield self.table
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    def show(self, book: Book) -> None:
        """Count in a thread."""
        name = next((one.name for one in book.themes if one.id == self._theme_id), "")
        self.query_one(TopLine).tell(self.app.opening, book, "Themes", name)
        self.app.do(self._count(book), group="theme", exclusive=True)

    async def _count(self, book: Book) -> None:
        found = await self.app.compute(lambda: rows(book))
        row = next((row for row in found if row.counted.theme.id == self._theme_id), None)
        if self.shown is book:
            self.table.set_columns(columns(book))
            self._heading.update(t(heading(book, row) if row else ""))
            self.table.set_rows(row.lines if row else (), keep=lambda line: line.key)

    @on(VirtualTable.Opened)
    async def _opened(self, event: VirtualTable.Opened[Line]) -> None:
        event.stop()
        if event.row.interview is not None:
            await self.app.push_screen(ReadingPage(event.row.interview.id))

    @property
    def logo_id(self) -> int | None:
        """The chosen interview's logo."""
        return self.table.row.logo_id if self.table.row else None

    def exported(self) -> Sheet | None:
        """The list with the notes."""
        return sheet(self.table.rows, self.shown, "theme-interviews") if self.shown else None

    def copied(self) -> str:
        """What the chosen one stated."""
        return f"{self.table.row.name}: {self.table.row.stated}" if self.table.row else ""
