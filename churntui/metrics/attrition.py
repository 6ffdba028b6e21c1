"""Logo attrition: of the logos active when a period opened, the share that is not when it closes.

Logos gained on the way never enter the rate, neither above nor below the line; those gained and lost inside one
period are told apart as early churn. A period that is not over is counted so far: its closing snapshot is taken
on the as-of day, and `complete` is false.

Which losses count can be narrowed (`only`, say the regrettable ones). The denominator then stays what it was, and
a logo whose loss is not counted stands under `remaining`, so that initial − lost = remaining in every report.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from churntui.metrics import service
from churntui.metrics.intervals import wilson
from churntui.metrics.levels import Levels, levels
from churntui.metrics.service import Ints, Mask
from churntui.metrics.splits import Labels, Splits, split_all
from churntui.plain import dates
from churntui.plain.dates import Period

LossKey = tuple[int, date]
"""One loss: the logo's id and the first day it was without service."""

Member = Literal["initial", "lost", "remaining", "gained", "early_churn", "pending"]
"""The figures of the report that have logos behind them."""


@dataclass(frozen=True, slots=True)
class RateRow:
    """What attrition was in a period, or in a segment of it, be it of logos or of customers."""

    period: str
    starts_on: date
    ends_on: date
    segment: str | None
    initial: int
    """Those active at the opening: the denominator."""
    lost: int
    remaining: int
    """initial − lost."""
    gained: int
    rate: float | None
    """lost ÷ initial; None where there was nobody, as are the next three."""
    retention: float | None
    """remaining ÷ initial."""
    low: float | None
    """The 95 % limits of the rate (Wilson)."""
    high: float | None
    early_churn: int
    """Gained and lost again within the period."""
    complete: bool
    """Whether the period is over and its figures are final."""


@dataclass(frozen=True, slots=True)
class AttritionRow(RateRow):
    """Attrition of logos, with what they paid, in annualised minor units; complete where none is pending either."""

    pending: int
    """Logos counted at the closing with a contract that had ended by then and still waits for an answer."""
    arr_lost: int
    """At the period's opening."""
    early_churn_arr: int
    """The last ARR of the early churned."""


LOSS_COLUMNS = ("logo_id", "lost_on", "arr_lost", "tenure_days")


def attrition(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    segment: Labels | None = None,
    only: Collection[LossKey] | None = None,
) -> list[AttritionRow]:
    """The attrition report, one row for each period and segment.

    Args:
        timeline: As `service.timeline` makes it.
        periods: Any, in the order wanted.
        as_of: No snapshot is taken after this day.
        logo_ids: The logos counted (leave out the poor fits here to have rates without them).
        segment: Logo id to label, for all periods or for each; None puts all logos into one row with segment
            None.
        only: The losses that count; None for all.
    """
    return attrition_of(levels(timeline, periods, as_of=as_of, logo_ids=logo_ids), segment, only)


def attrition_of(
    counted: Levels, segment: Labels | None = None, only: Collection[LossKey] | None = None
) -> list[AttritionRow]:
    """`attrition`, from levels that are worked out already."""
    parts = split_all(counted.logo_ids, segment, counted.periods)
    return list(_rows(counted, _ended(counted, only), parts))


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
    counted = levels(timeline, periods, as_of=as_of, logo_ids=logo_ids)
    return losses_of(counted, only=only).drop(columns="segment")


def losses_of(
    counted: Levels, segment: Labels | None = None, only: Collection[LossKey] | None = None
) -> pd.DataFrame:
    """`losses`, from levels worked out already, with a column more: the segment each loss counts in, or None."""
    lost = _ended(counted, only).lost
    places = counted.fallen[lost]
    names = [period.name for period in counted.periods]
    parts = split_all(counted.logo_ids, segment, counted.periods)
    columns = (
        [names[at] for at in (places // max(len(counted.logo_ids), 1)).tolist()],
        counted.logos_at(places).tolist(),
        days_of(counted.fallen_on[lost]),
        counted.start.ravel()[places].tolist(),
        counted.tenure[lost].tolist(),
        parts.labels_at(places),
    )
    return _objects(("period", *LOSS_COLUMNS, "segment"), columns)


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
    counted = levels(timeline, [period], as_of=as_of, logo_ids=logo_ids)
    member_ids: list[int] = logo_ids[sets_of(counted, only)[figure][0]].tolist()
    return member_ids


def sets_of(counted: Levels, only: Collection[LossKey] | None = None) -> dict[Member, Mask]:
    """The logos behind each figure: masks shaped periods by logos."""
    ended = _ended(counted, only)
    initial, lost = counted.was, counted.mask(counted.fallen[ended.lost])
    return {
        "initial": initial,
        "lost": lost,
        "remaining": initial & ~lost,
        "gained": counted.mask(_gained(counted)),
        "early_churn": counted.mask(counted.fallen[ended.early]),
        "pending": counted.pending,
    }


def all_losses(timeline: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every end of a logo's service up to and including `as_of`; what is only known to come is not in it.

    Returns:
        logo_id, lost_on (a date), arr_lost (ARR on the last day of service), tenure_days (since the logo's first
        paid day) and back_on (a date: the first paid day after it, None where there is none), by day and logo.
    """
    spells = service.spells(timeline)
    logo, starts, ends, arr = (spells[name].to_numpy() for name in ("logo_id", "starts", "ends", "arr_last"))
    first = starts[np.searchsorted(logo, logo)]  # spells are by logo and start
    past = np.flatnonzero(ends <= dates.number(as_of))
    order = past[np.lexsort((logo[past], ends[past]))]
    tenures = (ends - first)[order]
    follows = np.append(logo[1:] == logo[:-1], False)[: len(logo)]
    back = [dates.from_number(starts[at + 1]) if follows[at] else None for at in order.tolist()]
    columns = (logo[order].tolist(), days_of(ends[order]), arr[order].tolist(), tenures.tolist(), back)
    return _objects((*LOSS_COLUMNS, "back_on"), columns)


def days_of(numbers: Ints) -> list[date]:
    """Day numbers as dates; each day is made once."""
    known, place = np.unique(numbers, return_inverse=True)
    days = [dates.from_number(day) for day in known.tolist()]
    return [days[at] for at in place]


def rates_of(lost: int, initial: int) -> tuple[float | None, float | None, float | None, float | None]:
    """The rate, the retention, and the rate's 95 % limits (Wilson); None where there was nobody."""
    if not initial:
        return None, None, None, None
    return lost / initial, (initial - lost) / initial, *wilson(lost, initial)


def rate_with_new_in_denominator(initial: int, lost: int, gained: int) -> float | None:
    """What some tools call churn, lost / (initial + gained): shown beside ours to explain a difference."""
    return lost / (initial + gained) if initial + gained else None


def annualised(rate: float, days: int) -> float:
    """The rate a year of such periods would come to: 1 − (1 − rate)^(365 / days), never 12 times a month's."""
    return 1 - math.pow(1 - rate, 365 / days)


@dataclass(frozen=True, slots=True)
class _Ended:
    """Whose service ended in a period and had not come back at its closing, for each of the levels' `fallen`."""

    lost: Mask
    """Those that were active at the opening."""
    early: Mask
    """Those that were new on the way: one that came back and left again was lost before."""


def _ended(counted: Levels, only: Collection[LossKey] | None) -> _Ended:
    """The losses that count."""
    gone = ~counted.is_.ravel()[counted.fallen]
    if only is not None:
        keys, open_ = set(only), np.flatnonzero(gone)
        logos = counted.logos_at(counted.fallen[open_]).tolist()
        pairs = zip(logos, days_of(counted.fallen_on[open_]), strict=True)
        gone[open_] = [pair in keys for pair in pairs]
    was = counted.was.ravel()[counted.fallen]
    return _Ended(gone & was, gone & ~was & counted.fallen_new)


def _gained(counted: Levels) -> Ints:
    """The places of logos that are active at the closing and were not at the opening."""
    was, is_ = (active.ravel()[counted.moved] for active in (counted.was, counted.is_))
    return counted.moved[~was & is_]


def _rows(counted: Levels, ended: _Ended, parts: Splits) -> Iterator[AttritionRow]:
    """The rows of the report, one for each period and segment."""
    lost, early = counted.fallen[ended.lost], counted.fallen[ended.early]
    figures = (
        parts.count(counted.was),
        parts.count_of(lost),
        parts.count_of(_gained(counted)),
        parts.count_of(early),
        parts.count(counted.pending),
        parts.total_of(lost, counted.start.ravel()[lost]),
        parts.total_of(early, counted.fallen_from[ended.early]),
    )
    for period, *of_period in zip(counted.periods, *figures, strict=True):
        head, is_over = (period.name, period.starts_on, period.ends_on), period.ends_on <= counted.as_of
        for label, initial, gone, gained, churned, pending, *arr in zip(
            parts.labels, *of_period, strict=True
        ):
            rates = rates_of(gone, initial)
            counts = (label, initial, gone, initial - gone, gained)
            complete = is_over and not pending
            values: tuple[Any, ...] = (*head, *counts, *rates, churned, complete, pending, *arr)
            yield AttritionRow(*values)


def _objects(names: Sequence[str], columns: Sequence[list[Any]]) -> pd.DataFrame:
    """A frame of plain Python values."""
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=object, index=pd.RangeIndex(len(values)))
            for name, values in zip(names, columns, strict=True)
        }
    )
