"""The sections of a logo's page: each shows a part of what the file says about it, and can hand it out as a table.

`SECTIONS` is the one list of them, in the order in which they are gone through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from churntui.book import Book
from churntui.model.choices import REASON_LABELS, SENTIMENT_LABELS, STATUS_LABELS
from churntui.model.living import MOST_SENTIMENT, Payment, Sentiment
from churntui.model.notes import NoteRef
from churntui.model.rows import Customer, Interview, Person, Survey, Ticket
from churntui.plain.looks import CellStyle
from churntui.plain.wording import from_now_short
from churntui.questions.logo_file import SHOWN_CUSTOMERS, TICKET_DAYS, LogoFile
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.activity import ActivityCourse
from churntui.ui.logos.adding import add_one_of
from churntui.ui.logos.contracts import Contracts
from churntui.ui.logos.goals import Goals, Milestones, Promises
from churntui.ui.logos.proofs import Proofs
from churntui.ui.logos.saving import Saving
from churntui.ui.logos.section import RowOfBook, Section, TableSection
from churntui.ui.logos.signals import Signals
from churntui.ui.logos.timeline import Ahead, Happened
from churntui.ui.parts.story import Step, change, steps, when
from churntui.ui.shell.base import Work
from churntui.ui.shell.chosen import Chosen

_MOST_WORDS = 24
"""Lines of an interview that are wanted at once."""


class People(TableSection[Person]):
    """Whom we talk to."""

    NAME = "People"
    TABLE = "person"
    EMPTY = "Nobody is known there yet: a adds a person."
    FILES = "people.csv"
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((0, 0), 2)

    _followed: dict[int, str] = {}  # noqa: RUF012 - replaced, never changed
    """The id of a person who left to the name of who followed."""

    def columns(self) -> list[Column[Person]]:
        """Champions are told by a word, those who left by the day and who followed."""
        return [
            Column("Name", 16, lambda person: (person.name, "dim" if person.left_on else ""), flex=True),
            Column("Role", 14, lambda person: person.role, flex=True, priority=1),
            Column("Champion", 9, _champion),
            Column("Stance", 10, _stance, priority=3),
            Column("Last contact", 19, self._contact, flex=True),
            Column("Mail", 26, lambda person: person.email, priority=4),
        ]

    def rows(self, file: LogoFile) -> Sequence[Person]:
        """Champions first."""
        return file.people

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, and whether somebody speaks for us."""
        left = [person for person in file.people if person.left_on]
        self._followed = {person.id: after.name for person in left if (after := file.successor(person))}
        super().show(book, file)
        speaks = any(person.champion and person.left_on is None for person in file.people)
        self.border_subtitle = t("" if speaks or not file.people else "no champion !")

    def _contact(self, person: Person) -> tuple[str, CellStyle]:
        if person.left_on:
            after = self._followed.get(person.id)
            if after:
                return f"left {self.day(person.left_on)}, {after} follows", "dim"
            return f"left {self.day(person.left_on)}" + (
                ", no successor !" if person.champion else ""
            ), "warn"
        contact = person.last_contact_on
        if contact is None:
            return "never", "dim"
        return f"{self.day(contact)}, {from_now_short((contact - self.as_of).days)}", ""


def _champion(person: Person) -> tuple[str, CellStyle]:
    if not person.champion:
        return "", ""
    return ("was, left", "warn") if person.left_on else ("champion", "good")


def _stance(person: Person) -> tuple[str, CellStyle]:
    looks: dict[str, CellStyle] = {"supportive": "good", "critical": "bad"}
    return (person.stance, looks.get(person.stance, "")) if person.stance else ("", "")


class ExitInterviews(TableSection[Interview]):
    """What they told us when they left, to be read in full."""

    NAME = "Interviews"
    TABLE = "interview"
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((1, 1), 1)
    EMPTY = "No exit interview. n writes one, N records that nobody was heard."
    SHORT = True
    SHOWN = 3
    LEAST = 10

    _saved: int | None = None
    """The interview the cursor is to stand on once it is listed."""

    def compose(self) -> ComposeResult:
        """The list over the words of the chosen one."""
        yield from super().compose()
        with VerticalScroll(id="logo-words"):
            yield Static("", id="logo-said", markup=False)

    def columns(self) -> list[Column[Interview]]:
        """Stated and assessed side by side: they differ more often than not."""
        return [
            Column("Status", 9, lambda interview: STATUS_LABELS[interview.status]),
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

    def lines(self, width: int) -> int:
        """The list, and the words of the chosen one."""
        chosen = self.table.row
        return super().lines(width) + (1 + min(len(_said(chosen).splitlines()), _MOST_WORDS) if chosen else 0)

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the rows; the cursor goes to one just saved."""
        super().show(book, file)
        self.set_class(not file.interviews, "-bare")
        places = [at for at, interview in enumerate(self.table.rows) if interview.id == self._saved]
        if places:
            self.table.cursor, self._saved = places[0], None

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[Interview]) -> None:
        self.query_one("#logo-said", Static).update(t(_said(event.row) if event.row else ""))
        self.query_one("#logo-words", VerticalScroll).scroll_home(animate=False)

    def open_row(self, row: Interview) -> Work | str:
        """Open it for editing; in a book that is only read, to be read."""
        if self.app.opening.read_only:
            return self.app.open_reading(NoteRef("interview", row.id))
        return self.app.write_interview(row.logo_id, row.id)

    def change(self) -> Work | str | None:
        """Change it in its own editor."""
        return self.open_row(self.table.row) if self.table.row else None

    def add(self, logo_id: int) -> Work | str:
        """Write the interview of the last loss."""
        return self.app.write_note([Chosen(logo_id)])


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


Heard = Ticket | Survey | Sentiment


class Desk(TableSection[Heard]):
    """Tickets, survey answers and how we see them, in one line of time."""

    NAME = "Feedback"
    EMPTY = "No tickets, no survey answers, and nobody said how we see them: a adds one."
    FILES = "tickets.csv surveys.csv sentiments.csv"
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((1, 1), 2)

    def columns(self) -> list[Column[Heard]]:
        """One line each."""
        return [
            Column("Day", 11, lambda heard: self.day(_heard_on(heard))),
            Column("What", 12, _kind),
            Column("Said", 15, _words, flex=True),
            Column("State", 10, self._state, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Heard]:
        """Newest first."""
        heard: list[Heard] = [*file.tickets, *file.surveys, *file.sentiments]
        return sorted(heard, key=_heard_on, reverse=True)

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, and how much is open."""
        super().show(book, file)
        tickets = (
            f"{file.recent_tickets(book.as_of)} in {TICKET_DAYS} days, {file.open_tickets} open"
            if file.tickets
            else ""
        )
        scored = next((survey for survey in file.surveys if survey.score is not None), None)
        last = f"last {scored.kind.upper() or 'survey'} {scored.score}" if scored else ""
        seen = f"we see them {file.sentiments[0].score} of {MOST_SENTIMENT}" if file.sentiments else ""
        self.border_subtitle = t(" · ".join(filter(None, (tickets, last, seen))))

    def add(self, logo_id: int) -> Work | str:
        """Add a ticket, an answer, or how we see them."""
        return add_one_of(self.app, logo_id, "ksh")

    def identity(self, row: Heard) -> object:
        """A ticket and an answer may have one number."""
        return type(row), row.id

    def row_of(self, row: Heard) -> RowOfBook | None:
        """Rows are of three tables."""
        return type(row).__name__.lower(), row.id

    def _state(self, heard: Heard) -> tuple[str, CellStyle]:
        if not isinstance(heard, Ticket):
            return "", ""
        if heard.closed_on is None or heard.closed_on > self.as_of:
            return f"open {(self.as_of - heard.opened_on).days} d", "warn"
        return f"took {(heard.closed_on - heard.opened_on).days} d", "dim"


def _words(heard: Heard) -> str:
    if isinstance(heard, Sentiment):
        return f"{SENTIMENT_LABELS[heard.score]}{f', {heard.author}' if heard.author else ''}"
    return heard.subject if isinstance(heard, Ticket) else heard.comment


def _heard_on(heard: Heard) -> date:
    return heard.opened_on if isinstance(heard, Ticket) else heard.day


def _kind(heard: Heard) -> str:
    if isinstance(heard, Ticket):
        return f"ticket, {heard.priority}" if heard.priority else "ticket"
    if isinstance(heard, Sentiment):
        return "our view"
    score = "" if heard.score is None else f" {heard.score}"
    return f"{heard.kind.upper() or 'survey'}{score}"


class Payments(TableSection[Payment]):
    """What they paid, and what failed."""

    NAME = "Payments"
    TABLE = "payment"
    EMPTY = "No payment is known: a adds one."
    FILES = "payments.csv"
    SHOWN = 4
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((2, 1), 1)

    def columns(self) -> list[Column[Payment]]:
        """When, and what came of it."""
        return [
            Column("Day", 11, lambda payment: self.day(payment.day)),
            Column("Outcome", 9, _outcome),
            Column("Card expires", 12, self._card, flex=True, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Payment]:
        """Newest first."""
        return file.payments

    def _card(self, payment: Payment) -> tuple[str, CellStyle]:
        expires = payment.card_expires_on
        return self.day(expires), "warn" if expires and expires < self.as_of else ""


def _outcome(payment: Payment) -> tuple[str, CellStyle]:
    looks: dict[str, CellStyle] = {"paid": "good", "failed": "bad", "disputed": "bad", "pending": "dim"}
    return payment.outcome, looks.get(payment.outcome, "warn")


class Customers(TableSection[Customer]):
    """The people who use it: those who joined last."""

    NAME = "Customers"
    TABLE = "customer"
    EMPTY = "No customers are known: a adds one."
    FILES = "customers.csv"
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((2, 0), 0)

    def columns(self) -> list[Column[Customer]]:
        """Who they are."""
        return [
            Column("Name", 18, lambda customer: customer.called, flex=True),
            Column("Role", 16, lambda customer: customer.role, flex=True, priority=1),
            Column("Joined", 11, lambda customer: self.day(customer.joined_on)),
            Column("Mail", 26, lambda customer: customer.email, priority=2),
        ]

    def rows(self, file: LogoFile) -> Sequence[Customer]:
        """Who joined last comes first."""
        return file.customers

    def count(self, file: LogoFile) -> int | None:
        """All of them, shown or not."""
        return file.customer_count

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them; say so where they are not all."""
        super().show(book, file)
        is_cut = file.customer_count > len(file.customers)
        self.border_subtitle = t(f"the {SHOWN_CUSTOMERS} who joined last" if is_cut else "")


class History(TableSection[Step]):
    """Who changed what: every edit of the logo, its contracts and its interviews."""

    NAME = "History"
    EMPTY = "Nothing was changed by hand. Imports are not listed here."
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((2, 1), 0)

    def columns(self) -> list[Column[Step]]:
        """When, what was done, and what it changed."""
        return [
            Column("When, UTC", 16, lambda step: when(step.told) if step.begins else ""),
            Column("Done", 17, lambda step: (step.told.label if step.begins else "", _look(step)), flex=True),
            Column("Changed", 14, lambda step: (change(step.told), _look(step)), flex=True),
        ]

    def rows(self, file: LogoFile) -> Sequence[Step]:
        """Newest first."""
        return list(steps(file.history))

    def identity(self, row: Step) -> object:
        """The line of the log, and the column it is about."""
        return row.told.change_id, row.told.column

    def go_to(self, row: RowOfBook) -> bool:
        """Put the cursor on a line of the log."""
        at = next(
            (nth for nth, step in enumerate(self.table.rows) if ("change", step.told.change_id) == row), None
        )
        if at is not None:
            self.table.cursor = at
        return at is not None


def _look(step: Step) -> CellStyle:
    return "dim" if step.told.undone else ""


SECTIONS: tuple[type[Section], ...] = (
    Contracts,
    Signals,
    Happened,
    Ahead,
    Goals,
    People,
    Promises,
    Saving,
    ExitInterviews,
    Desk,
    Milestones,
    Payments,
    ActivityCourse,
    Customers,
    Proofs,
    History,
)
"""In the order in which they are gone through."""
