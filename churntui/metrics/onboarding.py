"""How long new logos take to first value: the days from the start to the first use that qualifies.

A logo starts with its first paid contract. Use before it counts as value from the first day. Only logos that started
while use was measured tell anything: of older ones nobody saw the beginning. Who left before any use never had value,
and stays in the denominator; whose days are not over yet does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from churntui.metrics.intervals import wilson
from churntui.model.onboarding import FirstUse
from churntui.model.rows import Contract

WINDOWS = (30, 60, 90)
"""Days after the start within which it is asked whether a logo had value."""


@dataclass(frozen=True, slots=True)
class Started:
    """One logo that began to pay."""

    logo_id: int
    start: date
    first_value: date | None
    """The first use that qualifies, up to the last day that was measured and to the day it left."""
    left_on: date | None
    """The day its first stay ended, where it has."""
    is_measured: bool
    """Whether use was measured from its start on."""

    @property
    def days(self) -> int | None:
        """From the start to first value; None where it has had none."""
        return None if self.first_value is None else max(0, (self.first_value - self.start).days)


@dataclass(frozen=True, slots=True)
class ActivationRow:
    """How new logos of one segment, or all, came to first value."""

    logos: int
    """Those that are counted: they started while use was measured."""
    activated: int
    waiting: int
    """Without value so far, and still here."""
    left: int
    """Without value, and gone."""
    unmeasured: int
    """Not counted: they started before use was measured, or it never was."""
    median_days: float | None
    """The first day by which half had value (Kaplan–Meier: who waits counts for as long as it was seen, who left
    without value never had any); None where half is not reached."""
    of_30: int
    """Logos whose first 30 days are over, whoever left in them too."""
    within_30: int
    share_30: float | None
    low_30: float | None
    high_30: float | None
    of_60: int
    within_60: int
    share_60: float | None
    low_60: float | None
    high_60: float | None
    of_90: int
    within_90: int
    share_90: float | None
    low_90: float | None
    high_90: float | None


def started(
    contracts: Iterable[Contract],
    first_use: FirstUse,
    losses: Mapping[int, Sequence[date]],
    through: date | None,
) -> list[Started]:
    """The logos that began to pay up to the last measured day, the first to start first.

    Args:
        contracts: Every contract.
        first_use: When each logo first did something, and since when that is measured.
        losses: Logo id to the days its service ended.
        through: The last day that was measured.
    """
    starts: dict[int, date] = {}
    for contract in contracts:
        if contract.amount_minor > 0:
            starts[contract.logo_id] = min(contract.starts_on, starts.get(contract.logo_id, date.max))
    made = []
    for logo_id, start in sorted(starts.items(), key=lambda pair: (pair[1], pair[0])):
        if through is None or start > through:
            continue
        left_on = min((day for day in losses.get(logo_id, ()) if start < day <= through), default=None)
        value = first_use.days.get(logo_id)
        if value is not None and (value > through or (left_on is not None and value >= left_on)):
            value = None
        is_measured = logo_id in first_use.days and first_use.since is not None and start >= first_use.since
        made.append(Started(logo_id, start, value, left_on, is_measured))
    return made


def activation(logos: Sequence[Started], through: date) -> ActivationRow:
    """How these logos came to first value, as it was seen on the last measured day."""
    seen = [one for one in logos if one.is_measured]
    shares: dict[str, Any] = {}
    for window in WINDOWS:
        over = [one for one in seen if (through - one.start).days >= window]
        within = sum(one.days is not None and one.days <= window for one in over)
        low, high = wilson(within, len(over)) if over else (None, None)
        shares |= {
            f"of_{window}": len(over),
            f"within_{window}": within,
            f"share_{window}": within / len(over) if over else None,
            f"low_{window}": low,
            f"high_{window}": high,
        }
    return ActivationRow(
        logos=len(seen),
        activated=sum(one.days is not None for one in seen),
        waiting=sum(one.days is None and one.left_on is None for one in seen),
        left=sum(one.days is None and one.left_on is not None for one in seen),
        unmeasured=len(logos) - len(seen),
        median_days=median_days(seen, through),
        **shares,
    )


def median_days(seen: Iterable[Started], through: date) -> int | None:
    """The first day by which half of them had value; None where that is not reached."""
    logos = list(seen)
    without = 1.0
    for day in sorted({one.days for one in logos if one.days is not None}):
        at_risk = sum(_until(one, through) >= day for one in logos)
        reached = sum(one.days == day for one in logos)
        without *= 1 - reached / at_risk
        if without <= 1 / 2:
            return day
    return None


def course(seen: Sequence[Started], through: date) -> tuple[float | None, ...]:
    """The share that had value by each day up to the last of `WINDOWS`, None from where nobody was seen so long."""
    longest = max((_until(one, through) for one in seen), default=-1)
    shares: list[float | None] = []
    without = 1.0
    for day in range(WINDOWS[-1] + 1):
        at_risk = sum(_until(one, through) >= day for one in seen)
        if at_risk:
            without *= 1 - sum(one.days == day for one in seen) / at_risk
        known = day <= longest or without == 0
        shares.append(1 - without if known else None)
    return tuple(shares)


def _until(one: Started, through: date) -> float:
    """How many days it was without value as far as it was seen; without end where it left before it had any."""
    if one.days is not None:
        return one.days
    return float("inf") if one.left_on is not None else (through - one.start).days
