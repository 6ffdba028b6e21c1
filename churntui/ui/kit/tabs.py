"""A line of tabs: names in a row, one of them current. Who owns it switches; it only shows, and tells of clicks.

Where not all names have room, those around the current one are shown, between `‹` and `›`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from churntui.ui.kit.safe import t

_AIR = 2
"""Cells around a name."""

_MORE = 3
"""Cells of a sign that there are more, with those around it."""


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
        """One label for each tab between the signs that there are more, and the note."""
        first, end = self._window()
        yield _MoreTabs("‹", shown=first > 0)
        for place, name in enumerate(self.names):
            label = _TabLabel(place, name, current=place == self.current)
            label.display = first <= place < end
            yield label
        yield _MoreTabs("›", shown=end < len(self.names))
        yield Static(t(self.note), classes="tab-note", markup=False)

    def _window(self) -> tuple[int, int]:
        """The first tab shown, and the first that is not any more."""
        cells = [cell_len(name) + _AIR for name in self.names]
        return window(cells, self.current, self.scrollable_content_region.width)

    def _show_window(self) -> None:
        first, end = self._window()
        for label in self.query(_TabLabel):
            label.display = first <= label.place < end
        for more, shown in zip(self.query(_MoreTabs), (first > 0, end < len(self.names)), strict=False):
            more.display = shown

    def on_resize(self) -> None:
        """Other tabs may have room."""
        self._show_window()

    def watch_current(self, current: int) -> None:
        """Mark the current tab, and have it in view."""
        for label in self.query(_TabLabel):
            label.set_class(label.place == current, "-current")
        self._show_window()

    def watch_note(self, note: str) -> None:
        """Show the note."""
        for line in self.query(".tab-note").results(Static):
            line.update(t(note))


def window(cells: Sequence[int], current: int, room: int) -> tuple[int, int]:
    """A half-open range of the tabs: all where they have room or nobody knows it, else those around the current."""
    if not cells or room <= 0 or sum(cells) <= room:
        return 0, len(cells)
    first, end, room = current, current + 1, room - 2 * _MORE
    while True:
        spare = room - sum(cells[first:end])
        if end < len(cells) and cells[end] <= spare:
            end += 1
        elif first > 0 and cells[first - 1] <= spare:
            first -= 1
        else:
            return first, end


class _MoreTabs(Static):
    """A sign that there are more tabs on that side."""

    def __init__(self, sign: str, *, shown: bool) -> None:
        super().__init__(t(sign), markup=False, classes="tab-more")
        self.display = shown


class _TabLabel(Static):
    """One tab's name."""

    def __init__(self, place: int, name: str, *, current: bool) -> None:
        super().__init__(t(name), markup=False, classes="-current" if current else None)
        self.place = place

    def on_click(self, event: Click) -> None:
        """Tell that the tab was chosen."""
        event.stop()
        self.post_message(TabStrip.Chosen(self.place))
