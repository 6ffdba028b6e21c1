"""What the contracts that come up will bring, by quarter and owner: as called, as computed, and what is certain by now.

The two views are kept apart. Called counts a contract's ARR by the weight of the stage a person called, computed by the
probability that follows from what is known of it (`metrics.computed`); neither looks at the other. What is decided
counts whole in both, or not at all: renewed 100 %, lost or given notice 0 %.

A contract is of the quarter in which its last day of service lies, as in `metrics.renewal_rate`, so that the same
contracts come up here and there. ARR is that of the contract that ends. The rise that it has agreed stands beside it,
weighted as called; so do the years that end within a deal of several, which nobody decides about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from churntui.metrics.computed import BaseRate, Computed, Ground, computed, grounds_of, signs_of
from churntui.metrics.renewals import Renewal
from churntui.model import terms
from churntui.model.choices import Stage
from churntui.model.rows import Contract
from churntui.model.watched import Watched
from churntui.model.weeks import Outcome, share_of
from churntui.plain import dates
from churntui.plain.dates import Period, add_months

if TYPE_CHECKING:
    from churntui.metrics.health import Course
    from churntui.metrics.renewal_rate import Due

LATELY = timedelta(days=730)
"""How far back the book's own rate looks."""

_MONTHS_OF_YEAR = 12

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One contract that comes up."""

    contract_id: int
    logo_id: int
    owner: str
    """Whose logo it is."""
    ends_on: date
    """The first day it does not cover once losses and links have moved that."""
    arr: int | None
    """In the reporting currency's minor units; None where its rate is missing."""
    stage: Stage
    """As called."""
    outcome: Outcome
    weight: int
    """The percent of its ARR that counts as called."""
    computed: int
    """The percent that counts as computed."""

    @property
    def called_arr(self) -> int:
        """What counts of it as called."""
        return share_of(self.arr, self.weight)

    @property
    def computed_arr(self) -> int:
        """What counts of it as computed."""
        return share_of(self.arr, self.computed)

    @property
    def quarter(self) -> Period:
        """The quarter of its last day of service."""
        return quarter_of(self.ends_on)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The end of a year within a deal of several: it goes on, and nobody decides about it."""

    contract_id: int
    owner: str
    day: date
    """The first day of the next year."""
    arr: int | None


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What comes up in a quarter with the logos of an owner; amounts are ARR in minor units of `currency`."""

    quarter: str
    starts_on: date
    ends_on: date
    owner: str
    """Empty for logos without one."""
    due: int
    """Contracts."""
    arr_due: int
    """arr_won + arr_lost + arr_open."""
    arr_called: int
    arr_computed: int
    arr_won: int
    arr_lost: int
    """Of contracts that are lost, or will be: notice was given, or the loss is recorded."""
    arr_open: int
    currency: str
    uplift_called: int
    """What the agreed rises of the open ones add, weighted as called."""
    anniversaries: int
    """Years that end within deals of several."""
    arr_anniversaries: int


def quarter_of(ends_on: date) -> Period:
    """The quarter of the last day before that one."""
    return Period.of(ends_on - _DAY, "quarter")


def base_rate(came_up: Iterable[Due], as_of: date) -> BaseRate:
    """What became of the contracts whose service ended in the two years up to the as-of day."""
    last = dates.number(as_of)
    outcomes = [one.outcome for one in came_up if last - LATELY.days < one.ends <= last]
    return BaseRate(outcomes.count("renewed"), outcomes.count("lost"))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the computed view looks at beside the renewals."""

    as_of: date
    usage_fall: float
    """The fall of use that counts, a fraction."""
    use_is_fresh: bool
    """Whether activity reaches into the last weeks."""
    health: Mapping[int, Course]
    """By logo id; none where it was not read."""
    watched: Watched
    likelihood_low: int
    """The likelihood to renew, of 10, up to which it is low."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the renewals of a book will go."""

    base_rate: BaseRate
    computed: Mapping[int, Computed]
    """Contract id to how likely its renewal is by what is known of it, of the whole pipeline."""
    forecasts: Sequence[Forecast]
    """Every contract that comes up or came up, by its end."""


def outlook(
    came_up: Sequence[Due],
    renewals: Sequence[Renewal],
    contracts: Iterable[Contract],
    owners: Mapping[int, str],
    *,
    arr_of: Callable[[Contract], int | None],
    seen: Seen,
) -> Outlook:
    """Work it out.

    Args:
        came_up: As `renewal_rate.due` gives them.
        renewals: The pipeline: what nobody answered yet.
        contracts: Those of the book.
        owners: Logo id to owner.
        arr_of: A contract's ARR in the reporting currency.
        seen: What is known beside.
    """
    base, by_id = base_rate(came_up, seen.as_of), {contract.id: contract for contract in contracts}
    likely = {renewal.contract.id: computed(base, _grounds(renewal, seen)) for renewal in renewals}
    open_ = {renewal.contract.id: renewal for renewal in renewals}
    known = [
        _forecast(
            one,
            by_id[one.contract_id],
            owners.get(one.logo_id, ""),
            open_.get(one.contract_id),
            arr_of(by_id[one.contract_id]),
            likely.get(one.contract_id),
        )
        for one in came_up
    ]
    return Outlook(base, likely, known)


def _grounds(renewal: Renewal, seen: Seen) -> tuple[Ground, ...]:
    """By the computed score of health, whatever somebody holds to be right instead."""
    course = seen.health.get(renewal.logo.id)
    health = course.now if course else None
    return (
        *grounds_of(renewal, seen.usage_fall, use_is_fresh=seen.use_is_fresh, health=health),
        *signs_of(seen.watched, renewal.logo.id, seen.likelihood_low, health),
    )


def _forecast(
    one: Due,
    contract: Contract,
    owner: str,
    renewal: Renewal | None,
    arr: int | None,
    known: Computed | None,
) -> Forecast:
    outcome = _outcome(one, renewal)
    decided = 100 if outcome == "renewed" else 0
    is_open = outcome == "open"
    return Forecast(
        contract_id=one.contract_id,
        logo_id=one.logo_id,
        owner=owner,
        ends_on=dates.from_number(one.ends),
        arr=arr,
        stage=contract.stage,
        outcome=outcome,
        weight=renewal.weight if is_open and renewal is not None else decided,
        computed=known.percent if is_open and known is not None else decided,
    )


def _outcome(one: Due, renewal: Renewal | None) -> Outcome:
    """What is decided: an end ahead that is no renewal any more has its answer in the book already."""
    if one.outcome != "undecided":
        return one.outcome
    if renewal is None:
        return "renewed" if one.is_carried_on else "lost"
    if renewal.bucket != "known_churn":
        return "open"
    return "notice" if renewal.contract.notice_on else "lost"


def uplift_of(contract: Contract, others: Iterable[Contract], arr: int | None) -> int:
    """What the rises it has agreed add to its ARR where the next term begins, in the currency of `arr`."""
    if not (contract.uplift and contract.arr_minor and arr):
        return 0
    risen = terms.next_term(contract, others, with_uplift=True)
    plain = terms.next_term(contract, others)
    if risen is None or plain is None:
        return 0
    return round(Fraction(arr * (risen.arr_minor - plain.arr_minor), contract.arr_minor))


def anniversaries(known: Iterable[Forecast], starts: Mapping[int, date], end: date) -> Iterator[Anniversary]:
    """The years that end within deals of several.

    Args:
        known: Those of an `Outlook`; what has no end is no deal of years.
        starts: Contract id to its first day.
        end: No later ones are looked for.
    """
    for one in known:
        begun, last, years = starts[one.contract_id], min(one.ends_on, end), 1
        while begun.year + years <= last.year and (day := add_months(begun, _MONTHS_OF_YEAR * years)) < last:
            yield Anniversary(one.contract_id, one.owner, day, one.arr)
            years += 1


def forecast_rows(
    known: Iterable[Forecast],
    years: Iterable[Anniversary],
    quarters: Sequence[Period],
    *,
    uplifts: Mapping[int, int],
    currency: str,
) -> list[ForecastRow]:
    """A row for each of the quarters and each owner that anything comes up or goes on of in them.

    Args:
        known: Those of an `Outlook`.
        years: The anniversaries within deals of several years.
        quarters: In the order wanted.
        uplifts: Contract id to what its agreed rise adds.
        currency: That of the amounts.
    """
    names = {quarter.name for quarter in quarters}
    own: dict[tuple[str, str], list[Forecast]] = defaultdict(list)
    passing: dict[tuple[str, str], list[Anniversary]] = defaultdict(list)
    for one in known:
        if (name := one.quarter.name) in names:
            own[name, one.owner].append(one)
    for year in years:
        if (name := quarter_of(year.day).name) in names:
            passing[name, year.owner].append(year)
    owners = sorted({owner for _, owner in (*own, *passing)}, key=lambda owner: (not owner, owner))
    return [
        _row(quarter, owner, own[quarter.name, owner], passing[quarter.name, owner], uplifts, currency)
        for quarter in quarters
        for owner in owners
    ]


def _row(
    quarter: Period,
    owner: str,
    own: Sequence[Forecast],
    passing: Sequence[Anniversary],
    uplifts: Mapping[int, int],
    currency: str,
) -> ForecastRow:
    won, lost, open_ = (
        sum(one.arr or 0 for one in own if one.outcome in outcomes)
        for outcomes in ({"renewed"}, {"lost", "notice"}, {"open"})
    )
    rises = (share_of(uplifts.get(one.contract_id, 0), one.weight) for one in own if one.outcome == "open")
    return ForecastRow(
        quarter=quarter.name,
        starts_on=quarter.starts_on,
        ends_on=quarter.ends_on,
        owner=owner,
        due=len(own),
        arr_due=won + lost + open_,
        arr_called=sum(one.called_arr for one in own),
        arr_computed=sum(one.computed_arr for one in own),
        arr_won=won,
        arr_lost=lost,
        arr_open=open_,
        currency=currency,
        uplift_called=sum(rises),
        anniversaries=len(passing),
        arr_anniversaries=sum(year.arr or 0 for year in passing),
    )
