"""The customers of a block of logos, each at a place that never changes, because the bits stand by place.

Everybody is in it who is in the book or was named by some activity. New ones are appended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from churntui.data.presence_cells import BLOCK, BLOCK_BITS, Numbers, key, unpacked
from churntui.plain.dates import OPEN_END

if TYPE_CHECKING:
    from churntui.data.file.store import Store

Small = NDArray[np.int32]


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
    def empty(cls, block: int) -> BlockRoster:
        """Nobody yet."""
        return cls(block, *(np.zeros(0, np.int32) for _ in range(4)))

    def __len__(self) -> int:
        return len(self.customers)

    @property
    def joined(self) -> Small:
        """The day number each joined: as recorded, else that of the first activity."""
        return np.where(self.recorded == OPEN_END, self.used, self.recorded)

    @property
    def who(self) -> Numbers:
        """Customer and logo of each in one (`presence_cells.key`)."""
        return key(self.customers.astype(np.int64), self.logos.astype(np.int64))

    def record(self, store: Store) -> None:
        """Take in who is in the book, and when they joined."""
        packed = store.rows(
            f"""SELECT group_concat((id << {BLOCK_BITS}) | (logo_id & {BLOCK - 1})),
                group_concat(coalesce(unixepoch(joined_on) / 86400, ?))
            FROM customer WHERE logo_id >= ? AND logo_id < ?""",
            (OPEN_END, self.block * BLOCK, (self.block + 1) * BLOCK),
        )[0]
        if packed[0] is not None:
            who, days = unpacked(packed)
            places = self.places(who)  # first: it may replace `recorded` by a longer one
            self.recorded[places] = days

    def settle(self, store: Store, first_uses: Small, changed: tuple[int, int]) -> None:
        """Take in, for each customer, the first of the changed days [first, end) on which they did something.

        Whoever began before is not concerned. Who began on a changed day, and now did nothing on any of them, is
        looked up.
        """
        first, end = changed
        others = np.where(self.used >= end, self.used, OPEN_END)
        settled = np.where(self.used < first, self.used, np.minimum(first_uses, others))
        for place in np.flatnonzero((settled == OPEN_END) & (self.used != OPEN_END)).tolist():
            later = store.scalar(
                "SELECT min(day) FROM usage_day WHERE logo_id = ? AND customer_id = ? AND day >= ? AND n > 0",
                (int(self.logos[place]), int(self.customers[place]), end),
            )
            settled[place] = OPEN_END if later is None else later
        self.used = settled.astype(np.int32)

    def places(self, who: Numbers) -> Numbers:
        """The place of each (`presence_cells.key`), −1 for use under nobody's name; unknown ones are appended."""
        named = who >= BLOCK
        found = self._found(who)
        new = named & (found < 0)
        if new.any():
            self._append(np.unique(who[new]))
            found = self._found(who)
        return found

    def _found(self, who: Numbers) -> Numbers:
        known = self.who
        order = np.argsort(known, kind="stable")
        if not len(order):
            return np.full(len(who), -1, np.int64)
        at = order[np.searchsorted(known, who, sorter=order) % len(order)]
        return np.where(known[at] == who, at, -1)

    def _append(self, who: Numbers) -> None:
        unknown = np.full(len(who), OPEN_END, np.int32)
        logos = self.block * BLOCK + (who & BLOCK - 1)
        self.customers = np.append(self.customers, (who >> BLOCK_BITS).astype(np.int32))
        self.logos = np.append(self.logos, logos.astype(np.int32))
        self.recorded = np.append(self.recorded, unknown)
        self.used = np.append(self.used, unknown)
