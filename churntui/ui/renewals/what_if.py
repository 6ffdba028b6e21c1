"""What if: a mode in which open renewals are turned from kept to lost to shrunk, and nothing else can be done.

It has the whole screen and its own few keys, so that nobody takes what is supposed for what is: no key of the app
works, nothing is written, and escape forgets it all. Below stands what the quarter under the cursor would come to,
with known churn counted as lost.
"""

from __future__ import annotations

from itertools import accumulate
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import app as app_getter
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics.renewals import Renewal
from churntui.metrics.what_if import SHRUNK_PERCENT, TURNS, Turn
from churntui.model.choices import STAGE_LABELS
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.questions import what_if
from churntui.questions.renewals import words
from churntui.questions.telling import after
from churntui.questions.what_if import IfSo
from churntui.ui.kit.dialogs import AnswersOnce
from churntui.ui.kit.grouped import Group, GroupedTable
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.frame import TopLine

NAME = "WHAT IF, nothing is saved"

_KEYS = f"space kept → lost → shrunk by {SHRUNK_PERCENT} % · ←→ quarter · escape ends it"

_LOOKS: dict[Turn, CellStyle] = {"kept": "dim", "lost": "bad", "shrunk": "warn"}


class WhatIf(AnswersOnce[None]):
    """The mode."""

    app = app_getter(BookApp)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Turn", id="what-if.turn", show=False, tooltip="Kept, lost, shrunk, and kept again"),
        Binding("left,h", "group(-1)", "Quarter", id="what-if.earlier", show=False, tooltip="The quarter before"),
        Binding("right,l", "group(1)", "Quarter", id="what-if.later", show=False, tooltip="The quarter after"),
        Binding("escape", "end", "End", id="what-if.end", show=False, tooltip="End it; nothing is saved"),
    ]  # fmt: skip

    DEFAULT_CSS = """
    WhatIf {
        & > Vertical { width: 100%; height: 100%; background: $surface; }
        #what-if-told { height: auto; max-height: 5; padding: 0 1; border-top: heavy $warning; }
        #what-if-keys { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book
        self._quarters = what_if.open_renewals(book)
        self._turns: dict[int, Turn] = {}
        self._kept: dict[Period, IfSo] = {}
        """What each quarter comes to where all are kept."""

    def compose(self) -> ComposeResult:
        """The renewals by quarter over what the quarter would come to."""
        with Vertical():
            yield TopLine(id="top")
            yield GroupedTable(_columns(self._book, self._turns), id="what-if-list", classes="panel")
            yield Static("", id="what-if-told", markup=False)
            yield Static(t(_KEYS), id="what-if-keys", markup=False)

    @property
    def table(self) -> GroupedTable[Renewal]:
        """The list."""
        return self.query_one("#what-if-list", GroupedTable)

    def on_mount(self) -> None:
        """All are kept at first."""
        self.query_one(TopLine).tell(self.app.opening, self._book, "Renewals", NAME)
        self.table.empty = "No renewal is open: there is nothing to turn"
        self.table.focus()
        self._list()

    def _list(self) -> None:
        """The rows as they are turned now."""
        firsts = accumulate((len(rows) for _, rows in self._quarters), initial=0)
        groups = [
            Group(quarter, first, quarter.label, what_if.turned(self._book, rows, self._turns))
            for (quarter, rows), first in zip(self._quarters, firsts, strict=False)
        ]
        rows = [row for _, own in self._quarters for row in own]
        self.table.set_groups(rows, groups, keep=lambda row: row.contract.id)

    @on(VirtualTable.Moved)
    def _moved(self) -> None:
        """Count the quarter under the cursor."""
        group = self.table.group
        if group is not None and isinstance(group.key, Period):
            self.app.do(self._count(group.key), group="what-if", exclusive=True, keys_wait=False)

    async def _count(self, quarter: Period) -> None:
        book, turns = self._book, dict(self._turns)
        if quarter not in self._kept:
            self._kept[quarter] = await self.app.compute(lambda: what_if.if_so(book, quarter, {}))
        found = await self.app.compute(lambda: what_if.if_so(book, quarter, turns)) if turns else None
        if self.is_attached and turns == self._turns:
            self._tell(self._kept[quarter], found)

    def _tell(self, kept: IfSo, found: IfSo | None) -> None:
        rows = [row for _, own in self._quarters for row in own]
        lines = [f"{kept.quarter.label}: {what_if.told(self._book, found or kept)}"]
        if found is not None:
            lines.append(f"all kept: {what_if.told(self._book, kept)}")
        lines.append(what_if.turned(self._book, rows, self._turns))
        self.query_one("#what-if-told", Static).update(t("\n".join(lines)))

    def action_turn(self) -> None:
        """Turn the renewal under the cursor."""
        row = self.table.row
        if row is None:
            return
        turn = after(TURNS, self._turns.get(row.contract.id, "kept"))
        if turn == "kept":
            del self._turns[row.contract.id]
        else:
            self._turns[row.contract.id] = turn
        self._list()

    def action_group(self, steps: int) -> None:
        """Go to the first renewal of the quarter so many further on."""
        self.table.step_group(steps)

    def action_end(self) -> None:
        """Forget it all."""
        self.dismiss(None)


def _columns(book: Book, turns: dict[int, Turn]) -> list[Column[Renewal]]:
    def turn(row: Renewal) -> tuple[str, CellStyle]:
        now = turns.get(row.contract.id, "kept")
        return (f"shrunk −{SHRUNK_PERCENT} %" if now == "shrunk" else now), _LOOKS[now]

    def arr(row: Renewal) -> str:
        return "no rate" if row.arr is None else book.money(row.arr)

    def likely(row: Renewal) -> str:
        computed = words.computed_by_now(book)
        return "…" if computed is None else f"{computed[row.contract.id].percent} %"

    return [
        Column("Logo", 14, lambda row: row.logo.name, flex=True),
        Column("If", 12, turn),
        Column("Renews", 11, lambda row: dates.short(row.ends_on, book.as_of), "right"),
        Column("ARR", 8, arr, "right"),
        Column("Called", 7, lambda row: STAGE_LABELS[row.contract.stage], priority=1),
        Column("Computed", 8, likely, "right", priority=2),
        Column("Owner", 14, lambda row: row.logo.owner, flex=True, priority=3),
    ]
