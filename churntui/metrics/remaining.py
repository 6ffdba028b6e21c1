"""How long a logo still stays, given how long it has stayed: a mean over the next years, from a survival curve.

The mean is restricted to a horizon (Irwin 1949), because a curve tells nothing of the years nobody was seen in. Where
it ends before the horizon does, what is known and what is guessed are kept apart: the area under the curve as far as
it reaches, and what the rest adds if losses go on at the mean pace so far (Brown, Hollander & Korwar 1974), or at most.

A book has thousands of logos and a few hundred distinct times. So everything is looked up in running sums over the
times, and no logo is walked along the curve.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from churntui.metrics.survival import Curve, Floats, greenwood


@dataclass(frozen=True, slots=True, eq=False)
class Remaining:
    """How long logos of given tenures still stay on average, within a horizon: floats of days, one for each."""

    days: Floats
    """The restricted mean: the part of the horizon they stay, as far as the curve was seen."""
    deviation: Floats
    """Its standard error."""
    seen: Floats
    """The part of the horizon that the curve reaches: of the rest nothing was ever seen."""
    tail: Floats
    """What the rest adds where logos go on to be lost at the pace of all that was seen."""
    tail_most: Floats
    """What it could add at most: if nobody were lost any more after the longest time seen."""


def remaining(curve: Curve, tenure: ArrayLike, horizon: float) -> Remaining:
    """∫ S(t + u) / S(t) du over the `horizon` (days) for each tenure t: 0 gives the restricted mean of a life.

    The curve is carried flat from its last loss to the longest time seen, L, and no further. The variance is
    Greenwood's of the curve from t on: Σ A(tᵢ)² · lost / (at risk × left), A(tᵢ) being the area after tᵢ, over S(t)².
    Beyond L the tail of Brown, Hollander & Korwar 1974 goes on at the mean pace up to it: S(u) = S(L)^(u / L).
    """
    days = np.asarray(tenure, dtype=np.float64)
    end = np.maximum(np.minimum(days + horizon, curve.last_day), days)
    area = _areas(curve)
    survival, begun, ended = curve.survival_on(days), _area(curve, area, days), _area(curve, area, end)
    per = np.where(survival > 0, 1 / np.where(survival > 0, survival, 1), 0.0)
    terms = greenwood(curve.at_risk, curve.lost)
    # Σ (E − Aᵢ)² gᵢ over the times between is E² Σ gᵢ − 2 E Σ Aᵢ gᵢ + Σ Aᵢ² gᵢ: three running sums serve all logos
    between = [_between(curve, terms * area**power, days, end) for power in (0, 1, 2)]
    variance = ended**2 * between[0] - 2 * ended * between[1] + between[2]
    beyond = np.maximum(days + horizon - end, 0.0)
    at_end = curve.survival_on(end) * per
    return Remaining(
        (ended - begun) * per,
        np.sqrt(np.maximum(variance, 0.0)) * per,
        end - days,
        _paced(curve, beyond) * at_end,
        beyond * at_end,
    )


def _paced(curve: Curve, days: Floats) -> Floats:
    """The area under exp(−pace · u) over `days`, the pace being the curve's mean one up to its end."""
    last = float(curve.survival[-1]) if len(curve.survival) else 1.0
    if last <= 0 or last >= 1 or not curve.last_day:
        return days  # nobody was lost, or nobody is left for whom it would matter
    pace = -math.log(last) / curve.last_day
    area: Floats = -np.expm1(-pace * days) / pace
    return area


def deviation_of_sum(curve: Curve, tenure: ArrayLike, weights: ArrayLike, horizon: float) -> float:
    """The standard error of Σ weight × remaining days: the logos share the curve, so its error does not cancel out.

    The weights are not negative.
    """
    days = np.asarray(tenure, dtype=np.float64)
    end = np.maximum(np.minimum(days + horizon, curve.last_day), days)
    survival = curve.survival_on(days)
    share = np.where(
        survival > 0, np.asarray(weights, dtype=np.float64) / np.where(survival > 0, survival, 1), 0.0
    )
    area = _areas(curve)
    first, last = (np.searchsorted(curve.time_days, bound, side="right") for bound in (days, end))
    flat, reaching = np.zeros((2, len(curve.time_days) + 1))
    for sign, places in ((1, first), (-1, last)):
        np.add.at(flat, places, sign * share)
        np.add.at(reaching, places, sign * share * _area(curve, area, end))
    after = np.cumsum(reaching)[:-1] - np.cumsum(flat)[:-1] * area
    return float(np.sqrt(np.sum(after**2 * greenwood(curve.at_risk, curve.lost))))


def _areas(curve: Curve) -> Floats:
    """The area under the curve up to each of its times."""
    steps = np.diff(curve.time_days, prepend=0)
    areas: Floats = np.cumsum(steps * np.append(1.0, curve.survival)[:-1])
    return areas


def _area(curve: Curve, areas: Floats, days: Floats) -> Floats:
    """The area under the curve up to each of `days`, flat after its end."""
    place = np.searchsorted(curve.time_days, days, side="right")
    since = days - np.append(0, curve.time_days)[place]
    area: Floats = np.append(0.0, areas)[place] + since * np.append(1.0, curve.survival)[place]
    return area


def _between(curve: Curve, terms: Floats, after: Floats, until: Floats) -> Floats:
    """The sum of the terms of the times later than `after` and not later than `until`."""
    running = np.append(0.0, np.cumsum(terms))
    first, last = (np.searchsorted(curve.time_days, bound, side="right") for bound in (after, until))
    total: Floats = running[last] - running[first]
    return total
