"""From the rows of a metric to what a chart of Trends shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from churntui.model.marks import Mark
from churntui.plain.chart import ChartData, Role, Series
from churntui.plain.dates import Period


class PeriodRow(Protocol):
    """A row of figures of a period, or of a segment in it."""

    @property
    def period(self) -> str:
        """The period's name."""

    @property
    def segment(self) -> str | None:
        """None where nothing is split."""

    @property
    def complete(self) -> bool:
        """Whether the period is over."""


Row = TypeVar("Row", bound=PeriodRow)

ROLES: tuple[Role, ...] = ("primary", "good", "accent", "bad", "secondary", "dim")
"""The colours of a chart's segments, the largest first; more segments could not be told apart."""


def marks_on(covered: Sequence[Period], marks: Sequence[Mark]) -> tuple[tuple[int, str], ...]:
    """The periods in which something happened: the place, and what it was (`ChartData.marks`)."""
    names = (", ".join(mark.name for mark in marks_within(period, marks)) for period in covered)
    return tuple((place, named) for place, named in enumerate(names) if named)


def marks_within(period: Period, marks: Sequence[Mark]) -> list[Mark]:
    """The events of a period."""
    return [mark for mark in marks if period.starts_on <= mark.day < period.ends_on]


def blank(
    covered: Sequence[Period], rows: Sequence[PeriodRow], title: str, marks: Sequence[Mark] = ()
) -> ChartData:
    """A line chart over the periods, with the events that lie in them, still without series."""
    return ChartData(
        "line",
        tuple(period.label for period in covered),
        (),
        dim_last=bool(rows) and not rows[-1].complete,
        marks=marks_on(covered, marks),
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
        values[row.segment][row.period] = value(row)
        sizes[row.segment] += size(row)
    largest = sorted(values, key=lambda segment: (-sizes[segment], segment or ""))[: len(ROLES)]
    return tuple(
        Series(
            name if segment is None else segment,
            tuple(values[segment].get(period.name) for period in covered),
            role if segment is None else ROLES[place],
        )
        for place, segment in enumerate(largest)
    )
