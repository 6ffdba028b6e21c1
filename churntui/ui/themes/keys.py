"""The keys that act on a theme, the same in the table of themes and on a theme's page."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
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
from churntui.ui.shell.base import BookApp
from churntui.ui.themes import changes as theme_changes
from churntui.ui.themes.words import explanation

_WRITING = frozenset({"merge", "split", "change", "create"})


class ThemeKeys(DOMNode):
    """Whatever has a chosen theme."""

    app = app_getter(BookApp)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a",
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
            "x",
            "split",
            "Split",
            id="theme.split",
            show=False,
            tooltip="Tick what belongs to another theme, known or new",
        ),
        Binding(
            "f2",
            "change",
            "Change",
            id="theme.change",
            tooltip="Rename, describe, move, colour, lock, archive or delete the theme",
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
    def subject(self) -> tuple[Subject, int] | None:
        """The chosen theme, for its history."""
        return ("theme", self.theme.id) if self.theme else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A book that is read-only is not written."""
        if action in _WRITING and self.app.opening.read_only:
            return None
        return super().check_action(action, parameters)

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

    def action_change(self) -> None:
        """Offer what else can be done to the theme."""
        self._do(theme_changes.change)

    def _do(self, doing: Callable[[BookApp, Theme], Coroutine[None, None, None]]) -> None:
        if self.theme is not None:
            self.app.do(doing(self.app, self.theme))
