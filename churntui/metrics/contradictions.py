"""What the record says twice and differently, so that somebody has to say which is right.

Figures follow fixed rules (`metrics.service`) and never ask; where what was typed and imported cannot all be true, they
are sure of themselves and wrong. Each kind here is one such case, told with the row it lies in. A pair of facts that
somebody accepted as right stays silent until one of them changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Literal, get_args

from churntui.metrics.ends import Ends, recorded_losses
from churntui.metrics.renewals import Renewal, begins_early
from churntui.model.rows import Contract, Interview, Settings
from churntui.plain import dates

Kind = Literal[
    "pays_on",
    "no_service",
    "used_after",
    "no_outcome",
    "won_alone",
    "overlap",
    "link",
    "renewed_lost",
    "no_rate",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

TITLES: dict[Kind, str] = {
    "pays_on": "Lost, and a contract runs on",
    "no_service": "Lost when nothing was in force",
    "used_after": "Used after the end",
    "no_outcome": "Ended without an outcome",
    "won_alone": "Won without a new contract",
    "overlap": "Overlaps like a renewal",
    "link": "Renews what is not there",
    "renewed_lost": "Called lost, and renewed",
    "no_rate": "No exchange rate",
}
"""Each kind as a heading."""

MENDS: dict[Kind, str] = {
    "pays_on": "Correct the contract's end, or the kind or the day of the loss",
    "no_service": "Correct the day of the loss, or import the contracts it ended",
    "used_after": "Enter the contract it goes on with, or accept it",
    "no_outcome": "Write its exit interview, or record that nobody was heard",
    "won_alone": "Enter the new contract with what it renews, or call it otherwise",
    "overlap": "Give the later contract the earlier one's id under “renews”, or accept that both are paid",
    "link": "Import the contract it renews, or correct its “renews”",
    "renewed_lost": "Call it won, or correct the “renews” of the other",
    "no_rate": "Import rates.csv with a row for its currency; until then it is left out of every amount",
}
"""How each kind is mended."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that cannot both be right."""

    kind: Kind
    about: str
    """The refs and days of the facts: the same each time, and another once one of them changes."""
    logo_id: int
    text: str
    """What contradicts what."""
    interview_id: int | None = None
    """The interview it lies in, where it lies in one."""
    lost_on: date | None = None
    """The loss it is about, where it is about an end without an outcome."""


@dataclass(frozen=True, slots=True)
class Loss:
    """An end of service that has come."""

    logo_id: int
    lost_on: date
    is_back: bool
    """Whether the logo paid again later."""
    has_record: bool
    """Whether an interview is about it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is looked at: the rows of a book, and what the figures make of them."""

    as_of: date
    settings: Settings
    contracts: Sequence[Contract]
    """By logo and start."""
    interviews: Sequence[Interview]
    losses: Sequence[Loss]
    told: Collection[int]
    """Ids of the interviews that are about a loss."""
    renewals: Sequence[Renewal]
    last_use: Mapping[int, date]
    """Logo id to the last day of any use."""
    open_links: Mapping[int, str]
    """Contract id to the ref of a contract it renews that is not in the book."""
    without_rate: Collection[int]
    """Ids of contracts that cannot be converted."""
    refs: Mapping[int, str]
    """Logo id to its ref."""


def contradictions(record: Record, accepted: Collection[tuple[str, str]] = ()) -> list[Contradiction]:
    """Everything that nobody has accepted, (kind, about), in the order of `KINDS`."""
    own = {
        logo_id: tuple(contracts)
        for logo_id, contracts in groupby(record.contracts, key=attrgetter("logo_id"))
    }
    every = [
        *_of_interviews(record, own),
        *_of_losses(record, own),
        *_won_alone(record),
        *_overlaps(own),
        *_links(record),
        *_without_rate(record),
    ]
    open_ = [one for one in every if (one.kind, one.about) not in accepted]
    return sorted(open_, key=lambda one: KINDS.index(one.kind))


def _of_interviews(record: Record, own: Mapping[int, Sequence[Contract]]) -> Iterator[Contradiction]:
    """Recorded losses that the contracts deny: they run on, or had not begun."""
    recorded = recorded_losses(record.interviews)
    for interview in record.interviews:
        on, signed = interview.effective_on, own.get(interview.logo_id, ())
        if interview.kind != "full" or on is None or on > record.as_of or not signed:
            continue
        latest = on + timedelta(days=record.settings.grace_days)
        before = [loss for loss in recorded[interview.logo_id] if loss < on]
        known = Ends(signed, before, record.settings, record.as_of)
        beyond = [
            contract
            for contract in signed
            if contract.starts_on < on
            and contract.notice_on is None
            and (known.of(contract).on or date.max) > latest
        ]
        day = dates.short(on)
        for contract in beyond[:1]:
            end = f"ends {dates.short(contract.ends_on)}" if contract.ends_on else "has no end"
            text = f"lost on {day}, contract {contract.ref} {end}"
            about = f"{interview.ref} {on} {contract.ref} {contract.ends_on or 'open'}"
            yield Contradiction("pays_on", about, interview.logo_id, text, interview.id)
        ended = any(contract.starts_on < on <= (known.of(contract).on or date.max) for contract in signed)
        if not beyond and not ended and interview.id not in record.told:
            text = f"lost on {day}, when no contract was in force"
            yield Contradiction("no_service", f"{interview.ref} {on}", interview.logo_id, text, interview.id)


def _of_losses(record: Record, own: Mapping[int, Sequence[Contract]]) -> Iterator[Contradiction]:
    """Logos that are gone: still used, or without a word on what came of them."""
    for loss in record.losses:
        if loss.is_back:
            continue
        about = f"{record.refs[loss.logo_id]} {loss.lost_on}"
        day, used = dates.short(loss.lost_on), record.last_use.get(loss.logo_id)
        if used is not None and used > loss.lost_on:
            text = f"lost on {day}, last used on {dates.short(used)}"
            yield Contradiction("used_after", f"{about} {used}", loss.logo_id, text)
        noticed = any(
            contract.notice_on for contract in own.get(loss.logo_id, ()) if contract.ends_on == loss.lost_on
        )
        if not loss.has_record and not noticed:
            text = f"ended on {day}: no notice, loss or interview"
            yield Contradiction("no_outcome", about, loss.logo_id, text, lost_on=loss.lost_on)


def _won_alone(record: Record) -> Iterator[Contradiction]:
    for due in record.renewals:
        if due.waits == "won":
            text = f"contract {due.contract.ref} ended on {dates.short(due.ends_on)}, called won, and none follows it"
            yield Contradiction("won_alone", f"{due.contract.ref} {due.ends_on}", due.logo.id, text)


def _overlaps(own: Mapping[int, Sequence[Contract]]) -> Iterator[Contradiction]:
    """Two paid contracts of a plan, the later begun near the earlier's end and not linked: both count meanwhile."""
    for logo_id, contracts in own.items():
        paid = [contract for contract in contracts if contract.amount_minor]
        renewed = {contract.renews_id for contract in contracts}
        for later in paid:
            earlier = next(
                (one for one in paid if later.renews_id is None and _overlap(one, later, renewed)), None
            )
            if earlier is not None and earlier.ends_on is not None:
                day = dates.short(earlier.ends_on)
                text = f"contract {later.ref} begins {dates.short(later.starts_on)}, before {earlier.ref} ends {day}"
                yield Contradiction("overlap", f"{earlier.ref} {later.ref}", logo_id, text)


def _overlap(earlier: Contract, later: Contract, renewed: Collection[int | None]) -> bool:
    end = earlier.ends_on
    return (
        end is not None
        and earlier.plan == later.plan
        and earlier.id not in renewed
        and earlier.starts_on < later.starts_on
        and begins_early(later.plan, later.starts_on, end)
        and (later.ends_on is None or later.ends_on > end)
    )


def _links(record: Record) -> Iterator[Contradiction]:
    """Links to what is not in the book, or cannot be renewed by it; and calls that a link denies."""
    by_id = {contract.id: contract for contract in record.contracts}
    for contract in record.contracts:
        awaited = record.open_links.get(contract.id)
        if awaited is not None:
            text = f"contract {contract.ref} renews {awaited}, which is not in the book"
            yield Contradiction("link", f"{contract.ref} {awaited}", contract.logo_id, text)
        old = by_id.get(contract.renews_id or 0)
        if old is None:
            continue
        if old.logo_id != contract.logo_id or old.starts_on >= contract.starts_on:
            why = "of another logo" if old.logo_id != contract.logo_id else "which starts no earlier"
            text = f"contract {contract.ref} renews {old.ref}, {why}: the link is not counted"
            yield Contradiction("link", f"{contract.ref} {old.ref}", contract.logo_id, text)
        elif old.stage == "lost":
            text = f"contract {old.ref} is called lost, and {contract.ref} renews it"
            yield Contradiction("renewed_lost", f"{old.ref} {contract.ref}", contract.logo_id, text)


def _without_rate(record: Record) -> Iterator[Contradiction]:
    for contract in record.contracts:
        if contract.id in record.without_rate and contract.amount_minor:
            day = dates.short(contract.starts_on)
            text = f"contract {contract.ref} is in {contract.currency}, of which there is no rate on {day}"
            yield Contradiction("no_rate", f"{contract.ref} {contract.currency}", contract.logo_id, text)


def counts(found: Iterable[Contradiction]) -> dict[Kind, int]:
    """How many there are of each kind, in the order of `KINDS`, kinds without any left out."""
    tally = dict.fromkeys(KINDS, 0)
    for one in found:
        tally[one.kind] += 1
    return {kind: count for kind, count in tally.items() if count}
