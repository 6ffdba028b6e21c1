"""The rows that bits and rosters are kept in: arrays of one block, action and word, as little-endian blobs.

Numbers take the least of one, two, four or eight bytes that holds them all; the count of them tells which on reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from churntui.data.file.store import Store
from churntui.data.presence_cells import Numbers
from churntui.data.presence_fold import PIECE, Kind, Marks, joined
from churntui.data.presence_roster import BlockRoster
from churntui.presence import WORD, Bits

Unsigned: TypeAlias = NDArray[np.unsignedinteger[Any]]

ALL = range(-(1 << 15), 1 << 15)
"""Every word there can be."""

SET = 0
"""Stands in place of an action's id for the qualifying set, counted with the book's `active_min_count`."""


def rosters(store: Store) -> list[BlockRoster]:
    """Every block's roster, in order."""
    found = store.rows("SELECT block, customers, logos, recorded, used FROM roster ORDER BY block")
    return [
        BlockRoster(int(block), *(np.frombuffer(blob, "<i4") for blob in blobs)) for block, *blobs in found
    ]


def roster(store: Store, block: int) -> BlockRoster:
    """The roster of one block, which may grow."""
    found = store.one("SELECT customers, logos, recorded, used FROM roster WHERE block = ?", (block,))
    if found is None:
        return BlockRoster.empty(block)
    return BlockRoster(block, *(np.frombuffer(blob, "<i4").copy() for blob in found))


def save_roster(store: Store, kept: BlockRoster) -> None:
    """Keep a block's roster, inside the caller's transaction."""
    arrays = (kept.customers, kept.logos, kept.recorded, kept.used)
    store.rows(
        "INSERT OR REPLACE INTO roster(block, customers, logos, recorded, used) VALUES (?, ?, ?, ?, ?)",
        (kept.block, *(array.astype("<i4").tobytes() for array in arrays)),
    )


def load(
    store: Store, block: int, kind: Kind, words: range = ALL, actions: Collection[int] | None = None
) -> Marks:
    """What is kept of a block: the marks of some words or all, of some actions (`SET` is one) or all."""
    found = store.rows(
        f"""SELECT action_id, word, places, bits FROM presence
        WHERE block = ? AND kind = ? AND word >= ? AND word < ? {_of(actions)}""",
        (block, kind, words.start, words.stop),
    )
    return joined(
        [
            Marks.kept(action, word, widened(places, len(bits) // 4), np.frombuffer(bits, "<u4"))
            for action, word, places, bits in found
        ]
    )


def save(store: Store, block: int, kind: Kind, words: range, marks: Marks) -> None:
    """Keep these marks in place of all that is kept of the block's words, inside the caller's transaction."""
    store.rows(
        "DELETE FROM presence WHERE block = ? AND kind = ? AND word >= ? AND word < ?",
        (block, kind, words.start, words.stop),
    )
    add(store, block, kind, marks)


def add(store: Store, block: int, kind: Kind, marks: Marks) -> None:
    """Keep marks of words and actions of which nothing is kept yet."""
    store.many(
        "INSERT INTO presence(block, kind, word, action_id, places, bits) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (block, kind, word, action, narrowed(part.places), part.bits.astype("<u4").tobytes())
            for action, word, part in marks.rows()
        ),
    )


def fill(
    store: Store,
    bits: Bits,
    kind: Kind,
    indexes: range,
    offsets: Mapping[int, int],
    actions: Collection[int],
) -> None:
    """Set the bits of some actions (`SET` is one) in place.

    Args:
        store: The book.
        bits: Where to; as `Bits.blank` makes them.
        kind: Which bits; of a day, the day number is the index.
        indexes: Those that are wanted; some before and after them are set as well.
        offsets: The blocks that are wanted, and the place in the bits at which each begins.
        actions: By any of them.
    """
    pieces = WORD // PIECE
    halves = bits.words.T.view("<u4")  # each customer's word in two, the lower one first
    for block, word, places, ones in _rows(store, kind, words_of(indexes), offsets, actions):
        at, half = divmod(word - bits.first // PIECE, pieces)
        column = halves[at, pieces * offsets[block] + half :: pieces]
        column[widened(places, len(ones) // 4)] |= np.frombuffer(ones, "<u4")


def words_of(indexes: range) -> range:
    """The words that hold these bits."""
    return range(indexes.start // PIECE, (indexes.stop - 1) // PIECE + 1)


def _rows(
    store: Store, kind: Kind, words: range, blocks: Collection[int], actions: Collection[int]
) -> Iterator[tuple[int, int, bytes, bytes]]:
    return store.each(
        f"""SELECT block, word, places, bits FROM presence
        WHERE block IN ({_listed(blocks)}) AND kind = ? AND word >= ? AND word < ? {_of(actions)}""",
        (kind, words.start, words.stop),
    )


def _of(actions: Collection[int] | None) -> str:
    return "" if actions is None else f"AND action_id IN ({_listed(actions)})"


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def narrowed(numbers: Numbers) -> bytes:
    """Numbers from 0 on, in as few bytes as hold the largest."""
    most = int(numbers.max(initial=0))
    return numbers.astype(
        "<u1" if most < 1 << 8 else "<u2" if most < 1 << 16 else "<u4" if most < 1 << 32 else "<u8"
    ).tobytes()


def widened(blob: bytes, count: int) -> Unsigned:
    """So many numbers, as they were narrowed."""
    return np.frombuffer(blob, f"<u{len(blob) // count}" if count else "<u2")
