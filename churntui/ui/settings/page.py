"""The page of settings: what the figures depend on, with what each changes, beside the rates and the actions."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import ContentSwitcher, Static

from churntui.book import Book
from churntui.plain.sheets import Sheet
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.settings.lists import LISTS, Kept, RateList, missing
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine


class SettingsPage(Page):
    """Three lists, one in view."""

    NAME = "Settings"
    REDRAWS = True

    KEPT: ClassVar[tuple[type[Kept[Any]], ...]] = LISTS
    """Its lists, in the order of the tabs."""

    HELP = """
What the figures depend on, and what you may choose. ← → go from list to list.

- **Settings**: enter or `f2` changes one, `delete` sets it back. What somebody set is bold; what follows from it stands
  below. Each change is one undo, and `churntui settings` does the same.
- **Rates** convert amounts into the reporting currency, each from a day on until a later one: what one has converted is
  not restated by a newer one.
- **Actions** are what customers do. Those that qualify make a customer active.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "list(-1)", "List", key_display="← →", id="settings.previous",
                tooltip="The list to the left"),
        Binding("right,l", "list(1)", "Next list", id="settings.next", show=False,
                tooltip="The list to the right"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    def compose(self) -> ComposeResult:
        """The lists, and what the chosen row means."""
        yield TopLine(id="top")
        yield TabStrip([kept.NAME for kept in self.KEPT], id="settings-tabs")
        with ContentSwitcher(initial="settings-list-0", id="settings-lists"):
            for nth, kept in enumerate(self.KEPT):
                yield kept(id=f"settings-list-{nth}")
        yield Static("", id="settings-told", classes="note", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Keys go to the settings."""
        super().on_mount()
        self.list.focus()

    @property
    def lists(self) -> list[Kept[Any]]:
        """All of them, in the order of the tabs."""
        return list(self.query(Kept))

    @property
    def list(self) -> Kept[Any]:
        """The one in view."""
        return self.query_one(f"#settings-list-{self._place}", Kept)

    def show(self, book: Book) -> None:
        """Read the rows; the old ones stand until then."""
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME)
        self.app.do(self._fill(book), group="settings", exclusive=True)

    async def _fill(self, book: Book) -> None:
        lists = self.lists
        found = await self.app.ask(lambda store: [kept.read(store) for kept in lists])
        if self.shown is book and self.is_attached:
            for kept, rows in zip(lists, found, strict=True):
                kept.set_rows(rows, keep=kept.key_of, edits=book.generation[0])
            self.query_one(TabStrip).names = tuple(
                f"{kept.NAME} {len(kept.rows) or ''}".strip() for kept in lists
            )
            self._tell()

    def _tell(self) -> None:
        kept, book = self.list, self.shown or self.app.book
        text = kept.told(kept.row, book) if kept.row is not None else ""
        if isinstance(kept, RateList) and not text:
            text = missing(book).strip()
        self.query_one("#settings-told", Static).update(t(text))

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Any]) -> None:
        event.stop()
        if event.table is self.list:
            self._tell()

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Any]) -> None:
        event.stop()
        if self.app.may_write() and not isinstance(work := self.change(), str):
            self.app.do(work)

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        self._go(event.place)

    def action_list(self, step: int) -> None:
        """Go to the next list, around the ends."""
        self._go((self._place + step) % len(self.KEPT))

    def _go(self, place: int) -> None:
        self._place = place
        self.query_one("#settings-lists", ContentSwitcher).current = f"settings-list-{place}"
        self.query_one(TabStrip).current = place
        self.list.focus()
        self._tell()

    def add(self) -> Work | str:
        """Add to the list in view."""
        return self.list.add()

    def change(self) -> Work | str:
        """Change the chosen row of the list in view."""
        return self.list.change()

    def take_away(self) -> Work | str:
        """Take the chosen rows of the list in view away, or set them back."""
        return self.list.take_away()

    def exported(self) -> Sheet:
        """The list in view."""
        return self.list.exported()

    def copied(self) -> str:
        """The chosen row of the list in view."""
        kept = self.list
        return "" if kept.row is None else " · ".join(cell for cell in kept.cells(kept.row) if cell)
