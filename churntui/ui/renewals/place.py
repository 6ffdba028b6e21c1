"""Renewals: the contracts that come up, one list in groups, and the talk sheet of the one under the cursor.

It opens on 61–90 days, when there is still time to show the logo what it has, with the nearer groups above and the
later ones below. A filter looks through all of them: counts and amounts follow it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from churntui.book import Book
from churntui.metrics import renewals
from churntui.metrics.renewals import BUCKETS, Bucket, Renewal
from churntui.model.choices import STAGE_LABELS
from churntui.model.schema import words_of
from churntui.plain.sheets import Sheet
from churntui.plain.text import fold
from churntui.plain.wording import counted
from churntui.questions.filtering import HELP as HELP_OF_FILTER
from churntui.questions.renewal_file import look_inside
from churntui.questions.renewals import columns, grouping, words
from churntui.questions.renewals.explaining import explanation
from churntui.questions.renewals.grouping import Order
from churntui.ui.kit.grouped import Group, GroupedTable
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import forms
from churntui.ui.parts.contract_adding import add_contract
from churntui.ui.parts.signals import look_at
from churntui.ui.parts.talk_sheet import TalkSheet
from churntui.ui.renewals.buckets import BucketLine
from churntui.ui.renewals.deciding import call_stage
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen

OPENS_ON: Bucket = "61-90"
"""The bucket shown first."""

_REST = 0.1
"""Seconds the cursor stays on a row before the file is asked about it."""


class Renewals(Place):
    """Which renewals come up, and when must I speak?"""

    NAME = "Renewals"
    HELP = """
Every contract whose end is ahead, or behind and unanswered, by the days left to its end (the first day it does not
cover). A contract leaves the list when another one renews it, or when its loss is recorded.

- Each group says what is due in it, what of that counts as **called** and as **computed**, and how many are to be
  called: inside 90 days no stage may stay open (`open !`), inside 180 something is to be planned or talked about
  (`open ?`).
- **61–90** is where the talk belongs: share the logo's own usage and the roadmap, before the notice deadline passes.
- **Notice** counts the days to the notice deadline: the end, less the notice period. `auto` marks contracts that renew
  themselves: these are decided on the notice deadline and sorted by it, the others by their end.
- `!` marks what waits for a decision: called open or at risk, with a notice deadline within 30 days or passed, or
  with the end behind. A next step that should have been taken has it too.
- **Expired** holds what ended and waits for an answer: within the grace days, for 90 where it renews itself
  (`renewal_wait_days`), without limit where it was called won. Nothing is booked until somebody confirms it: `d` rolls
  one that renews itself or was called won on by its term.
- **Called** weighs ARR by the called stage, usually open 70 %, verbal 90 %, at risk 25 %, won 100 %, lost 0 %;
  known churn counts nothing. **At risk** is the ARR called so. **Computed** never looks at the stage: it begins
  with the share of contracts the book renewed, and asks what is known of this one, such as its health. `≠` marks
  where the two are 20 points apart or more, `s` lists those first, `?` works both out.
- `P` begins an attempt to keep the logo, takes it to its next stage, or closes it. Trends, Saving tells the save rate.
- `r` shows the forecast by quarter and owner, what has moved it since a week, and how good it was.
- `w` is a mode of its own: `space` turns an open renewal from kept to lost to shrunk, the line below says the quarter's
  attrition, GRR and NRR if so. Nothing else can be done there, nothing is saved, escape ends it.
- `v` shows what became of the renewals so far, by quarter, month or year.
- **Health** is the score from 0 to 100, and its change in a week; `*` stands behind what somebody holds to be right.
- **Use** is qualifying actions in the last four weeks, and the 28 days against the 28 before.
- `i` shows the whole talk sheet on a page, with what they reached, asked for, and logos like it.
- On the short one (`tab` goes there to scroll), **Lost in …** counts lost logos of the same industry by what they
  named, and the roadmap lists work that answers it.
"""
    HELP += f"- {HELP_OF_FILTER}\n"
    filters = True
    FIELDS = ()

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h",
            "group(-1)",
            "Group",
            key_display="←→",
            id="renewals.earlier",
            tooltip="The group before",
        ),
        Binding("right,l", "group(1)", "Group", id="renewals.later", show=False, tooltip="The group after"),
        Binding(
            "s",
            "sort",
            "Sort",
            id="renewals.sort",
            tooltip="By the days left, or those first of which called and computed disagree",
        ),
        Binding("c", "stage", "Call stage", id="renewals.stage", tooltip="Call the renewal's stage"),
        Binding(
            "i",
            "sheet",
            "Talk sheet",
            id="renewals.sheet",
            tooltip="What to know before the talk about its renewal, on one page",
        ),
        Binding(
            "r",
            "forecast",
            "Forecast",
            id="renewals.forecast",
            tooltip="By quarter and owner: ahead, what moved it, how good it was",
        ),
        Binding(
            "w",
            "what_if",
            "What if",
            id="renewals.what-if",
            tooltip="Suppose that renewals are lost or shrink, and see the quarter; nothing is saved",
        ),
        Binding(
            "v",
            "rates",
            "Rates",
            id="renewals.rates",
            tooltip="Renewed, lost and undecided by period",
        ),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._order: Order = "days"
        self._has_opened = False
        """Whether the cursor was put where the list opens."""
        self._all: list[Renewal] = []
        self._folded: dict[int, str] = {}
        self._counts: tuple[Mapping[Bucket, int], str] = ({}, "")
        """How many of the rows shown stand in each bucket, and what they come to."""
        self._added: int | None = None
        """The contract that was added here last, until the cursor has stood on it."""
        self._words = ""

    def compose(self) -> ComposeResult:
        """Counts over the list; the talk sheet beside it."""
        yield BucketLine(id="renewals-buckets")
        with Horizontal(id="renewals-body"):
            yield GroupedTable(table_columns(Book.empty, []), id="renewals-list", classes="panel")
            yield TalkSheet(id="renewals-sheet", classes="panel side")

    @property
    def book(self) -> Book:
        """The book in view."""
        return self.shown or self.app.book

    @property
    def table(self) -> GroupedTable[Renewal]:
        """The list."""
        return self.query_one("#renewals-list", GroupedTable)

    @property
    def sheet(self) -> TalkSheet:
        """What to know about the row under the cursor."""
        return self.query_one("#renewals-sheet", TalkSheet)

    def show(self, book: Book) -> None:
        """Draw the renewals, at once where they are known already; make ready to filter them."""
        if "renewals" in vars(book):
            self._take(book)
        self.app.do(self._prepare(book), group="renewals", exclusive=True)

    async def _prepare(self, book: Book) -> None:
        """What takes longer in a large book: the renewals, what the filter looks at, health, what is computed."""
        self._folded = await self.app.compute(
            lambda: {renewal.contract.id: _searched(renewal) for renewal in book.renewals}
        )
        if self.shown is book and (self._all is not book.renewals or self._words):
            self._take(book)
        if book.known_health is None:
            await self.app.know_health(book)
        await self.app.compute(lambda: book.outlook)
        if self.shown is book:
            self._take(book)

    def _take(self, book: Book) -> None:
        self._all = book.renewals
        self._list(keep=True)

    def filter(self, text: str) -> None:
        """Keep rows that hold every word, in all buckets."""
        self._words = text
        self._list(keep=True)

    def _kept(self) -> list[Renewal]:
        """The renewals of all buckets that the filter leaves; all of them until it is ready."""
        wanted = self.fields.parsed(self._words)
        if not wanted or not self._folded:
            return self._all
        return [
            renewal
            for renewal in self._all
            if wanted.fits(self._folded.get(renewal.contract.id, ""), self.fields.of_renewal(renewal))
        ]

    def _list(self, *, keep: bool) -> None:
        """Show the rows in their groups; the cursor stays on its row with `keep`, and is where it opens at first."""
        kept, computed = self._kept(), words.computed_by_now(self.book)
        listed = grouping.sections(kept, self._order, computed)
        rows = [row for section in listed for row in section.rows]
        firsts = accumulate((len(section.rows) for section in listed), initial=0)
        groups = [
            Group(section.key, first, f"{section.label} · {len(section.rows)}", self._amounts(section.rows))
            for section, first in zip(listed, firsts, strict=False)
        ]
        self.table.empty = self._why_empty()
        self.table.set_columns(table_columns(self.book, rows))
        self.table.set_groups(rows, groups, keep=(lambda renewal: renewal.contract.id) if keep else None)
        self._counts = renewals.counts(kept), self._amounts(kept, whole=True) if kept else ""
        self._tell_counts()
        if rows and not self._has_opened:
            self._open_where_it_is_time(groups)
        self._stand_on_added()

    def _open_where_it_is_time(self, groups: Sequence[Group]) -> None:
        """Put the cursor on the bucket it opens on; where that is empty, on a later one, else on the last before."""
        self._has_opened = True
        at = BUCKETS.index(OPENS_ON)
        order = [*BUCKETS[at:-1], *reversed(BUCKETS[:at]), BUCKETS[-1]]
        there = {group.key for group in groups}
        self.table.go_to_group(next(bucket for bucket in order if bucket in there))

    def _tell_counts(self) -> None:
        """How many stand in each bucket, in which the cursor is, and what all of them come to."""
        row = self.table.row
        self.query_one(BucketLine).tell(
            self._counts[0], OPENS_ON if row is None else row.bucket, self._counts[1]
        )

    def _amounts(self, rows: Sequence[Renewal], *, whole: bool = False) -> str:
        return grouping.amounts(self.book, rows, words.computed_by_now(self.book), whole=whole)

    def _why_empty(self) -> str:
        if not self.book.contracts:
            return self.app.opening.to_begin("contracts", "contracts.csv", self.book.owner)
        if self._words:
            return "No renewal holds these words"
        return "No contract comes up: all are open-ended, or answered already"

    @on(VirtualTable.Moved, "#renewals-list")
    def _moved(self) -> None:
        """Show what is known of the row; ask for the rest when the cursor has come to rest."""
        renewal = self.table.row
        self._tell_counts()
        self.sheet.tell(self.book, renewal)
        if renewal is not None:
            self.app.do(
                self._look_inside(self.book, renewal), group="talk-sheet", exclusive=True, keys_wait=False
            )

    async def _look_inside(self, book: Book, renewal: Renewal) -> None:
        await asyncio.sleep(_REST)
        if book.usage is not None:
            await look_at(self.app, book)
        inside = await self.app.ask(partial(look_inside, book=book, contract=renewal.contract))
        if self.table.row is renewal and self.shown is book:
            self.sheet.tell(book, renewal, inside)

    @on(BucketLine.Chosen)
    def _chosen(self, event: BucketLine.Chosen) -> None:
        event.stop()
        self._go_to(event.bucket)

    def action_group(self, steps: int) -> None:
        """Go to the first row of the group so many further on; the ends are stops."""
        self.table.step_group(steps)

    def action_sort(self) -> None:
        """List by the days left, or by how far the two views are apart."""
        if words.computed_by_now(self.book) is None:
            return
        self._order = "difference" if self._order == "days" else "days"
        self._list(keep=self._order == "days")
        self.app.notify(
            "By the days left"
            if self._order == "days"
            else "Where called and computed disagree first: s goes back to the days left"
        )

    def _go_to(self, bucket: Bucket) -> None:
        """Go to a bucket, by the days left."""
        if self._order != "days":
            self._order = "days"
            self._list(keep=True)
        if not self.table.go_to_group(bucket):
            self.app.notify(f"{words.BUCKET_LABELS[bucket]}: nothing")

    @on(VirtualTable.Opened, "#renewals-list")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the logo's page."""
        if self.logo_id is not None:
            self.app.do(self.app.open_logo(self.logo_id))

    def action_sheet(self) -> None:
        """Show the talk sheet on a page."""
        if self.logo_id is None:
            self.app.notify("There is no renewal here to talk about")
        else:
            self.app.do(self.app.open_talk_sheet(self.logo_id))

    async def action_rates(self) -> None:
        """Show what became of the renewals so far."""
        from churntui.ui.renewals.rates_page import RatesPage

        await self.app.push_screen(RatesPage())

    async def action_forecast(self) -> None:
        """Show what renewals will bring."""
        from churntui.ui.renewals.forecast_page import ForecastPage

        await self.app.push_screen(ForecastPage())

    async def action_what_if(self) -> None:
        """Suppose how renewals go."""
        from churntui.ui.renewals.what_if import WhatIf

        await self.app.push_screen(WhatIf(self.book))

    def action_stage(self) -> None:
        """Call the stage."""
        if self.table.row is None:
            self.app.notify("There is no renewal here to call")
        elif self.app.may_write():
            self.app.do(call_stage(self.app, self.table.row))

    def serves(self, method: str) -> bool:
        """The line of keys has room for what renewals are about; contracts are seldom entered here."""
        if method == "save_plan":
            return self.table.row is not None
        return method not in {"add", "take_away"} and super().serves(method)

    def add(self) -> Work | str:
        """Add a contract to the chosen logo; how it stands to the one in force is asked first."""
        renewal = self.table.row
        if renewal is None:
            return "Choose a logo first: a contract is added to one"
        return self._add(renewal)

    async def _add(self, beside: Renewal) -> None:
        self._added = await add_contract(self.app, beside.logo.id, beside.contract.id)
        self._stand_on_added()

    def _stand_on_added(self) -> None:
        """Put the cursor on the contract that was just added, from the first rows on that have it."""
        places = (at for at, row in enumerate(self.table.rows) if row.contract.id == self._added)
        if self._added is not None and (place := next(places, None)) is not None:
            self.table.cursor, self._added = place, None

    def take_away(self) -> Work | str:
        """Delete the chosen contracts."""
        contracts = [renewal.contract for renewal in self.table.chosen_rows]
        if not contracts:
            return "There is no contract here to delete"
        called = contracts[0].ref if len(contracts) == 1 else counted(len(contracts), "contract")
        return forms.take_away(self.app, "contracts", [contract.id for contract in contracts], called)

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked renewals, else the one under the cursor."""
        return tuple(
            Chosen(renewal.logo.id, renewal.contract.id, row=("contract", renewal.contract.id))
            for renewal in self.table.chosen_rows
        )

    @property
    def logo_id(self) -> int | None:
        """The logo under the cursor."""
        return self.table.row.logo.id if self.table.row else None

    def exported(self) -> Sheet:
        """The rows shown, with everything known of them."""
        return columns.exported(self.book, self.table.rows)

    def copied(self) -> str:
        """The row as a line."""
        return "" if self.table.row is None else words.sentence(self.table.row)

    def explained(self) -> str:
        """Where the row stands and why, with its numbers."""
        row, group = self.table.row, self.table.group
        if row is None or group is None:
            return ""
        ends = [one.first for one in self.table.groups if one.first > group.first]
        own = self.table.rows[group.first : min(ends, default=None)]
        return explanation(self.book, row, own)


def table_columns(book: Book, rows: Sequence[Renewal]) -> list[Column[Renewal]]:
    """The columns for these rows."""
    return [
        Column(over.title, over.width, cell, over.align, over.flex, over.priority)
        for over, cell in columns.in_place(book, rows)
    ]


def _searched(renewal: Renewal) -> str:
    """What the filter looks through, folded."""
    logo, contract = renewal.logo, renewal.contract
    stage = STAGE_LABELS[contract.stage]
    return fold(" ".join((words_of(logo), words_of(contract), stage)))
