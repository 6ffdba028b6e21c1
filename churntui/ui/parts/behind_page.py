"""The page behind a row of figures: the logos of each of its figures, and from there the logo itself."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widgets import Static

from churntui.book import Book
from churntui.plain.sheets import Sheet
from churntui.questions.shown import Member, Members, TrendRow, sheet_of, told
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.figures import columns_of
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_LONGEST_NAME = 60
"""Letters of an export's name: a segment may be called anything."""


class BehindPage(Page):
    """The logos behind one row of figures."""

    NARROWS = True
    NAME = "Behind the figure"

    HELP: ClassVar[str] = (
        "The logos that were counted, one list for each figure of the row. *Left on* is the first day without "
        "service. *ARR* of a lost logo is that of the period's opening, so that the list adds up to the figure; that "
        "of early churn is its last. *Stated* is what the logo said, *assessed* what we think. "
        "`!` marks a loss nobody was asked about: `n` writes its exit interview."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,shift+tab",
            "set(-1)",
            "Figure",
            key_display="←→",
            id="behind.left",
            tooltip="The figure before",
        ),
        Binding("right,tab", "set(1)", "Next", id="behind.right", show=False, tooltip="The next figure"),
    ]

    place: var[int] = var(0, init=False)
    """Which of the figures is shown, from 0."""

    def __init__(self, title: str, row: TrendRow, place: str = "Trends") -> None:
        super().__init__()
        self._place = place
        self._heading = title
        self._row = row
        self._sets: tuple[Members, ...] = ()

    def compose(self) -> ComposeResult:
        """Where we are, the figures, the logos of the one in view, what the chosen one said."""
        yield TopLine(id="top")
        yield TabStrip(id="behind-tabs")
        yield Static(t(self._row.words), id="behind-about", classes="note", markup=False)
        yield VirtualTable[Member]([], empty="Looking them up …", id="behind-table")
        yield Static("", id="behind-words", classes="note", markup=False)
        yield KeyLine()

    @property
    def _table(self) -> VirtualTable[Member]:
        return self.query_one("#behind-table", VirtualTable)

    @property
    def _members(self) -> Members | None:
        return self._sets[self.place] if self._sets else None

    def show(self, book: Book) -> None:
        """Find the logos in this book; the old ones stand until then."""
        self.query_one(TopLine).tell(self.app.opening, book, self._place, self._heading)
        self.app.do(self._find(book), group="behind", exclusive=True)

    async def _find(self, book: Book) -> None:
        sets: tuple[Members, ...] = ()
        if (behind := self._row.behind) is not None:
            sets = await self.app.compute(partial(behind, book))
        if (asked := self._row.behind_in_file) is not None:
            sets += await self.app.ask(lambda store: asked(store, book))
        if self.shown is book and self.is_attached:
            if not self._sets:
                self.set_reactive(
                    BehindPage.place, next((at for at, one in enumerate(sets) if one.members), 0)
                )
            self._sets = sets
            self.query_one(TabStrip).names = tuple(
                f"{members.name} {len(members.members)}" for members in sets
            )
            self.place = min(self.place, len(sets) - 1)
            self._fill()

    def watch_place(self) -> None:
        """Show the other figure's logos."""
        self._fill()

    def _fill(self) -> None:
        members = self._members
        if members is not None:
            self.query_one(TabStrip).current = self.place
            self._table.empty = members.empty
            self._table.set_columns(columns_of(members.headings))
            self._table.set_rows(members.members, keep=lambda member: member.key)

    def action_set(self, steps: int) -> None:
        """Go on to the next figure, or back."""
        if self._sets:
            self.place = (self.place + steps) % len(self._sets)

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        self.place = event.place

    @on(VirtualTable.Moved)
    def _say(self, event: VirtualTable.Moved[Member]) -> None:
        words = self.query_one("#behind-words", Static)
        said = event.row.words if event.row else ""
        words.update(t(f"“{said}”"))
        words.display = bool(said)

    @on(VirtualTable.Opened)
    async def _open(self, event: VirtualTable.Opened[Member]) -> None:
        await self.app.open_logo(event.row.logo_id)

    @property
    def logo_id(self) -> int | None:
        """The logo under the cursor."""
        row = self._table.row
        return row.logo_id if row else None

    def exported(self) -> Sheet | None:
        """The logos in view."""
        members = self._members
        if members is None:
            return None
        name = f"{self._heading} {members.name}".lower().replace(" ", "-")
        safe = "".join(character for character in name if character.isalnum() or character == "-")
        return sheet_of(safe[:_LONGEST_NAME], members.headings, [member.line for member in members.members])

    def copied(self) -> str:
        """The logo under the cursor with its figures."""
        row, members = self._table.row, self._members
        return told(members.headings, row.line) if row and members else ""

    def explained(self) -> str:
        """The figures of the row this page stands behind."""
        return self._row.explained
