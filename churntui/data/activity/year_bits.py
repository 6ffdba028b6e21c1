"""From days of use to bits by week, month or quarter: the arithmetic under everything that is counted of customers.

A day of use that brings somebody to the count within the window makes them active at a range of openings at once, from
the day after it up to a window after the day the count began with. Over one year such a range lies within a word of 64
bits, so bits are a mask a day, and an `or` over the days of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import get_args

import numpy as np

from churntui.model.presence import Grid, Ints, Mask, Words, grid_indexes, grid_starts

GRIDS: tuple[Grid, ...] = get_args(Grid)

_DAYS = 19
"""Bits of a day, counted from the first of those looked at together."""

_FULL = np.uint64(2**64 - 1)


def years(first: int, last: int) -> range:
    """The years (since 1970) that hold the days `first` … `last`."""
    low, high = (grid_indexes("month", np.array([first, last])) // 12).tolist()
    return range(low, high + 1)


@cache
def periods(grid: Grid, year: int) -> range:
    """The grid periods that begin in a year (since 1970): 4 quarters, 12 months, 52 or 53 weeks."""
    begins = grid_starts("month", np.array([12 * year, 12 * year + 12]))
    first, stop = (grid_indexes(grid, begins - 1) + 1).tolist()
    return range(first, stop)


def days_of(grid: Grid, indexes: range, window: int) -> tuple[int, int]:
    """The days [first, end) that tell who is active at the openings of these grid periods and of the next one."""
    first, end = grid_starts(grid, np.array([indexes.start, indexes.stop])).tolist()
    return first - window, end


@dataclass(frozen=True, slots=True)
class Uses:
    """Days on which somebody did something, sorted, each once."""

    who: Ints
    days: Ints
    n: Ints
    """How often, at least once."""

    @classmethod
    def of(cls, who: Ints, days: Ints, n: Ints) -> Uses:
        """In any order; repeats are added up."""
        base = days.min(initial=0)
        keys, n = summed(who << _DAYS | days - base, n)
        return cls(keys >> _DAYS, base + (keys & (1 << _DAYS) - 1), n)

    def at(self, chosen: Mask) -> Uses:
        """Those that are chosen."""
        return Uses(self.who[chosen], self.days[chosen], self.n[chosen])


@dataclass(frozen=True, slots=True)
class YearBits:
    """What some customers did in some grid periods, not more than 63 of them: bit 0 is that of the first."""

    places: Ints
    """Their rows in the block's roster, ascending."""
    until: Ints
    """After their last use, each is active at the openings of days up to this one."""
    active: Words
    """Active at the opening of the period; one more bit for the opening of the next."""
    acted: Words
    """Did it often enough during the period."""
    between: Words
    """Brought to the count on a day of the period (`presence.Crowd`)."""

    def at(self, chosen: Mask | slice) -> YearBits:
        """Those that are chosen, by a mask or a range."""
        return YearBits(
            self.places[chosen],
            self.until[chosen],
            self.active[chosen],
            self.acted[chosen],
            self.between[chosen],
        )

    @classmethod
    def of(cls, uses: Uses, grid: Grid, indexes: range, window: int, least: int) -> YearBits:
        """Those of everybody who did something; `places` holds whoever they are in `uses`.

        Args:
            uses: Days; those that reach these periods count (`days_of`).
            grid: Of what periods.
            indexes: The grid periods.
            window: Days.
            least: How often it is to be done within the window, or during a period.
        """
        first, end = days_of(grid, indexes, window)
        uses = uses.at((uses.days >= first) & (uses.days < end))
        if not len(uses.days):
            return NONE
        until = _until(uses, window, least)
        base = int(uses.days.min())
        table = grid_indexes(grid, np.arange(base, int(until.max()) + 1)) - indexes.start
        period, last = table[uses.days - base], table[until - base]
        bits = _span(period, period, len(indexes) - 1)
        of_who, of_period = runs(uses.who), runs(uses.who << _DAYS | period - period.min())
        enough = np.add.reduceat(uses.n, of_period) >= least
        own = cls(
            uses.who[of_who],
            np.maximum.reduceat(until, of_who),
            np.bitwise_or.reduceat(_span(period + 1, last, len(indexes)), of_who),
            np.bitwise_or.reduceat(
                np.where(enough, bits[of_period], 0).astype(np.uint64), runs(uses.who[of_period])
            ),
            np.bitwise_or.reduceat(np.where(until > uses.days, bits, 0).astype(np.uint64), of_who),
        )
        return own.at((own.active | own.acted | own.between) != 0)

    def by_action(self, shift: int) -> Iterator[tuple[int, YearBits]]:
        """Taken apart by the action that stands above the place."""
        actions = self.places >> shift
        for first, end in pairwise([*runs(actions).tolist(), len(actions)]):
            part = self.at(slice(first, end))
            own = YearBits(part.places & (1 << shift) - 1, part.until, part.active, part.acted, part.between)
            yield int(actions[first]), own

    @classmethod
    def union(cls, parts: Sequence[YearBits], size: int) -> YearBits:
        """What holds of any of them, for a roster of this size."""
        active, acted, between = np.zeros((3, size), np.uint64)
        until = np.full(size, np.iinfo(np.int64).min)
        for part in parts:
            active[part.places] |= part.active
            acted[part.places] |= part.acted
            between[part.places] |= part.between
            until[part.places] = np.maximum(until[part.places], part.until)
        places = np.flatnonzero(active | acted | between)
        return YearBits(places, until[places], active[places], acted[places], between[places])


NONE = YearBits(*np.zeros((2, 0), np.int64), *np.zeros((3, 0), np.uint64))


def runs(keys: Ints) -> Ints:
    """Where each run of equal keys begins."""
    return np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])


def summed(keys: Ints, n: Ints) -> tuple[Ints, Ints]:
    """Each key once, in order, with the sum of its numbers."""
    order = np.argsort(keys)
    keys = keys[order]
    starts = runs(keys)
    return keys[starts], np.add.reduceat(n[order], starts) if len(starts) else n


def _until(uses: Uses, window: int, least: int) -> Ints:
    """The last day at whose opening each day of use makes active; itself where the count is not reached."""
    if least == 1:
        return uses.days + window
    sums = np.concatenate(([0], np.cumsum(uses.n)))
    begun = np.searchsorted(sums, sums[1:] - least, side="right") - 1
    since = np.where((begun >= 0) & (uses.who[begun] == uses.who), uses.days[begun], -(1 << _DAYS + 1))
    until: Ints = np.maximum(since + window, uses.days)
    return until


def _span(low: Ints, high: Ints, most: int) -> Words:
    """The bits low … high, both included, of those from 0 to `most`; none where high is below low."""
    low, high = np.maximum(low, 0), np.minimum(high, most)
    above, below = np.minimum(low, 63).astype(np.uint64), np.maximum(high, 0).astype(np.uint64)
    bits: Words = np.where(low <= high, _FULL << above & _FULL >> (np.uint64(63) - below), np.uint64(0))
    return bits
