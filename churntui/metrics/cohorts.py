"""Cohorts: those who joined in the same period, and how many of them are left at each age.

A logo joins on its first paid day and is looked at when a period opens: at age k it is there if its ARR is above zero
at the opening of the k-th period after the one it joined in. A customer joins on the day the book says, else with its
first measured action, and is looked at over a whole period: at age k it is there if it did enough that qualifies
during the k-th period after. So a logo's cell stands once its period has opened, and a customer's counts so far until
its period is over. Nobody is dropped for coming back: a cell may hold more than the one before it.

What is not known is no zero: a cell whose period has not opened, or was never measured, is `UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from churntui.metrics import service
from churntui.metrics.service import Ints
from churntui.metrics.splits import Labels, split
from churntui.model.presence import Crowd, Grid, counts_of, grid_index
from churntui.plain import dates
from churntui.plain.dates import OPEN_END, Period
from churntui.plain.money import monthly

Mask = NDArray[np.bool_]

Base = Literal["start", "previous"]
"""What a share is of: those the cohort began with, or those of the age before."""

Unit = Literal["logos", "mrr"]
"""Whether heads are counted (customers too), or logos weighed by their MRR."""

UNKNOWN = -1
"""Stands in a cell that is not there yet, or was never measured."""

NO_ROW = -1
"""The row of who joined in none of the periods asked for."""


@dataclass(frozen=True, slots=True)
class CohortRow:
    """A cell of the triangle: a cohort at an age."""

    cohort: str
    """The name of the period it joined in."""
    size: int
    """How many joined."""
    age: int
    active: int
    """How many are there."""
    share: float | None
    """Of those who joined."""
    complete: bool
    mrr_start: int | None
    """Logos only, as all amounts: the MRR at joining, in minor units."""
    mrr: int | None
    mrr_share: float | None
    currency: str
    segment: str | None


@dataclass(frozen=True)  # no slots: what is summed up once is kept with it
class Cohorts:
    """The cohorts of some joining periods, a row each (for each segment of it), none of them empty."""

    joined: tuple[Period, ...]
    """Each row's joining period, oldest first."""
    segments: tuple[str | None, ...]
    """Each row's segment, None where nothing is split."""
    sizes: Ints
    """How many joined."""
    active: Ints
    """Rows by ages: how many are there; `UNKNOWN` where that is not known."""
    complete: Mask
    """Rows by ages: whether the cell stands. Where it is known but not complete, its period is not over, or it counts
    logos with an end that still waits for an answer."""
    arr: Ints | None
    """Rows by ages, logos only: their ARR in minor units, at age 0 that of their first paid days."""
    unbroken: Ints | None
    """Rows by ages, logos only: how many are there and never left in between."""
    rows: Ints
    """The row of each logo or customer, in the order they were handed in; `NO_ROW` for none."""

    @property
    def ages(self) -> int:
        """How many ages the oldest cohort has, its first included."""
        return int(self.active.shape[1])

    @cached_property
    def known(self) -> Mask:
        """Rows by ages: the cells that have a figure."""
        known: Mask = self.active != UNKNOWN
        return known

    def has(self, row: int, age: int) -> bool:
        """Whether there is such a cell, and it has a figure."""
        return 0 <= row < len(self.joined) and 0 <= age < self.ages and bool(self.known[row, age])

    def period(self, row: int, age: int) -> Period:
        """The period a cell is about: the one a cohort joined in, or the `age`-th after it."""
        joined = self.joined[row]
        return Period.of(dates.step(joined.starts_on, joined.span, age), joined.span)

    def values(self, unit: Unit) -> Ints:
        """Rows by ages: what is counted, heads or ARR.

        Raises:
            ValueError: Customers have no revenue.
        """
        if unit == "logos":
            return self.active
        if self.arr is None:
            raise ValueError("customers have no revenue")
        return self.arr

    def bases(self, of: Base, unit: Unit = "logos") -> Ints:
        """Rows by ages: what each cell's share is of; `UNKNOWN` where that is: the first age has none before it."""
        values = self.values(unit)
        if of == "start":
            start = self.sizes if unit == "logos" else values[:, 0]
            return np.broadcast_to(start[:, None], values.shape)
        before = np.roll(values, 1, axis=1)
        before[:, :1] = UNKNOWN
        return before

    def base(self, row: int, age: int, of: Base, unit: Unit = "logos") -> int | None:
        """What a cell's share is of; None where that is not known."""
        base = int(self.bases(of, unit)[row, age]) if age < self.ages else UNKNOWN
        return None if base == UNKNOWN else base

    def share(self, row: int, age: int, of: Base, unit: Unit = "logos") -> float | None:
        """A cell as a fraction; None where it, or what it is of, is not known or nothing."""
        base = self.base(row, age, of, unit)
        return int(self.values(unit)[row, age]) / base if base and self.has(row, age) else None

    def average(self, of: Base, unit: Unit = "logos") -> tuple[tuple[int, int, int], ...]:
        """For each age what is there, what it is of, and of how many cohorts: the sums over the complete cells.

        Sums and not the mean of shares, so that a cohort of three weighs no more than its three.
        """
        stands = self.complete & self.known
        if of == "previous":
            stands &= np.roll(stands, 1, axis=1)
            stands[:, :1] = False
        tables = (self.values(unit), self.bases(of, unit), stands)
        sums = (np.where(stands, table, 0).sum(axis=0).tolist() for table in tables)
        return tuple(zip(*sums, strict=True))

    def having(self, joined: Period, segment: str | None) -> Mask:
        """Which of those handed in are of a cohort; none where there is no such cohort any more."""
        cohorts = list(zip(self.joined, self.segments, strict=True))
        row = cohorts.index((joined, segment)) if (joined, segment) in cohorts else None
        members: Mask = self.rows == row if row is not None else np.zeros(len(self.rows), dtype=np.bool_)
        return members

    def cells(self, currency: str) -> list[CohortRow]:
        """Every cell that has a figure, cohort by cohort."""
        return [self._cell(row, age, currency) for row, age in np.argwhere(self.known).tolist()]

    def _cell(self, row: int, age: int, currency: str) -> CohortRow:
        arr = self.arr
        return CohortRow(
            cohort=self.joined[row].name,
            size=int(self.sizes[row]),
            age=age,
            active=int(self.active[row, age]),
            share=self.share(row, age, "start"),
            complete=bool(self.complete[row, age]),
            mrr_start=None if arr is None else monthly(int(arr[row, 0])),
            mrr=None if arr is None else monthly(int(arr[row, age])),
            mrr_share=None if arr is None else self.share(row, age, "start", "mrr"),
            currency=currency,
            segment=self.segments[row],
        )


def logo_cohorts(
    timeline: pd.DataFrame,
    periods: Sequence[Period],
    *,
    as_of: date,
    logo_ids: Ints,
    segment: Labels | None = None,
) -> Cohorts:
    """The cohorts of logos.

    Args:
        timeline: As `service.timeline` makes it.
        periods: The joining periods wanted, each right after the one before.
        as_of: Whoever joins later is not there yet, and no cell opens after it.
        logo_ids: The logos counted; `Cohorts.rows` is in their order.
        segment: Logo id to label; where it is one for each period, that of the joining period is taken.
    """
    first, column, spells = _spells(timeline, logo_ids)
    places = _places(first, periods, dates.number(as_of))
    rows, joined, labels = _rows(places, _segments(logo_ids, places, segment, periods))
    openings = np.array(_openings(periods, as_of), dtype=np.int64)
    there, unbroken = (
        _aligned(_standing(openings, *spells, counts, rows[column], len(joined)), joined)
        for counts in (np.ones_like(column), (spells[0] == first[column]).astype(np.int64))
    )
    column, known = service.columns_of(timeline["logo_id"].to_numpy(), logo_ids)
    starts, ends, arr = (timeline[name].to_numpy()[known] for name in ("starts", "ends", "arr"))
    worth = _standing(openings, starts, ends, arr, rows[column], len(joined))
    revenue = _aligned(worth, joined)
    # who joins within a period is not there yet at its opening
    sizes = _sums(rows, np.ones_like(rows), len(joined))
    paying = (starts <= first[column]) & (first[column] < ends)
    began = _sums(rows[column], np.where(paying, arr, 0), len(joined))
    over = np.array([periods[at].ends_on <= as_of for at in joined], dtype=np.bool_)
    waits = (timeline["kind"] == "pending").to_numpy()[known].astype(np.int64)
    pending = _aligned(_standing(openings, starts, ends, waits, rows[column], len(joined)), joined)
    complete = (there != UNKNOWN) & (pending <= 0)
    there[:, :1] = unbroken[:, :1] = sizes[:, None]
    revenue[:, :1], complete[:, :1] = began[:, None], over[:, None]
    cohorts = tuple(periods[at] for at in joined)
    return Cohorts(cohorts, labels, sizes, there, complete, revenue, unbroken, rows)


def customer_cohorts(
    crowd: Crowd, periods: Sequence[Period], *, as_of: date, segment: Labels | None = None
) -> Cohorts:
    """The cohorts of customers.

    Args:
        crowd: Whose `acted` covers every period from the first of `periods` to the last measured one, in the same
            grid; its roster's order is that of `Cohorts.rows`.
        periods: The joining periods wanted, each right after the one before.
        as_of: Whoever joins on that day or later is not there yet: no day from it on is measured. How far anything
            is measured, the crowd says.
        segment: Logo id to label; where it is one for each period, that of the joining period is taken.
    """
    roster = crowd.roster
    begun, end = crowd.measured or (OPEN_END, -OPEN_END)
    places = _places(roster.joined, periods, dates.number(as_of) - 1)
    rows, joined, labels = _rows(places, _segments(roster.logos, places, segment, periods))
    counted, closings = _acted(crowd, periods, rows, len(joined))
    counted[closings <= begun] = UNKNOWN
    active = _aligned(counted, joined)
    over = _aligned(np.broadcast_to((closings <= end)[:, None], counted.shape), joined) > 0
    sizes = _sums(rows, np.ones_like(rows), len(joined))
    complete = over & (active != UNKNOWN)
    return Cohorts(tuple(periods[at] for at in joined), labels, sizes, active, complete, None, None, rows)


def _acted(crowd: Crowd, periods: Sequence[Period], rows: Ints, count: int) -> tuple[Ints, Ints]:
    """How many of each row acted in each period up to the last measured one, and the day on which each is over."""
    if not crowd.measured or not count:
        return np.zeros((0, count), dtype=np.int64), np.zeros(0, dtype=np.int64)
    openings = _openings(periods, dates.from_number(crowd.measured[1] - 1))
    first = grid_index(_grid(periods[0]), periods[0].starts_on)
    (counted,) = counts_of((crowd.acted,), rows, count, range(first, first + len(openings)))
    ends = [dates.step(dates.from_number(opening), periods[0].span) for opening in openings]
    return counted.astype(np.int64), np.array([dates.number(end) for end in ends], dtype=np.int64)


def _places(days: Ints, periods: Sequence[Period], last: int) -> Ints:
    """In which of the periods each day lies; -1 where in none, or after the day `last`."""
    if not periods:
        return np.full(len(days), -1, dtype=np.int64)
    first = dates.number(periods[0].starts_on)
    of_day = np.repeat(np.arange(len(periods)), [period.days for period in periods])
    nth = np.asarray(days, dtype=np.int64) - first
    inside = (nth >= 0) & (nth < len(of_day)) & (nth <= last - first)
    return np.where(inside, of_day[np.where(inside, nth, 0)], -1)


def _openings(periods: Sequence[Period], last: date) -> list[int]:
    """The day number on which each period opens, from the first joining one on, up to and including `last`."""
    if not periods:
        return []
    covered = dates.periods(periods[0].span, periods[0].starts_on, last + timedelta(days=1))
    return [dates.number(period.starts_on) for period in covered]


def _spells(timeline: pd.DataFrame, logo_ids: Ints) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
    """The first paid day of each logo, `OPEN_END` for none; of each spell its place in `logo_ids`, and its days."""
    spells = service.spells(timeline)
    column, known = service.columns_of(spells["logo_id"].to_numpy(), logo_ids)
    starts, ends = (spells[name].to_numpy()[known] for name in ("starts", "ends"))
    return service.first_of(spells, logo_ids), column, (starts, ends)


def _segments(
    logos: Ints, places: Ints, segment: Labels | None, periods: Sequence[Period]
) -> tuple[list[str | None], Ints]:
    """The labels there are, in order, and which of them each has on joining; `logos` may name one many times."""
    codes = np.zeros(len(logos), dtype=np.int64)
    if segment is None:
        return [None], codes
    if not isinstance(segment, Mapping):
        member, ids = pd.factorize(logos)
        whole = split(ids, segment)
        return list(whole.labels), whole.codes[member]
    labels: dict[str | None, int] = {}
    for place, period in enumerate(periods):
        own = np.flatnonzero(places == place)
        member, ids = pd.factorize(logos[own])
        part = split(ids, segment[period])
        known = [labels.setdefault(label, len(labels)) for label in part.labels]
        codes[own] = np.array(known, dtype=np.int64)[part.codes][member]
    return list(labels), codes


def _rows(places: Ints, segments: tuple[list[str | None], Ints]) -> tuple[Ints, Ints, tuple[str | None, ...]]:
    """Each one's row, and each row's place among the periods and its segment; rows in the order of both."""
    labels, codes = segments
    kinds = max(1, len(labels))
    keys = np.where(places < 0, NO_ROW, places * kinds + codes)
    used = np.flatnonzero(np.bincount(keys + 1)[1:])
    at = np.full(used.max(initial=-1) + 2, NO_ROW, dtype=np.int64)  # the last is that of `NO_ROW`
    at[used] = np.arange(len(used))
    joined, which = np.divmod(used, kinds)
    return at[keys], joined, tuple(labels[code] for code in which.tolist())


def _sums(rows: Ints, amounts: Ints, count: int) -> Ints:
    """The exact sum of the amounts of each row."""
    sums = np.zeros(count, dtype=np.int64)
    own = rows != NO_ROW
    np.add.at(sums, rows[own], amounts[own])
    return sums


def _standing(openings: Ints, starts: Ints, ends: Ints, amounts: Ints, rows: Ints, count: int) -> Ints:
    """Openings by rows: the sum of the amounts whose days [starts, ends) hold the opening."""
    own = rows != NO_ROW
    steps = np.zeros((len(openings) + 1) * count, dtype=np.int64)
    np.add.at(steps, np.searchsorted(openings, starts[own]) * count + rows[own], amounts[own])
    np.subtract.at(steps, np.searchsorted(openings, ends[own]) * count + rows[own], amounts[own])
    levels: Ints = np.cumsum(steps.reshape(len(openings) + 1, count), axis=0)
    return levels[:-1]


def _aligned(table: NDArray[np.int64 | np.bool_], joined: Ints) -> Ints:
    """From openings by rows to rows by ages: each row from the opening of its joining period on."""
    ages = max(0, len(table) - int(joined.min(initial=len(table))))
    at = joined[:, None] + np.arange(ages)
    by_age = table[np.minimum(at, len(table) - 1), np.arange(len(joined))[:, None]]
    return np.where(at < len(table), by_age, UNKNOWN).astype(np.int64)


def _grid(period: Period) -> Grid:
    """The grid a crowd must have for such periods.

    Raises:
        ValueError: Customers are not looked at by quarter or year.
    """
    if period.span == "week":
        return "week"
    if period.span == "month":
        return "month"
    raise ValueError("cohorts of customers are of weeks or months")
