"""How often each action was done in each logo in the window before a day: kept for the opening of every month.

Behaviour splits logos by their use of one action before a period. Sorted by action and use, so that its quartiles are
places in an array.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from churntui.data.activity.cells import unpacked
from churntui.data.activity.rows import Row, narrowed, widened
from churntui.data.activity.year_bits import summed
from churntui.model.presence import Use, grid_indexes, grid_starts

if TYPE_CHECKING:
    from churntui.data.file.store import Store

_COLUMNS = "before, size, actions, logos, n"

_ID = 40
"""Bits of a logo's or a customer's id, under the action."""

_DONE = f"""SELECT group_concat((u.action_id << {_ID}) | l.id), group_concat(u.n) FROM logo l CROSS JOIN usage_day u
    ON u.logo_id = l.id AND u.day >= ? AND u.day < ? WHERE u.n > 0"""

_DONE_BY_CUSTOMERS = f"""SELECT group_concat((u.action_id << {_ID}) | u.customer_id), group_concat(u.n) FROM logo l
    CROSS JOIN usage_day u ON u.logo_id = l.id AND u.day >= ? AND u.day < ? WHERE u.n > 0 AND u.customer_id > 0"""


def counted(store: Store, before: int, window: int, *, of_customers: bool = False) -> Use:
    """As the days themselves tell it, of each logo or of each customer."""
    done = _DONE_BY_CUSTOMERS if of_customers else _DONE
    keys, n = unpacked(store.rows(done, (before - window, before))[0])
    keys, n = summed(keys, n)
    order = np.lexsort((n, keys >> _ID))
    return Use(before, keys[order] >> _ID, keys[order] & (1 << _ID) - 1, n[order])


def load(store: Store, before: int) -> Use:
    """As it is kept for the opening of a month; no use where nothing is."""
    row = store.one(f"SELECT {_COLUMNS} FROM use_window WHERE before = ?", (before,))
    _, size, *blobs = row or (before, 0, b"", b"", b"")
    return Use(before, *(widened(blob, size) for blob in blobs))


def keep(store: Store, first: int, last: int, window: int) -> None:
    """Count anew what is kept for the openings of months on the days `first` … `last`."""
    store.rows("DELETE FROM use_window WHERE before >= ? AND before <= ?", (first, last))
    store.many(
        f"INSERT INTO use_window({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", _rows(store, first, last, window)
    )


def is_kept(store: Store, window: int) -> bool:
    """Whether what is kept is what the days tell."""
    first, last = store.rows("SELECT min(first_day), max(last_day) FROM measured")[0]
    made = [] if first is None else list(_rows(store, first, last + window, window))
    return store.rows(f"SELECT {_COLUMNS} FROM use_window ORDER BY before") == made


def _rows(store: Store, first: int, last: int, window: int) -> Iterator[Row]:
    low, high = grid_indexes("month", np.array([first - 1, last]))
    for before in grid_starts("month", np.arange(low + 1, high + 1)).tolist():
        use = counted(store, before, window)
        if len(use.n):
            yield before, len(use.n), *map(narrowed, (use.actions, use.doers, use.n))
