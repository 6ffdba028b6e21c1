"""How good the forecasts of the past were, and which weights the outcomes would have given.

A quarter that is over is held against what was kept 90, 60 and 30 days before its end: the last week on or before that
day, and none that is older than a fortnight by then. A weight is held against what came of the contracts that were
called so: each counts once, by how it was called in the last week in which it was open and its end a month away.
Under twenty such contracts nothing is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from churntui.metrics.forecast import Forecast, quarter_of
from churntui.metrics.intervals import wilson
from churntui.model.choices import STAGES, Stage
from churntui.model.weeks import RenewalWeek
from churntui.model.weights import Weights
from churntui.plain.dates import Period

LEADS = (90, 60, 30)
"""Days before the end of a quarter."""

_OLDEST = timedelta(days=14)
"""How old a week may be on the day that it speaks for."""

CALLED_BEFORE = timedelta(days=30)
"""How long before a contract's end its stage is taken."""

FEWEST = 20
"""Contracts under which no weight is proposed."""


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """What a quarter was forecast at so many days before its end, and what came of it; ARR, in one currency."""

    quarter: Period
    lead: int
    kept_on: date | None
    """The day of the week that says so; None where none was kept near that day, and then so are the next two."""
    called: int | None
    computed: int | None
    won: int
    is_final: bool
    """Whether nothing of the quarter still waits for an answer."""

    def off(self, forecast: int | None) -> float | None:
        """How far the forecast lay above what was won, as a fraction of that; None where one of them is nothing."""
        return (forecast - self.won) / self.won if forecast is not None and self.won else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came of the contracts that were called so."""

    stage: Stage
    weight: int
    """The percent that counts now."""
    renewed: int
    cases: int
    low: float
    high: float

    @property
    def proposed(self) -> int:
        """The percent that the outcomes give."""
        return round(100 * self.renewed / self.cases)

    @property
    def is_within(self) -> bool:
        """Whether the weight that counts now is one that the outcomes allow."""
        return self.low <= self.weight / 100 <= self.high


def accuracy(
    weeks: Sequence[RenewalWeek], known: Iterable[Forecast], as_of: date, currency: str
) -> list[AccuracyRow]:
    """A row for each quarter that is over and each lead, newest quarter first; only quarters that anything was kept of.

    Args:
        weeks: All that was kept, in any order; weeks in another currency cannot be compared.
        known: What is known of every contract now.
        as_of: Today.
        currency: That of the amounts.
    """
    by_day: dict[date, list[RenewalWeek]] = defaultdict(list)
    for row in weeks:
        if row.currency == currency:
            by_day[row.kept_on].append(row)
    days = sorted(by_day)
    won: dict[Period, int] = defaultdict(int)
    waiting: set[Period] = set()
    for one in known:
        won[one.quarter] += (one.arr or 0) if one.outcome == "renewed" else 0
        if one.outcome == "open":
            waiting.add(one.quarter)
    over = sorted(
        {quarter for row in weeks if (quarter := quarter_of(row.ends_on)).ends_on <= as_of}, reverse=True
    )
    rows = []
    for quarter in over:
        for lead in LEADS:
            day = _day_for(days, quarter.ends_on - timedelta(days=lead))
            own = [row for row in by_day[day] if quarter_of(row.ends_on) == quarter] if day else []
            rows.append(
                AccuracyRow(
                    quarter,
                    lead,
                    day,
                    sum(row.called_arr for row in own) if day else None,
                    sum(row.computed_arr for row in own) if day else None,
                    won[quarter],
                    quarter not in waiting,
                )
            )
    kept = {row.quarter for row in rows if row.kept_on}
    return [row for row in rows if row.quarter in kept]


def _day_for(days: Sequence[date], wanted: date) -> date | None:
    """The last day on or before that one on which a week was kept, where it is not too old."""
    at = bisect_right(days, wanted)
    return days[at - 1] if at and wanted - days[at - 1] < _OLDEST else None


def calibrations(
    weeks: Iterable[RenewalWeek], now: Mapping[str, Forecast], as_of: date, weights: Weights
) -> list[Calibration]:
    """What came of the contracts by how they were called; nothing under `FEWEST` of them.

    Args:
        weeks: All that was kept.
        now: Contract ref to what is known of it now.
        as_of: Today.
        weights: Those that count now.
    """
    called: dict[str, RenewalWeek] = {}
    for row in sorted(weeks, key=lambda row: row.kept_on):
        one = now.get(row.contract)
        if one is None or one.ends_on > as_of or one.outcome not in {"renewed", "lost"}:
            continue
        if row.outcome == "open" and row.kept_on <= row.ends_on - CALLED_BEFORE:
            called[row.contract] = row
    if len(called) < FEWEST:
        return []
    found = []
    for stage in STAGES:
        outcomes = [now[contract].outcome for contract, row in called.items() if row.stage == stage]
        if outcomes:
            renewed = outcomes.count("renewed")
            limits = wilson(renewed, len(outcomes))
            found.append(Calibration(stage, weights[stage], renewed, len(outcomes), *limits))
    return found
