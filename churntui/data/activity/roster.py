"""The customers of a block of logos, each at a place that never changes, because their bits stand by place.

Everybody is in it who is in the book or was named by some activity. New ones are appended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from churntui.data.activity import cells
from churntui.data.activity.cells import BLOCK
from churntui.model.presence import Ints
from churntui.plain.dates import OPEN_END

if TYPE_CHECKING:
    from churntui.data.file.store import Store

Small: TypeAlias = NDArray[np.int32]

_COLUMNS = "block, customers, logos, recorded, used"


@dataclass(slots=True)
class BlockRoster:
    """Grows in place."""

    block: int
    customers: Small
    """Ids, in order of appearance."""
    logos: Small
    """The id of each one's logo."""
    recorded: Small
    """The day number each joined, as recorded; `OPEN_END` where it is not."""
    used: Small
    """The day number of each one's first activity; `OPEN_END` where there is none."""

    @classmethod
    def of(cls, block: int, *blobs: bytes) -> BlockRoster:
        """As it is kept; empty where nothing is.

        Raises:
            ValueError: The columns are not of one length: they are damaged.
        """
        columns = [np.frombuffer(blob, "<i4") for blob in blobs or (b"",) * 4]
        if len({len(column) for column in columns}) > 1:
            raise ValueError(f"the roster of block {block} has columns of several lengths")
        return cls(block, *columns)

    def __len__(self) -> int:
        return len(self.customers)

    @property
    def joined(self) -> Small:
        """The day number each joined: as recorded, else that of the first activity."""
        return np.where(self.recorded == OPEN_END, self.used, self.recorded)

    def row(self) -> tuple[Any, ...]:
        """As it is kept."""
        arrays = (self.customers, self.logos, self.recorded, self.used)
        return self.block, *(array.astype("<i4").tobytes() for array in arrays)

    def record(self, store: Store) -> None:
        """Take in who is in the book, and when they joined."""
        who, days = cells.recorded(store, self.block, OPEN_END)
        places = self.places(who)  # first: it may replace `recorded` by a longer one
        self.recorded = self.recorded.copy()
        self.recorded[places] = days

    def places(self, who: Ints) -> Ints:
        """The place of each (`cells.who`), −1 for use under nobody's name; unknown ones are appended."""
        places = self._found(who)
        new = np.unique(who[(places < 0) & (who >= BLOCK)])
        if not len(new):
            return places
        unknown = np.full(len(new), OPEN_END, np.int32)
        customers, logos = cells.named(new, self.block)
        self.customers = np.append(self.customers, customers.astype(np.int32))
        self.logos = np.append(self.logos, logos.astype(np.int32))
        self.recorded = np.append(self.recorded, unknown)
        self.used = np.append(self.used, unknown)
        return self._found(who)

    def _found(self, who: Ints) -> Ints:
        known = cells.who(self.customers.astype(np.int64), self.logos.astype(np.int64))
        order = np.argsort(known, kind="stable")
        if not len(order):
            return np.full(len(who), -1, np.int64)
        at = order[np.searchsorted(known, who, sorter=order) % len(order)]
        return np.where(known[at] == who, at, -1)


def load(store: Store) -> list[BlockRoster]:
    """Every block's, in order."""
    return [BlockRoster.of(*row) for row in store.rows(f"SELECT {_COLUMNS} FROM roster ORDER BY block")]


def of_block(store: Store, block: int) -> BlockRoster:
    """That of one block."""
    row = store.one(f"SELECT {_COLUMNS} FROM roster WHERE block = ?", (block,))
    return BlockRoster.of(*row) if row else BlockRoster.of(block)


def save(store: Store, kept: BlockRoster) -> None:
    """Keep it, inside the caller's transaction."""
    store.rows(f"INSERT OR REPLACE INTO roster({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", kept.row())
