"""The sections of a logo's page: each shows a part of what the file says about it, and can hand it out as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics.renewals import notice_deadline
from churntui.model.choices import REASON_LABELS, STATUS_LABELS
from churntui.model.living import Step
from churntui.model.rows import Contract, Interview, Person, Survey, Ticket
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.wording import counted
from churntui.questions.logo_file import LogoFile
from churntui.questions.renewals.words import next_step
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.activity import ActivityCourse
from churntui.ui.logos.section import Section, TableSection
from churntui.ui.logos.years import Bar, years
from churntui.ui.parts.contract_adding import add_contract
from churntui.ui.parts.story import Step as ToldStep
from churntui.ui.parts.story import change, steps, when
from churntui.ui.shell.base import Work


class Contracts(TableSection[Contract]):
    """Contracts as a table, and as bars over the years."""

    NAME = "Contracts"
    EMPTY = "No contract yet."
    FILES = "contracts.csv"
    ROWS = "contracts"
    SHORT = True

    _due: frozenset[int] = frozenset()
    """The contracts whose renewal is still to be decided."""
    _planned: Mapping[int, Step] = MappingProxyType({})
    """Contract id to what is to be done next for its renewal."""

    def compose(self) -> ComposeResult:
        """The table; what is agreed next about the chosen one; the bars."""
        yield from super().compose()
        yield Static("", id="logo-next", markup=False)
        yield Timeline(id="logo-years")

    def columns(self) -> list[Column[Contract]]:
        """Without the currency's own column: amounts carry their sign."""
        return [
            Column("Plan", 8, lambda contract: contract.plan or contract.ref, flex=True),
            Column("Starts", 11, lambda contract: dates.short(contract.starts_on)),
            Column(
                "Ends", 11, lambda contract: dates.short(contract.ends_on) if contract.ends_on else "no end"
            ),
            Column("Amount", 14, _amount, align="right", priority=1),
            Column(
                "ARR", 8, lambda contract: money.short(contract.arr_minor, contract.currency), align="right"
            ),
            Column("Stage", 7, self._stage, priority=2),
            Column("Renews", 6, lambda contract: "itself" if contract.auto_renew else "by us", priority=4),
            Column("Notice by", 11, self._notice, align="right", priority=3),
        ]

    def add(self, logo_id: int) -> Work | str:
        """Add a contract; where one is in force, how it stands to that is asked first."""
        chosen = self.table.row.id if self.table.row else None
        return add_contract(self.app, logo_id, chosen)

    def _notice(self, contract: Contract) -> str:
        return self.day(notice_deadline(contract)) if contract.notice_days else "–"

    def _stage(self, contract: Contract) -> str:
        """As called; nothing where nobody called it and there is nothing to call any more."""
        called = contract.stage != "open" or contract.id in self._due
        return contract.stage.replace("_", " ") if called else "–"

    def rows(self, file: LogoFile) -> Sequence[Contract]:
        """Newest first."""
        return file.contracts

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the rows and their bars."""
        self._due = file.due
        self._planned = {
            contract.id: step for contract in file.contracts if (step := book.next_step(contract))
        }
        super().show(book, file)
        self.query_one(Timeline).show(file.contracts, book.as_of)

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[Contract]) -> None:
        self.query_one("#logo-next", Static).update(t(self._about(event.row) if event.row else ""))

    def _about(self, contract: Contract) -> str:
        parts = [f"{contract.ref}: {money.full(contract.amount_minor, contract.currency)} per {contract.per}"]
        if contract.notice_days:
            parts.append(counted(contract.notice_days, "day's notice", "days' notice"))
        if contract.id in self._due and (step := self._planned.get(contract.id)):
            parts.append(f"next: {next_step(step, self.as_of)}")
        return " · ".join(parts)


def _amount(contract: Contract) -> str:
    return f"{money.short(contract.amount_minor, contract.currency)}/{contract.per}"


class Timeline(Static):
    """The contracts' bars, drawn for the width there is."""

    bars: reactive[tuple[Bar, ...]] = reactive((), init=False)
    _as_of = date(1970, 1, 1)

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__("", id=id, markup=False)

    def show(self, contracts: Sequence[Contract], as_of: date) -> None:
        """Show these, oldest above."""
        self._as_of = as_of
        self.bars = tuple(
            Bar(contract.plan or contract.ref, contract.starts_on, contract.ends_on)
            for contract in reversed(contracts)
        )

    def watch_bars(self) -> None:
        """Draw anew."""
        self._draw_bars()

    def on_resize(self) -> None:
        """Draw anew for the width."""
        self._draw_bars()

    def _draw_bars(self) -> None:
        self.update(t("\n".join(years(self.bars, self.size.width, self._as_of))))


class People(TableSection[Person]):
    """Whom we talk to."""

    NAME = "People"
    EMPTY = "Nobody is known there yet."
    FILES = "people.csv"
    ROWS = "people"

    def columns(self) -> list[Column[Person]]:
        """Champions are told by a word, those who left by the day."""
        return [
            Column("Name", 18, lambda person: (person.name, "dim" if person.left_on else ""), flex=True),
            Column("Role", 18, lambda person: person.role),
            Column("Champion", 10, _champion),
            Column("Last contact", 20, self._contact),
            Column("Mail", 30, lambda person: person.email, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Person]:
        """Champions first."""
        return file.people

    def _contact(self, person: Person) -> tuple[str, CellStyle]:
        if person.left_on:
            return f"left {self.day(person.left_on)}", "warn"
        if person.last_contact_on is None:
            return "never", "dim"
        ago = (self.as_of - person.last_contact_on).days
        return f"{self.day(person.last_contact_on)}, {ago} d ago", ""


def _champion(person: Person) -> tuple[str, CellStyle]:
    if not person.champion:
        return "", ""
    return ("was, left", "warn") if person.left_on else ("champion", "good")


class ExitInterviews(TableSection[Interview]):
    """What they told us when they left, to be read in full."""

    NAME = "Interviews"
    EMPTY = "No exit interview. n writes one, N records that nobody was heard."
    SHORT = True

    _saved: int | None = None
    """The interview the cursor is to stand on once it is listed."""

    class Opened(Message):
        """An interview is wanted for editing."""

        def __init__(self, interview_id: int) -> None:
            super().__init__()
            self.interview_id = interview_id

    def compose(self) -> ComposeResult:
        """The list over the words of the chosen one."""
        yield from super().compose()
        with VerticalScroll(id="logo-words"):
            yield Static("", id="logo-said", markup=False)

    def columns(self) -> list[Column[Interview]]:
        """Stated and assessed side by side: they differ more often than not."""
        return [
            Column("Interview", 9, lambda interview: STATUS_LABELS[interview.status]),
            Column("Held", 11, lambda interview: self.day(interview.held_on)),
            Column("Service ends", 12, lambda interview: self.day(interview.effective_on)),
            Column("Assessed", 16, _reason),
            Column("Stated", 18, lambda interview: interview.stated_reason, flex=True, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Interview]:
        """Newest first."""
        return file.interviews

    def stand_on(self, interview_id: int) -> None:
        """Put the cursor on an interview, from the next rows on that have it."""
        self._saved = interview_id

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the rows; the cursor goes to one just saved."""
        super().show(book, file)
        places = [at for at, interview in enumerate(self.table.rows) if interview.id == self._saved]
        if places:
            self.table.cursor, self._saved = places[0], None

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[Interview]) -> None:
        self.query_one("#logo-said", Static).update(t(_said(event.row) if event.row else ""))
        self.query_one("#logo-words", VerticalScroll).scroll_home(animate=False)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Interview]) -> None:
        event.stop()
        self.post_message(self.Opened(event.row.id))


def _reason(interview: Interview) -> str:
    return REASON_LABELS[interview.primary_reason] if interview.primary_reason else "–"


def _said(interview: Interview) -> str:
    """The interview as it is read: the two reasons, what was judged, the themes, the notes."""
    known = {True: "yes", False: "no", None: "not said"}
    lines = [
        f"Stated       {interview.stated_reason or '–'}",
        f"Assessed     {_reason(interview)}",
        f"Voluntary    {known[interview.voluntary]}      Regrettable  {known[interview.regrettable]}",
    ]
    if interview.themes:
        lines.append(f"Themes       {' · '.join(interview.themes)}")
    return "\n".join([*lines, "", interview.notes or "No notes."])


Heard = Ticket | Survey


class Desk(TableSection[Heard]):
    """Tickets and survey answers, in one line of time."""

    NAME = "Feedback"
    EMPTY = "No tickets and no survey answers."
    FILES = "tickets.csv surveys.csv"

    def columns(self) -> list[Column[Heard]]:
        """One line each."""
        return [
            Column("Day", 11, lambda heard: self.day(_heard_on(heard))),
            Column("What", 14, _kind),
            Column("Said", 22, _words, flex=True),
            Column("State", 15, self._state, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Heard]:
        """Newest first."""
        both: list[Heard] = [*file.tickets, *file.surveys]
        return sorted(both, key=_heard_on, reverse=True)

    def _state(self, heard: Heard) -> tuple[str, CellStyle]:
        if isinstance(heard, Survey):
            return "", ""
        if heard.closed_on is None or heard.closed_on > self.as_of:
            return f"open {(self.as_of - heard.opened_on).days} d", "warn"
        return f"closed in {(heard.closed_on - heard.opened_on).days} d", "dim"


def _words(heard: Heard) -> str:
    return heard.subject if isinstance(heard, Ticket) else heard.comment


def _heard_on(heard: Heard) -> date:
    return heard.opened_on if isinstance(heard, Ticket) else heard.day


def _kind(heard: Heard) -> str:
    if isinstance(heard, Ticket):
        return f"ticket, {heard.priority}" if heard.priority else "ticket"
    score = "" if heard.score is None else f" {heard.score}"
    return f"{heard.kind.upper() or 'survey'}{score}"


class History(TableSection[ToldStep]):
    """Who changed what: every edit of the logo, its contracts and its interviews."""

    NAME = "History"
    EMPTY = "Nothing was changed by hand. Imports are not listed here."

    def columns(self) -> list[Column[ToldStep]]:
        """When, what was done, and what it changed."""
        return [
            Column("When, UTC", 16, lambda step: when(step.told) if step.begins else ""),
            Column("Done", 26, lambda step: (step.told.label if step.begins else "", _look(step)), flex=True),
            Column("Changed", 26, lambda step: (change(step.told), _look(step)), flex=True),
        ]

    def rows(self, file: LogoFile) -> Sequence[ToldStep]:
        """Newest first."""
        return list(steps(file.history))


def _look(step: ToldStep) -> CellStyle:
    return "dim" if step.told.undone else ""


SECTIONS: tuple[type[Section], ...] = (Contracts, ActivityCourse, People, ExitInterviews, Desk, History)
"""In the order of the tabs."""
