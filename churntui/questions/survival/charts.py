"""The curves of Survival as charts: steps over the years of tenure."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import numpy as np

from churntui.metrics.survival import YEAR_DAYS, Curve, Floats
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.text import shortened
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.charting import ROLES
from churntui.questions.survival.lives import Curves

_TITLE = "Share of logos still there, by tenure"

_MOST_STEPS = 360
"""Points a curve is drawn with at most: more are not told apart on the widest screen."""

_LONGEST_NAME = 18
"""Cells of a line's name: a longer one would leave no room for names on 80 columns."""

_YEAR, _MONTH, _WEEK = YEAR_DAYS, YEAR_DAYS / 12, 7.0

Values = tuple[float | None, ...]


def charts(curves: Curves) -> tuple[ChartData, ...]:
    """The curves over tenure: one with its band, or one for each of the largest segments; then what they stand on.

    The second tells how many logos were seen for so long, and with it how far a curve is to be trusted.
    """
    if not curves:
        return ()
    longest = curves[None].last_day if None in curves else max(_trusted(curve) for curve in curves.values())
    unit, sign, per = _scale(longest)
    places = ceil(longest * per / unit) + 1
    days = np.minimum(np.arange(places) * unit / per, float(longest))
    shares = ChartData(
        "line",
        tuple(f"{place // per} {sign}" if place % per == 0 else "" for place in range(places)),
        _alone(curves[None], days) if None in curves else _shares(curves, days),
        unit="percent",
        title=_TITLE if None in curves else f"{_TITLE}, as far as {FEWEST_FOR_A_PERCENTAGE} were seen",
        empty=f"No curve is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos",
        ticks=tuple(range(0, places, per)),
        from_zero=True,
    )
    seen = replace(
        shares, series=_counts(curves, days), unit="count", title="Logos seen for so long, by tenure"
    )
    return shares, seen


def _scale(longest: int) -> tuple[float, str, int]:
    """The days of a labelled step, its sign, and into how many points it is drawn."""
    unit, sign = (
        (_YEAR, "y") if longest >= 2 * _YEAR else (_MONTH, "m") if longest >= 4 * _MONTH else (_WEEK, "w")
    )
    fine = (per for per in (48, 24, 12, 7, 4, 2) if longest / unit * per <= _MOST_STEPS)
    return unit, sign, next(fine, 1)


def _alone(curve: Curve, days: Floats) -> tuple[Series, ...]:
    """The one curve, over its band. Before the first loss the band has no width, and is not drawn."""
    if curve.cases < FEWEST_FOR_A_PERCENTAGE:
        return ()
    place = np.searchsorted(curve.time_days, days, side="right")

    def edge(values: Floats) -> Values:
        return _known(np.append(np.nan, np.where(curve.survival < 1, values, np.nan))[place])

    return (
        Series("", edge(curve.high), "dim"),
        Series("95 % band", edge(curve.low), "dim"),
        Series("still there", _known(curve.survival_on(days)), "primary"),
    )


def _shares(curves: Curves, days: Floats) -> tuple[Series, ...]:
    """The segments' curves, as far as enough logos were seen to tell a share of: their bands have no room."""

    def course(curve: Curve) -> Values:
        return _known(np.where(days <= _trusted(curve), curve.survival_on(days), np.nan))

    return tuple(Series(name, course(curve), role) for name, curve, role in _largest(curves))


def _trusted(curve: Curve) -> int:
    """The last day of tenure that enough logos were seen for."""
    return int(curve.time_days[curve.at_risk >= FEWEST_FOR_A_PERCENTAGE].max(initial=0))


def _counts(curves: Curves, days: Floats) -> tuple[Series, ...]:
    """How many logos of each curve were seen for at least as long."""
    return tuple(
        Series(name or "logos", _known(curve.at_risk_on(days).astype(np.float64)), role)
        for name, curve, role in _largest(curves)
    )


def _largest(curves: Curves) -> list[tuple[str, Curve, Role]]:
    """What is drawn, the largest segment first."""
    enough = ((name or "", curve) for name, curve in curves.items() if curve.cases >= FEWEST_FOR_A_PERCENTAGE)
    ordered = sorted(enough, key=lambda pair: -pair[1].cases)
    return [
        (shortened(name, _LONGEST_NAME), curve, role)
        for (name, curve), role in zip(ordered, ROLES, strict=False)
    ]


def _known(values: Floats) -> Values:
    return tuple(None if np.isnan(value) else value for value in values.tolist())
