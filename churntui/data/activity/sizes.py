"""How many customers of each logo were active, stayed, and only came and went: the qualifying set's bits, counted.

Counting the bits of 300,000 customers takes longer than a screen may; what they come to is small. So it is kept beside
them: for each block of logos, grid and year a table of periods by logos.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from churntui.data.activity.rows import Row, narrowed, widened
from churntui.data.activity.year_bits import YearBits, periods
from churntui.model.presence import Bits, Grid, Ints, Sizes, counts_of

if TYPE_CHECKING:
    from churntui.data.file.store import Store

COLUMNS = "block, year, grid, logos, active, kept, early"


_Part: TypeAlias = tuple[int, Ints, list[Ints]]
"""The grid period of the first row, the logos, and three tables of periods × logos: active, kept, early."""


def count(own: YearBits, indexes: range, logos: Ints) -> _Part:
    """What the bits of some grid periods come to; `logos` has the logo of each place."""
    ids, groups = np.unique(logos[own.places], return_inverse=True)
    later = own.active >> np.uint64(1)
    words = own.active, own.active & later, own.between & ~(own.active | later)
    bits = [Bits(indexes.start, column[:, np.newaxis]) for column in words]
    return indexes.start, ids, counts_of(bits, groups, len(ids), indexes)


def row(block: int, year: int, grid: Grid, own: YearBits, logos: Ints) -> Row:
    """What the bits of the qualifying set come to, as it is kept."""
    _, ids, tables = count(own, periods(grid, year), logos)
    return block, year, grid, ids.astype("<i4").tobytes(), *map(narrowed, tables)


def each(store: Store, grid: Grid, years: range) -> Iterator[_Part]:
    """What is kept of some years."""
    kept = store.each(
        f"SELECT {COLUMNS} FROM crowd_size WHERE grid = ? AND year >= ? AND year < ?",
        (grid, years.start, years.stop),
    )
    for _, year, _, blob, *blobs in kept:
        ids, own = np.frombuffer(blob, "<i4"), periods(grid, year)
        size = len(own) * len(ids)
        yield own.start, ids, [widened(table, size).reshape(len(own), -1) for table in blobs]


def gathered(parts: Iterable[_Part], indexes: range, logos: Ints) -> Sizes:
    """The sizes of some grid periods, of these logos (ascending)."""
    tables = np.zeros((3, len(indexes), len(logos)), np.int32)
    for start, ids, counts in parts:
        columns = np.searchsorted(logos, ids)
        for table, counted in zip(tables, counts, strict=True):
            first, end = max(start, indexes.start), min(start + len(counted), indexes.stop)
            table[first - indexes.start : end - indexes.start, columns] = counted[first - start : end - start]
    return Sizes(indexes.start, logos, *tables)
