"""The section of attempts to keep the logo: how far each is, since when, what is offered, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from churntui.book import Book
from churntui.model.choices import SAVE_STAGE_LABELS
from churntui.model.saving import SaveAttempt
from churntui.plain.looks import CellStyle
from churntui.questions.attempts import called, offered, since, stands
from churntui.questions.logo_file import LogoFile
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.section import TableSection
from churntui.ui.parts.attempts import begin
from churntui.ui.shell.base import Work


class Saving(TableSection[SaveAttempt]):
    """What was tried to keep the logo."""

    NAME = "Save attempts"
    TABLE = "save_attempt"
    EMPTY = "Nobody had to keep them yet: P or a begins an attempt, from the day it is seen at risk."
    FILES = "save_attempts.csv"
    SHORT = True
    SHOWN = 4
    LEAST = 8
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((2, 1), 2)

    def compose(self) -> ComposeResult:
        """The table, and what there is to say about the chosen one."""
        yield from super().compose()
        yield Static("", id="logo-attempt", markup=False)

    def columns(self) -> list[Column[SaveAttempt]]:
        """How far, since when, what is offered, who."""
        return [
            Column("Stage", 13, _stage),
            Column("Since", 11, lambda attempt: self.day(since(attempt))),
            Column("Days", 5, self._days, align="right"),
            Column("Offer", 18, offered, flex=True),
            Column("Owner", 14, lambda attempt: attempt.owner, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[SaveAttempt]:
        """Those that go on, then the others; the newest first."""
        newest = list(reversed(file.attempts))
        return sorted(newest, key=lambda attempt: attempt.is_closed)

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, and how many go on."""
        super().show(book, file)
        still = sum(not attempt.is_closed for attempt in file.attempts)
        self.border_subtitle = t(f"{still} open" if still else "")
        self._tell(self.table.row)

    def lines(self, width: int) -> int:
        """The table, and three lines about the chosen one."""
        return super().lines(width) + (3 if self.table.rows else 0)

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[SaveAttempt]) -> None:
        self._tell(event.row)

    def _tell(self, attempt: SaveAttempt | None) -> None:
        self.query_one("#logo-attempt", Static).update(t(self._about(attempt) if attempt else ""))

    def _about(self, attempt: SaveAttempt) -> str:
        """What is offered and what they said, whole."""
        said = f"They said: {attempt.response}" if attempt.response else ""
        return "\n".join(filter(None, (f"{stands(attempt, self.as_of)}. {offered(attempt)}".strip(), said)))

    def called(self, row: SaveAttempt) -> str:
        """It in a line."""
        return called(row)

    def add(self, logo_id: int) -> Work | str:
        """Begin another one."""
        return begin(self.app, logo_id)

    def _days(self, attempt: SaveAttempt) -> str:
        """How long it has been so; of one that is over, how long it took."""
        begun, day = attempt.begun_on, since(attempt)
        if attempt.is_closed:
            return "" if begun is None or day is None else str((day - begun).days)
        return "" if day is None else str(max(0, (self.as_of - day).days))


def _stage(attempt: SaveAttempt) -> tuple[str, CellStyle]:
    looks: dict[str, CellStyle] = {"recovered": "good", "lost": "bad", "at_risk": "warn"}
    return SAVE_STAGE_LABELS[attempt.stands], looks.get(attempt.stands, "")
