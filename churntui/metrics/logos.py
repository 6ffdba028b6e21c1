"""How each logo stands on a day: the one row per logo that the table of the book and a logo's page show.

A logo's status is never stored; it follows from contracts and recorded outcomes, by the same timeline that the
attrition report counts on, so that a logo called lost here is a loss there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from churntui.metrics.renewals import Renewal
from churntui.plain import dates
from churntui.plain.dates import OPEN_END

if TYPE_CHECKING:
    import pandas as pd

    from churntui.metrics.service import Ints

Status = Literal["active", "known_churn", "pending", "upcoming", "lost", "free", "unpriced", "never"]
STATUSES: tuple[Status, ...] = get_args(Status)

MEANINGS: dict[Status, str] = {
    "active": "It pays: a contract above 0 is in force on the as-of day.",
    "known_churn": "It still pays and counts as active, but its end is known: a loss is recorded for a day ahead, "
    "or notice was given of every contract that comes up.",
    "pending": "A contract of it has run out and waits for an answer: for the grace days, longer where it renews "
    "itself or was called won. Until then it keeps its ARR; left unanswered, the loss is dated to the end of service.",
    "upcoming": "Nothing is in force yet: its next contract starts after the as-of day.",
    "lost": "It paid once, and nothing above 0 is in force, or a loss is recorded. The day is the first one without "
    "service.",
    "free": "A contract at 0 is in force and it never paid, so it is no active logo.",
    "unpriced": "It pays, in a currency without a rate into the reporting one: it counts as active, and is left out "
    "of every amount until that rate is imported.",
    "never": "No contract of it was ever in force.",
}
"""What each status says, in a sentence."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one logo stands."""

    status: Status
    on: date | None
    """The day the status speaks of: the end of service (lost, pending, known churn where its day is known), or the
    start of the next (upcoming)."""
    arr: int
    """ARR on the as-of day, in the reporting currency's minor units; 0 where it is not active."""
    arr_lost: int
    """ARR on the last day of service of a lost logo, else 0."""
    plans: tuple[str, ...]
    """The plans in force, or those of the last service."""
    renewal: Renewal | None
    """What is decided on next."""
    left_out: int
    """How many of its contracts have no rate, and are in no amount."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The logos of one status."""

    logos: int
    arr: int
    """ARR on the as-of day, in the reporting currency's minor units."""


def tally(standings: Collection[Standing]) -> dict[Status, Tally]:
    """How many logos stand in each status and what they pay, in the order of `STATUSES`; those of none left out."""
    amounts: dict[Status, list[int]] = {status: [] for status in STATUSES}
    for standing in standings:
        amounts[standing.status].append(standing.arr)
    return {status: Tally(len(arrs), sum(arrs)) for status, arrs in amounts.items() if arrs}


@dataclass(frozen=True, slots=True)
class _Service:
    """The stretches of paid service around the as-of day, by logo id, as day numbers."""

    until: dict[int, int]
    """Where the stretch that covers the day ends."""
    ended: dict[int, tuple[int, int]]
    """Where the last stretch before the day ended, and the ARR of its last day."""
    begins: dict[int, int]
    """Where the first stretch after the day begins."""


def standings(
    timeline: pd.DataFrame,
    contracts: pd.DataFrame,
    *,
    logo_ids: Ints,
    as_of: date,
    renewals: Iterable[Renewal],
    losses: Mapping[int, Sequence[date]],
    left_out: Mapping[int, int],
) -> dict[int, Standing]:
    """The standing of each logo, by id.

    Args:
        timeline: As `service.timeline` makes it for `as_of`.
        contracts: What it was made of, with the column plan.
        logo_ids: The logos wanted.
        as_of: The day.
        renewals: Those of the day, the most urgent first.
        losses: Logo id to the days of its recorded losses; those ahead make an end known.
        left_out: Logo id to how many of its contracts have no rate.
    """
    from churntui.metrics import service

    today = dates.number(as_of)
    paid = _paid(service.spells(timeline), today)
    amounts = service.snapshots(timeline, [today], logo_ids)[0]
    arr = dict(zip(logo_ids.tolist(), amounts.tolist(), strict=True))
    expired = _expired(timeline, today)
    free = set(timeline.loc[_covering(timeline, today), "logo_id"].tolist())
    plans = _plans(contracts)
    due = _by_logo(renewals)
    leaving = _leaving(due, paid, losses, as_of)
    by_id = {}
    for logo_id in logo_ids.tolist():
        has_no_amount = not arr[logo_id] and bool(left_out.get(logo_id))
        status, on = _status(logo_id, paid, expired, leaving, free, has_no_amount=has_no_amount)
        lost = paid.ended[logo_id][1] if status == "lost" else 0
        by_id[logo_id] = Standing(
            status,
            on,
            max(0, arr[logo_id]),
            lost,
            _plans_of(plans.get(logo_id, []), today),
            due[logo_id][0] if logo_id in due else None,
            left_out.get(logo_id, 0),
        )
    return by_id


def _status(
    logo_id: int,
    paid: _Service,
    expired: Mapping[int, int],
    leaving: Mapping[int, date],
    free: set[int],
    *,
    has_no_amount: bool,
) -> tuple[Status, date | None]:
    """The status, and the day it speaks of."""
    if logo_id in paid.until:
        if logo_id in expired:
            return "pending", dates.from_number(expired[logo_id])
        if logo_id in leaving:
            return "known_churn", leaving[logo_id]
        return ("unpriced" if has_no_amount else "active"), None
    if logo_id in paid.begins:
        return "upcoming", dates.from_number(paid.begins[logo_id])
    if logo_id in paid.ended:
        return "lost", dates.from_number(paid.ended[logo_id][0])
    return ("free" if logo_id in free else "never"), None


def _paid(spells: pd.DataFrame, today: int) -> _Service:
    """The stretches around the day; `spells` are in order of time."""
    stretches = _Service({}, {}, {})
    for logo_id, starts, ends, arr in spells[["logo_id", "starts", "ends", "arr_last"]].to_numpy().tolist():
        if ends <= today:
            stretches.ended[logo_id] = (ends, arr)
        elif starts <= today:
            stretches.until[logo_id] = ends
        else:
            stretches.begins.setdefault(logo_id, starts)
    return stretches


def _covering(timeline: pd.DataFrame, today: int) -> pd.Series:
    return (timeline["starts"] <= today) & (timeline["ends"] > today)


def _expired(timeline: pd.DataFrame, today: int) -> dict[int, int]:
    """The logos that are pending on the day, with the day their service ran out."""
    rows = timeline[_covering(timeline, today) & (timeline["kind"] == "pending")]
    return dict(zip(rows["logo_id"].tolist(), rows["starts"].tolist(), strict=True))


def _by_logo(renewals: Iterable[Renewal]) -> dict[int, list[Renewal]]:
    by_logo: dict[int, list[Renewal]] = {}
    for renewal in renewals:
        by_logo.setdefault(renewal.logo.id, []).append(renewal)
    return by_logo


def _leaving(
    due: Mapping[int, list[Renewal]], paid: _Service, losses: Mapping[int, Sequence[date]], as_of: date
) -> dict[int, date]:
    """The logos whose end is known ahead, with its day."""
    ends = {
        logo_id: dates.from_number(paid.until[logo_id])
        for logo_id, own in due.items()
        if paid.until.get(logo_id, OPEN_END) < OPEN_END
        and all(renewal.bucket == "known_churn" for renewal in own)
    }
    for logo_id, days in losses.items():
        ends.update((logo_id, day) for day in reversed(days) if day > as_of)
    return ends


_Dated = tuple[int, int, str]
"""A contract's start and end as day numbers, and its plan."""


def _plans(contracts: pd.DataFrame) -> dict[int, list[_Dated]]:
    """Each logo's contracts."""
    by_logo: dict[int, list[_Dated]] = {}
    columns = (contracts[name].tolist() for name in ("logo_id", "starts", "ends", "plan"))
    for logo_id, starts, ends, plan in zip(*columns, strict=True):
        by_logo.setdefault(logo_id, []).append((starts, ends, plan))
    return by_logo


def _plans_of(contracts: list[_Dated], today: int) -> tuple[str, ...]:
    """The plans in force on the day, or those that started last before it, or those that start first."""
    begun = [contract for contract in contracts if contract[0] <= today]
    in_force = [plan for _, ends, plan in begun if ends > today]
    if not in_force and begun:
        last = max(ends for _, ends, _ in begun)
        in_force = [plan for _, ends, plan in begun if ends == last]
    if not in_force and contracts:
        first = min(starts for starts, *_ in contracts)
        in_force = [plan for starts, _, plan in contracts if starts == first]
    return tuple(dict.fromkeys(plan for plan in in_force if plan))
