"""Everything the file says about one logo, read in one go when its page is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from churntui.book import Book
from churntui.data import activity, stories
from churntui.data.file.store import Store
from churntui.data.rows import attempts, briefs, customers, interview_facts, kept, logos, milestones
from churntui.data.stories import Told
from churntui.metrics.ends import End, Ends
from churntui.metrics.proofs import ProofResult
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import WINDOW_DAYS, change
from churntui.model.living import (
    Commitment,
    Goal,
    GoalValue,
    KeptBrief,
    Milestone,
    Payment,
    Review,
    Sentiment,
    Step,
    Talk,
)
from churntui.model.rows import (
    Contract,
    Customer,
    Interview,
    InterviewFacts,
    Person,
    Survey,
    Ticket,
    WinBackCall,
)
from churntui.model.saving import SaveAttempt
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.questions import proofs

MONTHS = 12
"""How many months of activity are shown."""

SHOWN_WEEKS = 26
"""How many weeks of activity are shown: twice what a fall is told over."""

FALL_DAYS = 13 * 7
"""How far back today's active customers are compared: a fall over 13 weeks foretells losses."""

TICKET_DAYS = 90
"""How far back tickets are counted."""

SHOWN_CUSTOMERS = 500
"""How many of its customers are read: who joined last."""

FEWEST_BEFORE = 3
"""Of fewer active customers no fall is told: one on holiday would be half of them."""


@dataclass(frozen=True, slots=True)
class Course:
    """Activity over a few periods, oldest first."""

    labels: tuple[str, ...]
    actions: tuple[int | None, ...]
    """Qualifying actions in each period; None before anything was measured."""
    customers: tuple[int | None, ...]
    """Active customers at the end of each period: those that did enough in the trailing window."""
    known: tuple[int | None, ...]
    """Customers that had joined by then, whoever has no joining date among them; never fewer than were active."""
    open_ended: bool
    """Whether the last period is not over."""

    @property
    def of_nobody(self) -> Course:
        """The same without customers: it is not measured who did what was done."""
        nobody = (None,) * len(self.labels)
        return replace(self, customers=nobody, known=nobody)

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The share of the known customers that was active; None where none was known."""
        return tuple(
            active / known if active is not None and known else None
            for active, known in zip(self.customers, self.known, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Activity:
    """What a logo's customers did, up to the last day anything was measured."""

    through: date
    weeks: Course
    months: Course
    customers: int | None
    """Customers active in the trailing window; None where it is not measured who did what was done."""
    customers_before: int
    """The same a window earlier."""
    customers_quarter_ago: int | None
    """The same `FALL_DAYS` earlier; None where that was not measured yet."""
    seats: int
    actions: tuple[tuple[str, int, float | None], ...]
    """Each qualifying action of the last 28 days, most frequent first: its name, how often, and the change against
    the 28 days before as a fraction (None where it was not done then)."""

    @property
    def done(self) -> int:
        """Qualifying actions of the last 28 days."""
        return sum(count or 0 for count in self.weeks.actions[-4:])

    @property
    def done_before(self) -> int:
        """The same of the 28 days before those."""
        return sum(count or 0 for count in self.weeks.actions[-8:-4])

    @property
    def fall(self) -> float | None:
        """How many fewer are active than `FALL_DAYS` ago, as a share of those (below 0: more); None of too few."""
        before = self.customers_quarter_ago
        if self.customers is None or before is None or before < FEWEST_BEFORE:
            return None
        return 1 - self.customers / before


@dataclass(frozen=True, slots=True)
class LogoFile:
    """One logo's rows."""

    logo_id: int = 0
    contracts: tuple[Contract, ...] = ()
    """Newest first, as all of these."""
    renewals: tuple[Renewal, ...] = ()
    """What is still to be decided, and what is known to be lost; the most urgent first."""
    interviews: tuple[Interview, ...] = ()
    people: tuple[Person, ...] = ()
    """Champions first, those who left last."""
    tickets: tuple[Ticket, ...] = ()
    surveys: tuple[Survey, ...] = ()
    history: tuple[Told, ...] = ()
    """What was changed about the logo and all that belongs to it."""
    activity: Activity | None = None
    """None where nothing was ever measured."""
    talks: tuple[Talk, ...] = ()
    reviews: tuple[Review, ...] = ()
    briefs: tuple[KeptBrief, ...] = ()
    """Those that were sent."""
    steps: tuple[Step, ...] = ()
    """By the day they are due, those without one last."""
    goals: tuple[Goal, ...] = ()
    """By the day they are due, those without one last."""
    values: Mapping[int, tuple[GoalValue, ...]] = field(default_factory=dict)
    """Goal id to what was measured of it, oldest first."""
    commitments: tuple[Commitment, ...] = ()
    """By the day they are due, those without one last."""
    milestones: tuple[Milestone, ...] = ()
    """By the day they are due, those without one last."""
    payments: tuple[Payment, ...] = ()
    sentiments: tuple[Sentiment, ...] = ()
    attempts: tuple[SaveAttempt, ...] = ()
    """What was tried to keep it, the first begun first."""
    proofs: tuple[ProofResult, ...] = ()
    """What came of what was tried, the one that began last first."""
    customers: tuple[Customer, ...] = ()
    """The `SHOWN_CUSTOMERS` that joined last."""
    customer_count: int = 0
    """How many it has."""
    facts: Mapping[int, InterviewFacts] = field(default_factory=dict)
    """Interview id to what it asks beyond its core."""
    win_back: WinBackCall | None = None
    """What came of asking it back."""
    win_back_id: int | None = None
    """The row that says so."""
    losses: tuple[date, ...] = ()
    """The days on which its service ended, or will, as recorded."""

    @property
    def due(self) -> frozenset[int]:
        """The ids of the contracts whose renewal is still to be decided."""
        return frozenset(renewal.contract.id for renewal in self.renewals)

    def ends(self, book: Book) -> dict[int, End]:
        """Contract id to how it ends, recorded losses and renewals counted in."""
        ends = Ends(self.contracts, self.losses, book.settings, book.as_of)
        return {contract.id: ends.of(contract) for contract in self.contracts}

    def recent_tickets(self, as_of: date) -> int:
        """Tickets of the last `TICKET_DAYS`."""
        since = as_of - timedelta(days=TICKET_DAYS)
        return sum(since < ticket.opened_on <= as_of for ticket in self.tickets)

    @property
    def open_tickets(self) -> int:
        """Tickets nobody has closed."""
        return sum(ticket.closed_on is None for ticket in self.tickets)

    def successor(self, person: Person) -> Person | None:
        """Who followed them: as named, else a champion who stays where they were one."""
        named = next((other for other in self.people if other.id == person.successor_id), None)
        stays = (other for other in self.people if other.champion and other.left_on is None)
        return named or (next(stays, None) if person.champion else None)


def read(store: Store, book: Book, logo_id: int) -> LogoFile:
    """The logo's rows, for the store's thread. Contracts and interviews are those of the book."""
    interviews = tuple(interview for interview in book.interviews if interview.logo_id == logo_id)
    due_last = "due_on IS NULL, due_on, id"
    return LogoFile(
        logo_id=logo_id,
        contracts=tuple(book.contracts_of(logo_id)),
        renewals=tuple(renewal for renewal in book.renewals if renewal.logo.id == logo_id),
        interviews=interviews,
        people=tuple(logos.people(store, logo_id)),
        tickets=kept.of_logo(store, Ticket, logo_id, "opened_on DESC, id DESC"),
        surveys=kept.of_logo(store, Survey, logo_id, "day DESC, id DESC"),
        history=tuple(stories.of(store, "logo", logo_id)),
        activity=_activity(store, book, logo_id),
        talks=kept.of_logo(store, Talk, logo_id, "day DESC, id DESC"),
        reviews=kept.of_logo(store, Review, logo_id, "held_on DESC, id DESC"),
        briefs=briefs.sent(store, logo_id),
        steps=kept.of_logo(store, Step, logo_id, due_last),
        goals=kept.of_logo(store, Goal, logo_id, due_last),
        values=kept.goal_values(store, logo_id),
        commitments=kept.of_logo(store, Commitment, logo_id, due_last),
        milestones=milestones.of_logo(store, logo_id),
        payments=kept.of_logo(store, Payment, logo_id, "day DESC, id DESC"),
        sentiments=kept.of_logo(store, Sentiment, logo_id, "day DESC, id DESC"),
        attempts=attempts.of_logo(store, logo_id),
        proofs=proofs.of_logo(store, logo_id, book.as_of),
        customers=kept.of_logo(
            store, Customer, logo_id, "joined_on DESC NULLS LAST, id DESC", most=SHOWN_CUSTOMERS
        ),
        customer_count=kept.count(store, Customer, logo_id),
        facts=interview_facts.of_logo(store, logo_id),
        win_back=book.calls.get(logo_id),
        win_back_id=kept.only_id(store, WinBackCall, logo_id),
        losses=book.recorded_losses.get(logo_id, ()),
    )


def _activity(store: Store, book: Book, logo_id: int) -> Activity | None:
    first = activity.first_day(store, logo_id)
    if first is None or book.usage_through is None:
        return None
    end = dates.number(book.usage_through) + 1
    days = customers.joining_days(store, logo_id)
    joined = tuple(None if day is None else dates.number(day) for day in days)
    reader = _Reader(store, book, logo_id, first, end, joined)
    window = book.settings.active_window_days
    is_known = activity.is_known_by_whom(store, logo_id, end - window, end)
    weeks, months = reader.course(_weeks(end)), reader.course(_months(book.usage_through))
    now = activity.by_action(store, logo_id, end - WINDOW_DAYS, end)
    before = activity.by_action(store, logo_id, end - 2 * WINDOW_DAYS, end - WINDOW_DAYS)
    return Activity(
        book.usage_through,
        weeks if is_known else weeks.of_nobody,
        months if is_known else months.of_nobody,
        reader.customers(end) if is_known else None,
        reader.customers(end - window),
        reader.customers(end - FALL_DAYS) if end - FALL_DAYS > first else None,
        len(joined),
        tuple((name, count, change(count, before.get(name, 0))) for name, count in now.items()),
    )


_Range = tuple[str, int, int]
"""A period's label and its half-open range of day numbers."""


def _weeks(end: int) -> list[_Range]:
    """The seven-day weeks before day `end`, each called by its first day."""
    starts = (end - 7 * back for back in range(SHOWN_WEEKS, 0, -1))
    return [
        (dates.short(dates.from_number(start), dates.from_number(end)), start, start + 7) for start in starts
    ]


def _months(through: date) -> list[_Range]:
    """The calendar months up to the one that holds the last measured day."""
    period = Period.of(through, "month")
    months = [period]
    while len(months) < MONTHS:
        months.append(months[-1].previous)
    return [
        (
            f"{dates.short_month(month.starts_on, year=False)} {month.starts_on:%y}",
            dates.number(month.starts_on),
            dates.number(month.ends_on),
        )
        for month in reversed(months)
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one logo's activity by periods."""

    store: Store
    book: Book
    logo_id: int
    first: int
    """The first day anything was measured."""
    end: int
    """The day after the last measured one of the book."""
    joined: tuple[int | None, ...]
    """The day number each of its customers joined; None where nobody said."""

    def customers(self, end: int) -> int:
        """Active customers in the trailing window before day `end`."""
        settings = self.book.settings
        first = end - settings.active_window_days
        return activity.active_customers(self.store, self.logo_id, first, end, settings.active_min_count)

    def course(self, ranges: Sequence[_Range]) -> Course:
        """Actions in each range and active customers at its end."""
        days = activity.of_logo(self.store, self.logo_id, ranges[0][1], self.end)
        measured = [end > self.first for _, _, end in ranges]
        ends = [min(end, self.end) for _, _, end in ranges]
        actions = [sum(count for day, count, _ in days if start <= day < end) for _, start, end in ranges]
        active = [self.customers(end) if so else 0 for end, so in zip(ends, measured, strict=True)]
        joined = [sum(day is None or day < end for day in self.joined) for end in ends]

        def where_measured(counts: Sequence[int]) -> tuple[int | None, ...]:
            return tuple(count if so else None for count, so in zip(counts, measured, strict=True))

        return Course(
            tuple(label for label, _, _ in ranges),
            where_measured(actions),
            where_measured(active),
            where_measured([max(both) for both in zip(active, joined, strict=True)]),
            open_ended=ranges[-1][2] > self.end,
        )
