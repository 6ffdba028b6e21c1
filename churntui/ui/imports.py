"""What was imported, newest first; the newest that stands can be taken back whole, of the last three."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from churntui.book import Book
from churntui.data.importing import takeback
from churntui.data.importing.takeback import Batch, Left
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_ASKED = (
    "What it added goes, and what it changed is as it was before. What was changed since stays, and is named here. "
    "u does not bring it back; importing the files again does."
)


class ImportsPage(Page):
    """Every import that changed something."""

    NAME = "Imports"
    REDRAWS = True

    HELP = """
What was imported, newest first, and how many rows each import added and changed.

- `del` takes the newest one back that stands: what it added goes, what it changed is as it was before, counts of
  activity too. `churntui undo-import` does the same. What an import replaced is kept for the last three.
- What was changed since, and what something made since hangs on, stays and is named below the list; `e` saves that.
- An import that changed nothing is not listed. `u` takes back your own last change.
"""

    DEFAULT_CSS = """
    ImportsPage #imports-left { height: auto; max-height: 40%; display: none; }
    ImportsPage #imports-left.told { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left: tuple[Left, ...] = ()
        """What stayed of the import that was taken back last."""
        self._words = Static("", id="imports-words", classes="note", markup=False)
        self.table: VirtualTable[Batch] = VirtualTable(
            self._columns(), empty="Reading …", id="imports-list", classes="panel"
        )

    def compose(self) -> ComposeResult:
        """The list; below it what stayed of the one that was taken back."""
        yield TopLine(id="top")
        yield self.table
        with VerticalScroll(id="imports-left"):
            yield self._words
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    def _columns(self) -> list[Column[Batch]]:
        return [
            Column("When, UTC", 16, lambda batch: (_when(batch.at), _look(batch))),
            Column("Files", 12, lambda batch: (_files(batch), _look(batch)), flex=True),
            Column("Added", 8, lambda batch: f"{batch.added:,}", align="right"),
            Column("Changed", 8, lambda batch: f"{batch.changed:,}", align="right", priority=1),
            Column("To be taken back", 17, self._state),
        ]

    def _state(self, batch: Batch) -> tuple[str, CellStyle]:
        if batch.taken_back_at is not None:
            return f"back {batch.taken_back_at[:10]}", "dim"
        if not batch.is_kept:
            return "no longer", "dim"
        return ("yes, del" if batch == self._next() else "after the above"), ""

    def _next(self) -> Batch | None:
        """The one that is taken back next."""
        standing = next((batch for batch in self.table.rows if batch.taken_back_at is None), None)
        return standing if standing is not None and standing.is_kept else None

    def show(self, book: Book) -> None:
        """Read the list; the old rows stand until then."""
        self.query_one(TopLine).tell(self.app.opening, book, "Today", self.NAME)
        self.app.do(self._read(book), group="imports", exclusive=True)

    async def _read(self, book: Book) -> None:
        batches = await self.app.ask(takeback.batches)
        if self.shown is book and self.is_attached:
            self.table.empty = "No import is listed yet: I imports files, as does churntui import"
            self.table.set_rows(batches, keep=lambda batch: batch.number)

    def take_away(self) -> Work | str:
        """Take the newest import back that stands."""
        batch = self._next()
        if batch is None:
            return "There is no import to take back: what one replaced is kept for the last three"
        return self._take_back(batch)

    async def _take_back(self, batch: Batch) -> None:
        title = f"Take back the import of {batch.called}?"
        if not await self.app.push_screen_wait(Confirm(title, _ASKED, "Take it back", "Leave it")):
            return
        taken = await self.app.ask(lambda store: takeback.take_back(store, batch.number))
        self._left = taken.left
        await self.app.reload()
        self.app.has_changed()
        self.app.notify(f"{batch.called}: {taken.told}", title="Taken back")
        if self.is_attached:
            told = f"Left as now, {counted(len(self._left), 'row')}:\n" + "\n".join(map(str, self._left))
            self._words.update(t(told if self._left else ""))
            self.query_one("#imports-left").set_class(bool(self._left), "told")

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Batch]) -> None:
        """Say what each of its files came to."""
        event.stop()
        lines = (
            f"{file.path} -> {file.table}: {file.added:,} added, {file.changed:,} changed, "
            f"{file.unchanged:,} unchanged, {file.rejected:,} rejected"
            for file in event.row.files
        )
        self._left = ()
        self._words.update(t("\n".join(lines)))
        self.query_one("#imports-left").add_class("told")

    def exported(self) -> Sheet:
        """What stayed of the one that was taken back, else the list."""
        if self._left:
            left = tuple((left.table, left.called, left.why) for left in self._left)
            return Sheet("imports-left", ("table", "row", "why"), left)
        header = ("at_utc", "files", "added", "changed", "taken_back_at_utc")
        rows = tuple(
            (
                batch.at,
                "; ".join(file.path for file in batch.files),
                str(batch.added),
                str(batch.changed),
                batch.taken_back_at or "",
            )
            for batch in self.table.rows
        )
        return Sheet("imports", header, rows)

    def copied(self) -> str:
        """The chosen row as a line."""
        return self.table.row.called if self.table.row else ""


def _when(at: str) -> str:
    return at[:16].replace("T", " ")


def _look(batch: Batch) -> CellStyle:
    return "" if batch.taken_back_at is None else "dim"


def _files(batch: Batch) -> str:
    return ", ".join(dict.fromkeys(file.path for file in batch.files))
