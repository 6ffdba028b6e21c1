"""From the rows of a metric to what a chart of Trends shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from churntui.dates import Period
from churntui.ui.chartdata import ChartData, Role, Series

Row = Mapping[Any, Any]
"""A row of a metric's frame, by column."""

ROLES: tuple[Role, ...] = ("primary", "good", "accent", "bad", "secondary", "dim")
"""The colours of a chart's segments, the largest first; more segments could not be told apart."""


def blank(covered: Sequence[Period], rows: Sequence[Row], title: str) -> ChartData:
    """A line chart over the periods, still without series."""
    return ChartData(
        "line",
        tuple(period.label for period in covered),
        (),
        dim_last=bool(rows) and not rows[-1]["complete"],
        title=title,
    )


def series(
    covered: Sequence[Period],
    rows: Sequence[Row],
    value: Callable[[Row], float | None],
    *,
    size: Callable[[Row], float] = lambda _: 0.0,
    name: str = "",
    role: Role = ROLES[0],
) -> tuple[Series, ...]:
    """One series called `name` in `role`; where the rows have segments, one for each of the largest.

    `size` says how large a row's segment is; a segment's size is the sum of its rows'. Periods without a row of
    the segment have no value.
    """
    values: dict[str | None, dict[str, float | None]] = defaultdict(dict)
    sizes: dict[str | None, float] = defaultdict(float)
    for row in rows:
        values[row["segment"]][row["period"]] = value(row)
        sizes[row["segment"]] += size(row)
    largest = sorted(values, key=lambda segment: (-sizes[segment], segment or ""))[: len(ROLES)]
    return tuple(
        Series(
            name if segment is None else segment,
            tuple(values[segment].get(period.name) for period in covered),
            role if segment is None else ROLES[place],
        )
        for place, segment in enumerate(largest)
    )
