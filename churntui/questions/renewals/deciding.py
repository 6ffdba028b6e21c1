"""What can be decided about a contract now, and what each decision would write; and why another cannot be taken.

The same words stand in the dialog, in what is said when it is done, and in the history. Nothing is decided twice: what
answers a contract already is named instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from churntui.book import Book
from churntui.metrics import renewals
from churntui.metrics.ends import End, Ends, Waiting
from churntui.model import terms
from churntui.model.choices import STAGE_LABELS
from churntui.model.rows import Contract, Interview, Logo
from churntui.plain import dates, money
from churntui.plain.wording import counted, number, percent

Outcome = Literal["uplifted", "renewed", "changed", "notice", "lost", "open"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

TITLES: dict[Outcome, str] = {
    "uplifted": "Renewed, with its uplift",
    "renewed": "Renewed as it was",
    "changed": "Renewed, changed …",
    "notice": "Notice received …",
    "lost": "Lost …",
    "open": "Open again",
}

DONE: dict[Outcome, str] = {
    "uplifted": "renewed with their uplift",
    "renewed": "renewed as they were",
    "changed": "renewed, changed",
    "notice": "known to end: notice received",
    "lost": "lost",
    "open": "open again",
}
"""What happened to several contracts."""

_A: dict[money.Per, str] = {
    "month": "a month",
    "quarter": "a quarter",
    "year": "a year",
    "term": "for the term",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A contract that something is to be decided about, and what answers it so far."""

    contract: Contract
    logo: Logo
    as_of: date
    others: tuple[Contract, ...]
    """The other contracts of the logo."""
    ends_on: date | None
    """The first day it does not cover as things stand; None for no end."""
    follower: Contract | None
    """The contract that carries on where it ends, linked or not."""
    lost_on: date | None
    """The recorded loss its end is about."""
    is_ended_alone: bool
    """Whether it was ended while other contracts of the logo went on, as a product dropped."""
    waits: Waiting | None
    """Why it still counts though it has ended."""
    running: tuple[tuple[Contract, date | None], ...]
    """The logo's other paid contracts with the day each ends as things stand; None for no end, or none known yet."""

    @property
    def is_linked(self) -> bool:
        """Whether the contract that carries on says so itself."""
        return self.follower is not None and self.follower.renews_id == self.contract.id

    @property
    def rolls_on(self) -> bool:
        """Whether it has ended and goes on as far as anybody knows, because it renews itself."""
        return self.waits == "renews_itself"

    def others_on(self, day: date) -> list[Contract]:
        """The paid contracts of the logo that go on where service under this one ends on that day."""
        return [other for other, ends_on in self.running if ends_on is None or ends_on > day]


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision that can be taken about a contract, or why it cannot be."""

    outcome: Outcome
    title: str
    writes: str
    """What it would write, or why it cannot be taken."""
    can_be: bool = True
    term: Contract | None = None
    """The contract it would write, where that needs no more to be said."""


def cases(book: Book, wanted: Iterable[tuple[int | None, int | None]]) -> list[Case]:
    """The cases of (contract id, logo id), each once: of the contract, else of the logo's that is decided next."""
    by_logo: dict[int, list[Contract]] = {}
    pairs = list(wanted)
    by_id = {contract.id: contract for contract in book.contracts}
    logo_ids = {by_id[number].logo_id for number, _ in pairs if number in by_id}
    logo_ids |= {logo_id for _, logo_id in pairs if logo_id is not None}
    for contract in book.contracts:
        if contract.logo_id in logo_ids:
            by_logo.setdefault(contract.logo_id, []).append(contract)
    meant = [
        by_id.get(contract_id or 0) or _next_of(book, by_logo.get(logo_id or 0, ()))
        for contract_id, logo_id in pairs
    ]
    once = {
        contract.id: contract for contract in meant if contract is not None and contract.logo_id in book.logos
    }
    return [case_of(book, contract, by_logo[contract.logo_id]) for contract in once.values()]


def case_of(book: Book, contract: Contract, own: Sequence[Contract]) -> Case:
    """The case of a contract; `own` is every contract of its logo."""
    ends = Ends(own, book.recorded_losses.get(contract.logo_id, ()), book.settings, book.as_of)
    end = ends.of(contract)
    followers = [other for other in own if _follows(other, contract, book.settings.grace_days)]
    return Case(
        contract,
        book.logos[contract.logo_id],
        book.as_of,
        tuple(other for other in own if other.id != contract.id),
        end.on,
        min(followers, key=lambda other: (not _links(other, contract), other.starts_on), default=None),
        ends.loss_of(contract),
        any(_is_of_its_end(interview, contract) for interview in book.interviews),
        end.waits,
        tuple(
            (other, _known_end(ends.of(other)))
            for other in own
            if other.id != contract.id and other.amount_minor
        ),
    )


def _is_of_its_end(interview: Interview, contract: Contract) -> bool:
    is_dropped = interview.kind == "product_dropped" and contract.notice_on is not None
    return is_dropped and (interview.logo_id, interview.effective_on) == (contract.logo_id, contract.ends_on)


def _known_end(end: End) -> date | None:
    """When it ends as things stand; None where it does not, or has ended and may go on."""
    return None if end.waits else end.on


def _follows(other: Contract, contract: Contract, grace_days: int) -> bool:
    """Whether it carries on where the contract ends: it says so itself, or fits."""
    if _links(other, contract) or contract.ends_on is None:
        return _links(other, contract)
    return renewals.carries_on(other, contract, contract.ends_on, grace_days)


def _links(other: Contract, contract: Contract) -> bool:
    return other.renews_id == contract.id and other.starts_on > contract.starts_on


def _next_of(book: Book, own: Sequence[Contract]) -> Contract | None:
    """The contract of a logo that is decided next: the first due, else one without end, else its last.

    Where that is open and yet to begin, the one that it renews is meant: what was just decided is not decided a second
    time by the same keys.
    """
    by_id = {contract.id: contract for contract in own}
    due = [renewal.contract for renewal in book.renewals if renewal.contract.id in by_id]
    endless = [contract for contract in own if contract.ends_on is None]
    last = max(own, key=lambda contract: (contract.ends_on or date.max, contract.id), default=None)
    meant = next(iter(due), None) or next(iter(endless), last)
    while meant is not None and meant.starts_on > book.as_of and not _is_ended(book, meant):
        renewed = by_id.get(meant.renews_id or 0)
        if renewed is None or not _links(meant, renewed):
            break
        meant = renewed
    return meant


def _is_ended(book: Book, contract: Contract) -> bool:
    """Whether notice of it was given, or a loss is recorded for a day after its start."""
    losses = book.recorded_losses.get(contract.logo_id, ())
    return contract.notice_on is not None or any(loss > contract.starts_on for loss in losses)


def choices(case: Case) -> list[Choice]:
    """What can be decided, the first first; what cannot be says why."""
    renewed, uplifted = _renewals(case)
    first = [uplifted, renewed] if uplifted is not None and case.rolls_on else [renewed, uplifted]
    rest = [_changed(case), _notice(case), _lost(case), _open(case)]
    return [choice for choice in (*first, *rest) if choice is not None]


def choice_of(case: Case, outcome: Outcome) -> Choice:
    """One of them; an uplift that is not agreed is none."""
    known = {choice.outcome: choice for choice in choices(case)}
    return known.get(outcome) or Choice(outcome, TITLES[outcome], "no uplift is agreed", can_be=False)


def _renewals(case: Case) -> tuple[Choice, Choice | None]:
    """Renewed as it was, and with the uplift it has agreed."""
    contract, why_not = case.contract, no_renewal(case)
    uplift = contract.uplift
    rolled = "Rolled on" if case.rolls_on else ""
    risen_title = f"{rolled or 'Renewed'}, +{number(uplift)} %" if uplift else ""
    as_it_was = rolled if rolled and not uplift else TITLES["renewed"]
    if why_not:
        refused = Choice("renewed", as_it_was, why_not, can_be=False)
        return refused, Choice("uplifted", risen_title, why_not, can_be=False) if uplift else None
    renewed = _written("renewed", as_it_was, case, with_uplift=False)
    return renewed, _written("uplifted", risen_title, case, with_uplift=True) if uplift else None


def _written(outcome: Outcome, title: str, case: Case, *, with_uplift: bool) -> Choice:
    """The choice that writes the next term."""
    term = terms.next_term(case.contract, case.others, with_uplift=with_uplift)
    if term is None:
        return Choice(outcome, title, "its next term would end after the calendar", can_be=False)
    return Choice(outcome, title, told(case.contract, term), term=term)


def _changed(case: Case) -> Choice:
    """Another amount, term, plan or start; of what is renewed already, in the contract that renews it."""
    if case.follower is not None and case.is_linked:
        return Choice("changed", "Change its renewal …", told(case.contract, case.follower))
    why_not = no_renewal(case)
    return Choice(
        "changed", TITLES["changed"], why_not or "amount, seats, term, plan, start", can_be=not why_not
    )


def _notice(case: Case) -> Choice:
    """Service ends with the contract, or on a day that is named."""
    contract, why_not = case.contract, answered(case)
    if why_not:
        return Choice("notice", TITLES["notice"], why_not, can_be=False)
    if contract.notice_on is not None:
        return Choice(
            "notice", TITLES["notice"], f"given on {dates.short(contract.notice_on)}: name another day"
        )
    return Choice("notice", TITLES["notice"], _noticed(case))


def _noticed(case: Case) -> str:
    ends_on = case.contract.ends_on
    if ends_on is None:
        return "known churn on the day you name"
    day = dates.short(ends_on)
    return f"known churn on {day}" if ends_on > case.as_of else f"service ended on {day}"


def _lost(case: Case) -> Choice:
    why_not = answered(case)
    if not why_not and not case.contract.amount_minor:
        why_not = "it is free: nothing is lost with it"
    writes = "on a day you name; then the interview"
    return Choice("lost", TITLES["lost"], why_not or writes, can_be=not why_not)


def _open(case: Case) -> Choice:
    title, decided = TITLES["open"], decided_by(case)
    if case.follower is not None and not case.is_linked:
        return Choice(
            "open", title, f"what follows {_from(case.follower)} is not linked: change that one", can_be=False
        )
    takes: dict[Decided | None, str] = {
        "follower": f"takes the renewal {_from(case.follower)} back" if case.follower else "",
        "loss": f"takes the loss on {_day(case.lost_on)} back",
        "end": f"takes its end on {_day(case.contract.ends_on)} back",
        "notice": f"takes the notice of {_day(case.contract.notice_on)} back",
        "call": f"no longer called {STAGE_LABELS[case.contract.stage]}",
        None: "nothing is decided yet",
    }
    return Choice("open", title, takes[decided], can_be=decided is not None)


def _from(follower: Contract) -> str:
    return f"from {dates.short(follower.starts_on)}"


def _day(day: date | None) -> str:
    return "" if day is None else dates.short(day)


Decided = Literal["follower", "loss", "end", "notice", "call"]


def decided_by(case: Case) -> Decided | None:
    """The last thing that was decided: what opening it again takes back first; None where it is open."""
    if case.follower is not None:
        return "follower"
    if case.lost_on is not None:
        return "loss"
    if case.contract.notice_on is not None:
        return "end" if case.is_ended_alone else "notice"
    return "call" if case.contract.stage in {"won", "lost"} else None


def answered(case: Case) -> str:
    """What answers it already; empty where nothing does."""
    if case.follower is not None:
        return f"it is renewed already, {_from(case.follower)} on"
    if case.lost_on is not None:
        return f"its loss on {dates.short(case.lost_on)} is recorded"
    return ""


def no_renewal(case: Case) -> str:
    """Why it cannot be renewed; empty where it can."""
    if case.contract.ends_on is None:
        return "it has no end: it goes on until it is ended"
    return answered(case)


def heading(case: Case) -> str:
    """`Nordwind GmbH · Business · €96,000 a year · ends 12 Feb 2027`."""
    contract = case.contract
    ends = "no end"
    if contract.ends_on is not None:
        ends = f"{'ends' if contract.ends_on > case.as_of else 'ended'} {dates.short(contract.ends_on)}"
    parts = [case.logo.name, contract.plan or contract.ref, price(contract), ends]
    if contract.notice_on is not None:
        parts.append(f"notice given {dates.short(contract.notice_on)}")
    return " · ".join(parts)


def price(contract: Contract) -> str:
    """`€96,000 a year`."""
    return f"{money.full(contract.amount_minor, contract.currency)} {_A[contract.per]}"


def told(old: Contract, term: Contract) -> str:
    """`12 Feb 2027 – 12 Feb 2028, €96,000`, and how the ARR changes where it does."""
    ends = dates.short(term.ends_on) if term.ends_on else "no end"
    amount = money.full(term.amount_minor, term.currency)
    more = arr_more(old, term)
    return f"{dates.short(term.starts_on)} – {ends}, {amount}" + (f", {more}" if more else "")


def arr_change(old: Contract, term: Contract) -> str:
    """`−€8,000 ARR · −8.3 %`; empty where it stays, and where the currency is another."""
    change, more = arr_more(old, term), term.arr_minor - old.arr_minor
    if not change or not old.arr_minor:
        return change
    return f"{change} · {'+' if more > 0 else ''}{percent(more / old.arr_minor)}"


def arr_more(old: Contract, term: Contract) -> str:
    """`−€8,000 ARR`; empty where it stays, and where the currency is another."""
    more = term.arr_minor - old.arr_minor
    if old.currency != term.currency or not more:
        return ""
    return f"{'+' if more > 0 else ''}{money.full(more, term.currency)} ARR"


def starts_late(case: Case, starts_on: date, grace_days: int) -> bool:
    """Whether a renewal that starts on that day comes too late to carry service on: it would be a return."""
    ends_on = case.contract.ends_on
    return ends_on is not None and starts_on > ends_on + timedelta(days=grace_days)


@dataclass(frozen=True, slots=True)
class Several:
    """One decision about several contracts at once."""

    outcome: Outcome
    title: str
    taken: tuple[tuple[Case, Choice], ...]
    """Those it can be taken about."""
    cannot: tuple[tuple[Case, str], ...]
    """The others, each with the reason."""


def for_several(known: Sequence[Case]) -> list[Several]:
    """What can be decided about several contracts at once, the first first."""
    rolls_on = all(case.rolls_on for case in known)
    has_uplift = any(case.contract.uplift for case in known)
    first: list[Outcome] = ["uplifted", "renewed"] if rolls_on else ["renewed", "uplifted"]
    outcomes = [outcome for outcome in first if outcome != "uplifted" or has_uplift]
    return [_several(outcome, known, rolls_on=rolls_on) for outcome in (*outcomes, *OUTCOMES[2:])]


def _several(outcome: Outcome, known: Sequence[Case], *, rolls_on: bool) -> Several:
    decided = [(case, _of_several(case, outcome)) for case in known]
    title = {
        "renewed": "Renewed as they were",
        "uplifted": f"{'Rolled on' if rolls_on else 'Renewed'}, with uplift",
    }
    return Several(
        outcome,
        title.get(outcome, TITLES[outcome]),
        tuple((case, choice) for case, choice in decided if choice.can_be),
        tuple((case, choice.writes) for case, choice in decided if not choice.can_be),
    )


def _of_several(case: Case, outcome: Outcome) -> Choice:
    """One of several: each with its own uplift, as it was where it has none; a change is made one at a time."""
    if outcome == "changed":
        return Choice(outcome, TITLES[outcome], "one contract at a time", can_be=False)
    if outcome == "uplifted" and not case.contract.uplift:
        return choice_of(case, "renewed")
    if outcome in {"notice", "lost"} and case.contract.ends_on is None:
        return Choice(outcome, TITLES[outcome], "it has no end: decide it alone", can_be=False)
    return choice_of(case, outcome)


def renewed_label(case: Case, outcome: Outcome, term: Contract) -> str:
    """`Nordwind GmbH renewed to 12 Feb 2028: €96,000 a year`."""
    until = f" to {dates.short(term.ends_on)}" if term.ends_on else ", without end"
    how = "rolled on" if case.rolls_on and outcome != "changed" else "renewed"
    return f"{case.logo.name} {how}{until}: {price(term)}"


def notice_label(case: Case, on: date, ends_on: date) -> str:
    """`Nordwind GmbH: notice of 3 Dec 2026, service ends 12 Feb 2027`."""
    return f"{case.logo.name}: notice of {dates.short(on)}, service ends {dates.short(ends_on)}"


def lost_label(case: Case, on: date, *, is_alone: bool) -> str:
    """`Nordwind GmbH lost on 12 Feb 2027`, or only one of its contracts."""
    which = (
        f"{case.logo.name}, {case.contract.plan or case.contract.ref} alone," if is_alone else case.logo.name
    )
    return f"{which} lost on {dates.short(on)}"


def open_label(case: Case) -> str:
    """`Nordwind GmbH open again: takes the renewal from 12 Feb 2027 back`."""
    return f"{case.logo.name} open again: {choice_of(case, 'open').writes}"


def label_of_many(outcome: Outcome, count: int) -> str:
    """`12 contracts renewed as they were`."""
    return f"{counted(count, 'contract')} {DONE[outcome]}"
