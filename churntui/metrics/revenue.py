"""What became of the revenue: movements between two snapshots, and the retention rates made of them.

A logo's contracts are summed first and classified then, so a logo has one movement a period: new, expansion,
contraction, churned or reactivated. Sums and rates are made of exact ARR. MRR is ARR / 12 rounded once for each
figure; what the rounding leaves over goes into the largest movement, so that every row shown adds up:
mrr_start + new + expansion + reactivated − contraction − churned = mrr_end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from churntui.metrics.levels import Levels, levels
from churntui.metrics.service import Ints
from churntui.metrics.splits import Labels, split_all
from churntui.plain.dates import Period
from churntui.plain.money import monthly

Movement = Literal["new", "expansion", "contraction", "churned", "reactivated"]
MOVEMENTS: tuple[Movement, ...] = get_args(Movement)

_SIGNS: dict[Movement, int] = {"new": 1, "expansion": 1, "contraction": -1, "churned": -1, "reactivated": 1}


@dataclass(frozen=True, slots=True)
class RevenueRow:
    """What became of the revenue in a period, or in a segment of it; money is MRR in minor units of `currency`."""

    period: str
    starts_on: date
    ends_on: date
    segment: str | None
    currency: str
    mrr_start: int
    new: int
    expansion: int
    contraction: int
    """Positive, as is `churned`."""
    churned: int
    reactivated: int
    mrr_end: int
    grr: float | None
    """Σ min(end, start) ÷ Σ start over the logos that paid at the opening; None where none did."""
    nrr: float | None
    """Σ end ÷ Σ start over the same logos."""
    quick_ratio: float | None
    """What was gained ÷ what was lost; None where nothing was lost."""
    pending: int
    """How many logos are counted at the closing with a contract that had ended by then and still waits."""
    complete: bool
    """Whether the period is over, and nothing counted at its closing is pending."""
    churn_rate: float | None
    """Churned ÷ Σ start: what was cancelled alone; None where nobody paid at the opening."""
    gross_churn: float | None
    """1 − GRR: what was cancelled and what was reduced ÷ Σ start."""
    contraction_rate: float | None
    """Contraction ÷ Σ start: what was reduced alone."""
    nrr_with_reactivated: float | None
    """What NRR would be if logos that came back counted above the line: shown beside ours to explain a difference."""

    @property
    def gained(self) -> int:
        """What went up: new, expansion and reactivated."""
        return self.new + self.expansion + self.reactivated

    @property
    def lost(self) -> int:
        """What went down: contraction and churned."""
        return self.contraction + self.churned

    def moved(self, kind: Movement) -> int:
        """The amount of one kind of movement."""
        amount: int = getattr(self, kind)
        return amount


def revenue(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    currency: str,
    segment: Labels | None = None,
) -> list[RevenueRow]:
    """The revenue report, one row for each period and segment; arguments as in `attrition.attrition`."""
    counted = levels(timeline, periods, as_of=as_of, logo_ids=logo_ids)
    return revenue_of(counted, currency=currency, segment=segment)


def revenue_of(counted: Levels, *, currency: str, segment: Labels | None = None) -> list[RevenueRow]:
    """`revenue`, from levels that are worked out already."""
    parts = split_all(counted.logo_ids, segment, counted.periods)
    by_kind = _movements(counted)
    totals = [parts.total_of(counted.moved, by_kind[kind]) for kind in MOVEMENTS]
    pending = parts.count(counted.pending)
    rows: list[RevenueRow] = []
    for period, *of_period in zip(counted.periods, parts.total(counted.start), pending, *totals, strict=True):
        head, is_over = (period.name, period.starts_on, period.ends_on), period.ends_on <= counted.as_of
        for label, arr_start, waiting, *arr in zip(parts.labels, *of_period, strict=True):
            figures, rates = _figures(arr_start, dict(zip(MOVEMENTS, arr, strict=True)))
            complete = is_over and not waiting
            values: tuple[Any, ...] = (*head, label, currency, *figures, waiting, complete, *rates)
            rows.append(RevenueRow(*values))
    return rows


def movements(timeline: pd.DataFrame, period: Period, *, as_of: date, logo_ids: Ints) -> pd.DataFrame:
    """The logos behind one period's movements.

    Returns:
        logo_id, movement (of `MOVEMENTS`), arr_start, arr_end and arr_change (end − start), annualised minor
        units, largest change first. Logos that did not move are not in it.
    """
    counted = levels(timeline, [period], as_of=as_of, logo_ids=logo_ids)
    start, end = counted.start[0, counted.moved], counted.end[0, counted.moved]
    moved = logo_ids[counted.moved]
    rows = [
        (int(moved[at]), kind, int(start[at]), int(end[at]), int(end[at] - start[at]))
        for kind, amounts in _movements(counted).items()
        for at in np.flatnonzero(amounts)
    ]
    rows.sort(key=lambda row: (-abs(row[4]), row[0]))
    columns = ["logo_id", "movement", "arr_start", "arr_end", "arr_change"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def quick_ratio_text(quick_ratio: float | None, gained: int) -> str:
    """`3.2`; `∞` where something was gained and nothing lost; `–` where neither happened."""
    if quick_ratio is not None:
        return f"{quick_ratio:.1f}"
    return "∞" if gained > 0 else "–"


def _movements(counted: Levels) -> dict[Movement, Ints]:
    """The amount by which each of `counted.moved` moved, in its one kind of movement; 0 in the others."""
    start, end, was, is_ = (
        levels.ravel()[counted.moved] for levels in (counted.start, counted.end, counted.was, counted.is_)
    )
    stayed, came = was & is_, ~was & is_
    change = end - start
    return {
        "new": np.where(came & counted.new, end, 0),
        "expansion": np.where(stayed & (change > 0), change, 0),
        "contraction": np.where(stayed & (change < 0), -change, 0),
        "churned": np.where(was & ~is_, start, 0),
        "reactivated": np.where(came & ~counted.new, end, 0),
    }


def _figures(arr_start: int, arr: Mapping[Movement, int]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """From exact ARR to the fields between currency and pending, and those after complete."""
    gained = arr["new"] + arr["expansion"] + arr["reactivated"]
    lost = arr["contraction"] + arr["churned"]
    mrr_start, mrr_end = monthly(arr_start), monthly(arr_start + gained - lost)
    mrr = _rounded(arr, mrr_end - mrr_start)
    grr = (arr_start - lost) / arr_start if arr_start else None
    kept = arr_start - lost + arr["expansion"]
    nrr = kept / arr_start if arr_start else None
    with_reactivated = (kept + arr["reactivated"]) / arr_start if arr_start else None
    quick = gained / lost if lost else None
    parts = (arr["churned"], lost, arr["contraction"])
    rates = tuple(part / arr_start if arr_start else None for part in parts)
    figures = (mrr_start, *(mrr[kind] for kind in MOVEMENTS), mrr_end, grr, nrr, quick)
    return figures, (*rates, with_reactivated)


def _rounded(arr: Mapping[Movement, int], change: int) -> dict[Movement, int]:
    """Movements as MRR that add up to `change`: the residue goes into the largest that stays at or above zero."""
    mrr = {kind: monthly(amount) for kind, amount in arr.items()}
    residue = change - sum(_SIGNS[kind] * amount for kind, amount in mrr.items())
    for kind in sorted(MOVEMENTS, key=lambda kind: -arr[kind]) if residue else ():
        settled = mrr[kind] + _SIGNS[kind] * residue
        if settled >= 0:
            return mrr | {kind: settled}
    return mrr
