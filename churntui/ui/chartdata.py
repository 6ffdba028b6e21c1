"""What a chart is asked to show: periods, series, and what stands around them.

Plain frozen values, equal when they look the same, so that a drawing can be kept by its data.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from churntui.ui.safe import visible

Role = Literal["primary", "secondary", "good", "bad", "warn", "accent", "dim"]

LIMIT = 1e15
"""Values are drawn as at most this: money in minor units is never near it, and no float overflows below it."""

AROUND = 24
"""Cells that labels beside the plot may take; what is left has two for a bar and its gap."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one part of every bar."""

    name: str
    """As the legend calls it; a line without a name is an edge of the one that follows."""
    values: tuple[float | None, ...]
    """One per label; None, NaN and infinities are periods without a figure."""
    role: Role = "primary"
    """Its colour."""
    ranges: tuple[tuple[float, float] | None, ...] = ()
    """Between what each value may lie: a whisker on its bar, where bars stand side by side. Empty: none."""


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything a chart shows; two equal ones look the same."""

    kind: Literal["line", "bars", "stacked"]
    """Lines, bars side by side, or bars of parts: gains above zero and losses (negative values) below."""
    labels: tuple[str, ...]
    """The periods, oldest first."""
    series: tuple[Series, ...]
    """Each with one value per label."""
    unit: Literal["percent", "money", "count"] = "count"
    """Percents are fractions, money is minor units of `currency`."""
    currency: str = "EUR"
    """ISO 4217, for the unit money."""
    target: float | None = None
    """A value drawn as a dotted line across."""
    target_label: str = "target"
    """What the dotted line is."""
    marks: tuple[tuple[int, str], ...] = ()
    """Events: the place of a label, and what happened then."""
    dim_last: bool = False
    """The last period is not over: it is drawn faint and its label gets a `*`."""
    title: str = ""
    """Stands above the plot."""
    empty: str = "No figures in these periods yet"
    """What stands in the middle while there is nothing to draw."""
    ticks: tuple[int, ...] = ()
    """The places whose labels may stand under the axis, ascending, where most labels are only steps between them."""
    from_zero: bool = False
    """The scale starts at zero even where all lines lie far above it, as it does for shares of a whole."""


def tidy(data: ChartData, width: int) -> ChartData:
    """The data without odd floats or wide bars: only as many of the newest bars as there are columns."""
    count = len(data.labels)
    kept = count if data.kind == "line" else min(count, max(1, (width - AROUND) // 2))
    skipped = count - kept
    series = tuple(
        replace(
            one,
            name=visible(one.name),
            values=tuple(_finite(one.values, place) for place in range(skipped, count)),
            ranges=one.ranges[skipped:],
        )
        for one in data.series
    )
    marks = tuple(
        (place - skipped, visible(label)) for place, label in data.marks if skipped <= place < count
    )
    target = data.target if data.target is not None and math.isfinite(data.target) else None
    ticks = tuple(place - skipped for place in data.ticks if skipped <= place < count)
    return replace(
        data,
        labels=tuple(visible(label) for label in data.labels[skipped:]),
        series=series,
        marks=tuple(sorted(marks)),
        target=target,
        target_label=visible(data.target_label),
        title=visible(data.title),
        ticks=ticks,
    )


def _finite(values: Sequence[float | None], place: int) -> float | None:
    value = values[place] if place < len(values) else None
    if value is None or not math.isfinite(value):
        return None
    return min(max(float(value), -LIMIT), LIMIT)
