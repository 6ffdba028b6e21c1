"""What a logo's revenue still comes to in five years, and what losses took away besides their ARR.

A logo that pays 10,000 a year is not worth 10,000: it may stay ten years or leave tomorrow. The curve of the logos
before it says how long one of its tenure stays on average. Times its ARR that is the revenue expected of it, with
ARR taken as it is: neither growth nor discount. Of a lost logo it is counted from the day of its loss, as if it had
been an average logo of that tenure, which is what its leaving took away.

No book is so old that it has seen every logo five years on. As far as the curve reaches, it is taken as it is. What
lies beyond goes on at the mean pace of all that was seen, which is a guess and is marked as one: `Expected.seen` tells
it from what is known. Low and high hold the whole doubt: the 95 % band of the curve, with everybody lost at its end on
the one side and nobody any more on the other. They are about the expectation, not about the one logo, which stays or
goes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from churntui.metrics import service, survival
from churntui.metrics.intervals import Z_95
from churntui.metrics.remaining import deviation_of_sum, remaining
from churntui.metrics.service import Ints
from churntui.metrics.splits import split
from churntui.metrics.survival import YEAR_DAYS, Curve, Floats, Mask, Opening
from churntui.plain import dates

HORIZON_YEARS = 5
"""How far ahead is looked."""

_HORIZON = HORIZON_YEARS * YEAR_DAYS

FEWEST_LOGOS = 30
FEWEST_LOSSES = 10
"""A segment has a curve of its own from so many logos and losses on; a smaller one is counted with that of all."""


def speaks_for_itself(curve: Curve) -> bool:
    """Whether a segment is large enough to be counted with its own curve."""
    return curve.cases >= FEWEST_LOGOS and curve.losses >= FEWEST_LOSSES


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """Paid service: of the logos active on a day, or of those lost. One place for each."""

    logo_ids: Ints
    begun: Ints
    """The day number the unbroken service began on: a logo that came back starts anew."""
    until: Ints
    """The day number it is looked at: the as-of day, or that of the loss."""
    arr: Ints
    """On that day, or on the last before the loss; annualised minor units."""

    @property
    def tenure_days(self) -> Ints:
        """How long the service had lasted."""
        return self.until - self.begun

    def where(self, chosen: Mask) -> Stakes:
        """The logos that `chosen` marks."""
        return Stakes(self.logo_ids[chosen], self.begun[chosen], self.until[chosen], self.arr[chosen])


def at_stake(timeline: pd.DataFrame, as_of: date, logo_ids: Ints, opening: Opening | None = None) -> Stakes:
    """The logos active on the as-of day, by id."""
    logo, starts, ends, _ = _spells(timeline, logo_ids, opening)
    today = dates.number(as_of)
    here = (starts <= today) & (today < ends)
    (arr,) = service.snapshots(timeline, [today], logo[here])
    return Stakes(logo[here], starts[here], np.full(len(arr), today), arr)


def taken(timeline: pd.DataFrame, as_of: date, logo_ids: Ints, opening: Opening | None = None) -> Stakes:
    """Every loss after the book begins and up to and including the as-of day, by day and logo."""
    logo, starts, ends, arr = _spells(timeline, logo_ids, opening)
    gone = ends <= dates.number(as_of)
    if opening is not None:
        gone &= ends > opening.day
    order = np.lexsort((logo[gone], ends[gone]))
    return Stakes(*(column[gone][order] for column in (logo, starts, ends, arr)))


def _spells(timeline: pd.DataFrame, logo_ids: Ints, opening: Opening | None) -> tuple[Ints, Ints, Ints, Ints]:
    """The unbroken paid service of the logos: logo, day it began, end, ARR of the last day."""
    spells = survival.spells(timeline, opening)
    _, known = service.columns_of(spells["logo_id"].to_numpy(), logo_ids)
    logo, starts, ends, arr = (
        spells[name].to_numpy(dtype=np.int64)[known] for name in ("logo_id", "begun", "ends", "arr_last")
    )
    return logo, starts, ends, arr


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The curves revenue is expected by."""

    whole: Curve
    """That of all logos."""
    own: Mapping[str, Curve]
    """Label to the curve of that segment, where it is large enough to have one."""
    segment: pd.Series | None
    """Logo id to label."""

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The curve of all, then those of segments."""
        return (self.whole, *self.own.values())

    def places(self, logo_ids: Ints) -> Ints:
        """Which of the curves each logo is counted with."""
        places = {label: place for place, label in enumerate(self.own, 1)}
        parts = split(logo_ids, self.segment)
        of_label = [places.get(label or "", 0) for label in parts.labels]
        return np.array(of_label, dtype=np.int64)[parts.codes]


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """The revenue still expected of each logo of some stakes; minor units."""

    amounts: Ints
    seen: Ints
    """Of it, what the curve tells; the rest lies beyond the longest time seen, at the pace up to it."""
    low: Ints
    """What is seen, less 1.96 standard errors (not under 0), and nothing beyond."""
    high: Ints
    """What is seen, and 1.96 standard errors more (no more than never leaving), and nobody lost beyond."""
    beyond: Ints
    """What the time beyond adds if nobody is lost in it."""
    seen_years: Floats
    """How far of the five years the curve reaches."""
    place: Ints
    """Which of the basis' curves it was counted with."""


def expected(basis: Basis, stakes: Stakes) -> Expected:
    """What each logo is still expected to pay."""
    place = basis.places(stakes.logo_ids)
    days, spread, seen, tail, tail_most = np.zeros((5, len(stakes.arr)))
    for nth in np.unique(place).tolist():
        own = place == nth
        stays = remaining(basis.curves[nth], stakes.tenure_days[own], _HORIZON)
        days[own], spread[own], seen[own] = stays.days, stays.deviation, stays.seen
        tail[own], tail_most[own] = stays.tail, stays.tail_most
    reach = Z_95 * spread
    return Expected(
        _paid(stakes.arr, days + tail),
        _paid(stakes.arr, days),
        _paid(stakes.arr, np.maximum(days - reach, 0.0)),
        _paid(stakes.arr, np.minimum(days + reach, seen) + tail_most),
        _paid(stakes.arr, tail_most),
        seen / YEAR_DAYS,
        place,
    )


def _paid(arr: Ints, days: Floats) -> Ints:
    """ARR paid for so many days, in whole minor units, half to even."""
    paid: Ints = np.rint(arr * (days / YEAR_DAYS)).astype(np.int64)
    return paid


@dataclass(frozen=True, slots=True)
class Total:
    """What several logos together pay, and are expected to; minor units."""

    logos: int
    arr: int
    amount: int
    seen: int
    """Both exactly the sum of what each is expected to pay."""
    low: int
    high: int
    """As for one logo."""


def total(basis: Basis, stakes: Stakes, each: Expected, chosen: Mask | None = None) -> Total:
    """The sum over the `chosen` of the stakes (None for all), `each` being what is expected of one.

    Logos on one curve share its error, which therefore does not average out. Curves of different segments are made
    of different logos, and their variances add up; the curve of all overlaps with each, and its error is added whole.
    """
    chosen = np.ones(len(stakes.arr), dtype=np.bool_) if chosen is None else chosen
    picked, place = stakes.where(chosen), each.place[chosen]
    errors = [0.0] * len(basis.curves)
    for nth in np.unique(place).tolist():
        own = picked.where(place == nth)
        errors[nth] = deviation_of_sum(basis.curves[nth], own.tenure_days, own.arr / YEAR_DAYS, _HORIZON)
    reach = Z_95 * (errors[0] + math.hypot(*errors[1:]))
    seen = int(each.seen[chosen].sum())
    most = int(_paid(picked.arr, each.seen_years[chosen] * YEAR_DAYS).sum())
    return Total(
        len(picked.arr),
        int(picked.arr.sum()),
        int(each.amounts[chosen].sum()),
        seen,
        max(0, round(seen - reach)),
        max(seen, min(most, round(seen + reach))) + int(each.beyond[chosen].sum()),
    )
