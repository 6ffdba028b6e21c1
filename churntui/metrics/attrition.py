"""Logo attrition: of the logos active when a period opened, the share that is not when it closes.

Logos gained on the way never enter the rate, neither above nor below the line; those gained and lost inside one
period are told apart as early churn. A period that is not over is counted so far: its closing snapshot is taken
on the as-of day, and `complete` is false.

Which losses count can be narrowed (`only`, say the regrettable ones). The denominator then stays what it was, and
a logo whose loss is not counted stands under `remaining`, so that initial − lost = remaining in every report.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui import dates
from churntui.dates import Period
from churntui.metrics import service
from churntui.metrics.intervals import wilson
from churntui.metrics.service import Ints
from churntui.metrics.splits import Labels, Split, split_each

Mask = NDArray[np.bool_]

LossKey = tuple[int, date]
"""One loss: the logo's id and the first day it was without service."""

Member = Literal["initial", "lost", "remaining", "gained", "early_churn"]
"""The figures of the report that have logos behind them."""

COLUMNS = (
    "period",
    "starts_on",
    "ends_on",
    "segment",
    "initial",
    "lost",
    "remaining",
    "gained",
    "rate",
    "low",
    "high",
    "early_churn",
    "complete",
    "arr_lost",
    "early_churn_arr",
)

LOSS_COLUMNS = ("logo_id", "lost_on", "arr_lost", "tenure_days")

_NEVER = -dates.OPEN_END


@dataclass(frozen=True, slots=True)
class _Sets:
    """The logos behind one period's figures: masks and amounts, one place for each logo."""

    initial: Mask
    lost: Mask
    gained: Mask
    early_churn: Mask
    ended: Ints
    """The last day within the period on which the logo's ARR fell to 0; `_NEVER` where it did not."""
    arr_start: Ints
    arr_ended: Ints
    """The ARR on the day before `ended`."""

    @property
    def remaining(self) -> Mask:
        """Those of the initial logos that are not counted as lost."""
        return self.initial & ~self.lost


def attrition(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    segment: Labels | None = None,
    only: Collection[LossKey] | None = None,
) -> pd.DataFrame:
    """The attrition report, one row for each period and segment.

    Args:
        timeline: As `service.timeline` makes it.
        periods: Any, in the order wanted.
        as_of: No snapshot is taken after this day.
        logo_ids: The logos counted (leave out the poor fits here to have rates without them).
        segment: Logo id to label, for all periods or for each; None puts all logos into one row with segment
            None.
        only: The losses that count; None for all.

    Returns:
        `COLUMNS`, plain Python values (dates, ints, floats, None). rate, low and high are fractions with Wilson's
        95 % interval, None where initial is 0. arr_lost is the ARR at the period's opening of the lost logos,
        early_churn_arr the last ARR of the early churned, both annualised minor units.
    """
    every = split_each(logo_ids, segment, periods)
    rows = []
    for period, sets, parts in zip(
        periods, _sets(timeline, periods, as_of, logo_ids, only), every, strict=True
    ):
        rows += _rows(period, sets, parts, complete=period.ends_on <= as_of)
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def losses(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    only: Collection[LossKey] | None = None,
) -> pd.DataFrame:
    """The logos that `attrition` counts as lost.

    Returns:
        period, logo_id, lost_on (a date: the first day without service), arr_lost (at the period's opening, so
        that it adds up to the report) and tenure_days (since the logo's first paid day), by period and logo.
    """
    first = service.first_paid_days(timeline, logo_ids)
    rows: list[tuple[object, ...]] = []
    for period, sets in zip(periods, _sets(timeline, periods, as_of, logo_ids, only), strict=True):
        columns = (logo_ids, sets.ended, sets.arr_start, sets.ended - first)
        for logo_id, ended, arr, tenure in zip(
            *(column[sets.lost].tolist() for column in columns), strict=True
        ):
            rows.append((period.name, logo_id, dates.from_number(ended), arr, tenure))
    return pd.DataFrame(rows, columns=["period", *LOSS_COLUMNS], dtype=object)


def members(
    timeline: pd.DataFrame,
    period: Period,
    figure: Member,
    *,
    as_of: date,
    logo_ids: Ints,
    only: Collection[LossKey] | None = None,
) -> list[int]:
    """The ids of the logos behind one figure of one period, in the order of `logo_ids`."""
    (sets,) = _sets(timeline, [period], as_of, logo_ids, only)
    mask: Mask = getattr(sets, figure)
    return [int(logo_id) for logo_id in logo_ids[mask]]


def all_losses(timeline: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every time a logo's ARR fell to 0, up to and including `as_of`; what is only known to come is not in it.

    Returns:
        logo_id, lost_on (a date), arr_lost (ARR on the last day of service) and tenure_days (since the logo's
        first paid day), by day and logo.
    """
    spells = service.spells(timeline)
    first = spells.groupby("logo_id")["starts"].transform("min")
    ended = spells.assign(tenure_days=spells["ends"] - first)
    ended = ended[ended["ends"] <= dates.number(as_of)].sort_values(["ends", "logo_id"])
    rows = [
        (logo_id, dates.from_number(ends), arr, tenure)
        for logo_id, ends, arr, tenure in ended[["logo_id", "ends", "arr_last", "tenure_days"]]
        .to_numpy()
        .tolist()
    ]
    return pd.DataFrame(rows, columns=list(LOSS_COLUMNS), dtype=object)


def rate_with_new_in_denominator(initial: int, lost: int, gained: int) -> float | None:
    """What some tools call churn, lost / (initial + gained): shown beside ours to explain a difference."""
    return lost / (initial + gained) if initial + gained else None


def annualised(rate: float, days: int) -> float:
    """The rate a year of such periods would come to: 1 − (1 − rate)^(365 / days), never 12 times a month's."""
    return 1 - math.pow(1 - rate, 365 / days)


def _sets(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    as_of: date,
    logo_ids: Ints,
    only: Collection[LossKey] | None,
) -> list[_Sets]:
    """The sets of each period, in order."""
    spells = service.spells(timeline)
    column, known = service.columns_of(spells["logo_id"].to_numpy(), logo_ids)
    ends, arr_last = spells["ends"].to_numpy()[known], spells["arr_last"].to_numpy()[known]
    found = []
    for period, start, end in zip(
        periods, *service.period_snapshots(timeline, periods, as_of, logo_ids), strict=True
    ):
        opening, closing = service.snapshot_days(period, as_of)
        within = (ends > opening) & (ends <= closing)
        ended = np.full(len(logo_ids), _NEVER, dtype=np.int64)
        arr_ended = np.zeros(len(logo_ids), dtype=np.int64)
        # spells are in time order, and of several values for one place the last one stays
        ended[column[within]], arr_ended[column[within]] = ends[within], arr_last[within]
        gone = (end <= 0) & (ended > _NEVER)
        if only is not None:
            gone &= _among(only, logo_ids, ended)
        paying = start > 0
        found.append(
            _Sets(paying, paying & gone, ~paying & (end > 0), ~paying & gone, ended, start, arr_ended)
        )
    return found


def _among(only: Collection[LossKey], logo_ids: Ints, ended: Ints) -> Mask:
    """Which logos' ends of service are among the losses that count."""
    keys = {(logo_id, dates.number(lost_on)) for logo_id, lost_on in only}
    pairs = zip(logo_ids.tolist(), ended.tolist(), strict=True)
    return np.fromiter((pair in keys for pair in pairs), dtype=np.bool_, count=len(logo_ids))


def _rows(period: Period, sets: _Sets, parts: Split, *, complete: bool) -> list[tuple[object, ...]]:
    """One period's rows of the report, a row for each segment."""
    figures = zip(
        parts.labels,
        parts.count(sets.initial),
        parts.count(sets.lost),
        parts.count(sets.gained),
        parts.count(sets.early_churn),
        parts.total(np.where(sets.lost, sets.arr_start, 0)),
        parts.total(np.where(sets.early_churn, sets.arr_ended, 0)),
        strict=True,
    )
    rows: list[tuple[object, ...]] = []
    for label, initial, lost, gained, early, arr_lost, early_arr in figures:
        rate = (lost / initial, *wilson(lost, initial)) if initial else (None, None, None)
        counts = (initial, lost, initial - lost, gained, *rate, early)
        rows.append(
            (period.name, period.starts_on, period.ends_on, label, *counts, complete, arr_lost, early_arr)
        )
    return rows
