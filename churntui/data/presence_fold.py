"""From days on which something was done to bits: the arithmetic under the roll-ups of customers.

A day x of use lies in the windows that end at the openings x + 1 … x + W, so one day sets a whole range of bits at
once: a mask or two instead of a loop. Masks of the same customer are joined with `or`. Only where more than one action
is asked for (`min_count`) are numbers added up, over sorted days with running sums.

Bits are gathered as `Marks`: a sorted key of action, word and place (the customer's row), and 32 bits under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from churntui.presence import Grid, grid_indexes, grid_starts

Kind = Literal["week", "month", "acted_week", "acted_month", "between_week", "between_month", "day"]
"""What bits stand for: active at the opening of a week or month, acted during it, brought to the count in it (see
`presence.Crowd`); or, by day instead of grid period, acted on the day."""
KINDS: tuple[Kind, ...] = get_args(Kind)
GRIDS: tuple[Grid, ...] = get_args(Grid)

Numbers = NDArray[np.int64]
Pieces = NDArray[np.uint32]

PIECE = 32
"""Grid periods, or days, to a word here: half of those in `presence.Bits`. Few customers do one thing for years, so
shorter words take less room."""

_PLACES = 24
_WORDS = 16
_DAYS = 20
_WORD_ZERO = 1 << _WORDS - 1
_DAY_ZERO = 1 << _DAYS - 1
"""Added so that words and days before 1970 sort below those after it."""

_FULL = np.uint32(2**32 - 1)


@dataclass(frozen=True, slots=True)
class Marks:
    """Bits under keys of action, word and place; sorted, each key once."""

    keys: Numbers
    bits: Pieces

    @classmethod
    def of(cls, actions: Numbers | int, words: Numbers | int, places: Numbers, bits: Pieces) -> Marks:
        """Marks in any order and with repeats, folded."""
        return _folded(_key(actions, words, places), bits)

    @classmethod
    def kept(cls, action: int, word: int, places: NDArray[np.unsignedinteger[Any]], bits: Pieces) -> Marks:
        """Marks of one action and word that stand in order."""
        return cls(_key(action, word, places.astype(np.int64)), bits)

    @property
    def actions(self) -> Numbers:
        """Each one's action."""
        return self.keys >> _WORDS + _PLACES

    @property
    def words(self) -> Numbers:
        """Each one's word: 32 grid periods, or days."""
        return (self.keys >> _PLACES & (1 << _WORDS) - 1) - _WORD_ZERO

    @property
    def places(self) -> Numbers:
        """Each one's customer, as a row of the block."""
        return self.keys & (1 << _PLACES) - 1

    def rows(self) -> Iterator[tuple[int, int, Marks]]:
        """The parts of one action and word each: action, word, marks."""
        starts = _runs(self.keys >> _PLACES).tolist()
        for first, end in pairwise([*starts, len(self.keys)]):
            part = Marks(self.keys[first:end], self.bits[first:end])
            yield int(part.actions[0]), int(part.words[0]), part

    def within(self, low: int, high: int) -> Marks:
        """Only the bits of the indexes low … high, both included."""
        return self._masked(_between(self.words, low, high))

    def without(self, low: int, high: int) -> Marks:
        """All bits but those of the indexes low … high, both included."""
        return self._masked(~_between(self.words, low, high))

    def chosen(self, wanted: Sequence[int]) -> Marks:
        """Those of some actions, joined under action 0."""
        some = np.isin(self.actions, np.asarray(wanted, np.int64))
        return _folded(self.keys[some] & (1 << _WORDS + _PLACES) - 1, self.bits[some])

    def _masked(self, mask: Pieces) -> Marks:
        bits = self.bits & mask
        some = bits != 0
        return Marks(self.keys[some], bits[some])


NO_MARKS = Marks(np.zeros(0, np.int64), np.zeros(0, np.uint32))


def joined(parts: Sequence[Marks]) -> Marks:
    """All of them as one."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NO_MARKS
    return _folded(np.concatenate([one.keys for one in parts]), np.concatenate([one.bits for one in parts]))


def done(actions: Numbers | int, places: Numbers, days: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """What was done (action, place, day), sorted, each once."""
    packed: NDArray[np.uint64] = (days + _DAY_ZERO).astype(np.uint64)
    packed |= places.astype(np.uint64) << np.uint64(_DAYS)
    packed |= np.asarray(actions, np.uint64) << np.uint64(_PLACES + _DAYS)
    packed = _sorted_once(packed)
    found_days = (packed & np.uint64((1 << _DAYS) - 1)).astype(np.int64) - _DAY_ZERO
    found_places = (packed >> np.uint64(_DAYS) & np.uint64((1 << _PLACES) - 1)).astype(np.int64)
    return (packed >> np.uint64(_PLACES + _DAYS)).astype(np.int64), found_places, found_days


def once(kind: Kind, window: int, actions: Numbers, places: Numbers, days: Numbers) -> Marks:
    """The bits where doing it once is enough.

    Args:
        kind: What the bits stand for.
        window: Days, for the active ones.
        actions: Of what was done, as `done` gives it; so with the next two.
        places: The customers' rows.
        days: Day numbers.
    """
    if not len(days):
        return NO_MARKS
    low = high = days
    if kind != "day":
        grid: Grid = "week" if kind.endswith("week") else "month"
        low = high = _indexes(grid, days, 0)
        if kind == grid:
            low, high = low + 1, _indexes(grid, days, window)
    return _ranges(actions, places, low, high)


def counted(
    grid: Grid, window: int, least: int, cells: tuple[Numbers, Numbers, Numbers]
) -> dict[Kind, Marks]:
    """The bits where it must be done at least so often: active, acted and between, under action 0.

    Args:
        grid: Week or month.
        window: Days.
        least: How often within it, or within the grid period for acted.
        cells: Places, days and how often, in any order; repeats are added up.
    """
    places, days, n = _summed_days(*cells)
    if not len(days):
        return {}
    order = _in_order(places, days)
    sums = np.concatenate(([0], np.cumsum(n)))
    periods = _indexes(grid, days, 0)
    starts = _runs(_in_order(places, periods))
    enough = np.add.reduceat(n, starts) >= least
    acted = places[starts][enough], periods[starts][enough]
    reached = sums[1:] - sums[np.searchsorted(order, order - (window - 1))] >= least
    active = _openings(grid, window, least, places, days, sums)
    marks = {"": active, "acted_": acted, "between_": (places[reached], periods[reached])}
    return {
        kind: Marks.of(0, index // PIECE, who, np.uint32(1) << (index % PIECE).astype(np.uint32))
        for kind in KINDS
        for name, (who, index) in marks.items()
        if kind == f"{name}{grid}"
    }


def _openings(
    grid: Grid, window: int, least: int, places: Numbers, days: Numbers, sums: Numbers
) -> tuple[Numbers, Numbers]:
    """Who was active at which openings: each opening is looked at from the last day of use before it."""
    order = _in_order(places, days)
    following = np.append(
        np.where(places[1:] == places[:-1], days[1:], days[:-1] + window), days[-1] + window
    )
    low = _indexes(grid, days, 0) + 1
    spare = np.minimum(following - days, window)
    counts = np.maximum(_table(grid, days, window)[days + spare - days.min()] - low + 1, 0)
    at = np.repeat(np.arange(len(days)), counts)
    index = low[at] + np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
    first = grid_starts(grid, index) - window
    enough = sums[at + 1] - sums[np.searchsorted(order, _in_order(places[at], first))] >= least
    return places[at][enough], index[enough]


def _summed_days(places: Numbers, days: Numbers, n: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    order = np.argsort(_in_order(places, days))
    places, days, n = places[order], days[order], n[order]
    starts = _runs(_in_order(places, days))
    if not len(starts):
        return places, days, n
    return places[starts], days[starts], np.add.reduceat(n, starts)


def _in_order(places: Numbers, numbers: Numbers) -> Numbers:
    """One key that sorts by place, then by day or grid index."""
    return places << 32 | (numbers + _DAY_ZERO * 2)


def _ranges(actions: Numbers, places: Numbers, low: Numbers, high: Numbers) -> Marks:
    """The bits low … high of each, both included; none where high is below low."""
    first, last = low // PIECE, high // PIECE
    parts = []
    for step in range(int((last - first).max(initial=-1)) + 1):
        some = (first + step <= last) & (low <= high)
        word = first[some] + step
        keys = _key(actions[some], word, places[some])
        bits = _word_span(low[some] - word * PIECE, high[some] - word * PIECE)
        starts = _runs(keys)  # days stand in order, so most repeats are neighbours
        if len(starts):
            parts.append((keys[starts], np.bitwise_or.reduceat(bits, starts)))
    if not parts:
        return NO_MARKS
    return _folded(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def _between(words: Numbers, low: int, high: int) -> Pieces:
    """The bits of each word that stand for the indexes low … high."""
    mask = _word_span(low - words * PIECE, high - words * PIECE)
    mask[(words < low // PIECE) | (words > high // PIECE)] = 0
    return mask


def _word_span(low: Numbers, high: Numbers) -> Pieces:
    """The bits low … high of a word, both included and cut at its ends."""
    above = np.clip(low, 0, PIECE - 1).astype(np.uint32)
    below = (PIECE - 1 - np.clip(high, 0, PIECE - 1)).astype(np.uint32)
    return (_FULL << above) & (_FULL >> below)


def _key(actions: Numbers | int, words: Numbers | int, places: Numbers) -> Numbers:
    key: Numbers = np.asarray(actions, np.int64) << _WORDS + _PLACES
    return key | np.asarray(words, np.int64) + _WORD_ZERO << _PLACES | places


def _folded(keys: Numbers, bits: Pieces) -> Marks:
    order = np.argsort(keys)
    keys, bits = keys[order], bits[order]
    starts = _runs(keys)
    return Marks(keys[starts], np.bitwise_or.reduceat(bits, starts)) if len(starts) else NO_MARKS


def _runs(keys: Numbers) -> Numbers:
    """Where each run of equal keys begins."""
    if not len(keys):
        return np.zeros(0, np.int64)
    return np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1))


def _sorted_once(packed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    packed = np.sort(packed)
    some = np.ones(len(packed), np.bool_)
    some[1:] = packed[1:] != packed[:-1]
    return packed[some]


def _table(grid: Grid, days: Numbers, ahead: int) -> Numbers:
    """The grid index of each day from the first of them to `ahead` days after the last: a calendar to look up in."""
    return grid_indexes(grid, np.arange(days.min(), days.max() + ahead + 1))


def _indexes(grid: Grid, days: Numbers, ahead: int) -> Numbers:
    """The grid index of the day so many days after each."""
    table = _table(grid, days, ahead)
    return table[days + (ahead - int(days.min()))]
