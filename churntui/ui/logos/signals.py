"""The section of signals: what puts the logo at risk, since when, and what to do about it; and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from churntui.book import Book
from churntui.metrics.signals.signal import CODES, Signal
from churntui.plain.looks import CellStyle
from churntui.questions.logo_file import LogoFile
from churntui.questions.signals import looking
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column
from churntui.ui.logos.section import RowOfBook, TableSection
from churntui.ui.shell.base import Work
from churntui.ui.shell.chosen import Chosen


class Signals(TableSection[Signal]):
    """Those of the logo, the most pressing first."""

    NAME = "Signals"
    EMPTY = "Looking …"
    SHOWN = 6
    LEAST = 4
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((0, 1), 1)

    _signals: tuple[Signal, ...] = ()

    def columns(self) -> list[Column[Signal]]:
        """What it says, since when, and the key that answers it."""
        return [
            Column("Signal", 38, _said, flex=True),
            Column("Since", 11, lambda signal: self.day(signal.since), priority=2),
            Column("Do", 28, lambda signal: f"{signal.act.key} {signal.act.what}", flex=True, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Signal]:
        """As they were looked at for the whole book."""
        del file
        return self._signals

    def show(self, book: Book, file: LogoFile) -> None:
        """Show what is known of them: nothing before somebody has looked."""
        logo_id = file.logo_id
        looked = looking.recalled(book)
        self._signals = looked.of(logo_id) if looked else ()
        if looked is not None:
            pays = logo_id in book.active_arr
            none = f"None of {len(CODES)} signals." if pays else "It does not pay: nothing is at risk."
            self.table.empty = none
            unknown = ", ".join(looked.unknown.get(logo_id, ()))
            self.border_subtitle = t(f"not known: {unknown}" if unknown else "")
        super().show(book, file)

    def identity(self, row: Signal) -> object:
        """What it is about."""
        return row.about

    def row_of(self, row: Signal) -> RowOfBook | None:
        """What is overdue, where it says that something is: so it is completed here."""
        return row.row

    def go_to(self, row: RowOfBook) -> bool:
        """What is overdue stands in a section of its own."""
        del row
        return False

    def take_away(self) -> Work | str:
        """A signal follows from the book."""
        return "A signal goes when its cause does: enter answers it"

    def proposed(self) -> str:
        """What the chosen signal asks for."""
        return "" if self.table.row is None else self.table.row.act.as_step

    def open_row(self, row: Signal) -> Work | str | None:
        """Answer it: by its key, or where it is to be changed."""
        if row.contradiction is not None:
            return self.app.open_contradictions(row.contradiction)
        if not self.app.may_write():
            return None
        chosen = [Chosen(row.logo_id, proposed=row.act.as_step)]
        if row.act.key == "x":
            return self.app.plan_step(chosen)
        if row.act.key == "t":
            return self.app.talk(chosen)
        if row.act.key == "d":
            return self.app.decide(chosen)
        return self.change()


def _said(signal: Signal) -> tuple[str, CellStyle]:
    return f"{'! ' if signal.urgent else ''}{signal.text}", "warn" if signal.urgent else ""
