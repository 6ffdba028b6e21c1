"""The rows of `presence`: what customers of a block did of one action in one year, as little-endian blobs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from churntui.data.activity.year_bits import YearBits
from churntui.model.presence import Grid, Ints

if TYPE_CHECKING:
    from churntui.data.file.store import Store

SET = 0
"""Stands in place of an action's id for the qualifying set, counted with the book's `active_min_count`."""

Row: TypeAlias = tuple[Any, ...]
"""The columns of a table."""

COLUMNS = "block, year, grid, action_id, places, acted, active, reached, until"

_WIDTHS: dict[Grid, str] = {"week": "<u8", "month": "<u2", "quarter": "<u1"}
"""A bit for each of a year."""


def row(block: int, year: int, grid: Grid, action: int, own: YearBits) -> Row:
    """The row as stored: without `between` where it equals `acted`, and with `until` in the grid of months only."""
    places, until = narrowed(own.places), own.until.astype("<i4").tobytes()
    words = (own.acted, own.active, own.between)
    acted, active, between = (bits.astype(_WIDTHS[grid]).tobytes() for bits in words)
    optional = None if between == acted else between, until if grid == "month" else None
    return block, year, grid, action, places, acted, active, *optional


def bits_of(row: Row) -> YearBits:
    """What a row says; without days where it has none."""
    _, _, grid, _, places, acted, active, reached, until = row
    words = {
        blob: np.frombuffer(blob, _WIDTHS[grid]).astype(np.uint64)
        for blob in (acted, active, reached)
        if blob
    }
    size = len(words[acted])
    days = np.frombuffer(until, "<i4").astype(np.int64) if until else np.zeros(size, np.int64)
    return YearBits(widened(places, size), days, words[active], words[acted], words[reached or acted])


def each(store: Store, grid: Grid, years: range, actions: Collection[int]) -> Iterator[Row]:
    """What is kept of some actions (`SET` is one) in some years."""
    return store.each(
        f"""SELECT {COLUMNS} FROM presence WHERE grid = ? AND year >= ? AND year < ?
        AND action_id IN ({", ".join(map(str, sorted(actions)))})""",
        (grid, years.start, years.stop),
    )


def customers(store: Store) -> dict[int, int]:
    """How many customers ever did each action."""
    sizes: dict[int, int] = dict(store.rows("SELECT block, length(customers) / 4 FROM roster"))
    did: dict[int, int] = {}
    kept = store.each(
        """SELECT block, action_id, places, length(until) / 4 FROM presence
        WHERE grid = 'month' AND action_id <> ? ORDER BY 1, 2""",
        (SET,),
    )
    for (block, action), years in groupby(kept, key=itemgetter(0, 1)):
        some = np.zeros(sizes[block], np.bool_)
        for _, _, places, size in years:
            some[widened(places, size)] = True
        did[action] = did.get(action, 0) + int(np.count_nonzero(some))
    return did


def narrowed(numbers: Ints) -> bytes:
    """Numbers from 0 on, in as few bytes as hold the largest."""
    most = int(numbers.max(initial=0))
    width = next(width for width in (1, 2, 4, 8) if most < 1 << 8 * width)
    return numbers.astype(f"<u{width}").tobytes()


def widened(blob: bytes, size: int) -> Ints:
    """So many numbers, as they were narrowed."""
    return np.frombuffer(blob, f"<u{len(blob) // size}" if size else "<u1").astype(np.int64)
