"""What the record says twice and differently: each with the way to its row, and a key for what is right as it is."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import accepted
from churntui.metrics.contradictions import KINDS, MENDS, TITLES, Contradiction, Kind
from churntui.model.notes import NoteRef
from churntui.plain.sheets import Sheet
from churntui.questions.contradictions import found
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine


class ContradictionsPage(Page):
    """Everything nobody has accepted, the kind it was opened for first."""

    NARROWS = True
    NAME = "Contradictions"
    REDRAWS = True

    HELP = (
        "What was entered and imported cannot all be true here. Figures follow fixed rules and do not ask; say which "
        "is right.\n\n"
        + "\n".join(f"- **{TITLES[kind]}**: {MENDS[kind][0].lower()}{MENDS[kind][1:]}." for kind in KINDS)
        + "\n\nEnter goes to the row. `A` says that it is right as it is: it is told no more, here, on Today and by "
        "`churntui check`, until one of its facts changes; `u` takes that back."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "accept", "Right as it is", id="contradictions.accept", tooltip="Tell this one no more"),
    ]

    def __init__(self, first: Kind | None = None) -> None:
        super().__init__()
        self._order = sorted(KINDS, key=lambda kind: kind != first)
        self.table: VirtualTable[Contradiction] = VirtualTable(
            self._columns(), empty="Looking …", id="contradictions-list", classes="panel"
        )
        self._mend = Static("", id="contradictions-mend", classes="note", markup=False)

    def compose(self) -> ComposeResult:
        """The list; below it how the chosen one is mended."""
        yield TopLine(id="top")
        yield self.table
        yield self._mend
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    def _columns(self) -> list[Column[Contradiction]]:
        return [
            Column("Logo", 18, self._of, flex=True),
            Column("What", 28, lambda row: TITLES[row.kind], priority=1),
            Column("Facts", 40, lambda row: row.text, flex=True),
        ]

    def _of(self, row: Contradiction) -> str:
        return (self.shown or self.app.book).name(row.logo_id)

    def show(self, book: Book) -> None:
        """Look in a thread; the old rows stand until then."""
        self.query_one(TopLine).tell(self.app.opening, book, "Today", self.NAME)
        self.app.do(self._look(book), group="contradictions", exclusive=True)

    async def _look(self, book: Book) -> None:
        rows = await self.app.compute(lambda: found(book))
        if self.shown is book and self.is_attached:
            self.table.empty = "Nothing contradicts itself"
            rows.sort(key=lambda row: self._order.index(row.kind))
            self.table.set_rows(rows, keep=lambda row: (row.kind, row.about))
            self.table.border_title = t(f"{len(rows):,} in all" if rows else "")

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Contradiction]) -> None:
        event.stop()
        row = event.row
        self._mend.update(t(f"{TITLES[row.kind]}: {row.text}. {MENDS[row.kind]}." if row else ""))

    @on(VirtualTable.Opened)
    async def _opened(self, event: VirtualTable.Opened[Contradiction]) -> None:
        event.stop()
        if event.row.interview_id is not None:
            await self.app.open_reading(NoteRef("interview", event.row.interview_id))
        else:
            await self.app.open_logo(event.row.logo_id)

    def action_accept(self) -> None:
        """Tell the chosen one no more."""
        row = self.table.row
        if row is not None:
            label = f"Accept: {TITLES[row.kind]}, {self._of(row)}"
            self.app.do(
                self.app.change(
                    "Right as it is. u takes it back",
                    lambda store: accepted.accept(store, row.kind, row.about, label),
                )
            )

    @property
    def logo_id(self) -> int | None:
        """The logo under the cursor."""
        return self.table.row.logo_id if self.table.row else None

    def exported(self) -> Sheet:
        """The list, with how each is mended."""
        rows = tuple((self._of(row), TITLES[row.kind], row.text, MENDS[row.kind]) for row in self.table.rows)
        return Sheet("contradictions", ("logo", "what", "facts", "mend"), rows)

    def copied(self) -> str:
        """The chosen row as a line."""
        row = self.table.row
        return f"{self._of(row)}: {row.text}" if row else ""
