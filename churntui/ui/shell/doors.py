"""The doors that lead from anywhere to a page: search, the history of what the cursor stands on, what was learnt.

They stand apart from the app because they need nothing of its frame; each page is imported when its door is used.
"""

from __future__ import annotations

from textual.binding import Binding

from churntui.data.stories import Subject
from churntui.ui.shell.base import BookApp, Page, Place

DOORS = (
    Binding("ctrl+k", "search", "Search", key_display="^k", id="app.search",
            tooltip="Search all notes, quotes, themes and logos"),
    Binding("H", "history", "History", id="app.history", show=False,
            tooltip="What was changed about the chosen interview, theme or logo, and when"),
    Binding("L", "learning", "Learning", id="app.learning", show=False,
            tooltip="What the losses teach: stated against assessed, warnings, coverage"),
)  # fmt: skip
"""The keys of the doors."""


class Doors(BookApp):
    """The app as far as the doors need it."""

    @property
    def front(self) -> Place | Page:
        """The page in view, else the place."""
        raise NotImplementedError

    async def _read_whole(self) -> None:
        """Have more than the first frame's book."""
        raise NotImplementedError

    def action_search(self) -> None:
        """Search everything."""
        self.do(self.open_search())

    async def open_search(self, query: str = "") -> None:
        """Open the search, with words to begin with."""
        from churntui.ui.search import SearchPage

        await self._read_whole()
        await self.push_screen(SearchPage(query))

    def action_learning(self) -> None:
        """Show what the losses teach."""
        self.do(self._open_learning())

    async def _open_learning(self) -> None:
        from churntui.ui.interviews.learning import LearningPage

        await self._read_whole()
        await self.push_screen(LearningPage())

    def action_history(self) -> None:
        """Show the history of what the cursor stands on."""
        subject = self.front.subject
        if subject is None:
            self.notify("Choose a logo, an interview or a theme first")
        else:
            self.do(self._open_history(*subject))

    async def _open_history(self, kind: Subject, row_id: int) -> None:
        from churntui.ui.history.page import HistoryPage

        await self._read_whole()
        await self.push_screen(HistoryPage(kind, row_id))
