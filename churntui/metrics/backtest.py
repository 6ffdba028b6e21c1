"""Whether health foretold anything: the score as it stood ninety days before each renewal, lost against kept.

The area under the curve is how often a logo that was kept had the higher score of two, one kept and one lost: 0.5 is
a coin. Its interval is DeLong's, wider where renewals are of one logo (Obuchowski's): a logo that renews each quarter
and is the same every time says one thing, and not twelve. Several things are looked at, so that one of them would look
telling by chance: what is claimed (`Verdict`) holds for all of them together (Mann-Whitney or that interval, whichever
claims less, with Holm's correction), and asks for more than that an interval leaves 0.5 out. On a book of noise about
one in fifty claims anything.

Weights are proposed where they are better on years they have not seen: for each year they are found in the other
years (a logistic regression with a ridge, no weight below zero), and scores are compared within the year alone.
Under twenty losses, or twenty kept, nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.metrics import leading, service
from churntui.metrics.intervals import Z_95, Outcome, wilson
from churntui.metrics.service import Ints, Mask
from churntui.model.health import BANDS, Band, Formula, Key
from churntui.plain import dates

DAYS_BEFORE = 90
"""How long before a renewal the score is looked at."""

MOST_CASES = 5000
"""Renewals that are looked at, of all years alike where there are more: what a book costs must not grow with its years.

Of the newest alone hardly any would be lost: who renews is known at once, and who leaves only after the grace.
"""

FEWEST = 20
"""Losses, and renewals that were kept, below which nothing is said."""

FEWEST_IN_A_YEAR = 3
"""Of both, for a year to be held out."""

STEPS = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))
"""Steps of scores, each with its last: how often the logos in it were lost."""

_FAMILY = 0.015
"""How often any of the areas may be claimed to tell though none does."""

_Z_OF_GAIN = 2.58
"""Standard errors by which new weights must be better on years held out: one in two hundred by chance."""

_STRIDE = 1 << 32
"""More than two day numbers can lie apart: keeps each logo's days in a range of its own."""

_RIDGE = 1.0
_STEPS = 30

Floats = NDArray[np.float64]

Verdict = Literal["foretells loss", "foretells staying", "no difference shown", "too few to say"]
"""What a low value goes before."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Renewals whose outcome is known, of logos that were served when the score was looked at."""

    logo_ids: Ints
    days: Ints
    """The day number of each renewal."""
    lost: Mask
    """Whether the logo was lost at it."""
    of: int
    """How many there are, of which these are as many as are looked at."""

    @property
    def looked_at(self) -> list[tuple[int, date]]:
        """Of each its logo, and the day the score is looked at."""
        days = (self.days - DAYS_BEFORE).tolist()
        return [
            (logo, dates.from_number(day)) for logo, day in zip(self.logo_ids.tolist(), days, strict=True)
        ]

    @property
    def years(self) -> Ints:
        """The year of each renewal."""
        years: Ints = (
            self.days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + dates.EPOCH.year
        )
        return years


def cases(timeline: pd.DataFrame, as_of: date) -> Cases:
    """The renewals up to a day, those of logos that were not served ninety days earlier left out; many are thinned."""
    logos, days, lost = leading.renewals(timeline, as_of)
    spells = service.spells(timeline)
    begun = spells["logo_id"].to_numpy() * _STRIDE + spells["starts"].to_numpy()
    place = np.searchsorted(begun, logos * _STRIDE + days) - 1
    served = days - (begun[np.maximum(place, 0)] - logos * _STRIDE) >= DAYS_BEFORE if len(begun) else lost
    by_day = np.argsort(days[served], kind="stable")
    taken = np.linspace(0, len(by_day) - 1, MOST_CASES).round().astype(np.int64)
    even = np.sort(by_day[taken] if len(by_day) > MOST_CASES else by_day)
    return Cases(logos[served][even], days[served][even], lost[served][even], len(by_day))


@dataclass(frozen=True, slots=True)
class Area:
    """How well something tells the lost from the kept, by itself."""

    value: float
    low: float
    high: float
    """DeLong's 95 % interval, where renewals of one logo count as they hang together."""
    p: float
    """How often chance alone would be as far from 0.5."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of those of which one thing is known, and how well it told them apart."""

    group: Outcome
    area: Area | None
    """None where there are too few on a side."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Weights:
    """Other weights, and what they would have been worth in years they were not found in."""

    proposed: dict[Key, int]
    """Adding up to a hundred."""
    years: int
    """How many were held out."""
    cases: Outcome
    """The renewals in them."""
    area: float
    """Of the proposed weights, on years held out."""
    area_now: float
    """Of the weights as they are, on the same renewals."""
    low: float
    high: float
    """The 95 % interval of the difference."""
    is_better: bool
    """Whether they are better beyond chance."""

    @property
    def gain(self) -> float:
        """How much more often they order two renewals rightly."""
        return self.area - self.area_now


@dataclass(frozen=True, slots=True)
class BackTest:
    """What the book's own history says of its scores."""

    whole: Outcome
    """All renewals that are looked at, with a score or without."""
    is_enough: bool
    score: Told
    bands: dict[Band, Outcome]
    steps: tuple[tuple[int, int, Outcome], ...]
    """(first, last, what became of these) for steps of scores: how the score is calibrated."""
    components: dict[Key, Told]
    weights: Weights | None
    """None where too few years can be held out."""
    of: int = 0
    """How many renewals there are, of which the whole is an even share; 0 where it is all of them."""


def back_test(
    shares: Floats, lost: Mask, years: Ints, keys: Sequence[Key], formula: Formula, logos: Ints | None = None
) -> BackTest:
    """How well the score, and each of its components, told what became of renewals.

    Args:
        shares: Renewals × components: what each earned of its weight, not a number where it was not known.
        lost: Whether the logo was lost at it.
        years: The year of each.
        keys: The components, in the order of the columns; those with a weight and those without.
        formula: The weights as they are.
        logos: Whose each renewal is; each another's where that is not said.
    """
    logos = np.arange(len(lost)) if logos is None else logos
    now = weights_of(formula, keys)
    exact = scores(shares, now)
    columns = {"score": exact} | {key: shares[:, at] for at, key in enumerate(keys)}
    whole = _group(lost)
    is_enough = min(whole.lost, whole.cases - whole.lost) >= FEWEST
    told = _told(columns, lost, logos, is_enough=is_enough)
    known = ~np.isnan(exact)
    whole_scores = np.floor(exact[known] + 0.5 + 1e-9)
    return BackTest(
        whole,
        is_enough,
        told["score"],
        {band: _group(lost[known][_in_band(whole_scores, formula, band)]) for band in BANDS},
        tuple(
            (low, last, _group(lost[known][(whole_scores >= low) & (whole_scores <= last)]))
            for low, last in STEPS
        ),
        {key: told[key] for key in keys},
        _weights(shares, lost, years, logos, keys, now) if is_enough else None,
    )


def weights_of(formula: Formula, keys: Sequence[Key]) -> Floats:
    """The weights as they are, of these components."""
    weights = {rule.key: rule.weight for rule in formula.rules}
    return np.array([float(weights[key]) for key in keys])


def scores(shares: Floats, weights: Floats) -> Floats:
    """The scores by these weights, before they are rounded; not a number where nothing that weighs is known."""
    known = ~np.isnan(shares)
    whole = known @ weights
    earned = np.where(known, shares, 0.0) @ weights
    made: Floats = np.divide(100 * earned, whole, out=np.full(len(shares), np.nan), where=whole > 0)
    return made


def _group(lost: Mask) -> Outcome:
    return Outcome(int(np.count_nonzero(lost)), len(lost))


def _in_band(whole_scores: Floats, formula: Formula, band: Band) -> Mask:
    return np.array([formula.band(int(score)) == band for score in whole_scores], dtype=np.bool_)


def _told(columns: dict[str, Floats], lost: Mask, logos: Ints, *, is_enough: bool) -> dict[str, Told]:
    """What each column tells; what is claimed holds for all of them together."""
    made: dict[str, tuple[Outcome, Area | None]] = {}
    for name, values in columns.items():
        known = ~np.isnan(values)
        group = _group(lost[known])
        has_both = is_enough and min(group.lost, group.cases - group.lost) >= FEWEST
        made[name] = group, area(values[known], lost[known], logos[known]) if has_both else None
    claimed = _holm({name: own.p for name, (_, own) in made.items() if own is not None})
    return {
        name: Told(group, own, _verdict(own, is_claimed=name in claimed))
        for name, (group, own) in made.items()
    }


def _holm(values: dict[str, float]) -> set[str]:
    """Those that may be claimed together."""
    claimed: set[str] = set()
    for nth, (name, p) in enumerate(sorted(values.items(), key=lambda item: item[1])):
        if p > _FAMILY / (len(values) - nth):
            break
        claimed.add(name)
    return claimed


def _verdict(own: Area | None, *, is_claimed: bool) -> Verdict:
    if own is None:
        return "too few to say"
    if not is_claimed:
        return "no difference shown"
    return "foretells loss" if own.value > 0.5 else "foretells staying"


def area(values: Floats, lost: Mask, logos: Ints | None = None) -> Area:
    """How often a renewal that was kept has the higher value of two; there must be both kinds."""
    (value,), covariance = areas(values[np.newaxis], lost, logos)
    if value in {0.0, 1.0}:  # told apart without a fault: as sure as the fewer of them allow
        fewer = min(int(lost.sum()), int((~lost).sum()))
        low, high = wilson(round(value) * fewer, fewer)
        return Area(value, low, high, _chance(value, values, lost))
    error = math.sqrt(covariance[0, 0])
    by_interval = math.erfc(abs(value - 0.5) / (math.sqrt(2) * error)) if error > 0 else 0.0
    chance = max(by_interval, _chance(value, values, lost))
    return Area(value, max(0.0, value - Z_95 * error), min(1.0, value + Z_95 * error), chance)


def areas(columns: Floats, lost: Mask, logos: Ints | None = None) -> tuple[list[float], Floats]:
    """The areas of several columns over the same renewals, and their covariance: DeLong's, or Obuchowski's by logo."""
    kept = ~lost
    m, n = int(kept.sum()), int(lost.sum())
    of_kept, of_lost = np.empty((len(columns), m)), np.empty((len(columns), n))
    for at, values in enumerate(columns):
        ranks = _ranks(values)
        of_kept[at] = (ranks[kept] - _ranks(values[kept])) / n
        of_lost[at] = 1 - (ranks[lost] - _ranks(values[lost])) / m
    value = of_kept.mean(axis=1)
    _, places = np.unique(np.arange(len(lost)) if logos is None else logos, return_inverse=True)
    apart_kept = _by_logo(of_kept - value[:, np.newaxis], places[kept], places)
    apart_lost = _by_logo(of_lost - value[:, np.newaxis], places[lost], places)
    both = apart_kept @ apart_lost.T
    covariance: Floats = (
        _unbiased(places[kept]) * (apart_kept @ apart_kept.T) / m**2
        + _unbiased(places[lost]) * (apart_lost @ apart_lost.T) / n**2
        + _unbiased(places) * (both + both.T) / (m * n)
    )
    return value.tolist(), covariance


def _by_logo(rows: Floats, own: Ints, every: Ints) -> Floats:
    """The sums of each row by logo."""
    size = int(every.max()) + 1
    return np.stack([np.bincount(own, weights=row, minlength=size) for row in rows])


def _unbiased(places: Ints) -> float:
    """What a sum of squares over so many logos is multiplied by; nothing where there is one."""
    count = len(np.unique(places))
    return count / (count - 1) if count > 1 else 0.0


def _ranks(values: Floats) -> Floats:
    """From one on; equals share the middle of theirs."""
    _, places, sizes = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(sizes)
    middle: Floats = (ends - (sizes - 1) / 2)[places]
    return middle


def _chance(value: float, values: Floats, lost: Mask) -> float:
    """How often an area would be as far from a coin if nothing told (Mann-Whitney, corrected for ties)."""
    total, n = len(values), int(lost.sum())
    m = total - n
    _, sizes = np.unique(values, return_counts=True)
    ties = float((sizes.astype(np.float64) ** 3 - sizes).sum()) / (total * (total - 1))
    variance = (total + 1 - ties) / (12 * m * n)
    return math.erfc(abs(value - 0.5) / math.sqrt(2 * variance)) if variance > 0 else 1.0


def _weights(
    shares: Floats, lost: Mask, years: Ints, logos: Ints, keys: Sequence[Key], now: Floats
) -> Weights | None:
    """Weights of the whole history, with what such weights are worth in years they were not found in."""
    proposed = fitted(shares, lost)
    if not proposed.any():
        return None
    held = [year for year in np.unique(years).tolist() if _can_be_held_out(lost, years == year)]
    parts = []
    for year in held:
        out = years == year
        found = fitted(shares[~out], lost[~out])
        both = np.stack([scores(shares[out], found if found.any() else now), scores(shares[out], now)])
        known = ~np.isnan(both).any(axis=0)
        own = lost[out][known]
        if 0 < own.sum() < len(own):
            parts.append((own, *areas(both[:, known], own, logos[out][known])))
    if len(parts) < 2:
        return None
    pairs = np.array([float(own.sum() * (~own).sum()) for own, _, _ in parts])
    share = pairs / pairs.sum()
    new, old = (float(np.dot(share, [means[at] for _, means, _ in parts])) for at in (0, 1))
    variance = sum(
        float(part**2 * (spread[0, 0] + spread[1, 1] - 2 * spread[0, 1]))
        for part, (_, _, spread) in zip(share, parts, strict=True)
    )
    error = math.sqrt(max(0.0, variance))
    gain = new - old
    return Weights(
        dict(zip(keys, _hundred(proposed), strict=True)),
        len(parts),
        _group(np.concatenate([own for own, _, _ in parts])),
        new,
        old,
        gain - Z_95 * error,
        gain + Z_95 * error,
        error > 0 and gain > _Z_OF_GAIN * error,
    )


def _can_be_held_out(lost: Mask, out: Mask) -> bool:
    """Whether there are enough of both kinds in it, and enough losses beside it to find weights in."""
    inside, beside = lost[out], lost[~out]
    return (
        min(int(inside.sum()), int((~inside).sum())) >= FEWEST_IN_A_YEAR
        and min(int(beside.sum()), int((~beside).sum())) >= FEWEST // 2
    )


def _hundred(weights: Floats) -> list[int]:
    """Weights as whole numbers that add up to a hundred."""
    exact = 100 * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    for at in np.argsort(whole - exact, kind="stable")[: 100 - int(whole.sum())]:
        whole[at] += 1
    made: list[int] = whole.tolist()
    return made


def fitted(shares: Floats, lost: Mask) -> Floats:
    """How much each component counts for being lost: by logistic regression with a ridge, none below zero.

    What is not known stands as what is usual of the component. A component nobody knows anything of counts nothing.
    """
    known = ~np.isnan(shares)
    counts = known.sum(axis=0)
    usual = np.where(known, shares, 0.0).sum(axis=0) / np.maximum(counts, 1)
    lacking = 1 - np.where(known, shares, usual)
    kept = np.flatnonzero(counts).tolist()
    weights = np.zeros(shares.shape[1])
    while kept:
        found = _ridge(lacking[:, kept], lost)
        if not np.any(found < 0):
            weights[kept] = found
            break
        kept = [at for at, value in zip(kept, found.tolist(), strict=True) if value > 0]
    return weights


def _ridge(columns: Floats, lost: Mask) -> Floats:
    """The slopes; the intercept is not held down."""
    design = np.column_stack([np.ones(len(columns)), columns - columns.mean(axis=0)])
    held = np.diag([0.0] + [_RIDGE] * columns.shape[1])
    wanted = lost.astype(np.float64)
    slopes = np.zeros(design.shape[1])
    slopes[0] = math.log((wanted.sum() + 0.5) / (len(wanted) - wanted.sum() + 0.5))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ slopes, -30, 30)))
        pull = design.T @ (wanted - chance) - held @ slopes
        step = np.linalg.solve(
            (design.T * (chance * (1 - chance))) @ design + held + 1e-9 * np.eye(len(slopes)), pull
        )
        slopes = slopes + np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-6:
            break
    found: Floats = slopes[1:]
    return found
