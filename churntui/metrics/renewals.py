"""Which contracts come up for renewal, in the order in which they need someone.

Plain Python on purpose: this is on the first frame, which must not wait for pandas.

The bucket is computed from the days left, and from losses and notices; the stage is what a person called, and the two
never mix. A contract is not due once another one answers it: one that renews it, or, where nobody linked them, a paid
one of the same logo and plan that outlasts it and starts near its end. A recorded loss is answered by none. What has
ended unanswered stays for as long as `metrics.ends` says that it waits; then its loss is dated and it is no renewal any
more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, get_args

from churntui.metrics.ends import End, Ends, Waiting
from churntui.model.living import Step
from churntui.model.rows import MOST_NOTICE_DAYS, Contract, Logo, Settings
from churntui.model.terms import EARLIEST_ANSWER
from churntui.model.weights import weights

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


@dataclass(frozen=True, slots=True)
class Renewal:
    """One contract whose end is ahead, or behind and unanswered."""

    contract: Contract
    logo: Logo
    ends_on: date
    """The first day it does not cover: its end as signed, or a recorded loss before it."""
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
    weight: int
    """How many percent of its ARR the forecast counts: by the called stage, and nothing for known churn."""
    forecast: int | None
    """ARR weighted by the called stage, and nothing for known churn."""
    usage_change: float | None
    """Usage of the last 28 days against the 28 before, as a fraction; None where it was not measured."""
    waits: Waiting | None = None
    """Why it still keeps its ARR though it has ended; None while its end is ahead."""
    step: Step | None = None
    """What is to be done next for it: the first of its own steps, else of its logo's."""
    talked_on: date | None = None
    """The day its logo was last talked with."""
    is_one_of_several: bool = False
    """Whether its logo has contracts beside it, which come up, too, or have no end."""

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


def renewals(
    contracts: Iterable[Contract],
    logos: Mapping[int, Logo],
    losses: Mapping[int, Sequence[date]],
    *,
    as_of: date,
    settings: Settings,
    arr_of: Callable[[Contract], int | None],
    usage_change: Mapping[int, float | None] | None = None,
) -> list[Renewal]:
    """Every contract that is due, has expired unanswered, or is known to be lost, by the day it is decided on.

    Args:
        contracts: Those of the book. An open-ended one is no renewal unless a loss is recorded ahead.
        logos: By id; contracts of other logos are left out.
        losses: Logo id to the days of its recorded losses, as `ends.recorded_losses` gives them.
        as_of: The day the days are counted from.
        settings: Grace, waiting days and reporting currency.
        arr_of: A contract's ARR in the reporting currency's minor units; None where it is left out of amounts.
        usage_change: By logo id.
    """
    by_logo: dict[int, list[Contract]] = {}
    for contract in contracts:
        by_logo.setdefault(contract.logo_id, []).append(contract)
    changes = usage_change or {}
    oldest = as_of - timedelta(days=max(settings.grace_days, settings.renewal_wait_days))
    due: list[Renewal] = []
    for logo_id, own in by_logo.items():
        recorded = losses.get(logo_id, ())
        has_loss_ahead = any(loss > as_of for loss in recorded)
        open_ = [contract for contract in own if has_loss_ahead or _may_be_due(contract, oldest)]
        if logo_id not in logos or not open_:
            continue
        answers = Ends(own, recorded, settings, as_of)
        coming = []
        for contract in open_:
            end = answers.of(contract)
            bucket = _bucket(contract, own, end, as_of, settings.grace_days)
            if bucket is not None and end.on is not None:
                arr, change = arr_of(contract), changes.get(logo_id)
                coming.append(_renewal(contract, end, logos[logo_id], bucket, as_of, settings, arr, change))
        due += _told_apart(coming, own)
    return sorted(
        due, key=lambda renewal: (renewal.due_on, renewal.ends_on, renewal.logo.name, renewal.contract.id)
    )


def _told_apart(coming: Sequence[Renewal], own: Iterable[Contract]) -> Sequence[Renewal]:
    """A logo's renewals, where it has other contracts as well each with that it is one of several."""
    side_by_side = {due.contract.id for due in coming} | {one.id for one in own if one.ends_on is None}
    return coming if len(side_by_side) < 2 else [replace(due, is_one_of_several=True) for due in coming]


def with_plans(
    renewals: Iterable[Renewal], steps: Iterable[Step], talked: Mapping[int, date]
) -> list[Renewal]:
    """The renewals with what is to be done next for each, and when its logo was last talked with.

    Args:
        renewals: Without them.
        steps: Those still to be done, by day.
        talked: Logo id to the day of its last talk.
    """
    first = first_steps(steps)
    return [
        _with_plan(due, next_step(first, due.contract), talked.get(due.contract.logo_id)) for due in renewals
    ]


def _with_plan(renewal: Renewal, step: Step | None, talked_on: date | None) -> Renewal:
    is_plain = (
        step is None and talked_on is None
    )  # most of a large book: a copy costs more than the rest of the row
    return renewal if is_plain else replace(renewal, step=step, talked_on=talked_on)


def first_steps(steps: Iterable[Step]) -> dict[tuple[int, int | None], Step]:
    """(logo id, contract id or None) to the first of its steps, which are given by day."""
    first: dict[tuple[int, int | None], Step] = {}
    for step in steps:
        first.setdefault((step.logo_id, step.contract_id), step)
    return first


def next_step(first: Mapping[tuple[int, int | None], Step], contract: Contract) -> Step | None:
    """What is to be done next for a contract's renewal: the first of its own steps, else of its logo's."""
    return first.get((contract.logo_id, contract.id)) or first.get((contract.logo_id, None))


def in_bucket(renewals: Iterable[Renewal], bucket: Bucket) -> list[Renewal]:
    """The renewals of one bucket, in the order given."""
    return [renewal for renewal in renewals if renewal.bucket == bucket]


def counts(renewals: Iterable[Renewal]) -> Counter[Bucket]:
    """How many renewals stand in each bucket."""
    return Counter(renewal.bucket for renewal in renewals)


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


def _may_be_due(contract: Contract, oldest: date) -> bool:
    """Whether its end can lie ahead or wait: most of a long book's cannot, at a look."""
    return contract.ends_on is not None and (contract.ends_on >= oldest or contract.stage == "won")


def _bucket(
    contract: Contract, own: Sequence[Contract], end: End, as_of: date, grace_days: int
) -> Bucket | None:
    """Where a contract stands; None where it is no renewal (any more)."""
    if end.on is None or end.on <= contract.starts_on:
        return None
    if end.on <= as_of:
        return "expired" if end.waits else None
    loss_is_recorded = end.lost and contract.notice_on is None
    if not loss_is_recorded and any(carries_on(other, contract, end.on, grace_days) for other in own):
        return None
    if end.lost:
        return "known_churn"
    days = (end.on - as_of).days
    return next((bucket for last, bucket in _LAST_DAYS if days <= last), "later")


def carries_on(other: Contract, contract: Contract, ends_on: date, grace_days: int) -> bool:
    """Whether `other` is there already to carry on where `contract` will end.

    One that renews a third contract carries on only that.
    """
    if other.id == contract.id or other.starts_on <= contract.starts_on:
        return False
    if other.renews_id is not None:
        return other.renews_id == contract.id
    starts_in_time = other.starts_on - timedelta(days=grace_days) <= ends_on
    outlasts = other.ends_on is None or other.ends_on > ends_on
    if not (starts_in_time and outlasts and other.amount_minor and other.plan == contract.plan):
        return False
    return other.starts_on >= ends_on or begins_early(other.plan, other.starts_on, ends_on)


def begins_early(plan: str, starts_on: date, ends_on: date) -> bool:
    """Whether an unlinked contract that begins before another's end can be meant to renew it: by plan, and how soon."""
    return bool(plan) and ends_on - EARLIEST_ANSWER <= starts_on < ends_on


def _renewal(
    contract: Contract,
    end: End,
    logo: Logo,
    bucket: Bucket,
    as_of: date,
    settings: Settings,
    arr: int | None,
    usage_change: float | None,
) -> Renewal:
    """The row of one contract."""
    ends_on = end.on or date.max
    deadline = _deadline(contract, ends_on)
    percent = 0 if bucket == "known_churn" else weights(settings.forecast_weights)[contract.stage]
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
        weight=percent,
        forecast=None if arr is None else round(Fraction(arr * percent, 100)),
        usage_change=usage_change,
        waits=end.waits,
    )
