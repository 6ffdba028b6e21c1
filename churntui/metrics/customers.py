"""Customer attrition: of the people active when a period opened, the share that is not when it closes.

Active is who did a qualifying action often enough in the window before a day, whatever the contracts of the logo say;
use under nobody's name is no customer. As with logos, those gained on the way never enter the rate, and those who came
and went in between are told apart as early churn. No snapshot is taken after the last measured day: what was not
measured is not "none", so a period beyond it is counted so far, and one that begins after it has no rate at all.

Everything is counted for each logo first, on the bits of `presence`. A total, a segment and the logos behind a figure
are then sums of the same counts, and cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from churntui.metrics import service
from churntui.metrics.attrition import RateRow, rates_of
from churntui.metrics.service import Ints, Mask
from churntui.metrics.splits import Labels, Splits, split_all
from churntui.model.presence import Crowd, Sizes, grid_index
from churntui.plain import dates
from churntui.plain.dates import Period

Figure = Literal["initial", "lost", "gained", "early_churn"]
"""The figures that have customers behind them."""


@dataclass(frozen=True, slots=True)
class CustomerRow(RateRow):
    """Attrition of customers in a period, or in a segment of it."""

    lost_with_logo: int
    """Those of the lost whose logo once paid and did not at the closing."""
    worst_logo_id: int | None
    """The logo that lost most of the row's customers, the first of several; None where nobody was lost."""
    worst_lost: int | None
    """How many it lost."""

    @property
    def at_end(self) -> int:
        """Those active at the closing."""
        return self.remaining + self.gained


@dataclass(frozen=True, slots=True)
class LogoRow:
    """How many customers of one logo were there, lost and gained in a period."""

    logo_id: int
    initial: int
    lost: int
    gained: int
    early_churn: int
    with_logo: bool
    """Whether the logo once paid and did not at the closing."""


@dataclass(frozen=True, slots=True)
class Sets:
    """The customers behind one period's figures: masks, one place for each customer of the roster."""

    initial: Mask
    lost: Mask
    gained: Mask
    early_churn: Mask


@dataclass(frozen=True, slots=True)
class Counts:
    """How many customers of each logo stand behind each figure, shaped periods by logos."""

    initial: Ints
    lost: Ints
    gained: Ints
    early_churn: Ints


def measured_end(crowd: Crowd) -> date | None:
    """The first day that is not measured any more, None where nothing ever was."""
    return None if crowd.measured is None else dates.from_number(crowd.measured[1])


def customers(
    crowd: Crowd,
    periods: Sequence[Period],
    *,
    timeline: pd.DataFrame,
    logo_ids: Ints,
    segment: Labels | None = None,
) -> list[CustomerRow]:
    """The customers report, one row for each period and segment.

    Args:
        crowd: On the grid of the periods, holding each of their openings and ends.
        periods: Of one span, one after the other.
        timeline: As `service.timeline` makes it; tells which logos were active.
        logo_ids: The logos whose customers count.
        segment: As `metrics.attrition.attrition` takes it.
    """
    counted = counts(crowd, periods, logo_ids)
    with_logo = np.where(_gone(crowd, periods, timeline, logo_ids), counted.lost, 0)
    parts = split_all(logo_ids, segment, periods)
    end, worst = measured_end(crowd), _worst(counted.lost, parts, logo_ids)
    tables = (counted.initial, counted.lost, counted.gained, counted.early_churn, with_logo)
    rows: list[CustomerRow] = []
    for period, *sums in zip(periods, *(_summed(parts, table) for table in tables), strict=True):
        complete = end is not None and period.ends_on <= end
        for label, initial, lost, gained, early, together in zip(parts.labels, *sums, strict=True):
            figures = (
                initial,
                lost,
                initial - lost,
                gained,
                *rates_of(lost, initial),
                early,
                complete,
                together,
            )
            logo = worst.get(len(rows), (None, None))
            rows.append(CustomerRow(period.name, period.starts_on, period.ends_on, label, *figures, *logo))
    return rows


def by_logo(crowd: Crowd, period: Period, *, timeline: pd.DataFrame, logo_ids: Ints) -> list[LogoRow]:
    """A `LogoRow` of each logo that has customers in the period, in the order of `logo_ids`."""
    counted = counts(crowd, [period], logo_ids)
    figures = [counted.initial[0], counted.lost[0], counted.gained[0], counted.early_churn[0]]
    anyone = np.sum(figures, axis=0) > 0
    columns = (logo_ids, *figures, _gone(crowd, [period], timeline, logo_ids)[0])
    return [LogoRow(*row) for row in zip(*(column[anyone].tolist() for column in columns), strict=True)]


def counts(crowd: Crowd, periods: Sequence[Period], logo_ids: Ints) -> Counts:
    """The customers of each logo behind each figure, of each period.

    Raises:
        ValueError: The crowd is of another grid than the periods need, or they do not follow each other.
    """
    _check(crowd, periods)
    counted = Counts(*(np.zeros((len(periods), len(logo_ids)), dtype=np.int64) for _ in range(4)))
    end = measured_end(crowd) or date.min
    begun = sum(period.starts_on < end for period in periods)
    over = _add_sizes(counted, crowd, crowd.sizes, periods, logo_ids) if crowd.sizes and begun else 0
    groups = _groups(crowd.roster.logos, logo_ids)
    for at in range(over, begun):
        behind = sets(crowd, periods[at])
        counted.initial[at] = _sizes(groups[behind.initial], len(logo_ids))
        counted.lost[at] = _sizes(groups[behind.lost], len(logo_ids))
        counted.gained[at] = _sizes(groups[behind.gained], len(logo_ids))
        counted.early_churn[at] = _sizes(groups[behind.early_churn], len(logo_ids))
    return counted


def _add_sizes(counted: Counts, crowd: Crowd, sizes: Sizes, periods: Sequence[Period], logo_ids: Ints) -> int:
    """Put in place what is counted already, that of the periods that are over; returns how many."""
    end = measured_end(crowd) or date.min
    over = sum(period.ends_on <= end for period in periods)
    own, known = service.columns_of(logo_ids, sizes.logos.astype(np.int64))
    columns = slice(None) if known.all() else known
    row = grid_index(crowd.grid, periods[0].starts_on) - sizes.first
    active, kept, early = (
        np.take(table[row : row + over + 1], own, axis=1) for table in (sizes.active, sizes.kept, sizes.early)
    )
    counted.initial[:over, columns] = active[:over]
    counted.lost[:over, columns] = active[:over] - kept[:over]
    counted.gained[:over, columns] = active[1 : over + 1] - kept[:over]
    counted.early_churn[:over, columns] = early[:over]
    return over


def _check(crowd: Crowd, periods: Sequence[Period]) -> None:
    if any(period.span != crowd.grid for period in periods):
        raise ValueError(f"a crowd by {crowd.grid} cannot be counted by {periods[0].span}")
    if any(period.ends_on != after.starts_on for period, after in pairwise(periods)):
        raise ValueError("only periods that follow each other can be counted together")


def sets(crowd: Crowd, period: Period) -> Sets:
    """The customers behind each figure of one period, which may be under way or not have begun."""
    end = measured_end(crowd)
    if end is None or period.starts_on >= end:
        nobody = np.zeros(len(crowd.roster), dtype=np.bool_)
        return Sets(nobody, nobody, nobody, nobody)
    index = grid_index(crowd.grid, period.starts_on)
    opening = crowd.active.at(index)
    closing = crowd.now if period.ends_on > end else crowd.active.at(index + 1)
    early = crowd.between.at(index) & ~(opening | closing)
    return Sets(opening, opening & ~closing, closing & ~opening, early)


def _gone(crowd: Crowd, periods: Sequence[Period], timeline: pd.DataFrame, logo_ids: Ints) -> Mask:
    """Which logos no longer paid at each period's closing, though they once had: periods by logos."""
    end = measured_end(crowd) or date.min
    closings = [dates.number(min(period.ends_on, end)) for period in periods]
    paid = timeline[timeline["paid"]]
    places, known = service.columns_of(paid["logo_id"].to_numpy(), logo_ids)
    first = np.full(len(logo_ids), dates.OPEN_END, dtype=np.int64)
    np.minimum.at(first, places, paid["starts"].to_numpy()[known])
    gone: Mask = (first < np.array(closings)[:, None]) & ~service.active(paid, closings, logo_ids)
    return gone


def _groups(logos: Ints, logo_ids: Ints) -> Ints:
    """The place of each customer's logo in `logo_ids`, -1 for one that is not among them."""
    # customers of one logo mostly stand together: look up where another begins, and no more
    begins = np.flatnonzero(np.append(True, logos[1:] != logos[:-1])[: len(logos)])
    places = np.full(len(begins), -1, dtype=np.int64)
    columns, known = service.columns_of(logos[begins], logo_ids)
    places[known] = columns
    return np.repeat(places, np.diff(np.append(begins, len(logos))))


def _sizes(groups: Ints, n: int) -> Ints:
    """How many customers each group has; those without a group are left out."""
    return np.bincount(groups + 1, minlength=n + 1)[1:]


def _summed(parts: Splits, counts: Ints) -> list[list[int]]:
    """The counts of each segment together, for each period; far below where a float would lose one."""
    if len(parts.labels) == 1:
        return parts.total(counts)
    shape = len(parts.cells), len(parts.labels)
    sums = np.bincount(parts.cells.ravel(), weights=counts.ravel(), minlength=shape[0] * shape[1])
    by_period: list[list[int]] = sums.astype(np.int64).reshape(shape).tolist()
    return by_period


def _worst(lost: Ints, parts: Splits, logo_ids: Ints) -> dict[int, tuple[int, int]]:
    """The logo that lost most, the first of several, and how many, of each cell of `parts` that lost anybody."""
    cells, counts = parts.cells.ravel(), lost.ravel()
    most = np.zeros(len(parts.cells) * len(parts.labels), dtype=np.int64)
    np.maximum.at(most, cells, counts)
    places = np.flatnonzero((counts > 0) & (counts == most[cells]))
    losing, first = np.unique(cells[places], return_index=True)
    at = places[first]
    logos = logo_ids[at % max(1, len(logo_ids))].tolist()
    return dict(zip(losing.tolist(), zip(logos, counts[at].tolist(), strict=True), strict=True))
