"""Who was active when: one bit per customer and week, month or quarter, and what is counted on them.

Three hundred thousand customers over five years are a few megabytes of bits, so a figure about all of them is a
handful of passes over whole machine words. Nothing here knows where the bits come from. Needs numpy, so it is imported
only where figures are counted, never for the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from churntui.plain import dates

Grid: TypeAlias = Literal["week", "month", "quarter"]
"""What one bit stands for."""

Ints: TypeAlias = NDArray[np.signedinteger[Any]]
Mask: TypeAlias = NDArray[np.bool_]
Words: TypeAlias = NDArray[np.uint64]

WORD = 64
"""Grid periods in a word."""

_FIRST_MONDAY = 4
"""1970-01-05 as a day number."""

_MOST = 255
"""Ones that fit into a byte."""

_LANES = np.uint64(0x0101010101010101)
"""The lowest bit of every byte."""


def grid_indexes(grid: Grid, days: Ints) -> NDArray[np.int64]:
    """The indexes of the grid periods that hold the days: weeks since 1970-01-05, months or quarters since 1970-01."""
    numbers = np.asarray(days, np.int64)
    if grid == "week":
        return (numbers - _FIRST_MONDAY) // 7
    return numbers.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) // dates.MONTHS_OF[grid]


def grid_starts(grid: Grid, indexes: Ints) -> NDArray[np.int64]:
    """The day numbers on which the grid periods begin."""
    numbers = np.asarray(indexes, np.int64)
    if grid == "week":
        return numbers * 7 + _FIRST_MONDAY
    return (numbers * dates.MONTHS_OF[grid]).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def grid_index(grid: Grid, day: date) -> int:
    """The index of the grid period that holds the day."""
    if grid == "week":
        return (dates.number(day) - _FIRST_MONDAY) // 7
    return ((day.year - dates.EPOCH.year) * 12 + day.month - 1) // dates.MONTHS_OF[grid]


def grid_start(grid: Grid, index: int) -> int:
    """The day number on which the grid period begins."""
    return int(grid_starts(grid, np.array([index]))[0])


@dataclass(frozen=True, slots=True)
class Roster:
    """Every customer in a fixed order: the place of one is the row of their bits."""

    customers: Ints
    """Their ids."""
    logos: Ints
    """The id of each one's logo."""
    joined: Ints
    """The day number each one joined: as recorded, else of their first activity; `dates.OPEN_END` for neither."""

    def __len__(self) -> int:
        return len(self.customers)

    def only(self, places: Mask) -> Roster:
        """Those at these places."""
        return Roster(self.customers[places], self.logos[places], self.joined[places])


@dataclass(frozen=True, slots=True)
class Bits:
    """One yes or no per customer and grid period, 64 periods to a word."""

    first: int
    """The grid index of bit 0 of word 0."""
    words: Words
    """Customers × words, each word's column in one piece. Bit b of word w stands for the period `first + 64 w + b`."""

    @classmethod
    def blank(cls, customers: int, first: int, end: int) -> Bits:
        """No bit set, with room for the grid periods [first, end)."""
        words = np.zeros((max(1, -((first - end) // WORD)), customers), np.uint64)
        return cls(first, words.T)

    def only(self, places: Mask) -> Bits:
        """The bits of the customers at these places."""
        return Bits(self.first, np.asfortranarray(self.words[places]))

    def at(self, index: int) -> Mask:
        """Customers: the bit of one grid period; no for all of them where it lies outside."""
        word, bit = divmod(index - self.first, WORD)
        if not 0 <= word < self.words.shape[1]:
            return np.zeros(len(self.words), np.bool_)
        return (self.words[:, word] >> np.uint64(bit) & np.uint64(1)).astype(np.bool_)

    def clear(self, index: int) -> None:
        """Take the bit of one grid period away from everybody, in place; it must lie inside."""
        word, bit = divmod(index - self.first, WORD)
        self.words[:, word] &= ~(np.uint64(1) << np.uint64(bit))

    def add(self, first: int, places: Ints, words: Words) -> None:
        """Set more bits of the customers at these places: bit 0 of a word is that of grid period `first`."""
        for at in range(self.words.shape[1]):
            later = self.first + WORD * at - first
            if -WORD < later < WORD:
                column = self.words[:, at]
                column[places] |= words >> np.uint64(later) if later >= 0 else words << np.uint64(-later)

    def narrow(self, first: int, end: int) -> None:
        """Take away, in place, all bits but those of the grid periods [first, end)."""
        for at in range(self.words.shape[1]):
            start = self.first + WORD * at
            self.words[:, at] &= np.uint64(_span(max(first - start, 0), min(end - start, WORD)))

    def word_from(self, index: int) -> Words:
        """One word for each customer, whose bit 0 is that of this grid period, wherever it stands here."""
        word, bit = divmod(index - self.first, WORD)
        if not bit:
            return np.ascontiguousarray(self._word(word))
        return self._word(word) >> np.uint64(bit) | self._word(word + 1) << np.uint64(WORD - bit)

    def _word(self, place: int) -> Words:
        inside = 0 <= place < self.words.shape[1]
        return self.words[:, place] if inside else np.zeros(len(self.words), np.uint64)


def counts_of(every: Sequence[Bits], groups: Ints, n: int, indexes: range) -> list[NDArray[np.int64]]:
    """Of each, periods × groups: how many customers of each group have the bit.

    Args:
        every: Bits of the same customers, who are arranged by group only once.
        groups: Each customer's group, 0 to n − 1; −1 for one who is not to be counted.
        n: How many groups there are.
        indexes: The grid periods that are asked for; those outside count 0.
    """
    tables = [np.zeros((len(indexes), n), np.int64) for _ in every]
    runs = _Runs.of(groups, n)
    if runs is not None:
        for bits, counted in zip(every, tables, strict=True):
            for low in range(0, len(indexes), WORD):
                ones = runs.ones(bits.word_from(indexes[low]))
                counted[low : low + WORD, runs.groups] = ones[: len(indexes) - low]
    return tables


def _span(low: int, high: int) -> int:
    """The bits [low, high) of a word."""
    return ((1 << high) - (1 << low)) if low < high else 0


@dataclass(frozen=True, slots=True)
class _Runs:
    """Customers arranged by group, and cut so that the count of one bit fits into a byte."""

    order: Ints | None
    """The places in order of group; None where they stand so already and all are counted."""
    groups: Ints
    """The groups that have somebody."""
    starts: Ints
    """Where each run of at most 255 customers begins."""
    firsts: Ints
    """The first run of each group."""

    @classmethod
    def of(cls, groups: Ints, n: int) -> _Runs | None:
        """None where nobody is to be counted."""
        sizes = np.bincount(np.asarray(groups, np.int64) + 1, minlength=n + 1)
        present = np.flatnonzero(sizes[1:])
        if not len(present):
            return None
        order: Ints | None = None
        if sizes[0] or (groups[1:] < groups[:-1]).any():
            narrow = groups.astype(np.int16) if n < 2**15 else groups  # sixteen bits are sorted by radix
            order = np.argsort(narrow, kind="stable")[sizes[0] :]
        own = sizes[1:][present]
        pieces = -(-own // _MOST)
        firsts = np.cumsum(pieces) - pieces
        within = np.arange(pieces.sum()) - np.repeat(firsts, pieces)
        return cls(order, present, np.repeat(np.cumsum(own) - own, pieces) + _MOST * within, firsts)

    def ones(self, column: Words) -> NDArray[np.int64]:
        """64 × groups: how many customers of each have each bit of their word; every eighth bit is counted at once."""
        arranged = column if self.order is None else column[self.order]
        counted = np.empty((8, 8, len(self.firsts)), np.int64)
        for shift in range(8):
            lanes = np.add.reduceat(arranged >> np.uint64(shift) & _LANES, self.starts)
            bytes_of = lanes.astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
            counted[:, shift] = np.add.reduceat(bytes_of, self.firsts, axis=0, dtype=np.int64).T
        return counted.reshape(WORD, -1)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many customers of each logo stand behind the figures of each grid period: what bits come to, already counted.

    The periods go up to the last use and a window beyond it, whatever the as-of day: only those that were over by then
    are to be used.
    """

    first: int
    """The grid index of the first row."""
    logos: Ints
    """The id of each column's logo, ascending."""
    active: Ints
    """Periods × logos: active at the opening."""
    kept: Ints
    """Periods × logos: active at the opening and at the closing too."""
    early: Ints
    """Active in between, and at neither end."""

    def only(self, logo_ids: Ints) -> Sizes:
        """Those of these logos."""
        own = np.isin(self.logos, logo_ids)
        return Sizes(self.first, self.logos[own], self.active[:, own], self.kept[:, own], self.early[:, own])


@dataclass(frozen=True, slots=True)
class Crowd:
    """What figures about customers are counted on.

    `active`, `acted` and `between` hold what is asked for and measured, and no bit outside of it.
    """

    grid: Grid
    roster: Roster
    active: Bits
    """Active at the opening of the grid period: at least `min_count` qualifying actions in the `window` days before.

    Up to the opening of the last measured day's next period, and one opening past the periods that were asked for."""
    acted: Bits
    """Did at least `min_count` qualifying actions during the grid period, as far as it is measured."""
    between: Bits
    """What somebody did on some day of the grid period brought them to `min_count` within the `window` days that end
    with it. With `min_count` 1 this is `acted`. Who is so, and active neither at the opening nor at the closing of
    the period, was active in between."""
    now: Mask
    """Active at the opening of day E, the measured end."""
    measured: tuple[int, int] | None
    """The first measured day and E = min(as-of day, last measured day + 1); None where nothing is measured."""
    window: int
    """Days."""
    min_count: int
    actions: tuple[str, ...]
    """The names of the qualifying set this stands for, sorted."""
    sizes: Sizes | None = None
    """Where they were asked for, the counts of every period; the bits are then sure to be of the running one only."""

    def only(self, logo_ids: Ints) -> Crowd:
        """The customers of these logos."""
        own = np.isin(self.roster.logos, logo_ids)
        acted = self.acted.only(own)
        return replace(
            self,
            roster=self.roster.only(own),
            active=self.active.only(own),
            acted=acted,
            between=acted if self.between is self.acted else self.between.only(own),
            now=self.now[own],
            sizes=self.sizes and self.sizes.only(logo_ids),
        )


@dataclass(frozen=True, slots=True)
class Use:
    """How often each action was done in the window before one day, in each logo or by each customer.

    What was not done is missing.
    """

    before: int
    """The day number the window ends with, itself not covered."""
    actions: Ints
    """Action ids, ascending."""
    doers: Ints
    """The ids of the logos, or of the customers."""
    n: NDArray[np.int64]
    """How often; of a logo by all its customers, the unnamed too. Ascending within an action, never 0."""
