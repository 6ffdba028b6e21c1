"""How many customers of each logo were active, stayed, and only came and went: the qualifying set's bits, counted.

Counting the bits of 300,000 customers takes longer than a screen may; what they come to is small. So it is kept beside
them: for each block of logos, grid and year a table of periods by logos.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from churntui.data.activity.rows import Row, narrowed, widened
from churntui.data.activity.year_bits import YearBits, periods
from churntui.presence import Bits, Grid, Ints, Sizes, counts_of

if TYPE_CHECKING:
    from churntui.data.store import Store

COLUMNS = "block, year, grid, logos, active, kept, early"


def row(block: int, year: int, grid: Grid, own: YearBits, logos: Ints) -> Row:
    """What the bits of the qualifying set come to; `logos` has the logo of each place."""
    indexes = periods(grid, year)
    ids, groups = np.unique(logos[own.places], return_inverse=True)
    later = own.active >> np.uint64(1)
    words = own.active, own.active & later, own.between & ~(own.active | later)
    bits = [Bits(indexes.start, column[:, np.newaxis]) for column in words]
    tables = counts_of(bits, groups, len(ids), indexes)
    return block, year, grid, ids.astype("<i4").tobytes(), *map(narrowed, tables)


def load(store: Store, grid: Grid, indexes: range, years: range, logos: Ints) -> Sizes:
    """The sizes of some grid periods, which lie in these years, of these logos (ascending)."""
    tables = np.zeros((3, len(indexes), len(logos)), np.int32)
    kept = store.each(
        f"SELECT {COLUMNS} FROM crowd_size WHERE grid = ? AND year >= ? AND year < ?",
        (grid, years.start, years.stop),
    )
    for _, year, _, ids, *blobs in kept:
        columns = np.searchsorted(logos, np.frombuffer(ids, "<i4"))
        own = periods(grid, year)
        first, end = max(own.start, indexes.start), min(own.stop, indexes.stop)
        for table, blob in zip(tables, blobs, strict=True):
            counts = widened(blob, len(own) * len(columns)).reshape(len(own), -1)
            table[first - indexes.start : end - indexes.start, columns] = counts[
                first - own.start : end - own.start
            ]
    return Sizes(indexes.start, logos, *tables)
