"""A page that is one sheet to be read: a line on what it is, and the text, scrolled."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.visual import VisualType
from textual.widgets import Static

from churntui.ui.kit.safe import t
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine


class PaperPage(Page):
    """One sheet; whoever extends it reads what stands there and puts it on."""

    REDRAWS = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll(1)", "Down", id="paper.down", show=False, tooltip="Scroll down a line"),
        Binding("k", "scroll(-1)", "Up", id="paper.up", show=False, tooltip="Scroll up a line"),
    ]

    def compose(self) -> ComposeResult:
        """What it is, and the paper."""
        yield TopLine(id="top")
        yield Static("Reading …", id="paper-about", classes="note", markup=False)
        with VerticalScroll(id="paper", classes="panel"):
            yield Static("", id="paper-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.paper.focus()

    @property
    def paper(self) -> VerticalScroll:
        """What the text stands on."""
        return self.query_one("#paper", VerticalScroll)

    def put(self, about: str, text: VisualType) -> None:
        """Say what it is, and have this stand on the paper, where it is scrolled to."""
        self.query_one("#paper-about", Static).update(t(about))
        self.query_one("#paper-text", Static).update(text)

    def action_scroll(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.paper.scroll_relative(y=lines, animate=False)
