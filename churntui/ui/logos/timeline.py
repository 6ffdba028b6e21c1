"""The two sections that are the logo's story: what happened, newest first, and what is next, in the order of days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.looks import CellStyle
from churntui.questions.logo_file import LogoFile
from churntui.questions.story import GROUPS, KIND_LABELS, Event, Group, ahead, happened
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.adding import EVERYTHING, add_one_of
from churntui.ui.logos.section import TableSection
from churntui.ui.parts import fix_line
from churntui.ui.shell.base import Work

_BEFORE_WORDS = 28
"""Cells of a line that are not its words."""


class Story(TableSection[Event]):
    """A part of the story: a line for each event."""

    ADDS: ClassVar[str]
    """What can be added to it, by the letters of `adding`."""

    _book: Book | None = None

    class Opened(Message):
        """What an event is about is wanted."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def columns(self) -> list[Column[Event]]:
        """The day, what it is, and what there is to say."""
        return [
            Column("Day", 11, self._day),
            Column("What", 8, lambda event: (KIND_LABELS[event.kind], "dim")),
            Column("  Said", 24, _said, flex=True),
        ]

    def compose(self) -> ComposeResult:
        """The lines, and the whole of the chosen one where it has no room in its line."""
        yield from super().compose()
        yield Static("", classes="logo-whole", markup=False)

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[Event]) -> None:
        whole = _whole(event.row) if event.row else ""
        line = self.query_one(".logo-whole", Static)
        line.update(t(whole))
        line.display = cell_len(whole) > self.size.width - _BEFORE_WORDS

    def _day(self, event: Event) -> tuple[str, CellStyle]:
        if event.day is None:
            return "no day", "dim"
        return dates.short(event.day, self.as_of), "bold" if event.urgent else ""

    def identity(self, row: Event) -> object:
        """Its row, and its day."""
        return row.key

    def row_of(self, row: Event) -> tuple[str, int] | None:
        """What the event is about; what was changed by hand is told by the history."""
        return None if row.kind == "change" else row.row

    def add(self, logo_id: int) -> Work | str:
        """Add any of the rows it tells of."""
        return add_one_of(self.app, logo_id, self.ADDS)

    def open_row(self, row: Event) -> None:
        """Have the page go to what it is about."""
        self.post_message(self.Opened(row))

    def change(self) -> Work | str | None:
        """Change what the event is about; an interview in its own editor, a fix in one line."""
        about = self.table.row
        if about is not None and about.kind == "fix":
            return fix_line.change(self.app, about.row[1])
        if about is not None and about.row[0] == "interview":
            return self.app.write_interview(None, about.row[1])
        return super().change()

    def called(self, row: Event) -> str:
        """What it says."""
        return row.text

    def take_away(self) -> Work | str:
        """Delete the rows told here, where the line is the row: what a contract or an interview tells beside is not."""
        if any(not event.is_row for event in self.table.chosen_rows):
            return "This is told by another row: enter goes to it"
        return super().take_away()


def _said(event: Event) -> tuple[str, CellStyle]:
    """The words, and before them, so that it is never cut off, whether it needs someone, else what it speaks for."""
    looks: dict[str, CellStyle] = {"▲": "good", "▼": "warn"}
    sign = "!" if event.urgent else event.sign or " "
    return f"{sign} {_whole(event)}", "bold" if event.urgent else looks.get(event.sign, "")


def _whole(event: Event) -> str:
    return "  ".join(part for part in (event.text, " · ".join(event.themes)) if part)


class Happened(Story):
    """What happened, newest first."""

    ADDS = EVERYTHING

    NAME = "What happened"
    EMPTY = "Nothing is known of it yet: a adds a contract, a person, a talk, a goal."
    SHOWN = 40
    LEAST = 9
    GROWS = True
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((0, 1), 1)

    _group: Group = "all"
    _events: tuple[Event, ...] = ()

    def rows(self, file: LogoFile) -> Sequence[Event]:
        """Those of the group shown."""
        del file
        return [event for event in self._events if event.kind in GROUPS[self._group]]

    def count(self, file: LogoFile) -> int | None:
        """All of them, shown or not."""
        del file
        return len(self._events)

    def show(self, book: Book, file: LogoFile) -> None:
        """Show what happened up to the as-of day."""
        self._file, self._book = file, book
        self._events = happened(file, book)
        super().show(book, file)
        self._tell_group()

    def next_group(self) -> None:
        """Show the next kinds alone; after the last, all."""
        groups = list(GROUPS)
        self._group = groups[(groups.index(self._group) + 1) % len(groups)]
        if self._book is not None:
            self.table.set_rows(self.rows(self._file), keep=self.identity)
        self.table.empty = self.EMPTY if self._group == "all" else f"No {self._group}: f shows others"
        self._tell_group()

    def _tell_group(self) -> None:
        self.border_subtitle = t("" if self._group == "all" else f"{self._group} only · f")


class Ahead(Story):
    """What is next, in the order of the days."""

    ADDS = "xmg"

    NAME = "Next"
    EMPTY = "Nothing is planned: x plans a step, a adds a promise or a goal."
    SHOWN = 10
    LEAST = 7
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((0, 1), 1)

    _events: tuple[Event, ...] = ()

    def rows(self, file: LogoFile) -> Sequence[Event]:
        """All of them."""
        del file
        return self._events

    def show(self, book: Book, file: LogoFile) -> None:
        """Show what is ahead."""
        self._events = ahead(file, book)
        super().show(book, file)
        urgent = sum(event.urgent for event in self._events)
        self.border_subtitle = t(f"{urgent} due !" if urgent else "")

    def count(self, file: LogoFile) -> int | None:
        """How many."""
        del file
        return len(self._events)
