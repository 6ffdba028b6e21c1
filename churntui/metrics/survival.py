"""How long logos stay, counted so that those still here say as much as they can: no more, no less.

An average tenure of the lost is too short, since the loyal are missing from it; counting everybody's tenure so far
as if it had ended is too short as well. Kaplan and Meier's estimate takes each logo along for as long as it was seen
and no longer. Here a logo's life begins with its first paid day and ends with its first loss; whoever has not been
lost is censored on the as-of day. A logo that came back is a win-back, not a life that went on.

Sources: Kaplan & Meier 1958 (the curve), Greenwood 1926 (its variance), Kalbfleisch & Prentice 1980 (the band, on
the scale log(−log S), which never leaves 0 … 1), Mantel 1966 (the log-rank test).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from churntui.metrics import service
from churntui.metrics.intervals import Z_95
from churntui.metrics.service import Ints
from churntui.plain import dates
from churntui.plain.dates import OPEN_END

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

YEAR_DAYS = 365.25
"""The days of a year of tenure."""

_CLOSE = 1e-9
"""A float survival this near to 1/2 is looked at again in whole numbers: its error is a thousand times smaller."""


@dataclass(frozen=True, slots=True, eq=False)
class Tenures:
    """How long logos stayed, one place for each that had begun to pay by the as-of day."""

    logo_ids: Ints
    """Ascending."""
    begun: Ints
    """The day number of the first paid day."""
    days: Ints
    """From the first paid day to the first loss, or to the as-of day where there was none."""
    lost: Mask
    """Whether it was a loss that ended them."""
    entered: Ints
    """How old each was when it came into view, in days: 0 unless the book begins later than it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A book that begins later than its logos: nobody lost before would be in it."""

    day: int
    """The day number it begins on."""
    joined: Mapping[int, int]
    """Logo id to the day number it joined, of those that had joined before that day."""

    def begun(self, logos: Ints, starts: Ints) -> Ints:
        """The days on which first lives began that are known from `starts` on."""
        joined = [self.joined.get(logo, OPEN_END) for logo in logos.tolist()]
        return np.minimum(starts, np.array(joined, dtype=np.int64))


def spells(timeline: pd.DataFrame, opening: Opening | None = None) -> pd.DataFrame:
    """`service.spells`, with a column more: `begun`, the day number each life began on, be it before the book's."""
    found = service.spells(timeline)
    logo, starts = (found[name].to_numpy(dtype=np.int64) for name in ("logo_id", "starts"))
    if opening is None:
        return found.assign(begun=starts)
    return found.assign(begun=np.where(_is_first(logo), opening.begun(logo, starts), starts))


def _is_first(logo: Ints) -> Mask:
    """Which spells are a logo's first: they are in order of logo and time."""
    return np.append(True, logo[1:] != logo[:-1])[: len(logo)]


def tenures(timeline: pd.DataFrame, as_of: date, logo_ids: Ints, opening: Opening | None = None) -> Tenures:
    """The time of each of `logo_ids` to its first loss, up to and including `as_of`.

    `timeline` is as `service.timeline` makes it for that day: a gap within the grace ended nothing, and a logo that
    is pending has not been lost. With an opening, a logo that was there before comes into view at its age on that day
    (on its first paid day, where that is later), and one lost by then never does.
    """
    found = spells(timeline, opening)
    columns = (found[name].to_numpy(dtype=np.int64) for name in ("logo_id", "starts", "begun", "ends"))
    logo, starts, begun, ends = columns
    today = dates.number(as_of)
    first_day = OPEN_END if opening is None else opening.day
    late = begun < first_day if opening else np.zeros(len(logo), dtype=np.bool_)
    seen_from = np.where(late, np.maximum(starts, first_day), begun)
    _, known = service.columns_of(logo, logo_ids)
    kept = _is_first(logo) & known & (starts <= today) & (~late | (seen_from < np.minimum(ends, today)))
    logo, begun, ends, seen_from = logo[kept], begun[kept], ends[kept], seen_from[kept]
    return Tenures(logo, begun, np.minimum(ends, today) - begun, ends <= today, seen_from - begun)


@dataclass(frozen=True, slots=True)
class Point:
    """The curve on one day of tenure."""

    survival: float
    low: float | None
    high: float | None
    """The 95 % band; None where nobody was left, of which no variance can be told."""


@dataclass(frozen=True, slots=True)
class SurvivalRow:
    """One distinct time of a curve, as a life table has it."""

    time_days: int
    at_risk: int
    """Logos seen for at least that long."""
    lost: int
    """Of these, lost on that day."""
    censored: int
    """Of these, seen no longer."""
    survival: float
    """The share that stays longer than that day."""
    low: float | None
    """The 95 % band; None where nobody was left, of which no variance can be told."""
    high: float | None
    segment: str | None


@dataclass(frozen=True, slots=True)
class LossDay:
    """A day of tenure on which logos were lost, with what lies between it and the next."""

    row: SurvivalRow
    of: int
    """How many the curve was made of."""
    before: float
    """The share still there the day before."""
    seen_no_longer: int
    """Those still there that day, but not seen on the next with a loss."""
    until: int
    """The next day with a loss; without any, the first that nobody was seen on."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Kaplan and Meier's estimate: one place for each distinct time, ascending."""

    time_days: Ints
    at_risk: Ints
    """Logos in view at that age: those that had entered, and were seen for at least that long."""
    lost: Ints
    """Of these, lost on that day."""
    censored: Ints
    """Of these, seen no longer."""
    survival: Floats
    """The share that stays longer than that day."""
    low: Floats
    high: Floats
    """The 95 % band: 1 before the first loss, NaN where nobody is left."""
    cases: int
    """How many it was made of."""

    @property
    def losses(self) -> int:
        """How many of them were lost."""
        return int(self.lost.sum())

    @property
    def last_day(self) -> int:
        """The longest time seen; 0 where nobody was."""
        return int(self.time_days[-1]) if len(self.time_days) else 0

    def at(self, day: float) -> Point | None:
        """The curve `day` days on; None beyond the longest time seen, unless nobody was left by then."""
        place = int(np.searchsorted(self.time_days, day, side="right")) - 1
        if day > self.last_day and (place < 0 or self.survival[place] > 0):
            return None
        if place < 0:
            return Point(1.0, 1.0, 1.0)
        return self.point(place)

    def survival_on(self, days: Floats) -> Floats:
        """The curve on each of `days`, flat after its end."""
        on: Floats = np.append(1.0, self.survival)[np.searchsorted(self.time_days, days, side="right")]
        return on

    def at_risk_on(self, days: ArrayLike) -> Ints:
        """How many were in view on each of `days`."""
        on: Ints = np.append(self.at_risk, 0)[np.searchsorted(self.time_days, days)]
        return on

    def point(self, place: int) -> Point:
        """The curve at one of its places."""
        low, high = float(self.low[place]), float(self.high[place])
        known = not math.isnan(low)
        return Point(float(self.survival[place]), low if known else None, high if known else None)

    def row(self, place: int, segment: str | None) -> SurvivalRow:
        """One of its places, of a segment of that name."""
        point = self.point(place)
        return SurvivalRow(
            int(self.time_days[place]),
            int(self.at_risk[place]),
            int(self.lost[place]),
            int(self.censored[place]),
            point.survival,
            point.low,
            point.high,
            segment,
        )

    def loss_days(self, segment: str | None) -> list[LossDay]:
        """The days with losses, of a segment of that name."""
        places = np.flatnonzero(self.lost > 0)
        before = np.append(1.0, self.survival)[places].tolist()
        ends = [*places[1:].tolist(), len(self.time_days)]
        days = [*self.time_days.tolist(), self.last_day + 1]
        return [
            LossDay(
                self.row(place, segment), self.cases, share, int(self.censored[place:end].sum()), days[end]
            )
            for place, share, end in zip(places.tolist(), before, ends, strict=False)
        ]


def kaplan_meier(times: ArrayLike, lost: ArrayLike, entered: ArrayLike | None = None) -> Curve:
    """The curve of `times` (whole days, 0 or more), each ended by a loss where `lost` says so, else censored.

    A loss and an end of sight on the same day: the one who was still there counts as at risk. Who `entered` late, at
    an age below its time, is at risk only after that age; the ages of entry are times of the curve too.
    """
    days, ended = np.asarray(times, dtype=np.int64), np.asarray(lost, dtype=np.bool_)
    ages = np.zeros_like(days) if entered is None else np.asarray(entered, dtype=np.int64)
    distinct = np.union1d(days, ages[ages > 0])
    losses, all_ended = (
        np.bincount(np.searchsorted(distinct, ends), minlength=len(distinct)).astype(np.int64)
        for ends in (days[ended], days)
    )
    in_view = np.searchsorted(np.sort(np.where(ages > 0, ages, -1)), distinct)
    at_risk = in_view.astype(np.int64) - (np.cumsum(all_ended) - all_ended)
    left = np.where(at_risk > 0, at_risk - losses, 1)
    survival: Floats = np.cumprod(left / np.maximum(at_risk, 1), dtype=np.float64)
    low, high = _band(survival, np.cumsum(greenwood(at_risk, losses)))
    return Curve(distinct, at_risk, losses, all_ended - losses, survival, low, high, len(days))


def greenwood(at_risk: Ints, lost: Ints) -> Floats:
    """Each time's term of Greenwood's sum, lost / (at risk × left); 0 where nobody is left.

    The survival is 0 from there on, and whatever is weighted by it.
    """
    left = at_risk - lost
    terms: Floats = lost / np.where(left > 0, at_risk * left, 1) * (left > 0)
    return terms


def _band(survival: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The 95 % band S^exp(±z·√V / ln S), V being Greenwood's sum: as other tools have it, 1 at 1 and none at 0."""
    inside = (survival > 0) & (survival < 1)
    log = np.log(np.where(inside, survival, 0.5))
    reach = Z_95 * np.sqrt(variance) / log
    edge = np.where(survival > 0, survival, np.nan)
    low, high = (np.where(inside, np.exp(log * np.exp(sign * reach)), edge) for sign in (-1, 1))
    return low, high


def median(curve: Curve) -> int | None:
    """The first day by which half are lost: the smallest t with S(t) ≤ 1/2, None where it is never reached.

    Compared in whole numbers. As floats a product that is 1/2 may come out above it, and the median one loss late.
    """
    days = np.flatnonzero(curve.lost > 0)
    for nth, place in enumerate(days.tolist()):
        if curve.survival[place] > 0.5 + _CLOSE:
            continue
        at_risk = curve.at_risk[days[: nth + 1]].tolist()
        left = (curve.at_risk - curve.lost)[days[: nth + 1]].tolist()
        if 2 * math.prod(left) <= math.prod(at_risk):
            return int(curve.time_days[place])
    return None


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether two groups are lost alike."""

    chi2: float
    """With one degree of freedom."""
    p: float
    """How often a chance difference would be at least as large."""


def log_rank(curve: Curve, other: Curve) -> LogRank | None:
    """Mantel's test of two curves; None where there is nothing to compare, such as no loss at all."""
    days = np.union1d(curve.time_days[curve.lost > 0], other.time_days[other.lost > 0])
    at_risk, lost = _on(curve, days)
    others_at_risk, others_lost = _on(other, days)
    every, gone = at_risk + others_at_risk, lost + others_lost
    share = at_risk / every
    spread = gone * share * (1 - share) * (every - gone) / np.maximum(every - 1, 1)
    variance = float(spread.sum())
    if variance <= 0:
        return None
    chi2 = float((lost - gone * share).sum()) ** 2 / variance
    return LogRank(chi2, math.erfc(math.sqrt(chi2 / 2)))


def _on(curve: Curve, days: Ints) -> tuple[Ints, Ints]:
    """How many of a curve's logos were at risk, and lost, on each of `days`."""
    place = np.searchsorted(curve.time_days, days)
    same = np.append(curve.time_days, -1)[place] == days
    return curve.at_risk_on(days), np.where(same, np.append(curve.lost, 0)[place], 0)
