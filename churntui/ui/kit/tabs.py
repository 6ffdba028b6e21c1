"""A line of tabs: names in a row, one of them current. Who owns it switches; it only shows, and tells of clicks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from churntui.ui.kit.safe import t


class TabStrip(Horizontal):
    """The names, the current one marked by weight and reversed video, and a line on the right."""

    names: reactive[tuple[str, ...]] = reactive((), recompose=True)
    """What the tabs are called."""

    current: reactive[int] = reactive(0)
    """Which tab is marked, from 0."""

    note: reactive[str] = reactive("")
    """What stands at the right end."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, names: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(TabStrip.names, tuple(names))

    def compose(self) -> ComposeResult:
        """One label for each tab, and the note."""
        for place, name in enumerate(self.names):
            yield _TabLabel(place, name, current=place == self.current)
        yield Static(t(self.note), classes="tab-note", markup=False)

    def watch_current(self, current: int) -> None:
        """Mark the current tab."""
        for label in self.query(_TabLabel):
            label.set_class(label.place == current, "-current")

    def watch_note(self, note: str) -> None:
        """Show the note."""
        for line in self.query(".tab-note").results(Static):
            line.update(t(note))


class _TabLabel(Static):
    """One tab's name."""

    def __init__(self, place: int, name: str, *, current: bool) -> None:
        super().__init__(t(name), markup=False, classes="-current" if current else None)
        self.place = place

    def on_click(self, event: Click) -> None:
        """Tell that the tab was chosen."""
        event.stop()
        self.post_message(TabStrip.Chosen(self.place))
