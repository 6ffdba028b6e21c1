"""What became of the revenue: movements between two snapshots, and the retention rates made of them.

A logo's contracts are summed first and classified then, so a logo has one movement a period: new, expansion,
contraction, churned or reactivated. Sums and rates are made of exact ARR. MRR is ARR / 12 rounded once for each
figure; what the rounding leaves over goes into the largest movement, so that every row shown adds up:
mrr_start + new + expansion + reactivated − contraction − churned = mrr_end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.dates import Period
from churntui.metrics import service
from churntui.metrics.service import Ints
from churntui.metrics.splits import Labels, split_each
from churntui.money import monthly

Movement = Literal["new", "expansion", "contraction", "churned", "reactivated"]
MOVEMENTS: tuple[Movement, ...] = get_args(Movement)

_SIGNS: dict[Movement, int] = {"new": 1, "expansion": 1, "contraction": -1, "churned": -1, "reactivated": 1}

COLUMNS = (
    "period",
    "starts_on",
    "ends_on",
    "segment",
    "currency",
    "mrr_start",
    *MOVEMENTS,
    "mrr_end",
    "grr",
    "nrr",
    "quick_ratio",
    "complete",
)


def revenue(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    currency: str,
    segment: Labels | None = None,
) -> pd.DataFrame:
    """The revenue report, one row for each period and segment; arguments as in `attrition.attrition`.

    Returns:
        `COLUMNS`, plain Python values. Money is MRR in minor units of `currency`; contraction and churned are
        positive. grr = Σ min(end, start) / Σ start and nrr = Σ end / Σ start, over the logos that paid at the
        opening: fractions, None where none did. quick_ratio = (new + expansion + reactivated) /
        (churned + contraction), None where nothing was lost: `quick_ratio_text` tells "∞" from nothing at all.
    """
    every = split_each(logo_ids, segment, periods)
    first = service.first_paid_days(timeline, logo_ids)
    levels = zip(*service.period_snapshots(timeline, periods, as_of, logo_ids), strict=True)
    rows: list[tuple[object, ...]] = []
    for period, (start, end), parts in zip(periods, levels, every, strict=True):
        by_kind = _movements(start, end, seen_before=first < service.snapshot_days(period, as_of)[0])
        totals = {kind: parts.total(amounts) for kind, amounts in by_kind.items()}
        for place, (label, arr_start) in enumerate(zip(parts.labels, parts.total(start), strict=True)):
            arr = {kind: totals[kind][place] for kind in MOVEMENTS}
            head = (period.name, period.starts_on, period.ends_on, label, currency)
            rows.append((*head, *_figures(arr_start, arr), period.ends_on <= as_of))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def movements(timeline: pd.DataFrame, period: Period, *, as_of: date, logo_ids: Ints) -> pd.DataFrame:
    """The logos behind one period's movements.

    Returns:
        logo_id, movement (of `MOVEMENTS`), arr_start, arr_end and arr_change (end − start), annualised minor
        units, largest change first. Logos that did not move are not in it.
    """
    (start,), (end,) = service.period_snapshots(timeline, [period], as_of, logo_ids)
    seen_before = service.first_paid_days(timeline, logo_ids) < service.snapshot_days(period, as_of)[0]
    rows = [
        (int(logo_ids[at]), kind, int(start[at]), int(end[at]), int(end[at] - start[at]))
        for kind, amounts in _movements(start, end, seen_before=seen_before).items()
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


def _movements(start: Ints, end: Ints, *, seen_before: NDArray[np.bool_]) -> dict[Movement, Ints]:
    """The amount each logo moved by, in its one kind of movement; 0 in the others."""
    stayed, came = (start > 0) & (end > 0), (start <= 0) & (end > 0)
    change = end - start
    return {
        "new": np.where(came & ~seen_before, end, 0),
        "expansion": np.where(stayed & (change > 0), change, 0),
        "contraction": np.where(stayed & (change < 0), -change, 0),
        "churned": np.where((start > 0) & (end <= 0), start, 0),
        "reactivated": np.where(came & seen_before, end, 0),
    }


def _figures(arr_start: int, arr: Mapping[Movement, int]) -> tuple[object, ...]:
    """From exact ARR to the columns between currency and complete."""
    gained = arr["new"] + arr["expansion"] + arr["reactivated"]
    lost = arr["contraction"] + arr["churned"]
    mrr_start, mrr_end = monthly(arr_start), monthly(arr_start + gained - lost)
    mrr = _rounded(arr, mrr_end - mrr_start)
    grr = (arr_start - lost) / arr_start if arr_start else None
    nrr = (arr_start - lost + arr["expansion"]) / arr_start if arr_start else None
    quick = gained / lost if lost else None
    return (mrr_start, *(mrr[kind] for kind in MOVEMENTS), mrr_end, grr, nrr, quick)


def _rounded(arr: Mapping[Movement, int], change: int) -> dict[Movement, int]:
    """Movements as MRR that add up to `change`: the residue goes into the largest that stays at or above zero."""
    mrr = {kind: monthly(amount) for kind, amount in arr.items()}
    residue = change - sum(_SIGNS[kind] * amount for kind, amount in mrr.items())
    for kind in sorted(MOVEMENTS, key=lambda kind: -arr[kind]):
        settled = mrr[kind] + _SIGNS[kind] * residue
        if settled >= 0:
            return mrr | {kind: settled}
    return mrr
