"""Chart data made ready to draw: nothing odd in it, and no more of it than there is room for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from churntui.plain.chart import ChartData
from churntui.ui.kit.safe import visible

LIMIT = 1e15
"""Values are drawn as at most this: money in minor units is never near it, and no float overflows below it."""

AROUND = 24
"""Cells that labels beside the plot may take; what is left has two for a bar and its gap."""


def tidy(chart: ChartData, width: int) -> ChartData:
    """The chart without odd floats or wide bars: only as many of the newest bars as there are columns."""
    count = len(chart.labels)
    kept = count if chart.kind == "line" else min(count, max(1, (width - AROUND) // 2))
    skipped = count - kept
    series = tuple(
        replace(
            raw,
            name=visible(raw.name),
            values=tuple(_finite(raw.values, place) for place in range(skipped, count)),
            ranges=raw.ranges[skipped:],
        )
        for raw in chart.series
    )
    marks = tuple(
        (place - skipped, visible(label)) for place, label in chart.marks if skipped <= place < count
    )
    target = chart.target if chart.target is not None and math.isfinite(chart.target) else None
    ticks = tuple(place - skipped for place in chart.ticks if skipped <= place < count)
    return replace(
        chart,
        labels=tuple(visible(label) for label in chart.labels[skipped:]),
        series=series,
        marks=tuple(sorted(marks)),
        target=target,
        target_label=visible(chart.target_label),
        title=visible(chart.title),
        ticks=ticks,
    )


def _finite(values: Sequence[float | None], place: int) -> float | None:
    value = values[place] if place < len(values) else None
    if value is None or not math.isfinite(value):
        return None
    return min(max(float(value), -LIMIT), LIMIT)
