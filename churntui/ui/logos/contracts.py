"""The section of contracts: what was agreed, as a table and as bars over the years, and how much is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics.ends import End
from churntui.metrics.renewals import notice_deadline
from churntui.model.living import Step
from churntui.model.rows import Contract
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.spark import spark
from churntui.plain.wording import counted, number
from churntui.questions.logo_file import LogoFile
from churntui.questions.renewals.words import next_step
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.activity import activity_lines
from churntui.ui.logos.section import TableSection
from churntui.ui.logos.years import Bar, lanes, years
from churntui.ui.parts.contract_adding import add_contract
from churntui.ui.shell.base import Work

_BARS = 6
"""Lines of bars it would like."""


class Contracts(TableSection[Contract]):
    """Contracts as a table, and as bars over the years."""

    NAME = "Contracts"
    TABLE = "contract"
    EMPTY = "No contract yet: a adds one."
    FILES = "contracts.csv"
    SHORT = True
    SHOWN = 5
    LEAST = 10
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((0, 0), 0)

    _due: frozenset[int] = frozenset()
    """The contracts whose renewal is still to be decided."""

    _refs: dict[int, str] = {}  # noqa: RUF012 - replaced, never changed
    """Contract id to its ref."""

    _ending: Mapping[int, End] = MappingProxyType({})
    """Contract id to how it ends, recorded losses and renewals counted in."""

    _renewed_by: Mapping[int, str] = MappingProxyType({})
    """Contract id to the ref of the one that renews it."""

    _losses: tuple[date, ...] = ()
    """The days on which the logo's service ended, or will, as recorded."""

    _planned: Mapping[int, Step] = MappingProxyType({})
    """Contract id to what is to be done next for its renewal."""

    def compose(self) -> ComposeResult:
        """The table; what else is agreed in the chosen one; the bars, and use under them."""
        yield from super().compose()
        yield Static("", id="logo-next", markup=False)
        yield Timeline(id="logo-years")
        yield Static("", id="logo-use", markup=False)

    def columns(self) -> list[Column[Contract]]:
        """Without the currency's own column: amounts carry their sign."""
        return [
            Column("Plan", 8, lambda contract: contract.plan or contract.ref, flex=True),
            Column("Starts", 11, lambda contract: dates.short(contract.starts_on)),
            Column("Ends", 11, self._ends),
            Column("Amount", 14, _amount, align="right", priority=2),
            Column(
                "ARR", 8, lambda contract: money.short(contract.arr_minor, contract.currency), align="right"
            ),
            Column("Seats", 5, _seats, align="right", priority=4),
            Column("Stage", 7, self._stage, priority=1),
            Column("Renews", 6, _renews, priority=5),
            Column("Notice by", 11, self._notice, align="right", priority=3),
        ]

    def add(self, logo_id: int) -> Work | str:
        """Add a contract; where one is in force, how it stands to that is asked first."""
        return add_contract(self.app, logo_id, self.table.row.id if self.table.row else None)

    def _ends(self, contract: Contract) -> tuple[str, CellStyle]:
        end = self._end_of(contract)
        if end.on is None:
            return "no end", ""
        return dates.short(end.on), "warn" if end.lost else ""

    def _end_of(self, contract: Contract) -> End:
        return self._ending.get(contract.id) or End(contract.ends_on, contract.notice_on is not None)

    def _notice(self, contract: Contract) -> str:
        if contract.notice_on:
            return "given"
        if self._end_of(contract).lost:
            return "lost"
        return self.day(notice_deadline(contract)) if contract.notice_days else "–"

    def _stage(self, contract: Contract) -> str:
        """As called; nothing where nobody called it and there is nothing to call any more."""
        called = contract.stage != "open" or contract.id in self._due
        return contract.stage.replace("_", " ") if called else "–"

    def rows(self, file: LogoFile) -> Sequence[Contract]:
        """Newest first."""
        return file.contracts

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the rows, their bars and their use."""
        self._due = file.due
        self._refs = {contract.id: contract.ref for contract in file.contracts}
        self._renewed_by = {one.renews_id: one.ref for one in file.contracts if one.renews_id is not None}
        self._ending, self._losses = file.ends(book), file.losses
        steps = {contract.id: book.next_step(contract) for contract in file.contracts}
        self._planned = {contract_id: step for contract_id, step in steps.items() if step}
        super().show(book, file)
        self.query_one(Timeline).show(file.contracts, self._ending, book.as_of)
        self.query_one("#logo-use", Static).update(t("\n".join(_use(file, book))))
        self._tell(self.table.row)

    def lines(self, width: int) -> int:
        """The table, two lines about the chosen one, the bars, and two lines about use."""
        bars = len(lanes(self.query_one(Timeline).bars))
        return super().lines(width) + (2 + 1 + min(bars, _BARS) + 2 if self.table.rows else 0)

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[Contract]) -> None:
        self._tell(event.row)

    def _tell(self, contract: Contract | None) -> None:
        self.query_one("#logo-next", Static).update(t(self._about(contract) if contract else ""))

    def _about(self, contract: Contract) -> str:
        parts = [f"{contract.ref}: {money.full(contract.amount_minor, contract.currency)} per {contract.per}"]
        if moved := self._moved_end(contract):
            parts.append(moved)
        if contract.seats:
            each = money.full(round(contract.arr_minor / contract.seats), contract.currency)
            parts.append(f"{counted(contract.seats, 'seat')}, {each} a year each")
        if contract.uplift is not None:
            parts.append(f"rises by {number(contract.uplift)} % a year")
        if contract.renews_id in self._refs:
            parts.append(f"renews {self._refs[contract.renews_id]}")
        if contract.notice_on:
            parts.append(f"notice given {self.day(contract.notice_on)}")
        elif contract.notice_days:
            parts.append(counted(contract.notice_days, "day's notice", "days' notice"))
        if contract.id in self._due and (step := self._planned.get(contract.id)):
            parts.append(f"next: {next_step(step, self.as_of)}")
        return " · ".join(parts)

    def _moved_end(self, contract: Contract) -> str:
        """Why it ends on another day than signed, or by a loss: `ended 12 Jan 2026 by a loss, signed without end`."""
        end = self._end_of(contract)
        by_loss = end.on in self._losses
        if end.on is None or (end.on == contract.ends_on and not by_loss):
            return ""
        is_ahead, follower = end.on > self.as_of, self._renewed_by.get(contract.id, "")
        why = "by a loss" if by_loss else f"when {follower} {'begins' if is_ahead else 'began'}"
        signed = f"to {dates.short(contract.ends_on)}" if contract.ends_on else "without end"
        as_signed = "" if end.on == contract.ends_on else f", signed {signed}"
        return f"{'ends' if is_ahead else 'ended'} {dates.short(end.on)} {why}{as_signed}"


def _amount(contract: Contract) -> str:
    return f"{money.short(contract.amount_minor, contract.currency)}/{contract.per}"


def _renews(contract: Contract) -> str:
    """How it goes on; not at all where notice was given."""
    return "–" if contract.notice_on else "itself" if contract.auto_renew else "by us"


def _seats(contract: Contract) -> str:
    return "–" if contract.seats is None else f"{contract.seats:,}"


def _use(file: LogoFile, book: Book) -> list[str]:
    """`Use ▂▃▅▆▇▇▆▅▃▂▁▁ 26 weeks` over who is active; nothing where there is no contract."""
    if not file.contracts:
        return []
    weeks = file.activity.weeks.actions if file.activity else ()
    use = [f"Use {spark(weeks, len(weeks))} {len(weeks)} weeks"] if weeks else []
    return [*use, activity_lines(file.activity, book)[0]]


class Timeline(Static):
    """The contracts' bars, drawn for the room there is: the newest, where there is too little for all."""

    bars: reactive[tuple[Bar, ...]] = reactive((), init=False)
    _as_of = date(1970, 1, 1)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__("", id=id, markup=False)

    def show(self, contracts: Sequence[Contract], ending: Mapping[int, End], as_of: date) -> None:
        """Show these, oldest above, each until the day it ends on."""
        self._as_of = as_of
        self.bars = tuple(
            Bar(contract.plan or contract.ref, contract.starts_on, ending[contract.id].on)
            for contract in reversed(contracts)
        )

    def watch_bars(self) -> None:
        """Draw anew."""
        self._draw_bars()

    def on_resize(self) -> None:
        """Draw anew for the room."""
        self._draw_bars()

    def _draw_bars(self) -> None:
        self.update(t("\n".join(years(self.bars, self.size.width, self._as_of, self.size.height - 1))))
