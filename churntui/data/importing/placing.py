"""Putting gathered activity in place: the sums of a run replace what the book has in the same cells.

A cell is a logo's day, a customer and an action. The book is asked only for cells of logos it has anything of on the
run's days, and only cells that are new or say something else are written, in the order of their table. Counts are of
lines of the files. Where a file is to replace its days, what it does not name there is taken out last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.importing.gathered import Gathering, Ints, Uses
from churntui.data.importing.outcome import State, Tally

_DAY = 1 << 20
_DAY_ZERO = 1 << 19
_ACTION = 1 << 20
"""A day, and an action's number, have so much room beside a logo's and a customer's."""

BLANK = 1 << 44
"""In place of a count: there is none, so that it was done once at least, and the book may know of more."""

_TOGETHER = 200
"""Rows of one statement, which costs SQLite half of one after the other."""

_STATES: tuple[State, ...] = ("added", "changed", "unchanged")

_KEY = "logo_id, day, customer_id, action_id"

_KEPT = f"""CREATE TEMP TABLE kept(logo_id INTEGER NOT NULL, day INTEGER NOT NULL, customer_id INTEGER NOT NULL,
    action_id INTEGER NOT NULL, PRIMARY KEY({_KEY})) WITHOUT ROWID"""
"""The cells of a run that replaces days: typed like the table's, or SQLite would search them one by one."""


Keep: TypeAlias = Callable[[Ints], None]
"""Keeps what a run replaces: cells × logo, day, customer, action, the count before and after, -1 for none."""


def where(logo: Ints, day: Ints) -> Ints:
    """A logo's number and a day's in one."""
    return logo * _DAY + (day + _DAY_ZERO)


def what(customer: Ints, action: Ints) -> Ints:
    """A customer's number and an action's in one."""
    return customer * _ACTION + action


@dataclass(frozen=True, slots=True)
class Scope:
    """What a file speaks of."""

    first_day: int
    last_day: int
    actions: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The sums of a piece, cell by cell in the order of `usage_day`."""

    keys: Ints
    """Cells × logo, day, customer, action."""
    n: Ints
    is_blank: npt.NDArray[np.bool_]
    """Whether no use of a cell tells a count."""
    of_use: Ints
    """The cell of each use of the piece."""

    @classmethod
    def of(cls, uses: Uses) -> _Cells:
        """Those of sorted uses, at least one."""
        is_first = np.ones(len(uses.n), dtype=bool)
        is_first[1:] = (np.diff(uses.where) != 0) | (np.diff(uses.what) != 0)
        starts = np.flatnonzero(is_first)
        logo, day = np.divmod(uses.where[starts], _DAY)
        customer, action = np.divmod(uses.what[starts], _ACTION)
        keys = np.column_stack((logo, day - _DAY_ZERO, customer, action))
        blank, n = np.divmod(np.add.reduceat(uses.n, starts), BLANK)
        return cls(keys, n + blank, (blank > 0) & (n == 0), np.cumsum(is_first) - 1)

    def over(self, before: Ints) -> _Cells:
        """The same over what the book has: where no count is told, that stays where it is more."""
        return replace(self, n=np.where(self.is_blank, np.maximum(before, self.n), self.n))


def merge(
    store: Store,
    gathering: Gathering,
    tallies: Sequence[Tally],
    scopes: Mapping[int, Scope],
    keep: Keep | None = None,
) -> None:
    """Put what was gathered in place, count it for each file, and bring the roll-ups up to date.

    Args:
        store: The book, inside a transaction.
        gathering: What was gathered.
        tallies: Of each file, in the order of their numbers.
        scopes: Of the files that replace what the book has there, by their numbers.
        keep: Is given what is replaced.

    Raises:
        FullDiskError: There is no room; the transaction is to be taken back.
    """
    if store.one("SELECT 1 FROM usage_day LIMIT 1") is None:
        for piece in gathering.pieces():
            cells = _Cells.of(piece)
            nothing = np.full(len(cells.n), -1)
            _count(tallies, piece, cells, nothing)
            if keep is not None:
                keep(np.column_stack((cells.keys, nothing, cells.n)))
            _write(store, "usage_day", np.column_stack((cells.keys, cells.n)))
        activity.rebuild(store)
    else:
        _replace(store, gathering, tallies, scopes, keep)


def _replace(
    store: Store,
    gathering: Gathering,
    tallies: Sequence[Tally],
    scopes: Mapping[int, Scope],
    keep: Keep | None,
) -> None:
    store.rows("CREATE TEMP TABLE touched(logo_id INTEGER, day INTEGER)")
    store.rows(_KEPT)
    for piece in gathering.pieces():
        cells = _Cells.of(piece)
        before = counts(store, cells.keys)
        cells = cells.over(before)
        _count(tallies, piece, cells, before)
        is_other = before != cells.n
        if keep is not None:
            keep(np.column_stack((cells.keys, before, cells.n))[is_other])
        _write(store, "usage_day", np.column_stack((cells.keys, cells.n))[is_other])
        _write(store, "temp.touched", np.unique(cells.keys[is_other, :2], axis=0))
        if scopes:
            _write(store, "temp.kept", cells.keys)
    for file, scope in scopes.items():
        tallies[file].removed += _take_out(store, scope, keep)
    if store.one("SELECT 1 FROM temp.touched LIMIT 1"):
        activity.refresh(store, "temp.touched")
    store.rows("DROP TABLE temp.touched")
    store.rows("DROP TABLE temp.kept")


def counts(store: Store, keys: Ints) -> Ints:
    """What the book has in each cell, in the order of `usage_day`; -1 for nothing."""
    before = np.full(len(keys), -1)
    logos = keys[:, 0]
    busy = store.rows(
        """SELECT id FROM logo l WHERE id BETWEEN ? AND ? AND EXISTS
        (SELECT 1 FROM usage_day WHERE logo_id = l.id AND day BETWEEN ? AND ?)""",
        (int(logos[0]), int(logos[-1]), int(keys[:, 1].min()), int(keys[:, 1].max())),
    )
    places = np.flatnonzero(np.isin(logos, np.array(busy, dtype=np.int64)))
    for marks, values in _together(np.column_stack((places, keys[places]))):
        known = store.rows(
            f"""SELECT column1, n FROM (VALUES {marks}) JOIN usage_day
            ON ({_KEY}) = (column2, column3, column4, column5)""",
            values,
        )
        if known:
            at, n = np.array(known, dtype=np.int64).T
            before[at] = n
    return before


def _count(tallies: Sequence[Tally], uses: Uses, cells: _Cells, before: Ints) -> None:
    """Count each file's lines by what becomes of their cell."""
    state = np.where(before < 0, 0, np.where(before != cells.n, 1, 2))
    lines = np.bincount(uses.file * len(_STATES) + state[cells.of_use])
    for place in np.flatnonzero(lines).tolist():
        file, nth = divmod(place, len(_STATES))
        tallies[file].counts[_STATES[nth]] += int(lines[place])


def _write(store: Store, table: str, rows: Ints) -> None:
    """Write rows in the order of a table's columns; those of `usage_day` over what is there."""
    over = f"ON CONFLICT({_KEY}) DO UPDATE SET n = excluded.n" if table == "usage_day" else ""
    for marks, values in _together(rows):
        store.rows(f"INSERT INTO {table} VALUES {marks} {over}", values)


def _together(rows: Ints) -> Iterator[tuple[str, list[int]]]:
    """Rows some at a time: the marks of a statement's VALUES, and what goes there."""
    for first in range(0, len(rows), _TOGETHER):
        some = rows[first : first + _TOGETHER]
        yield _marks(*some.shape), some.ravel().tolist()


@cache
def _marks(rows: int, columns: int) -> str:
    return ", ".join([f"({', '.join('?' * columns)})"] * rows)


def put_back(store: Store, cells: Ints) -> None:
    """Put counts as they were before a run, where the book still has what the run made of them.

    Args:
        store: The book, inside a transaction.
        cells: As `Keep` was given them.
    """
    store.rows(_KEPT)
    has_none = cells[:, 4] < 0
    _write(store, "temp.kept", cells[has_none, :4])
    store.rows(f"DELETE FROM usage_day WHERE ({_KEY}) IN (SELECT {_KEY} FROM temp.kept)")
    store.rows("DROP TABLE temp.kept")
    _write(store, "usage_day", cells[~has_none, :5])


def _take_out(store: Store, scope: Scope, keep: Keep | None) -> int:
    """Take out what the book has there and the run does not; returns how many cells."""
    actions = ", ".join(map(str, sorted(scope.actions)))
    store.rows(
        f"""CREATE TEMP TABLE gone AS SELECT {_KEY}, n FROM usage_day
        WHERE logo_id IN (SELECT id FROM logo) AND day BETWEEN ? AND ? AND action_id IN ({actions})
        AND ({_KEY}) NOT IN (SELECT {_KEY} FROM temp.kept)""",
        (scope.first_day, scope.last_day),
    )
    store.rows("INSERT INTO temp.touched SELECT DISTINCT logo_id, day FROM temp.gone")
    store.rows(f"DELETE FROM usage_day WHERE ({_KEY}) IN (SELECT {_KEY} FROM temp.gone)")
    count = int(store.scalar("SELECT count(*) FROM temp.gone"))
    if keep is not None and count:
        keep(np.array(store.rows(f"SELECT {_KEY}, n, -1 FROM temp.gone ORDER BY {_KEY}"), dtype=np.int64))
    store.rows("DROP TABLE temp.gone")
    return count
