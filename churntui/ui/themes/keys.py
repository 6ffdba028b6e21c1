"""The keys that act on a theme, the same in the table of themes and on a theme's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.getters import app as app_getter

from churntui.data.stories import Subject
from churntui.model.rows import Theme
from churntui.questions.themes_behind import row_of
from churntui.questions.themes_heard import HeardTheme
from churntui.ui.kit.safe import cut
from churntui.ui.parts.behind_page import BehindPage
from churntui.ui.shell.base import BookApp, Work
from churntui.ui.themes import changes as theme_changes
from churntui.ui.themes.words import explanation

NO_THEME = "There is no theme here"


class ThemeKeys(DOMNode):
    """Whatever has a chosen theme."""

    app = app_getter(BookApp)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i",
            "initiatives",
            "Initiatives",
            id="theme.initiatives",
            tooltip="What answers the theme, and more",
        ),
        Binding(
            "w",
            "win_backs",
            "Win back",
            id="theme.win_backs",
            tooltip="The logos lost to it that can be told it has been answered",
        ),
        Binding("c", "together", "Together", id="theme.together", tooltip="Which themes are heard together"),
        Binding(
            "v",
            "behind",
            "Logos",
            id="theme.behind",
            tooltip="The logos behind its figures: at stake, lost, and lost ahead",
        ),
        Binding("m", "merge", "Merge", id="theme.merge", tooltip="Make one theme of this and another"),
        Binding(
            "X",
            "split",
            "Split",
            id="theme.split",
            show=False,
            tooltip="Tick what belongs to another theme, known or new",
        ),
    ]

    @property
    def theme(self) -> Theme | None:
        """The chosen theme."""
        raise NotImplementedError

    @property
    def heard_theme(self) -> HeardTheme | None:
        """The chosen theme with its figures; None until they are counted."""
        raise NotImplementedError

    @property
    def chosen_themes(self) -> Sequence[Theme]:
        """The marked themes, else the chosen one."""
        return () if self.theme is None else (self.theme,)

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The chosen theme, for its history."""
        return ("theme", self.theme.id) if self.theme else None

    async def action_initiatives(self) -> None:
        """Show what answers the theme."""
        await self.app.open_initiatives(self.theme.id if self.theme else None)

    async def action_win_backs(self) -> None:
        """Show whom to ask back."""
        await self.app.open_win_backs(theme_id=self.theme.id if self.theme else None)

    async def action_together(self) -> None:
        """Show which themes are heard together."""
        await self.app.open_together(self.theme.id if self.theme else None)

    async def action_behind(self) -> None:
        """Show the logos behind the theme's figures."""
        row, book = self.heard_theme, self.app.book
        if row is not None:
            page = BehindPage(cut(row.name, 60), row_of(row, explanation(row, book)), "Themes")
            await self.app.push_screen(page)

    def action_merge(self) -> None:
        """Merge the theme into another."""
        self._do(theme_changes.merge)

    def action_split(self) -> None:
        """Split the theme."""
        self._do(theme_changes.split)

    def change(self) -> Work | str:
        """Rename, describe, move, colour, lock or archive the theme."""
        return NO_THEME if self.theme is None else theme_changes.change(self.app, self.theme)

    def take_away(self) -> Work | str:
        """Take the chosen themes out of the book; one that is in use says so, and stays."""
        return theme_changes.delete(self.app, self.chosen_themes) if self.chosen_themes else NO_THEME

    def _do(self, doing: Callable[[BookApp, Theme], Work]) -> None:
        if self.theme is None:
            self.app.notify(NO_THEME)
        elif self.app.may_write():
            self.app.do(doing(self.app, self.theme))
