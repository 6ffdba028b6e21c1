"""Which contracts come up for renewal, in the order in which they need someone.

Plain Python on purpose: this is on the first frame, which must not wait for pandas.

The bucket is computed from the days left; the stage is what a person called, and the two never mix, save that a
contract called lost is known churn. A contract is not due once another one answers it: one that names it in
`renews_id`, or, where nobody linked them, one of the same logo and plan that starts near its end. What has ended
unanswered stays until the grace days are over, then its loss is dated and it is no renewal any more; a contract
that renews itself stays until somebody rolls it on, because nothing books revenue that nobody confirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, get_args

from churntui.model.choices import FORECAST_PERCENT, Stage
from churntui.model.rows import MOST_NOTICE_DAYS, Contract, Interview, Logo, Settings

Bucket = Literal["expired", "0-30", "31-60", "61-90", "91-180", "later", "known_churn"]
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)

_LAST_DAYS: tuple[tuple[int, Bucket], ...] = (
    (0, "expired"),
    (30, "0-30"),
    (60, "31-60"),
    (90, "61-90"),
    (180, "91-180"),
)

NOTICE_SOON = 30
"""Days before a notice deadline, or an end, from which an undecided contract is urgent."""

EARLIEST_ANSWER = timedelta(days=60)
"""How long before a contract's end an unlinked one of the same plan may start and still answer it."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """One contract whose end is ahead, or behind and unanswered."""

    contract: Contract
    logo: Logo
    ends_on: date
    """The contract's end: the first day it does not cover."""
    days: int
    """Days from the as-of day to the end; 0 or less once it has ended."""
    bucket: Bucket
    notice_deadline: date
    """The last day on which notice can be given: the end, less the notice period."""
    notice_days_left: int
    arr: int | None
    """ARR in the reporting currency's minor units; None where its rate is missing."""
    currency: str
    """The reporting currency."""
    forecast: int | None
    """ARR weighted by the called stage, and nothing for known churn."""
    usage_change: float | None
    """Usage of the last 28 days against the 28 before, as a fraction; None where it was not measured."""

    @property
    def due_on(self) -> date:
        """The day it is decided on: the notice deadline where it renews itself, the end otherwise."""
        return self.notice_deadline if self.contract.auto_renew else self.ends_on

    @property
    def undecided(self) -> bool:
        """Whether nobody can say yet how it will go."""
        return self.bucket != "known_churn" and self.contract.stage in {"open", "at_risk"}

    @property
    def pressing(self) -> bool:
        """Whether it is marked `!`: undecided, and its end has come or its notice deadline is near or gone."""
        near = self.contract.notice_days > 0 and self.notice_days_left <= NOTICE_SOON
        return self.undecided and (self.bucket == "expired" or near)

    @property
    def weight(self) -> int:
        """How many percent of its ARR the forecast counts."""
        return weight(self.bucket, self.contract.stage)

    @property
    def alarm(self) -> bool:
        """Whether the notice deadline has passed and nobody called a stage."""
        return self.notice_days_left < 0 and self.contract.stage == "open" and self.bucket != "known_churn"


@dataclass(frozen=True, slots=True)
class Total:
    """What some renewals come to, in the reporting currency's minor units."""

    count: int
    arr: int
    forecast: int
    at_risk: int
    """The ARR called at risk."""
    without_rate: int
    """How many are missing from the amounts for want of a rate."""


@dataclass(frozen=True, slots=True)
class _Exits:
    """What the exit interviews say about a logo's service."""

    recorded: tuple[date, ...] = ()
    """The ends of service recorded; the last of all days for one without a date."""
    announced: tuple[date, ...] = ()
    """The recorded ends that the interview names the day of."""

    def answer(self, contract: Contract, next_start: date) -> bool:
        """Whether one is about this contract's end: later ones than `next_start` are about another's."""
        return any(contract.starts_on < on <= next_start or on == date.max for on in self.recorded)

    def announce(self, ends_on: date, as_of: date, grace_days: int) -> bool:
        """Whether one ahead is about a contract that ends on `ends_on`: service is not to go on after it."""
        last = ends_on + timedelta(days=grace_days)
        return any(as_of < on <= last for on in self.announced)


def renewals(
    contracts: Iterable[Contract],
    logos: Mapping[int, Logo],
    interviews: Iterable[Interview],
    *,
    as_of: date,
    settings: Settings,
    arr_of: Callable[[Contract], int | None],
    usage_change: Mapping[int, float | None] | None = None,
) -> list[Renewal]:
    """Every contract that is due, has expired unanswered, or is known to be lost, by the day it is decided on.

    Args:
        contracts: Those of the book that are not void. Open-ended ones are no renewals.
        logos: By id; contracts of other logos are left out.
        interviews: Their dates tell which ends are answered (a loss recorded) or known ahead.
        as_of: The day the days are counted from.
        settings: Grace and reporting currency.
        arr_of: A contract's ARR in the reporting currency's minor units; None where the rate is missing.
        usage_change: By logo id.
    """
    by_logo: dict[int, list[Contract]] = {}
    for contract in contracts:
        by_logo.setdefault(contract.logo_id, []).append(contract)
    exits = _exits(interviews)
    due = []
    for logo_id, own in by_logo.items():
        if logo_id not in logos:
            continue
        for contract in own:
            bucket = _bucket(contract, own, exits.get(logo_id, _Exits()), as_of, settings.grace_days)
            if bucket is not None and contract.ends_on is not None:
                arr = arr_of(contract)
                change = (usage_change or {}).get(logo_id)
                due.append(
                    _renewal(contract, contract.ends_on, logos[logo_id], bucket, as_of, settings, arr, change)
                )
    return sorted(
        due, key=lambda renewal: (renewal.due_on, renewal.ends_on, renewal.logo.name, renewal.contract.id)
    )


def in_bucket(renewals: Iterable[Renewal], bucket: Bucket) -> list[Renewal]:
    """The renewals of one bucket, in the order given."""
    return [renewal for renewal in renewals if renewal.bucket == bucket]


def counts(renewals: Iterable[Renewal]) -> Counter[Bucket]:
    """How many renewals stand in each bucket."""
    return Counter(renewal.bucket for renewal in renewals)


def weight(bucket: Bucket, stage: Stage) -> int:
    """How many percent of the ARR a forecast counts: by the called stage, and nothing for known churn."""
    return 0 if bucket == "known_churn" else FORECAST_PERCENT[stage]


def total(renewals: Sequence[Renewal]) -> Total:
    """The number and the amounts of these renewals added up."""
    return Total(
        count=len(renewals),
        arr=sum(renewal.arr or 0 for renewal in renewals),
        forecast=sum(renewal.forecast or 0 for renewal in renewals),
        at_risk=sum(renewal.arr or 0 for renewal in renewals if renewal.contract.stage == "at_risk"),
        without_rate=sum(renewal.arr is None for renewal in renewals),
    )


def notice_deadline(contract: Contract) -> date | None:
    """The last day on which notice can be given; None for an open-ended contract."""
    return None if contract.ends_on is None else _deadline(contract, contract.ends_on)


def _deadline(contract: Contract, ends_on: date) -> date:
    """Ten years of notice at most: no import takes more, but a book may hold it."""
    return ends_on - timedelta(days=min(contract.notice_days, MOST_NOTICE_DAYS))


def _exits(interviews: Iterable[Interview]) -> dict[int, _Exits]:
    """Logo id to what its full exit interviews say."""
    by_logo: dict[int, _Exits] = {}
    for interview in interviews:
        if interview.kind != "full":
            continue
        so_far = by_logo.get(interview.logo_id, _Exits())
        named = interview.effective_on
        by_logo[interview.logo_id] = _Exits(
            (*so_far.recorded, named or interview.held_on or date.max),
            so_far.announced if named is None else (*so_far.announced, named),
        )
    return by_logo


def _bucket(
    contract: Contract, own: Sequence[Contract], exits: _Exits, as_of: date, grace_days: int
) -> Bucket | None:
    """Where a contract stands; None where it is no renewal (any more)."""
    if contract.ends_on is None:
        return None
    days = (contract.ends_on - as_of).days
    expired = days <= 0
    if expired and days < -grace_days and not contract.auto_renew:
        return None
    if any(_answers(other, contract, contract.ends_on, as_of, grace_days) for other in own):
        return None
    lost = contract.stage == "lost"
    if expired:
        next_start = min((other.starts_on for other in own if other.starts_on > as_of), default=date.max)
        return None if lost or exits.answer(contract, next_start) else "expired"
    if lost or exits.announce(contract.ends_on, as_of, grace_days):
        return "known_churn"
    return next((bucket for last, bucket in _LAST_DAYS if days <= last), "later")


def _answers(other: Contract, contract: Contract, ends_on: date, as_of: date, grace_days: int) -> bool:
    """Whether `other` carries on where `contract` ends.

    One that renews a third contract answers only that. Once the contract has ended, any plan answers it that
    began by the as-of day: the logo moved on.
    """
    if other.id == contract.id or other.renews_id is not None:
        return other.id != contract.id and other.renews_id == contract.id
    if other.starts_on <= contract.starts_on or other.starts_on < ends_on - EARLIEST_ANSWER:
        return False
    in_time = other.starts_on <= ends_on + timedelta(days=grace_days)
    if ends_on <= as_of:
        return in_time or other.starts_on <= as_of
    return in_time and other.plan == contract.plan


def _renewal(
    contract: Contract,
    ends_on: date,
    logo: Logo,
    bucket: Bucket,
    as_of: date,
    settings: Settings,
    arr: int | None,
    usage_change: float | None,
) -> Renewal:
    """The row of one contract."""
    deadline = _deadline(contract, ends_on)
    percent = weight(bucket, contract.stage)
    return Renewal(
        contract=contract,
        logo=logo,
        ends_on=ends_on,
        days=(ends_on - as_of).days,
        bucket=bucket,
        notice_deadline=deadline,
        notice_days_left=(deadline - as_of).days,
        arr=arr,
        currency=settings.reporting_currency,
        forecast=None if arr is None else round(Fraction(arr * percent, 100)),
        usage_change=usage_change,
    )
