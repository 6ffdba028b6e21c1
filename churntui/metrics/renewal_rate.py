"""What became of the contracts that came up for renewal: renewed, lost or undecided, by the period they ended in.

A contract comes up on its effective end, the day that losses and links leave it (`metrics.service`): an early renewal
brings it forward, one within the grace puts it off. It counts in the period of its last day of service, as a loss
does, so an end on 1 April is March's. Only paying contracts come up.

- undecided: its end is ahead of the as-of day, whatever is recorded for it, or has come and waits for an answer;
- renewed: a paying contract carries on. It renews this one, or takes up no other and starts within the grace of its
  end, or is of the same plan, takes up no other and starts up to sixty days before it: an overlap that nobody linked.
  Never over a recorded loss: what starts on or after that is a return;
- lost: all else. A loss or a notice is recorded, a free contract follows, or nobody answered in time.

ARR is that of the contract that ended, whatever its successor pays. A contract that is lost beside others that run on
takes its ARR along and not its logo. So logos are counted apart: one counts once a period, as lost where its service
ended with the last of its contracts that came up, else as undecided where one of them is, else as renewed where one of
them was, and otherwise not at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from churntui.metrics import service
from churntui.metrics.service import Ints
from churntui.metrics.splits import Labels, split_all
from churntui.model.terms import EARLIEST_ANSWER
from churntui.plain import dates
from churntui.plain.dates import OPEN_END, Period

Outcome = Literal["renewed", "lost", "undecided"]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_NONE = -1
"""Stands for the outcome of a logo that nothing came up of, or that only dropped a contract beside others."""


@dataclass(frozen=True, slots=True)
class RenewalRateRow:
    """What came up for renewal in a period, or in a segment of it; ARR in minor units of `currency`."""

    period: str
    starts_on: date
    ends_on: date
    segment: str | None
    due: int
    """Logos renewed or lost: the denominator."""
    renewed: int
    lost: int
    undecided: int
    """Logos of which nobody knows yet; they stand beside those due."""
    rate: float | None
    """renewed ÷ due; None where nothing was due."""
    arr_due: int
    """Of the contracts renewed or lost."""
    arr_renewed: int
    arr_lost: int
    arr_undecided: int
    arr_rate: float | None
    """arr_renewed ÷ arr_due."""
    currency: str
    complete: bool
    """Whether the period is over and no contract in it is undecided."""


@dataclass(frozen=True, slots=True)
class Due:
    """One contract that came up for renewal."""

    contract_id: int
    logo_id: int
    ends: int
    """The day number of its effective end, the first day it does not cover."""
    arr: int
    outcome: Outcome
    ends_service: bool
    """Whether nothing paid of the logo counts on that day."""
    is_carried_on: bool = False
    """Whether a paying contract is there that carries on, be its day ahead or not."""


def due(
    timeline: pd.DataFrame, contracts: pd.DataFrame, losses: pd.DataFrame, *, grace_days: int, as_of: date
) -> list[Due]:
    """Every paying contract that has an end, with what became of it, by end and contract.

    Args:
        timeline: As `service.timeline` makes it of the next two.
        contracts: As `service.timeline` takes them, with their plan.
        losses: The recorded ones, as `service.timeline` takes them.
        grace_days: As the timeline was made with.
        as_of: The day it is looked at.
    """
    lost_on: dict[int, list[int]] = defaultdict(list)
    for logo_id, day in losses[["logo_id", "day"]].itertuples(index=False):
        lost_on[logo_id].append(day)
    today = dates.number(as_of)
    came_up = [
        one
        for logo_id, (terms, served) in _by_logo(timeline, contracts).items()
        for one in _Logo(logo_id, terms, served, sorted(lost_on[logo_id]), grace_days).due(today)
    ]
    return sorted(came_up, key=lambda one: (one.ends, one.contract_id))


def due_in(came_up: Sequence[Due], period: Period) -> Sequence[Due]:
    """Those of `due` that came up in a period: their last day of service is in it."""
    first, last = (
        bisect_left(came_up, dates.number(day) + 1, key=lambda one: one.ends)
        for day in (period.starts_on, period.ends_on)
    )
    return came_up[first:last]


def renewal_rate(
    came_up: Sequence[Due],
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    currency: str,
    segment: Labels | None = None,
) -> list[RenewalRateRow]:
    """The report, one row for each period and segment.

    Args:
        came_up: As `due` gives them.
        periods: Any, in the order wanted.
        as_of: The day it is looked at.
        logo_ids: The logos counted.
        currency: That of the amounts.
        segment: As `metrics.attrition.attrition` takes it.
    """
    parts = split_all(logo_ids, segment, periods)
    of_periods = [due_in(came_up, period) for period in periods]
    shape = len(periods), len(logo_ids)
    states = np.array([_logo_outcomes(own, logo_ids) for own in of_periods], dtype=np.int64).reshape(shape)
    tables = [
        parts.total(np.array([_arr(own, outcome, logo_ids) for own in of_periods]).reshape(shape))
        for outcome in OUTCOMES
    ]
    counts = [parts.count(states == place) for place in range(len(OUTCOMES))]
    open_ = parts.count(
        np.array([_has_undecided(own, logo_ids) for own in of_periods], dtype=np.bool_).reshape(shape)
    )
    rows: list[RenewalRateRow] = []
    for period, waiting, *figures in zip(periods, open_, *counts, *tables, strict=True):
        head, is_over = (period.name, period.starts_on, period.ends_on), period.ends_on <= as_of
        for label, undecided, *own in zip(parts.labels, waiting, *figures, strict=True):
            rated = (*_rated(*own[:3]), *_rated(*own[3:]))
            values: tuple[Any, ...] = (*head, label, *rated, currency, is_over and not undecided)
            rows.append(RenewalRateRow(*values))
    return rows


def _rated(renewed: int, lost: int, undecided: int) -> tuple[int, int, int, int, float | None]:
    """What is due of them, they themselves, and the rate."""
    came_due = renewed + lost
    return came_due, renewed, lost, undecided, renewed / came_due if came_due else None


def logo_outcomes(came_up: Iterable[Due]) -> dict[int, Outcome | None]:
    """Logo id to how the logo is counted, of the contracts that came up in one period, in the order of their ends."""
    by_logo: dict[int, list[Due]] = defaultdict(list)
    for one in came_up:
        by_logo[one.logo_id].append(one)
    return {logo_id: _outcome_of(own) for logo_id, own in by_logo.items()}


def _outcome_of(own: Sequence[Due]) -> Outcome | None:
    last = own[-1]
    if last.outcome == "lost" and last.ends_service:
        return "lost"
    known = {one.outcome for one in own}
    return "undecided" if "undecided" in known else "renewed" if "renewed" in known else None


def _logo_outcomes(came_up: Iterable[Due], logo_ids: Ints) -> Ints:
    states = np.full(len(logo_ids), _NONE, dtype=np.int64)
    found = {
        logo_id: OUTCOMES.index(outcome) for logo_id, outcome in logo_outcomes(came_up).items() if outcome
    }
    places, known = service.columns_of(np.fromiter(found, dtype=np.int64, count=len(found)), logo_ids)
    states[places] = np.fromiter(found.values(), dtype=np.int64, count=len(found))[known]
    return states


def _arr(came_up: Iterable[Due], outcome: Outcome, logo_ids: Ints) -> Ints:
    """The ARR of each logo's contracts of that outcome."""
    chosen = [(one.logo_id, one.arr) for one in came_up if one.outcome == outcome]
    logos, amounts = np.array(chosen, dtype=np.int64).reshape(-1, 2).T
    sums = np.zeros(len(logo_ids), dtype=np.int64)
    places, known = service.columns_of(logos, logo_ids)
    np.add.at(sums, places, amounts[known])
    return sums


def _has_undecided(came_up: Iterable[Due], logo_ids: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    undecided = [one.logo_id for one in came_up if one.outcome == "undecided"]
    return np.isin(logo_ids, np.array(undecided, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Term:
    """A paying contract with the days that losses and links leave it."""

    id: int
    starts: int
    ends: int
    arr: int
    waits: bool
    renews: int
    """The id of the contract it names, -1 for none."""
    plan: str


_Stretch = tuple[int, int]
"""The first day of something and the first after it."""


def _by_logo(
    timeline: pd.DataFrame, contracts: pd.DataFrame
) -> dict[int, tuple[list[_Term], list[_Stretch]]]:
    """Logo id to its paying contracts, and to all stretches over which something paid of it counts."""
    paid = timeline[timeline["paid"]]
    waiting = set(paid["contract_id"][paid["kind"] == "pending"].tolist())
    named = contracts[["id", "renews_id", "plan"]].itertuples(index=False)
    facts = {contract_id: (renews, plan) for contract_id, renews, plan in named}
    by_logo: dict[int, tuple[list[_Term], list[_Stretch]]] = defaultdict(lambda: ([], []))
    columns = (paid[name].tolist() for name in ("logo_id", "starts", "ends", "arr", "kind", "contract_id"))
    for logo_id, starts, ends, arr, kind, contract_id in zip(*columns, strict=True):
        terms, served = by_logo[logo_id]
        served.append((starts, ends))
        if kind == "contract":
            term = _Term(contract_id, starts, ends, arr, contract_id in waiting, *facts[contract_id])
            terms.append(term)
    return by_logo


class _Logo:
    """One logo's paying contracts."""

    def __init__(
        self,
        logo_id: int,
        terms: Sequence[_Term],
        served: Sequence[_Stretch],
        losses: Sequence[int],
        grace_days: int,
    ) -> None:
        self._logo_id = logo_id
        self._terms = terms
        self._served = served
        self._losses = losses
        self._grace = grace_days
        ends = {term.id: (term.starts, term.ends) for term in terms}
        self._takes_up = {
            term.id: term.renews
            for term in terms
            if term.renews in ends and ends[term.renews][0] < term.starts == ends[term.renews][1]
        }
        """A contract to the one it takes up: that which it renews, where that ends with its start."""

    def due(self, today: int) -> list[Due]:
        """Those of its contracts that have an end."""
        return [self._due(term, today) for term in self._terms if term.ends < OPEN_END]

    def _due(self, term: _Term, today: int) -> Due:
        is_carried_on = any(self._carries_on(other, term) for other in self._terms)
        outcome: Outcome = "renewed" if is_carried_on else "lost"
        if term.waits or term.ends > today:
            outcome = "undecided"
        ends_service = not any(starts <= term.ends < ends for starts, ends in self._served)
        return Due(term.id, self._logo_id, term.ends, term.arr, outcome, ends_service, is_carried_on)

    def _carries_on(self, other: _Term, term: _Term) -> bool:
        """Whether another contract carries on where this one ends."""
        if other.starts <= term.starts or other.ends <= term.ends or other.starts > term.ends + self._grace:
            return False
        at = bisect_left(self._losses, term.ends)
        if at < len(self._losses) and self._losses[at] <= max(term.ends, other.starts):
            return False
        if self._takes_up.get(other.id, term.id) != term.id:
            return False
        early = (
            bool(term.plan) and other.plan == term.plan and other.starts >= term.ends - EARLIEST_ANSWER.days
        )
        return other.starts >= term.ends or early
