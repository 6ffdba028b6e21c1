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

from churntui import dates
from churntui.data.activity import cells, roster, rows, sizes, year_bits
from churntui.data.activity.roster import BlockRoster
from churntui.data.activity.rows import SET
from churntui.data.activity.year_bits import Uses, YearBits
from churntui.presence import Bits, Crowd, Grid, Mask, Roster, grid_index, grid_start

if TYPE_CHECKING:
    from churntui.data.store import Store

_Part: TypeAlias = tuple[int, int, YearBits]
"""A block, the grid period of bit 0, and the bits."""


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
    """The crowd; where it is `sized` and the counts are kept, bits are read of the running period only."""
    rosters = roster.load(store)
    columns = ([getattr(block, name) for block in rosters] for name in ("customers", "logos", "joined"))
    people = Roster(*(np.concatenate([np.zeros(0, np.int32), *column]) for column in columns))
    counts = None
    if sized and asked.measured and asked.is_set and asked.is_kept:
        known = range(asked.indexes.start, asked.indexes.stop + 1)
        logos = np.unique(people.logos[year_bits.runs(people.logos)])
        counts = sizes.load(store, asked.grid, known, _years(asked.grid, known), logos)
        asked = replace(asked, indexes=_running(asked.grid, asked.measured[1]))
    seen = _Seen(rosters, asked)
    if asked.measured and asked.actions:
        _read(store, asked, asked.measured[1], rosters, seen)
    bits = seen.active, seen.acted, seen.between, seen.now
    rules = asked.measured, asked.window, asked.least, tuple(asked.actions)
    return Crowd(asked.grid, people, *bits, *rules, counts)


class _Seen:
    """The bits of a crowd, as they are gathered: those of the grid periods asked for, and of the opening after them."""

    def __init__(self, rosters: list[BlockRoster], asked: Asked) -> None:
        ends = np.cumsum([0, *map(len, rosters)]).tolist()
        self._offsets = dict(zip([block.block for block in rosters], ends, strict=False))
        room = ends[-1], asked.indexes.start, asked.indexes.stop + 1
        self.active, self.acted = Bits.blank(*room), Bits.blank(*room)
        self.between = Bits.blank(*room) if asked.least > 1 else self.acted
        self.now: Mask = np.zeros(ends[-1], np.bool_)

    def add(self, parts: Iterable[_Part]) -> None:
        """Take in more of them."""
        for block, index, own in parts:
            places = own.places + self._offsets[block]
            self.active.add(index, places, own.active)
            self.acted.add(index, places, own.acted)
            if self.between is not self.acted:
                self.between.add(index, places, own.between)

    def add_now(self, parts: Iterable[_Part], end: int) -> None:
        """Take in who is active at the opening of day `end`."""
        for block, _, own in parts:
            self.now[own.places[own.until >= end] + self._offsets[block]] = True


def _read(store: Store, asked: Asked, end: int, rosters: list[BlockRoster], seen: _Seen) -> None:
    """Gather the bits, as far as day `end`."""
    indexes, running = asked.indexes, _running(asked.grid, end)
    if asked.is_kept:
        seen.add(_kept(store, asked, asked.grid, _years(asked.grid, indexes)))
    else:
        seen.add(_counted(store, asked, indexes, end, rosters))
    if asked.is_kept and not asked.is_cut:
        seen.add_now(_kept(store, asked, "month", year_bits.years(end, end)), end)
    else:
        late = list(_counted(store, asked, running, end, rosters))
        seen.add_now(late, end)
        if running.start in indexes:
            for bits in (seen.acted, seen.between):
                bits.put(running.start, np.zeros(len(seen.now), np.bool_))
            seen.add(late)
    opened = grid_index(asked.grid, dates.from_number(end))
    seen.active = seen.active.within(indexes.start, min(indexes.stop, opened) + 1)
    seen.acted, seen.between = (
        bits.within(indexes.start, min(indexes.stop, running.stop)) for bits in (seen.acted, seen.between)
    )


def _running(grid: Grid, end: int) -> range:
    """The grid period that holds the last day before `end`."""
    index = grid_index(grid, dates.from_number(end - 1))
    return range(index, index + 1)


def _years(grid: Grid, indexes: range) -> range:
    """Those in which these grid periods, and the one after them, begin."""
    return year_bits.years(grid_start(grid, indexes.start), grid_start(grid, indexes.stop))


def _kept(store: Store, asked: Asked, grid: Grid, years: range) -> Iterator[_Part]:
    """What the roll-ups have of some years."""
    actions = {SET} if asked.is_set else asked.actions.values()
    for block, year, own in rows.each(store, grid, years, actions):
        yield block, year_bits.periods(grid, year).start, own


def _counted(
    store: Store, asked: Asked, indexes: range, end: int, rosters: list[BlockRoster]
) -> Iterator[_Part]:
    """What the days before `end` tell of some grid periods, a year at a time."""
    actions = asked.actions.values()
    for year in _years(asked.grid, indexes):
        own = year_bits.periods(asked.grid, year)
        part = range(max(own.start, indexes.start), max(own.start, min(own.stop, indexes.stop)))
        first, stop = year_bits.days_of(asked.grid, part, asked.window)
        for block in rosters if part or not indexes else ():
            done = cells.read(store, block.block, (first, min(stop, end)), actions)
            places = block.places(done.who)
            some = (places >= 0) & (done.n > 0)
            uses = Uses.of(places[some], done.days[some], done.n[some])
            yield block.block, part.start, YearBits.of(uses, asked.grid, part, asked.window, asked.least)
