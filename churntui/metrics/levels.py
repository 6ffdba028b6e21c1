"""What every figure about logos is counted on: their ARR at both ends of each period, and where service ended.

Whether a logo is active and what it pays are told apart: a contract in a currency without a rate keeps its logo
active, at an amount nobody knows.

Made once for some periods, it answers for every split and every choice of losses. Of 600,000 places (sixty months
of ten thousand logos) only a few thousand are of a logo that moved, so those are kept beside the whole table, and
sums are made of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from churntui.metrics import service
from churntui.metrics.service import Ints, Mask
from churntui.plain.dates import Period


@dataclass(frozen=True, slots=True)
class Levels:
    """Logos over some periods. A place is where a logo stands in periods by logos, counted row after row."""

    periods: tuple[Period, ...]
    as_of: date
    """No snapshot is taken after this day."""
    logo_ids: Ints
    start: Ints
    """Periods by logos: the ARR at the opening, annualised minor units."""
    end: Ints
    """Periods by logos: the ARR at the closing, or on the as-of day where that comes first."""
    was: Mask
    """Periods by logos: whether the logo was active at the opening."""
    is_: Mask
    """Periods by logos: whether it is active at the closing."""
    pending: Mask
    """Periods by logos: whether it counts at the closing with a contract that had ended by then and still waits."""
    moved: Ints
    """The places whose ARR, or being active, is not the same at both ends, ascending."""
    new: Mask
    """Which of `moved` had never been active before the opening."""
    fallen: Ints
    """The places whose service ended within the period, whatever came of it, ascending."""
    fallen_on: Ints
    """The last day number it did so, the first day without service, for each of `fallen`."""
    fallen_from: Ints
    """The ARR on the day before, for each of `fallen`."""
    fallen_new: Mask
    """Whether the logo had never been active before the opening, for each of `fallen`."""
    tenure: Ints
    """Days from the logo's first paid day to `fallen_on`, for each of `fallen`."""

    def logos_at(self, places: Ints) -> Ints:
        """The logo ids of these places."""
        return self.logo_ids[places % max(len(self.logo_ids), 1)]

    def mask(self, places: Ints) -> Mask:
        """Periods by logos: which are among these places."""
        mask = np.zeros(self.start.shape, dtype=np.bool_)
        mask.ravel()[places] = True
        return mask


def levels(timeline: pd.DataFrame, periods: Sequence[Period], *, as_of: date, logo_ids: Ints) -> Levels:
    """Count the logos over the periods.

    Args:
        timeline: As `service.timeline` makes it.
        periods: Any, in the order wanted.
        as_of: No snapshot is taken after this day.
        logo_ids: The logos counted.
    """
    start, end = service.period_snapshots(timeline, periods, as_of, logo_ids)
    was, is_ = service.period_active(timeline, periods, as_of, logo_ids)
    waiting = timeline[(timeline["kind"] == "pending").to_numpy()]
    _, pending = service.period_active(waiting, periods, as_of, logo_ids)
    bounds = np.array([service.snapshot_days(period, as_of) for period in periods], dtype=np.int64)
    spells = service.spells(timeline)
    first = service.first_of(spells, logo_ids)
    moved = np.flatnonzero((start != end) | (was != is_))
    width = max(len(logo_ids), 1)
    at, logo = np.divmod(moved, width)
    fallen, spell = _falls(spells, bounds.reshape(-1, 2), logo_ids)
    fallen_on = spells["ends"].to_numpy()[spell]
    return Levels(
        periods=tuple(periods),
        as_of=as_of,
        logo_ids=logo_ids,
        start=start,
        end=end,
        was=was,
        is_=is_,
        pending=pending,
        moved=moved,
        new=first[logo] >= bounds.reshape(-1, 2)[at, 0],
        fallen=fallen,
        fallen_on=fallen_on,
        fallen_from=spells["arr_last"].to_numpy()[spell],
        fallen_new=first[fallen % width] >= bounds.reshape(-1, 2)[fallen // width, 0],
        tenure=fallen_on - first[fallen % width],
    )


def _falls(spells: pd.DataFrame, bounds: Ints, logo_ids: Ints) -> tuple[Ints, Ints]:
    """The places in which a spell ends after the opening and not after the closing, and the last such spell."""
    column, known = service.columns_of(spells["logo_id"].to_numpy(), logo_ids)
    own, ends = np.flatnonzero(known), spells["ends"].to_numpy()[known]
    order = np.argsort(ends, kind="stable")
    low, high = np.searchsorted(ends[order], bounds, side="right").T
    within = np.arange((high - low).sum()) - np.repeat(np.cumsum(high - low) - high, high - low)
    place = np.repeat(np.arange(len(bounds)), high - low) * len(logo_ids) + column[order][within]
    by_place = np.argsort(place, kind="stable")  # of one place the latest end stays last
    last = np.append(place[by_place][1:] != place[by_place][:-1], True)[: len(place)]
    return place[by_place][last], own[order][within][by_place][last]
