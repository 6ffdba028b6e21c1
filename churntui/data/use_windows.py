"""How often each action was done in each logo: in the window before each month's opening, and in each month.

Kept for behaviour, which splits logos by their use of one action before a period. Sorted by action and use, so that
its quartiles are places in an array.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from churntui.data.file.store import Store
from churntui.data.presence_cells import BLOCK, Cells, Numbers
from churntui.data.presence_rows import narrowed, widened
from churntui.presence import Ints, Use, grid_indexes

_ACTIONS = 20
_LOGOS = 10
_INDEX_ZERO = 1 << 20


@dataclass(slots=True)
class Sums:
    """Sums by month's opening, action and logo of one block, gathered slice by slice."""

    keys: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    """Opening, action and logo in one, sorted, each once."""
    n: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def add(self, cells: Cells, window: int, openings: range) -> None:
        """Take in some cells, for the openings (month indexes) that are wanted."""
        base = int(cells.days.min())
        table = grid_indexes("month", np.arange(base, int(cells.days.max()) + window + 1))
        low = table[cells.days - base] + 1
        high = table[cells.days + window - base]
        keys: list[Numbers] = [self.keys]
        sums: list[Ints] = [self.n]
        for step in range(int((high - low).max()) + 1):
            index = low + step
            some = (index <= high) & (index >= openings.start) & (index < openings.stop) & (cells.n > 0)
            packed = (index[some] + _INDEX_ZERO << _ACTIONS | cells.actions[some]) << _LOGOS
            keys.append(packed | cells.logos[some])
            sums.append(cells.n[some])
        self.keys, self.n = _summed(np.concatenate(keys), np.concatenate(sums))

    def settle(self) -> None:
        """Take less room: nothing is added any more."""
        if len(self.n) and self.n.max() < 1 << 31:
            self.n = self.n.astype(np.int32)

    def before(self, index: int, block: int) -> tuple[Numbers, Numbers, Numbers]:
        """Actions, logo ids and sums before one opening."""
        low, high = (index + _INDEX_ZERO + step << _ACTIONS + _LOGOS for step in (0, 1))
        first, end = np.searchsorted(self.keys, [low, high])
        keys = self.keys[first:end]
        return (
            keys >> _LOGOS & (1 << _ACTIONS) - 1,
            block * BLOCK + (keys & BLOCK - 1),
            self.n[first:end].astype(np.int64),
        )

    @property
    def openings(self) -> list[int]:
        """The month indexes before which there was any use."""
        found: list[int] = (np.unique(self.keys >> _ACTIONS + _LOGOS) - _INDEX_ZERO).tolist()
        return found


@dataclass(slots=True)
class Months:
    """How often each action was done in each month."""

    sums: dict[tuple[int, int], int] = field(default_factory=dict)
    """Month's index and action to how often."""

    def add(self, cells: Cells, months: range) -> None:
        """Take in some cells, for the months that are wanted."""
        index = grid_indexes("month", cells.days)
        some = (index >= months.start) & (index < months.stop) & (cells.n > 0)
        keys, n = _summed((index[some] + _INDEX_ZERO) << _ACTIONS | cells.actions[some], cells.n[some])
        for key, times in zip(keys.tolist(), n.tolist(), strict=True):
            place = (key >> _ACTIONS) - _INDEX_ZERO, key & (1 << _ACTIONS) - 1
            self.sums[place] = self.sums.get(place, 0) + times


def sorted_use(before: int, actions: Numbers, logos: Numbers, n: Numbers) -> Use:
    """As behaviour wants it."""
    order = np.lexsort((logos, n, actions))
    return Use(before, actions[order], logos[order], n[order])


def load(store: Store, days: Iterable[int]) -> list[Use]:
    """What is kept before each of the days; a day with nothing kept has no use."""
    found = []
    for day in days:
        row = store.one("SELECT actions, sizes, logos, n FROM use_window WHERE before = ?", (day,))
        actions, sizes, logos, n = row or (b"", b"", b"", b"")
        each = np.frombuffer(sizes, "<i4")
        count = int(each.sum())
        ids = np.repeat(np.frombuffer(actions, "<i4"), each)
        found.append(Use(day, ids, *(widened(blob, count).astype(np.int64) for blob in (logos, n))))
    return found


def save(store: Store, use: Use) -> None:
    """Keep it in place of what is kept before that day, inside the caller's transaction."""
    store.rows("DELETE FROM use_window WHERE before = ?", (use.before,))
    if not len(use.n):
        return
    actions, sizes = np.unique(use.actions, return_counts=True)
    store.rows(
        "INSERT INTO use_window(before, actions, sizes, logos, n) VALUES (?, ?, ?, ?, ?)",
        (
            use.before,
            actions.astype("<i4").tobytes(),
            sizes.astype("<i4").tobytes(),
            narrowed(use.logos.astype(np.int64)),
            narrowed(use.n),
        ),
    )


def _summed(keys: Numbers, n: Numbers) -> tuple[Numbers, Numbers]:
    order = np.argsort(keys)
    keys, n = keys[order], n[order]
    if not len(keys):
        return keys, n
    starts = np.concatenate(([0], np.flatnonzero(keys[1:] != keys[:-1]) + 1))
    return keys[starts], np.add.reduceat(n, starts)
