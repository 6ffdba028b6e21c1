"""The single days of a logo: what was done, by whom and how often; each is added, corrected and taken away."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from churntui.book import Book
from churntui.plain import dates
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.questions.logo_days import Done, days
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import forms
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

_GONE = "This logo is no longer in the book"


class DaysPage(Page):
    """Everything a logo's customers have done, the newest day first."""

    NAME = "Days"
    REDRAWS = True
    HELP = """
What the logo's customers did on each day, as it is counted everywhere.

- `a` adds what was done on a day, `f2` or enter corrects one, `delete` takes it away. An action that is new is made.
- What a file of activity says of the same day, customer and action later takes its place.
- `–` for a customer: nobody knows who it was. What does not qualify is dim: it makes nobody active.
"""

    def __init__(self, logo_id: int) -> None:
        super().__init__()
        self._logo_id = logo_id
        self.table: VirtualTable[Done] = VirtualTable(
            [
                Column[Done]("Day", 16, lambda done: (f"{done.day:%a} {dates.short(done.day)}", _look(done))),
                Column("Action", 20, lambda done: (done.action, _look(done)), flex=True),
                Column("Customer", 20, lambda done: (done.customer or "–", _look(done)), flex=True),
                Column("Count", 9, lambda done: (f"{done.n:,}", _look(done)), align="right"),
            ],
            empty="Reading …",
            id="days-list",
            classes="panel",
        )

    def compose(self) -> ComposeResult:
        """The list."""
        yield TopLine(id="top")
        yield self.table
        yield Static("", id="days-told", classes="note", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        super().on_mount()
        self.table.focus()

    def show(self, book: Book) -> None:
        """Read them; the old ones stand until then."""
        name = book.name(self._logo_id) if self._logo_id in book.logos else "?"
        self.query_one(TopLine).tell(self.app.opening, book, "Logos", name, self.NAME)
        self.app.do(self._fill(book), group="days", exclusive=True)

    async def _fill(self, book: Book) -> None:
        rows = await self.app.ask(lambda store: days(store, self._logo_id))
        if self.shown is book and self.is_attached:
            self.table.empty = (
                "Nothing is known of what its customers do. a adds a day, or import activity.csv."
            )
            self.table.set_rows(rows, keep=lambda done: done.sum.key, edits=book.generation[0])
            total = counted(len({done.day for done in rows}), "day")
            self.table.border_title = t(f"Activity · {total}" if rows else "Activity")

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Done]) -> None:
        event.stop()
        if self.app.may_write() and not isinstance(work := self.change(), str):
            self.app.do(work)

    @property
    def logo_id(self) -> int | None:
        """The logo, while it is in the book."""
        return self._logo_id if self.shown and self._logo_id in self.shown.logos else None

    def add(self) -> Work | str:
        """Add what was done on a day: that of the chosen row, else the as-of day."""
        if self.logo_id is None:
            return _GONE
        row = self.table.row
        return forms.add_row(
            self.app,
            "activity",
            {"logo_id": self.logo_id},
            {"day": self.app.book.as_of if row is None else row.day},
        )

    def change(self) -> Work | str:
        """Correct the chosen one."""
        row = self.table.row
        if row is None or self.logo_id is None:
            return "There is nothing here to correct: a adds a day"
        return forms.change_use(self.app, self.logo_id, row.sum)

    def take_away(self) -> Work | str:
        """Take the chosen ones away."""
        rows = self.table.chosen_rows
        if not rows or self.logo_id is None:
            return "There is nothing here"
        first = rows[0]
        one = f"{first.action} on {dates.short(first.day)}: {first.n:,}"
        called = one if len(rows) == 1 else f"{len(rows)} counts of activity"
        return forms.take_use_away(self.app, self.logo_id, [row.sum for row in rows], called)

    def exported(self) -> Sheet:
        """The list as `activity.csv` has it."""
        rows = tuple(
            (done.day.isoformat(), done.action, done.customer, str(done.n)) for done in self.table.rows
        )
        return Sheet("logo-days", ("day", "action", "customer", "count"), rows, frozenset({3}))

    def copied(self) -> str:
        """The chosen row as a line."""
        done = self.table.row
        return f"{done.day.isoformat()} · {done.action} · {done.customer or '–'} · {done.n}" if done else ""


def _look(done: Done) -> CellStyle:
    return "" if done.qualifies else "dim"
