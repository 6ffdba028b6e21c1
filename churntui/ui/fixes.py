"""Fixes: what was promised after losses, by whom and by when; each completed, changed or taken away by a key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import fixes
from churntui.data.stories import Subject
from churntui.model.fixes import Fix
from churntui.model.notes import NoteRef
from churntui.plain import dates
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line, shortened
from churntui.plain.wording import counted, rate_text
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import fix_line
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_LONGEST = 60
"""Characters of a fix that are said of it."""


class FixesPage(Page):
    """Those that are still open, or all that were ever promised."""

    NARROWS = True
    NAME = "Fixes"
    REDRAWS = True

    HELP = """
After each loss: what changes now, by whom and by when, and was it done? An exit interview asks for one fix; here they
are together.

- `C` says that the chosen fix is done, as of today. `f2` changes it in one line (`answer within a day @ines, 3 dec`),
  `del` takes it out of its interview. `u` takes either back.
- One that is overdue is marked `!`, and stands on Today until it is done.
- `f` shows those that are done, too. `enter` reads the interview, `n` opens it to be written.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read", id="fixes.open", tooltip="Read the interview it was promised in"),
        Binding("f", "rows", "Open, all", id="fixes.rows", tooltip="Those that are open, or all of them"),
    ]

    def __init__(self, interview_id: int | None = None) -> None:
        super().__init__()
        self._first = interview_id
        """The interview whose fix the cursor is to stand on first."""
        self._is_all = False
        self._told = Static("", id="fixes-told", classes="note", markup=False)
        self._whole = Static("", id="fixes-whole", classes="note", markup=False)
        self.table: VirtualTable[Fix] = VirtualTable(self._columns(), id="fixes-list", classes="panel")

    def compose(self) -> ComposeResult:
        """How many were kept, over the list; below it the chosen one whole."""
        yield TopLine(id="top")
        yield self._told
        yield self.table
        yield self._whole
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    @property
    def book(self) -> Book:
        """The book in view."""
        return self.shown or self.app.book

    def _columns(self) -> list[Column[Fix]]:
        return [
            Column("Fix", 26, lambda fix: fix.what, flex=True),
            Column("After", 18, lambda fix: self.book.name(fix.logo_id), flex=True),
            Column("Lost on", 11, lambda fix: self._day(fix.lost_on), align="right", priority=2),
            Column("Who", 12, lambda fix: fix.owner, priority=1),
            Column("Due", 13, self._due, align="right"),
            Column("Done", 11, lambda fix: self._day(fix.done_on), align="right"),
        ]

    def _day(self, day: date | None) -> str:
        return dates.short(day, self.book.as_of) if day else ""

    def _due(self, fix: Fix) -> tuple[str, CellStyle]:
        late = fix.is_overdue(self.book.as_of)
        return (f"{self._day(fix.due_on)} !", "warn") if late else (self._day(fix.due_on), "")

    def show(self, book: Book) -> None:
        """Show those that are wanted; the cursor stays on its row, or goes to the one the page was opened for."""
        self.query_one(TopLine).tell(self.app.opening, book, "Notes", self.NAME)
        done = sum(fix.done_on is not None for fix in book.fixes)
        late = sum(fix.is_overdue(book.as_of) for fix in book.fixes)
        overdue = f" · {counted(late, 'fix', 'fixes')} overdue !" if late else ""
        told = f"Done {rate_text(done, len(book.fixes))}{overdue}"
        self._told.update(t(told if book.fixes else "No interview promises a fix yet"))
        rows = [fix for fix in book.fixes if self._is_all or fix.done_on is None]
        self.table.empty = (
            "Every fix is done. f shows them"
            if book.fixes
            else "An exit interview asks for one fix: n writes one"
        )
        self.table.border_title = t("All" if self._is_all else "Open")
        self.table.set_rows(rows, keep=lambda fix: fix.interview_id)
        first = next((at for at, fix in enumerate(rows) if fix.interview_id == self._first), None)
        if first is not None:
            self.table.cursor, self._first = first, None

    def action_rows(self) -> None:
        """Those that are open, or all of them."""
        self._is_all = not self._is_all
        self.show(self.book)

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Fix]) -> None:
        event.stop()
        self._whole.update(t(clean_line(self.copied())))

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Fix]) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Read the interview."""
        if self.table.row is not None:
            self.app.do(self.app.open_reading(NoteRef("interview", self.table.row.interview_id)))

    def serves(self, method: str) -> bool:
        """Each row can be changed and taken away, and completed while it is open."""
        fix = self.table.row
        if method in {"change", "take_away"}:
            return fix is not None
        if method == "done":
            return fix is not None and fix.done_on is None
        return super().serves(method)

    def add(self) -> Work | str:
        """A fix belongs to the interview that asks for it."""
        return "A fix is promised in an exit interview: n opens one"

    def change(self) -> Work | str:
        """Change the chosen one in a line."""
        fix = self.table.row
        return super().change() if fix is None else fix_line.change(self.app, fix.interview_id)

    def take_away(self) -> Work | str:
        """Take the chosen ones out of their interviews."""
        rows = self.table.chosen_rows
        return self._take_away(rows) if rows else super().take_away()

    async def _take_away(self, rows: Sequence[Fix]) -> None:
        one = f"the fix “{shortened(rows[0].what, _LONGEST)}”"
        what = one if len(rows) == 1 else counted(len(rows), "fix", "fixes")
        body = "The interview stays, without it. u brings it back."
        if await self.app.push_screen_wait(Confirm(f"Delete {what}?", body, "Delete", "Keep")):
            label = f"Deleted {what}"
            ids = [fix.interview_id for fix in rows]
            await self.app.change(label, lambda store: fixes.remove(store, ids, label))

    def chosen(self) -> tuple[Chosen, ...]:
        """The interviews of the marked rows, else of the one under the cursor."""
        return tuple(
            Chosen(fix.logo_id, lost_on=fix.lost_on, row=("interview", fix.interview_id))
            for fix in self.table.chosen_rows
        )

    @property
    def logo_id(self) -> int | None:
        """The logo of the chosen one."""
        return self.table.row.logo_id if self.table.row else None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The interview of the chosen one."""
        return ("interview", self.table.row.interview_id) if self.table.row else None

    def exported(self) -> Sheet:
        """The list as shown."""
        header = ("fix", "logo", "lost_on", "owner", "due_on", "done_on")
        rows = tuple(
            (
                fix.what,
                self.book.name(fix.logo_id),
                _iso(fix.lost_on),
                fix.owner,
                _iso(fix.due_on),
                _iso(fix.done_on),
            )
            for fix in self.table.rows
        )
        return Sheet("fixes", header, rows)

    def copied(self) -> str:
        """The chosen one as a line."""
        fix = self.table.row
        if fix is None:
            return ""
        when = f", due {self._day(fix.due_on)}" if fix.due_on else ""
        return f"{self.book.name(fix.logo_id)}: {fix.what}{f' @{fix.owner}' if fix.owner else ''}{when}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
