"""The bits of some blocks of customers as the roll-ups have them, by action or of the qualifying set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from churntui.data import presence_rows
from churntui.data.file.store import Store
from churntui.data.presence_fold import Kind
from churntui.presence import Bits, Grid


@dataclass(frozen=True, slots=True)
class Kept:
    """What is asked of the roll-ups."""

    store: Store
    offsets: Mapping[int, int]
    """The blocks that are read, and the place at which each one's customers begin."""
    size: int
    """How many customers they have together."""
    actions: Collection[int]
    """By any of them; `presence_rows.SET` alone is the qualifying set."""
    window: int
    least: int

    def grid(self, grid: Grid, indexes: range) -> tuple[Bits, Bits, Bits]:
        """Active at the openings of the grid periods and of the one after them, acted in, and brought to the count in.

        The third is blank where doing something once is enough: it is the second then.
        """
        active, acted, between = kinds(grid)
        wanted = range(indexes.start, indexes.stop + 1)
        if self.least == 1 and grid == "week" and self.window % 7 == 0:
            weeks = self.window // 7
            wide = Bits.blank(self.size, wanted.start - weeks, wanted.stop)
            self.fill(wide, acted, range(wanted.start - weeks, indexes.stop))
            blank = Bits.blank(self.size, wanted.start, wanted.stop)
            more = wide.words.shape[1] - blank.words.shape[1]
            openings, done = (Bits(blank.first, bits.words[:, more:]) for bits in (wide.lasting(weeks), wide))
            return openings, done, blank
        return (
            self._filled(active, wanted, wanted),
            self._filled(acted, indexes, wanted),
            self._filled(between, indexes if self.least > 1 else range(0), wanted),
        )

    def fill(self, bits: Bits, kind: Kind, indexes: range) -> None:
        """Set these bits in place, and some before and after them."""
        presence_rows.fill(self.store, bits, kind, indexes, self.offsets, self.actions)

    def _filled(self, kind: Kind, indexes: range, room: range) -> Bits:
        bits = Bits.blank(self.size, room.start, room.stop)
        if indexes:
            self.fill(bits, kind, indexes)
        return bits


def kinds(grid: Grid) -> tuple[Kind, Kind, Kind]:
    """What is kept of a grid: active at an opening, acted in a period, brought to the count in it."""
    return (grid, "acted_week", "between_week") if grid == "week" else (grid, "acted_month", "between_month")
