"""How many customers of each logo were active, stayed, and only came and went: the qualifying set's bits, counted.

Counting the bits of 300,000 customers takes longer than a screen may; what they come to is small. So it is kept beside
them: for each block of logos, grid and word of periods a table of periods by logos, made anew for a block whenever
its bits of the set are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from churntui.data.file.store import Store
from churntui.data.presence_bits import Kept, kinds
from churntui.data.presence_fold import GRIDS, PIECE
from churntui.data.presence_making import Rules
from churntui.data.presence_roster import BlockRoster
from churntui.data.presence_rows import SET, narrowed, widened, words_of
from churntui.presence import Grid, Sizes, counts_of

_COLUMNS = "grid, word, block, logos, active, kept, early"

_Row = tuple[Grid, int, int, bytes, bytes, bytes, bytes]


def keep(store: Store, roster: BlockRoster, rules: Rules) -> None:
    """Count a block anew, inside the caller's transaction."""
    store.rows("DELETE FROM crowd_size WHERE block = ?", (roster.block,))
    store.many(
        f"INSERT INTO crowd_size({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", _made(store, roster, rules)
    )


def is_kept(store: Store, roster: BlockRoster, rules: Rules) -> bool:
    """Whether what is kept of a block is what its bits come to."""
    kept = store.rows(f"SELECT {_COLUMNS} FROM crowd_size WHERE block = ?", (roster.block,))
    return set(kept) == set(_made(store, roster, rules))


def load(store: Store, grid: Grid, indexes: range) -> Sizes:
    """The sizes of some grid periods, of every logo that has customers."""
    words = words_of(indexes)
    found = store.rows(
        f"SELECT {_COLUMNS} FROM crowd_size WHERE grid = ? AND word >= ? AND word < ? ORDER BY block",
        (grid, words.start, words.stop),
    )
    logos = {block: np.frombuffer(blob, "<i4") for _, _, block, blob, *_ in found}
    ends = np.cumsum([len(own) for own in logos.values()]).tolist()
    begins = {block: end - len(own) for (block, own), end in zip(logos.items(), ends, strict=True)}
    tables = [np.zeros((PIECE * len(words), ends[-1] if ends else 0), np.int32) for _ in range(3)]
    for _, word, block, _, *blobs in found:
        row, column, own = PIECE * (word - words.start), begins[block], len(logos[block])
        for table, blob in zip(tables, blobs, strict=True):
            counts = widened(blob, PIECE * own).reshape(PIECE, own)
            table[row : row + PIECE, column : column + own] = counts
    skipped = indexes.start - PIECE * words.start
    every = np.concatenate([*logos.values(), np.zeros(0, np.int32)])
    return Sizes(indexes.start, every, *(table[skipped : skipped + len(indexes)] for table in tables))


def _made(store: Store, roster: BlockRoster, rules: Rules) -> Iterator[_Row]:
    """The rows of a block; words in which nobody is counted have none."""
    asked = Kept(store, {roster.block: 0}, len(roster), {SET}, rules.window, rules.least)
    logos, groups = np.unique(roster.logos, return_inverse=True)
    ids = logos.astype("<i4").tobytes()
    for grid in GRIDS:
        indexes = _indexes(store, roster.block, grid, rules)
        if not indexes:
            continue
        active, acted, between = asked.grid(grid, indexes)
        later = active.shifted(1)
        early = (acted if rules.least == 1 else between) & ~(active | later)
        tables = counts_of((active, active & later, early), groups, len(logos), indexes)
        for at in range(0, len(indexes), PIECE):
            parts = [table[at : at + PIECE] for table in tables]
            if any(part.any() for part in parts):
                blobs = (narrowed(part) for part in parts)
                yield (grid, indexes[at] // PIECE, roster.block, ids, *blobs)  # type: ignore[misc]


def _indexes(store: Store, block: int, grid: Grid, rules: Rules) -> range:
    """Whole words of grid periods, from the first that anything is kept of to the last that it reaches."""
    low, high = store.rows(
        "SELECT min(word), max(word) FROM presence WHERE block = ? AND action_id = ? AND kind IN (?, ?, ?)",
        (block, SET, *kinds(grid)),
    )[0]
    if low is None:
        return range(0)
    reach = -(-rules.window // (7 * PIECE))  # in words of weeks, the shorter periods
    return range(PIECE * low, PIECE * (high + 1 + reach))
