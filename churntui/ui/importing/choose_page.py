"""Choosing what to import: a line for paths, and a tree of the files that can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DirectoryTree, Input, Static

from churntui.book import Book
from churntui.data.importing import Options
from churntui.data.importing.preview import preview
from churntui.data.importing.reading.opening import is_looked_at
from churntui.plain.text import clean_line
from churntui.ui.importing import running
from churntui.ui.importing.paths import added, pasted, paths_of
from churntui.ui.kit.safe import t
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine


class PathLine(Input):
    """Paths, typed or dropped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Look", id="import.look", tooltip="Look at what the line names"),
        Binding("down", "app.focus_next", "Files below", id="import.down", tooltip="To the files below"),
    ]  # fmt: skip

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        line = pasted(event.text)
        gap = " " if self.value and not self.value.endswith(" ") and self.selection.is_empty else ""
        self.replace(gap + line, *self.selection)


class FileTree(DirectoryTree):
    """Folders, and the files that can be read; names are text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Add", id="import.mark", tooltip="Add the file or folder to the line, or take it off"),
        Binding("w", "whole", "Whole folder", id="import.whole", tooltip="Look at all files of the folder"),
        Binding("backspace", "higher", "Folder above", id="import.higher", tooltip="Show the folder above"),
    ]  # fmt: skip

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    class Marked(Message):
        """This one is to be named in the line, or no more."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Whole(Message):
        """This folder is to be looked at."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Those that are not hidden, and can be read."""
        return [
            path
            for path in paths
            if not path.name.startswith((".", "~$"))
            and (is_looked_at(path.suffix.lower()) or os.path.isdir(path))  # noqa: PTH112 - never raises
        ]

    def process_label(self, label: str | Text) -> Text:
        """The name on one line, with nothing in it that acts."""
        return Text(clean_line(str(label)) or "?")

    @property
    def chosen(self) -> Path:
        """The file or folder under the cursor."""
        node = self.cursor_node
        return node.data.path if node is not None and node.data is not None else Path(self.path)

    def action_mark(self) -> None:
        """Name what the cursor stands on in the line, or take it out of it."""
        self.post_message(self.Marked(self.chosen))

    def action_whole(self) -> None:
        """Look at the folder the cursor stands on, or that of its file."""
        path = self.chosen
        self.post_message(self.Whole(path if os.path.isdir(path) else path.parent))  # noqa: PTH112 - as above

    def action_higher(self) -> None:
        """Show the folder above."""
        self.path = Path(self.path).resolve().parent


class ChoosePage(Page):
    """Files or folders to look at."""

    NAME = "Import"
    HELP = """
Files to take in: CSV, Excel, JSON, zip and folders of them, from a CRM, a billing or a product tool, or a sheet of
your own.

- Type or drop paths into the line, several of them in quotes; `enter` looks at them. Below it `enter` looks at a file,
  `space` adds it to the line, `w` looks at its whole folder, `backspace` goes to the folder above.
- Nothing is kept by looking: the next page shows what each file is taken for and what would become of its rows.
"""

    def compose(self) -> ComposeResult:
        """The line, and the tree."""
        yield TopLine(id="top")
        yield Static(
            t("Type or drop paths, or choose below. Looking at files keeps nothing"),
            id="import-about",
            classes="note",
        )
        yield PathLine(placeholder="~/Downloads/contracts.csv, or a folder", id="import-line")
        yield FileTree(Path.cwd(), id="import-tree", classes="panel")
        yield KeyLine()

    def on_mount(self) -> None:
        """What is dropped goes into the line."""
        self.line.focus()

    @property
    def line(self) -> PathLine:
        """Where paths are typed."""
        return self.query_one(PathLine)

    def show(self, book: Book) -> None:
        """Nothing here follows from the book."""
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.app.do(self._look(event.value))

    @on(DirectoryTree.FileSelected)
    def _selected(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        if not self.line.value.strip():
            self.app.do(self._look_at((event.path,)))
        else:
            line = self.line.value
            self.app.do(self._look(line if str(event.path) in line else added(line, event.path)))

    @on(FileTree.Marked)
    def _marked(self, event: FileTree.Marked) -> None:
        event.stop()
        self.line.value = added(self.line.value, event.path)

    @on(FileTree.Whole)
    def _whole(self, event: FileTree.Whole) -> None:
        event.stop()
        self.app.do(self._look_at((event.path,)))

    async def _look(self, line: str) -> None:
        await self._look_at(paths_of(line))

    async def _look_at(self, paths: tuple[Path, ...]) -> None:
        """Show what they would become; stay where that was stopped."""
        from churntui.ui.importing.preview_page import PreviewPage

        options = Options()
        seen = await running.run(
            self.app,
            "Looking at the files …",
            lambda store, progress: preview(store, paths, options, progress),
        )
        if seen is not None and self.is_current:
            await self.app.push_screen(PreviewPage(paths, options, seen))
