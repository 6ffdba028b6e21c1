"""Who was active when, read for a screen or a report: the `Crowd` that customers and cohorts are counted on.

What is kept is of the book's own window and count: the qualifying set as it is, and any other set of actions by the
union of theirs, where doing something once is enough. What is not (another window, a count above one with another set,
the period that an earlier as-of day cuts short) is counted from `usage_day` by the same rules: slower, and just as
exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from churntui.data.activity import cells, roster, rows, sizes, year_bits
from churntui.data.activity.roster import BlockRoster
from churntui.data.activity.rows import SET
from churntui.data.activity.year_bits import Uses, YearBits
from churntui.model.presence import WORD, Bits, Crowd, Grid, Mask, Roster, grid_index, grid_start
from churntui.plain import dates

if TYPE_CHECKING:
    from churntui.data.file.store import Store

_Part: TypeAlias = tuple[BlockRoster, range, YearBits]
"""A block, grid periods, and their bits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a crowd is asked to be."""

    grid: Grid
    indexes: range
    """The grid periods that are asked for."""
    window: int
    """Days."""
    least: int
    """How often it is to be done within the window."""
    actions: dict[str, int]
    """Name to id, by name."""
    is_set: bool
    """Whether these are just the qualifying ones."""
    is_kept: bool
    """Whether it can be put together from what is kept."""
    measured: tuple[int, int] | None
    """As `Crowd` has it."""
    is_cut: bool
    """Whether more is measured than that."""


def look(store: Store, asked: Asked, *, sized: bool) -> Crowd:
    """The crowd that was asked for.

    Where it is `sized` and the counts of whole periods are kept, only the bits of the running period are read.
    """
    rosters = roster.load(store)
    columns = ([getattr(block, name) for block in rosters] for name in ("customers", "logos", "joined"))
    people = Roster(*(np.concatenate([np.zeros(0, np.int32), *column]) for column in columns))
    logos = np.unique(people.logos[year_bits.runs(people.logos)])
    known = range(asked.indexes.start, asked.indexes.stop + 1)
    counts = None
    if sized and asked.measured and asked.is_set and asked.is_kept:
        counts = sizes.each(store, asked.grid, _years(asked.grid, known))
        asked = replace(asked, indexes=_running(asked.grid, asked.measured[1]))
    seen = _Seen(rosters, asked)
    if asked.measured:
        seen.read(_Reading(store, asked, rosters), asked.measured[1])
        if sized and counts is None:
            counts = (sizes.count(own, part, people.logos) for part, own in seen.stretches(known))
    bits = seen.active, seen.acted, seen.between, seen.now
    rules = asked.measured, asked.window, asked.least, tuple(asked.actions)
    logo_sizes = None if counts is None else sizes.gathered(counts, known, logos)
    return Crowd(asked.grid, people, *bits, *rules, logo_sizes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where the bits come from, a block's year at a time."""

    store: Store
    asked: Asked
    rosters: list[BlockRoster]

    def parts(self, indexes: range, end: int) -> Iterator[_Part]:
        """Some grid periods, before day `end`; what is kept knows no such end, and may reach further."""
        if self.asked.is_kept:
            return self.kept(self.asked.grid, _years(self.asked.grid, indexes))
        return self.counted(indexes, end)

    def kept(self, grid: Grid, years: range) -> Iterator[_Part]:
        """What the roll-ups have, of each action by itself."""
        blocks = {block.block: block for block in self.rosters}
        actions = {SET} if self.asked.is_set else self.asked.actions.values()
        for row in rows.each(self.store, grid, years, actions):
            yield blocks[row[0]], year_bits.periods(grid, row[1]), rows.bits_of(row)

    def counted(self, indexes: range, end: int) -> Iterator[_Part]:
        """What the days before `end` tell."""
        asked = self.asked
        for year in _years(asked.grid, indexes):
            own = year_bits.periods(asked.grid, year)
            part = range(max(own.start, indexes.start), max(own.start, min(own.stop, indexes.stop)))
            first, stop = year_bits.days_of(asked.grid, part, asked.window)
            for block in self.rosters if part or not indexes else ():
                done = cells.read(self.store, block.block, (first, min(stop, end)), asked.actions.values())
                places = block.places(done.who)
                some = (places >= 0) & (done.n > 0)
                uses = Uses.of(places[some], done.days[some], done.n[some])
                yield block, part, YearBits.of(uses, asked.grid, part, asked.window, asked.least)


class _Seen:
    """The bits of a crowd, as they are gathered: those of the grid periods asked for, and of the opening after them."""

    def __init__(self, rosters: list[BlockRoster], asked: Asked) -> None:
        ends = np.cumsum([0, *map(len, rosters)]).tolist()
        self._offsets = dict(zip([block.block for block in rosters], ends, strict=False))
        room = ends[-1], asked.indexes.start, asked.indexes.stop + 1
        self.active, self.acted = Bits.blank(*room), Bits.blank(*room)
        self.between = Bits.blank(*room) if asked.least > 1 else self.acted
        self.now: Mask = np.zeros(ends[-1], np.bool_)

    def read(self, reading: _Reading, end: int) -> None:
        """Gather them, as far as day `end`."""
        asked, indexes = reading.asked, reading.asked.indexes
        running, opened = _running(asked.grid, end), grid_index(asked.grid, dates.from_number(end))
        self._add(reading.parts(indexes, end))
        if asked.is_kept and not asked.is_cut:
            self._add_now(reading.kept("month", year_bits.years(end, end)), end)
        else:
            late = list(reading.counted(running, end))
            self._add_now(late, end)
            if running.start in indexes:
                for bits in (self.acted, self.between):
                    bits.clear(running.start)
                self._add(late)
        self.active.narrow(indexes.start, min(indexes.stop, opened) + 1)
        for bits in (self.acted, self.between):
            bits.narrow(indexes.start, min(indexes.stop, running.stop))

    def stretches(self, indexes: range) -> Iterator[tuple[range, YearBits]]:
        """The bits of some grid periods, as many as go into a word with the opening after them."""
        everybody = np.arange(len(self.now))
        for first in range(indexes.start, indexes.stop, WORD - 1):
            words = (bits.word_from(first) for bits in (self.active, self.acted, self.between))
            part = range(first, min(first + WORD - 1, indexes.stop))
            yield part, YearBits(everybody, np.zeros_like(everybody), *words)

    def _add(self, parts: Iterable[_Part]) -> None:
        for block, indexes, own in parts:
            places = own.places + self._offsets[block.block]
            self.active.add(indexes.start, places, own.active)
            self.acted.add(indexes.start, places, own.acted)
            if self.between is not self.acted:
                self.between.add(indexes.start, places, own.between)

    def _add_now(self, parts: Iterable[_Part], end: int) -> None:
        """Take in who is active at the opening of day `end`."""
        for block, _, own in parts:
            self.now[own.places[own.until >= end] + self._offsets[block.block]] = True


def _running(grid: Grid, end: int) -> range:
    """The grid period that holds the last day before `end`."""
    index = grid_index(grid, dates.from_number(end - 1))
    return range(index, index + 1)


def _years(grid: Grid, indexes: range) -> range:
    """Those in which these grid periods, and the one after them, begin."""
    return year_bits.years(grid_start(grid, indexes.start), grid_start(grid, indexes.stop))
