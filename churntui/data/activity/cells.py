"""Reading `usage_day` by the million: packed by SQLite, unpacked by numpy, a block of logos and a year at a time.

A row fetched as a Python tuple costs two microseconds. So SQLite packs the five columns into two numbers and hands
over some hundred thousand of them as one text, which numpy reads: half the time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from churntui.model.presence import Ints

if TYPE_CHECKING:
    from churntui.data.file.store import Store

_BLOCK_BITS = 10
BLOCK = 1 << _BLOCK_BITS
"""Logos (by id) that are kept together: so few that a year of them fits into memory at ease, so many that a screen
reads few rows."""

_ACTIONS = 20
_DAYS = 20
_DAY_ZERO = 1 << _DAYS - 1
"""Bits of an action's id and of a day, and what makes any day of the calendar positive."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of `usage_day` of one block."""

    who: Ints
    """Customer and logo in one: `who` of them."""
    actions: Ints
    days: Ints
    n: Ints


def who(customers: Ints, logos: Ints) -> Ints:
    """One number for a customer and their logo, unique within a block; below `BLOCK` for nobody named."""
    return customers << _BLOCK_BITS | logos & BLOCK - 1


def named(who: Ints, block: int) -> tuple[Ints, Ints]:
    """The customers and the logos again."""
    return who >> _BLOCK_BITS, block * BLOCK + (who & BLOCK - 1)


def read(store: Store, block: int, days: tuple[int, int], actions: Collection[int] | None = None) -> Cells:
    """The cells of a block on the days [first, end), of some actions or all."""
    only = "" if actions is None else f"AND action_id IN ({', '.join(map(str, sorted(actions)))})"
    packed = store.rows(
        f"""SELECT group_concat((customer_id << {_BLOCK_BITS + _ACTIONS})
            | ((u.logo_id & {BLOCK - 1}) << {_ACTIONS}) | action_id),
            group_concat((n << {_DAYS}) | (day + {_DAY_ZERO}))
        FROM logo l CROSS JOIN usage_day u ON u.logo_id = l.id AND u.day >= ? AND u.day < ?
        WHERE l.id >= ? AND l.id < ? {only}""",
        (*days, block * BLOCK, (block + 1) * BLOCK),
    )[0]
    first, second = unpacked(packed)
    return Cells(
        first >> _ACTIONS,
        first & (1 << _ACTIONS) - 1,
        (second & (1 << _DAYS) - 1) - _DAY_ZERO,
        second >> _DAYS,
    )


def recorded(store: Store, block: int, unknown: int) -> tuple[Ints, Ints]:
    """`who` of the customers in the book, and the day each joined, `unknown` where nobody said."""
    packed = store.rows(
        f"""SELECT group_concat((id << {_BLOCK_BITS}) | (logo_id & {BLOCK - 1})),
            group_concat(coalesce(unixepoch(joined_on) / 86400, ?))
        FROM customer WHERE logo_id >= ? AND logo_id < ?""",
        (unknown, block * BLOCK, (block + 1) * BLOCK),
    )[0]
    ids, days = unpacked(packed)
    return ids, days


def unpacked(texts: Sequence[str | None]) -> list[Ints]:
    """The numbers of columns that SQLite packed with `group_concat`."""
    return [np.fromstring(text or "", np.int64, sep=",") for text in texts]
