"""Reading `usage_day` by the million: packed by SQLite, unpacked by numpy, some logos at a time.

A row fetched as a Python tuple costs two microseconds. So SQLite packs the five columns into two numbers and hands
over some hundred thousand of them as one text, which numpy reads: half the time, and never more than a slice of the
table in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from churntui.data.file.store import Store

Numbers = NDArray[np.int64]

BLOCK_BITS = 10
BLOCK = 1 << BLOCK_BITS
"""Logos (by id) whose customers are kept together: few enough to be made anew when some activity is imported, many
enough that a screen reads few rows."""

EVER = (-(1 << 19), 1 << 19)
"""More than any day of the calendar that an import takes."""

_ACTIONS = 20
_DAYS = 20

_SLICE = 200_000
"""Rows in memory at once."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of `usage_day` of one block, in its order."""

    who: Numbers
    """Customer and logo in one: `key` of them."""
    actions: Numbers
    days: Numbers
    n: Numbers

    @property
    def logos(self) -> Numbers:
        """Each one's logo, counted from the first of the block."""
        return self.who & BLOCK - 1


def key(customers: Numbers, logos: Numbers) -> Numbers:
    """One number for a customer and their logo, unique within a block."""
    return customers << BLOCK_BITS | logos & BLOCK - 1


def unpacked(texts: Sequence[str]) -> list[Numbers]:
    """The numbers of columns that SQLite packed with `group_concat`."""
    return [np.fromstring(text, np.int64, sep=",") for text in texts]


def blocks(store: Store) -> list[int]:
    """The blocks that have a logo."""
    found = store.rows("SELECT DISTINCT id / ? FROM logo ORDER BY 1", (BLOCK,))
    return [int(block) for (block,) in found]


def read(
    store: Store, block: int, days: tuple[int, int] = EVER, actions: Collection[int] | None = None
) -> Iterator[Cells]:
    """The cells of a block on the days [first, end), of some actions or all; no customer is torn apart but by day.

    A logo is never torn apart unless it has more rows than fit into memory at ease; then it comes in slices of days.
    """
    only = "" if actions is None else f"AND action_id IN ({', '.join(map(str, sorted(actions)))})"
    for logos, part in _slices(store, block, days):
        packed = store.one(
            f"""SELECT group_concat((customer_id << {BLOCK_BITS + _ACTIONS})
                | ((u.logo_id & {BLOCK - 1}) << {_ACTIONS}) | action_id),
                group_concat((n << {_DAYS}) | (day + {EVER[1]}))
            FROM logo l CROSS JOIN usage_day u ON u.logo_id = l.id AND u.day >= ? AND u.day < ?
            WHERE l.id >= ? AND l.id < ? {only}""",
            (*part, *logos),
        )
        if packed is not None and packed[0] is not None:
            yield _cells(*unpacked(packed))


def whole(store: Store, block: int, days: tuple[int, int], actions: Collection[int] | None) -> Cells | None:
    """All of it at once, for sums that may not be torn apart; None where there is nothing."""
    parts = list(read(store, block, days, actions))
    if not parts:
        return None
    return Cells(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("who", "actions", "days", "n"))
    )


def _cells(first: Numbers, second: Numbers) -> Cells:
    return Cells(
        who=first >> _ACTIONS,
        actions=first & (1 << _ACTIONS) - 1,
        days=(second & (1 << _DAYS) - 1) - EVER[1],
        n=second >> _DAYS,
    )


def _slices(
    store: Store, block: int, days: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of logos, and of days of them, with about as many rows as are to be in memory at once."""
    first, size = block * BLOCK, 0
    counts = store.rows(
        """SELECT l.id, count(*) FROM logo l CROSS JOIN usage_day u ON u.logo_id = l.id AND u.day >= ? AND u.day < ?
        WHERE l.id >= ? AND l.id < ? GROUP BY l.id""",
        (*days, block * BLOCK, (block + 1) * BLOCK),
    )
    for logo_id, rows in counts:
        if size and size + rows > _SLICE:
            yield (first, logo_id), days
            first, size = logo_id, 0
        if rows > _SLICE:
            for part in _days_of(store, logo_id, days):
                yield (logo_id, logo_id + 1), part
            first, size = logo_id + 1, 0
        else:
            size += rows
    if size:
        yield (first, (block + 1) * BLOCK), days


def _days_of(store: Store, logo_id: int, days: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The days of one large logo in parts."""
    first, size = days[0], 0
    counts = store.rows(
        "SELECT day, count(*) FROM usage_day WHERE logo_id = ? AND day >= ? AND day < ? GROUP BY day",
        (logo_id, *days),
    )
    for day, rows in counts:
        if size and size + rows > _SLICE:
            yield first, day
            first, size = day, 0
        size += rows
    yield first, days[1]
