"""What the roll-ups say of a block of logos, counted from `usage_day`: all of it, or what some changed days reach.

A changed day reaches the openings up to a window after it; what is read for it are the days that these look back to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from churntui.data import presence_cells, presence_fold, use_windows
from churntui.data.file.store import Store
from churntui.data.presence_cells import EVER, Cells, Numbers
from churntui.data.presence_fold import GRIDS, KINDS, NO_MARKS, Kind, Marks
from churntui.data.presence_roster import BlockRoster, Small
from churntui.data.presence_rows import SET
from churntui.data.use_windows import Sums
from churntui.plain.dates import OPEN_END
from churntui.presence import Grid, grid_indexes, grid_starts

Days = tuple[int, int]
"""Day numbers [first, end)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the roll-ups follow."""

    window: int
    """Days."""
    least: int
    """How many qualifying actions make a customer active."""
    qualifying: frozenset[int]
    """Action ids."""
    recent: int
    """The first day number of which single days are kept: a multiple of 64."""

    def kinds(self, action: int) -> tuple[Kind, ...]:
        """What is kept of an action, or of the qualifying set (`SET`).

        Where doing something once is enough, single days are kept; being brought to the count is the same as having
        acted; and with a window of whole weeks, being active at a week's opening is having acted in one of them.
        """
        if action == SET and self.least > 1:
            return tuple(kind for kind in KINDS if kind != "day")
        return tuple(
            kind
            for kind in KINDS
            if not kind.startswith("between") and not (kind == "week" and self.window % 7 == 0)
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """What changed days reach."""

    changed: Days
    window: int

    @property
    def read(self) -> Days:
        """The days that are looked at for it."""
        if self.changed == EVER:
            return EVER
        first, last = self.changed[0], self.changed[1] - 1 + self.window
        begins = [int(grid_starts(grid, grid_indexes(grid, np.array([first])))[0]) for grid in GRIDS]
        ends = [int(grid_starts(grid, grid_indexes(grid, np.array([last])) + 1)[0]) for grid in GRIDS]
        return min(begins) - self.window, max(ends)

    def indexes(self, kind: Kind) -> range:
        """The indexes of the bits that may be others now."""
        first, last = self.changed[0], self.changed[1] - 1
        if kind == "day":
            return range(first, last + 1)
        grid: Grid = "week" if kind.endswith("week") else "month"
        spread = 0 if kind.startswith("acted") else self.window
        low, high = grid_indexes(grid, np.array([first, last + spread])).tolist()
        return range(low + (kind == grid), high + 1)


@dataclass(slots=True)
class Made:
    """What was counted of a block."""

    roster: BlockRoster
    marks: dict[Kind, Marks] = field(default_factory=dict)
    """By kind, of every action and of the qualifying set."""
    months: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """Month's index and action to how often it was done."""
    uses: Sums = field(default_factory=Sums)
    """How often each action was done in each logo in the window before each month's opening."""


def make(store: Store, roster: BlockRoster, rules: Rules, changed: Days = EVER) -> Made:
    """Count what changed days of a block reach; its roster grows by whoever is new.

    Args:
        store: The book.
        roster: The block's customers as kept; empty to make them anew.
        rules: What to follow.
        changed: All days by default.
    """
    reach = Reach(changed, rules.window)
    made = Made(roster)
    parts: dict[Kind, list[Marks]] = {kind: [] for kind in KINDS}
    counted: list[tuple[Numbers, Numbers, Numbers]] = []
    months = use_windows.Months()
    roster.record(store)
    first_uses = np.full(len(roster), OPEN_END, np.int32)
    for cells in presence_cells.read(store, roster.block, reach.read):
        places = roster.places(cells.who)
        first_uses = _first_uses(first_uses, roster, places, cells, changed)
        some = (places >= 0) & (cells.n > 0)
        did = presence_fold.done(cells.actions[some], places[some], cells.days[some])
        for kind in rules.kinds(-1):
            parts[kind].append(presence_fold.once(kind, rules.window, *did))
        if rules.least > 1:
            some &= np.isin(cells.actions, list(rules.qualifying))
            counted.append((places[some], cells.days[some], cells.n[some]))
        made.uses.add(cells, rules.window, reach.indexes("month"))
        months.add(cells, reach.indexes("acted_month"))
    roster.settle(store, first_uses, changed)
    made.months = months.sums
    made.uses.settle()
    for kind, slices in parts.items():
        made.marks[kind] = _kept(kind, presence_fold.joined(slices), reach, rules)
    for kind, marks in _of_set(made.marks, counted, rules).items():
        made.marks[kind] = presence_fold.joined([made.marks[kind], _kept(kind, marks, reach, rules)])
    return made


def of_set(
    store: Store, roster: BlockRoster, rules: Rules, single: Mapping[Kind, Marks]
) -> dict[Kind, Marks]:
    """The marks of the qualifying set over all days, from what is kept of single actions where once is enough."""
    counted = []
    if rules.least > 1:
        for cells in presence_cells.read(store, roster.block, EVER, rules.qualifying):
            places = roster.places(cells.who)
            some = (places >= 0) & (cells.n > 0)
            counted.append((places[some], cells.days[some], cells.n[some]))
    return _of_set(single, counted, rules)


def _of_set(
    single: Mapping[Kind, Marks],
    counted: Collection[tuple[Numbers, Numbers, Numbers]],
    rules: Rules,
) -> dict[Kind, Marks]:
    if rules.least == 1:
        return {kind: single[kind].chosen(sorted(rules.qualifying)) for kind in rules.kinds(SET)}
    if not counted:
        return {}
    places, days, n = (np.concatenate(arrays) for arrays in zip(*counted, strict=True))
    marks: dict[Kind, Marks] = {}
    for grid in GRIDS:
        marks |= presence_fold.counted(grid, rules.window, rules.least, (places, days, n))
    return marks


def _kept(kind: Kind, marks: Marks, reach: Reach, rules: Rules) -> Marks:
    """Only what the change reaches, and of single days only the recent ones."""
    indexes = reach.indexes(kind)
    low = max(indexes.start, rules.recent) if kind == "day" else indexes.start
    return marks.within(low, indexes.stop - 1) if len(marks.keys) else NO_MARKS


def _first_uses(known: Small, roster: BlockRoster, places: Numbers, cells: Cells, changed: Days) -> Small:
    """The first of the changed days on which each customer did something."""
    new = np.full(len(roster) - len(known), OPEN_END, np.int32)
    found = np.concatenate([known, new])
    some = (places >= 0) & (cells.n > 0) & (cells.days >= changed[0]) & (cells.days < changed[1])
    np.minimum.at(found, places[some], cells.days[some].astype(np.int32))
    return found
