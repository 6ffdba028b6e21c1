"""The frame around the places: the top line and the bar of places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Click
from textual.getters import app as app_getter
from textual.reactive import reactive
from textual.widgets import Input, Static

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.text import shortened
from churntui.ui.kit.safe import t
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.grammar import INCOGNITO
from churntui.ui.shell.opening import Opening

_LONGEST_OWNER = 24
"""Cells of a name in the top line."""


class FilterLine(Input):
    """The line that filters a place; what is typed there can be searched for everywhere."""

    app = app_getter(BookApp)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+k",
            "search",
            "Search",
            id="filter.search",
            show=False,
            tooltip="Search everything for these words",
        ),
    ]

    def action_search(self) -> None:
        """Take the words along to the search."""
        self.app.do(self.app.open_search(self.value))


class FilterTold(Static):
    """What is wrong with the filter, over its line; there only where something is."""

    def on_mount(self) -> None:
        """Nothing is yet."""
        self.display = False

    def tell(self, text: str) -> None:
        """Say it; an empty text takes it away."""
        self.update(t(text))
        self.display = bool(text)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One of the seven places, as the bar names it."""

    id: str
    name: str
    answers: str
    """The question it answers, for help and palette."""


PLACES: tuple[PlaceName, ...] = (
    PlaceName("today", "Today", "What needs me today?"),
    PlaceName("logos", "Logos", "How does each logo stand?"),
    PlaceName("renewals", "Renewals", "Which renewals come up, and when must I speak?"),
    PlaceName("trends", "Trends", "How does attrition move, and why?"),
    PlaceName("notes", "Notes", "What did they tell us, those who left and those who stay?"),
    PlaceName("themes", "Themes", "Which causes come back, and what did they cost?"),
    PlaceName("briefs", "Briefs", "What do I say in the next business review?"),
)


class TopLine(Horizontal):
    """Which book, which place, which day, which currency."""

    def compose(self) -> ComposeResult:
        """Two ends of one line."""
        yield Static("", id="where", markup=False)
        yield Static("", id="when", markup=False)

    def tell(self, opening: Opening, book: Book, *trail: str) -> None:
        """Show the book's name, the trail of places and pages, and the settings of every figure."""
        self.query_one("#where", Static).update(t(" › ".join(["churntui", opening.name, *trail])))
        parts = [f"as of {dates.short(book.as_of)}", book.currency]
        if book.owner:
            parts.append(f"owner: {shortened(book.owner, _LONGEST_OWNER)}")
        if opening.read_only and not opening.is_incognito:
            parts.append("read-only")
        masked = f"INCOGNITO ({INCOGNITO})" if opening.is_incognito else ""
        told = t(" · ".join(filter(None, (masked, *parts)))).stylize("bold", 0, len(masked))
        self.query_one("#when", Static).update(told)


class PlaceLabel(Static):
    """A place's number and name; a click goes there."""

    app = app_getter(BookApp)

    def __init__(self, nth: int, place: PlaceName) -> None:
        super().__init__(f"{nth} {place.name}", markup=False, id=f"go-{place.id}")
        self._place = place

    async def on_click(self, event: Click) -> None:
        """Go to the place."""
        event.stop()
        await self.app.run_action(f"app.place('{self._place.id}')")


class PlaceBar(Horizontal):
    """The seven places; the one in view is marked by weight and by line, not by colour alone."""

    current: reactive[str] = reactive("")

    ALLOW_SELECT: ClassVar[bool] = False

    def compose(self) -> ComposeResult:
        """One label for each place."""
        for nth, place in enumerate(PLACES, 1):
            yield PlaceLabel(nth, place)

    def watch_current(self, current: str) -> None:
        """Mark the place in view."""
        for label in self.query(PlaceLabel):
            label.set_class(label.id == f"go-{current}", "-current")
