"""What contracts there would be if open renewals went so: kept as they are, lost, or shrunk.

The figures themselves are those of `metrics.attrition` and `metrics.revenue`, counted over these contracts: so what is
kept throughout comes to the same as a book in which each of them was renewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from churntui.metrics.renewals import Renewal
from churntui.model import terms
from churntui.model.rows import Contract

Turn = Literal["kept", "lost", "shrunk"]
"""How a renewal goes."""

TURNS: tuple[Turn, ...] = get_args(Turn)

SHRUNK_PERCENT = 25
"""By how much one that shrinks pays less."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """The contracts of a book as they would be, with what each pays a year in the reporting currency."""

    contracts: Sequence[Contract]
    arr: Mapping[int, int | None]
    """By contract id; those that are only supposed have negative ones."""


def supposed(
    contracts: Iterable[Contract],
    arr: Mapping[int, int | None],
    renewals: Iterable[Renewal],
    turns: Mapping[int, Turn],
    *,
    until: date,
) -> Supposed:
    """The contracts if every open renewal that comes up until a day went as it was turned: kept where nothing is said.

    Args:
        contracts: Those of the book.
        arr: Contract id to ARR in the reporting currency.
        renewals: The pipeline; known churn stays what it is.
        turns: Contract id to how its renewal goes.
        until: The last day on which an end is looked at.
    """
    known = {contract.id: contract for contract in contracts}
    own: dict[int, list[Contract]] = {}
    for contract in known.values():
        own.setdefault(contract.logo_id, []).append(contract)
    amounts = dict(arr)
    for renewal in renewals:
        if renewal.bucket == "known_churn" or renewal.ends_on > until:
            continue
        turn = turns.get(renewal.contract.id, "kept")
        if turn == "lost":
            known[renewal.contract.id] = _ended(renewal.contract)
            continue
        for later, pays in _carried_on(renewal.contract, own[renewal.logo.id], amounts, turn, until):
            made = later._replace(id=-1 - len(amounts))
            known[made.id], amounts[made.id] = made, pays
    return Supposed(tuple(known.values()), amounts)


def _ended(contract: Contract) -> Contract:
    """As if notice had been given: what is lost waits for no answer."""
    return contract._replace(notice_on=contract.notice_on or contract.starts_on, stage="lost")


def _carried_on(
    contract: Contract,
    others: Sequence[Contract],
    arr: Mapping[int, int | None],
    turn: Turn,
    until: date,
) -> Iterable[tuple[Contract, int | None]]:
    """The terms that follow it until that day, each with what it pays: the first may shrink, the others are like it."""
    pays, ends_on = arr[contract.id], contract.ends_on
    if turn == "shrunk" and pays is not None:
        pays = round(Fraction(pays * (100 - SHRUNK_PERCENT), 100))
    while ends_on is not None and ends_on <= until:
        following = terms.next_end(contract, others)
        made = contract._replace(
            starts_on=ends_on, ends_on=following, renews_id=None, notice_on=None, stage="open"
        )
        yield made, pays
        contract, ends_on = made, following
