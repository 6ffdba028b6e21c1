"""The next term of a contract: when it begins and ends, and what it costs.

A contract is followed by another of the same length, in calendar months where it has whole ones. One that changed
another within its term, or was sold beside one, ends with that term, and is followed by a whole one. A yearly rise
that was agreed is applied once for each year that begins with the new term or went by in the old one, so that a
contract of a month rises once a year and not twelve times. Amounts are exact: a percentage is a fraction, rounded
half-even once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from churntui.model.rows import Contract
from churntui.plain import money
from churntui.plain.dates import add_months, days_of_chain, whole_months

EARLIEST_ANSWER = timedelta(days=60)
"""How long before a contract's end an unlinked one of the same plan may start and still answer it."""

_DAYS_OF_YEAR = 365
_MONTHS_OF_YEAR = 12


def next_end(contract: Contract, others: Iterable[Contract] = ()) -> date | None:
    """Where the contract's next term ends: as many calendar months after its end as it has, or as many days.

    Months keep to the day of the month that the chain began with (31 Jan, 28 Feb, 31 Mar), so the contracts that it
    renews are looked for among the `others` of its logo. None for an open-ended one, which has no term, and where the
    calendar ends before it.
    """
    if contract.ends_on is None:
        return None
    known = list(others)
    began_on = term_began(contract, known)
    months = whole_months(began_on, contract.ends_on)
    try:
        if months is None:
            return contract.ends_on + (contract.ends_on - began_on)
        return add_months(contract.ends_on, months, _day_kept(contract, known))
    except (OverflowError, ValueError):
        return None


def term_began(contract: Contract, others: Iterable[Contract] = ()) -> date:
    """The day on which the term began that the contract ends: its own start, where it has years of its own.

    Else a longer one is looked for that ends with it in whole years: with what it renews, each ended by the next and
    not as long as it (a change within the term), or of another contract of its logo that ends on the same day (one
    beside which it was sold).
    """
    known = list(others)
    if contract.ends_on is None or _is_of_years(contract.starts_on, contract.ends_on):
        return contract.starts_on
    beside = [other for other in known if other.ends_on == contract.ends_on and other.id != contract.id]
    if _length(contract) == 1 or contract.renews_id is not None:
        beside = []  # one of a month goes on by the month, and one that renews another has its own term
    for one in (contract, *beside):
        for starts_on in _starts_back(one, known):
            if _is_of_years(starts_on, contract.ends_on):
                return starts_on
    return contract.starts_on


def _starts_back(contract: Contract, others: Iterable[Contract]) -> Iterator[date]:
    """Its start, and those of the contracts before it that were ended by the next and are not as long as that."""
    yield contract.starts_on
    for later, earlier in pairwise(_chain(contract, others)):
        if earlier.ends_on != later.starts_on or _length(earlier) == _length(later):
            return
        yield earlier.starts_on


def _length(contract: Contract) -> int | timedelta | None:
    """Whole months, else days; None without an end."""
    if contract.ends_on is None:
        return None
    return whole_months(contract.starts_on, contract.ends_on) or contract.ends_on - contract.starts_on


def _is_of_years(starts_on: date, ends_on: date) -> bool:
    months = whole_months(starts_on, ends_on)
    return months is not None and months % _MONTHS_OF_YEAR == 0


def next_term(
    contract: Contract, others: Iterable[Contract] = (), *, with_uplift: bool = False
) -> Contract | None:
    """The contract that follows this one as it was, or with the rise it has agreed; None where it has no next term.

    It is not in the book yet: its id is 0, and it has no ref. A locked rate is taken along; notice, and how the old
    one's renewal was called, is not.
    """
    known = list(others)
    ends_on = next_end(contract, known)
    if contract.ends_on is None or ends_on is None:
        return None
    amount, per = contract.amount_minor, contract.per
    if per == "term" and term_began(contract, known) < contract.starts_on:
        amount, per = contract.arr_minor, "year"
    if with_uplift and contract.uplift:
        amount = uplifted(amount, contract.uplift, _years_risen(contract, known))
    return following(contract._replace(per=per), contract.ends_on, ends_on, amount)


def following(contract: Contract, starts_on: date, ends_on: date | None, amount_minor: int) -> Contract:
    """The contract that renews this one from that day on, for that amount; all else as it was.

    Raises:
        BadInputError: The amount is for the term, and the term has no end after its start.
    """
    return contract._replace(
        id=0,
        ref="",
        renews_id=contract.id,
        starts_on=starts_on,
        ends_on=ends_on,
        amount_minor=amount_minor,
        arr_minor=money.annualised(amount_minor, contract.per, starts_on, ends_on),
        notice_on=None,
        stage="open",
    )


def end_of_term(contract: Contract, starts_on: date, others: Iterable[Contract] = ()) -> date | None:
    """Where a term of the contract's length ends that begins on that day; None where it has no length."""
    if contract.ends_on is None:
        return None
    began_on = term_began(contract, others)
    months = whole_months(began_on, contract.ends_on)
    try:
        if months is None:
            return starts_on + (contract.ends_on - began_on)
        return add_months(starts_on, months)
    except (OverflowError, ValueError):
        return None


def cut_on(contract: Contract, day: date) -> Contract:
    """The contract as it is where it ends on that day: what it brings in a year stays, also what was for the term."""
    cut = contract._replace(ends_on=day)
    return cut._replace(per="year", amount_minor=contract.arr_minor) if contract.per == "term" else cut


def uplifted(amount_minor: int, percent: float, years: int) -> int:
    """An amount after so many yearly rises: exact, rounded half-even once."""
    return round(amount_minor * (1 + Fraction(str(percent)) / 100) ** years)


def _years_risen(contract: Contract, others: Iterable[Contract]) -> int:
    """How many rises lie between a contract and the one that follows it.

    Each anniversary of the first contract of its chain is one, from the day after its own start to the next one's; and
    each whole year of its own, for a chain that is not kept to the day.
    """
    if contract.ends_on is None:
        return 0
    first = _chain(contract, others)[-1].starts_on
    passed = _years_between(first, contract.ends_on) - _years_between(first, contract.starts_on)
    return max(passed, (contract.ends_on - contract.starts_on) // timedelta(days=_DAYS_OF_YEAR))


def _years_between(first: date, day: date) -> int:
    """The anniversaries of a day up to another, itself one of them."""
    years = day.year - first.year
    return years if add_months(first, 12 * years) <= day else years - 1


def _day_kept(contract: Contract, others: Iterable[Contract]) -> int | None:
    """The day of the month that the chain up to this contract keeps to, as far back as its starts agree on one."""
    days = days_of_chain(contract.starts_on)
    if contract.ends_on is not None:
        days &= days_of_chain(contract.ends_on)
    for earlier in _chain(contract, others)[1:]:
        agreed = days & days_of_chain(earlier.starts_on)
        if not agreed:
            break
        days = agreed
    return min(days, default=None)


def _chain(contract: Contract, others: Iterable[Contract]) -> list[Contract]:
    """The contract, the one it renews, and so on back; a circle is walked once."""
    by_id = {other.id: other for other in others}
    chain = [contract]
    while contract.renews_id in by_id:
        contract = by_id.pop(contract.renews_id)
        chain.append(contract)
    return chain
