"""Keeping the customers' bits, and what is counted on them, in step with `usage_day`: a block of logos at a time.

Everything about a block in a year is made whole, from the days that reach it. After a change this is done for the
blocks it is in, from the year of its first day on: the import of a day makes one year anew. Runs inside the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from churntui.data.activity import cells, roster, rows, sizes, use, year_bits
from churntui.data.activity.cells import BLOCK
from churntui.data.activity.roster import BlockRoster
from churntui.data.activity.rows import SET, Row
from churntui.data.activity.year_bits import GRIDS, Uses, YearBits, summed
from churntui.model.presence import Grid, grid_start
from churntui.plain.dates import OPEN_END

if TYPE_CHECKING:
    from churntui.data.file.store import Store

_PLACES = 24
"""Bits of a customer's place, under the action."""

_WEEK = 7
"""Days: one may begin in the year before."""

_BEGINNING = -1970
"""The year 0."""

_BY_BLOCK = {
    "presence": rows.COLUMNS,
    "crowd_size": sizes.COLUMNS,
    "action_year": "block, year, action_id, n",
}
"""The tables that have rows of a block and a year, and their columns."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the roll-ups follow."""

    window: int
    """Days."""
    least: int
    """How many qualifying actions make a customer active."""
    qualifying: frozenset[int]
    """Action ids."""

    @classmethod
    def of(cls, store: Store) -> Rules:
        """Those of this book."""
        window, least = store.rows("SELECT active_window_days, active_min_count FROM rollup_state")[0]
        qualifying = store.rows("SELECT id FROM action WHERE qualifies = 1")
        return cls(window, least, frozenset(action for (action,) in qualifying))


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of a block."""

    roster: BlockRoster
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in _BY_BLOCK})
    """By table."""

    def add_set(self, year: int, grid: Grid, own: YearBits) -> None:
        """Take in the bits of the qualifying set, and how many they are in each logo."""
        if len(own.places):
            block = self.roster.block
            self.rows["presence"].append(rows.row(block, year, grid, SET, own))
            self.rows["crowd_size"].append(sizes.row(block, year, grid, own, self.roster.logos))

    def keep(self, store: Store) -> None:
        """Keep it; nothing is in its place but an older roster."""
        roster.save(store, self.roster)
        for table, columns in _BY_BLOCK.items():
            places = ", ".join("?" * len(columns.split(",")))
            store.many(f"INSERT INTO {table}({columns}) VALUES ({places})", self.rows[table])


def rebuild(store: Store) -> None:
    """Count all of it anew."""
    rules = Rules.of(store)
    for table in ("roster", "use_window", *_BY_BLOCK):
        store.rows(f"DELETE FROM {table}")
    for block in _blocks(store):
        count(store, BlockRoster.of(block), rules).keep(store)
    first, last = store.rows("SELECT min(first_day), max(last_day) FROM measured")[0]
    if first is not None:
        use.keep(store, first, last + rules.window, rules.window)


def refresh(store: Store) -> None:
    """Count anew what the days in `temp.stale(logo_id, day)` reach."""
    rules = Rules.of(store)
    changed = store.rows("SELECT logo_id / ?, min(day) FROM temp.stale GROUP BY 1", (BLOCK,))
    for block, day in changed:
        since = year_bits.years(day - _WEEK, day).start
        for table in _BY_BLOCK:
            store.rows(f"DELETE FROM {table} WHERE block = ? AND year >= ?", (block, since))
        count(store, roster.of_block(store, block), rules, since).keep(store)
    first, last = store.rows("SELECT min(day), max(day) FROM temp.stale")[0]
    use.keep(store, first, last + rules.window, rules.window)


def renew(store: Store, logos: Collection[int]) -> None:
    """Count the blocks of these logos anew, and who is in them: somebody there is not in the book any more."""
    rules, known = Rules.of(store), _blocks(store)
    for block in {logo_id // BLOCK for logo_id in logos}:
        for table in ("roster", *_BY_BLOCK):
            store.rows(f"DELETE FROM {table} WHERE block = ?", (block,))
        if block in known:
            count(store, BlockRoster.of(block), rules).keep(store)


def refresh_customers(store: Store) -> None:
    """Take in customers that are new or joined on another day."""
    for block in _blocks(store):
        kept = roster.of_block(store, block)
        before = kept.row()
        kept.record(store)
        if before != kept.row():
            roster.save(store, kept)


def recount(store: Store) -> None:
    """Count anew which customers are active by the qualifying set: the union of its actions, where once is enough."""
    rules = Rules.of(store)
    if rules.least > 1:
        rebuild(store)
        return
    store.rows("DELETE FROM presence WHERE action_id = ?", (SET,))
    store.rows("DELETE FROM crowd_size")
    for kept in roster.load(store):
        counted = Counted(kept)
        single = store.rows(
            f"SELECT {rows.COLUMNS} FROM presence WHERE block = ? ORDER BY year, grid", (kept.block,)
        )
        for (year, grid), actions in groupby(single, key=itemgetter(1, 2)):
            own = [rows.bits_of(row) for row in actions if row[3] in rules.qualifying]
            counted.add_set(year, grid, YearBits.union(own, len(kept)))
        counted.keep(store)


def is_current(store: Store) -> bool:
    """Whether what is kept is what is counted. Customers keep their places, whatever order they came in."""
    rules = Rules.of(store)
    known = _blocks(store)
    if not {kept.block for kept in roster.load(store)} <= set(known):
        return False
    for block in known:
        kept = roster.of_block(store, block).row()
        counted = count(store, roster.of_block(store, block), rules)
        if kept != counted.roster.row():
            return False
        for table, columns in _BY_BLOCK.items():
            if set(store.rows(f"SELECT {columns} FROM {table} WHERE block = ?", (block,))) != set(
                counted.rows[table]
            ):
                return False
    return use.is_kept(store, rules.window)


def count(store: Store, kept: BlockRoster, rules: Rules, since: int = _BEGINNING) -> Counted:
    """Count a block, all of it or from a year on; its roster grows by whoever is new."""
    counted = Counted(kept)
    kept.record(store)
    kept.used = np.where(kept.used < grid_start("month", 12 * since), kept.used, OPEN_END).astype(np.int32)
    first, last = store.rows(
        "SELECT min(first_day), max(last_day) FROM measured WHERE logo_id >= ? AND logo_id < ?",
        (kept.block * BLOCK, (kept.block + 1) * BLOCK),
    )[0]
    if first is not None:
        every = year_bits.years(first - _WEEK, last + rules.window)
        for year in range(max(since, every.start), every.stop):
            _count_year(store, counted, year, rules)
    return counted


def _count_year(store: Store, counted: Counted, year: int, rules: Rules) -> None:
    kept = counted.roster
    spans = {grid: year_bits.periods(grid, year) for grid in GRIDS}
    reach = [year_bits.days_of(grid, span, rules.window) for grid, span in spans.items()]
    done = cells.read(store, kept.block, (min(reach)[0], max(end for _, end in reach)))
    counted.rows["action_year"] += _times(done, kept.block, year)
    places = kept.places(done.who)
    named = (places >= 0) & (done.n > 0)
    who, actions, days, n = places[named], done.actions[named], done.days[named], done.n[named]
    np.minimum.at(kept.used, who, days.astype(np.int32))
    single = Uses.of(actions << _PLACES | who, days, n)
    chosen = np.isin(actions, list(rules.qualifying))
    together = Uses.of(who[chosen], days[chosen], n[chosen])
    for grid, span in spans.items():
        by_action = YearBits.of(single, grid, span, rules.window, 1).by_action(_PLACES)
        counted.rows["presence"] += [rows.row(kept.block, year, grid, *own) for own in by_action]
        counted.add_set(year, grid, YearBits.of(together, grid, span, rules.window, rules.least))


def _times(done: cells.Cells, block: int, year: int) -> list[Row]:
    """How often each action was done in the year, under whatever name."""
    first, end = year_bits.days_of("month", year_bits.periods("month", year), 0)
    own = (done.days >= first) & (done.days < end) & (done.n > 0)
    actions, n = summed(done.actions[own], done.n[own])
    return [(block, year, *each) for each in zip(actions.tolist(), n.tolist(), strict=True)]


def _blocks(store: Store) -> list[int]:
    """Those that have a logo."""
    return [block for (block,) in store.rows("SELECT DISTINCT id / ? FROM logo ORDER BY 1", (BLOCK,))]
