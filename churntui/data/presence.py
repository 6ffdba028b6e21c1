"""Who was active when, read for a screen or a report: the `Crowd` that customers and cohorts are counted on.

The roll-ups have it for the book's own window and count: the qualifying set as it is, and any other set of actions by
joining their bits, where doing something once is enough. What they do not have (another window, a count above one
with another set of actions) is counted from `usage_day` by the same rules: slower, and just as exact.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter

import numpy as np

from churntui.data import (
    activity,
    crowd_sizes,
    presence_cells,
    presence_fold,
    presence_keeping,
    presence_rows,
    use_windows,
)
from churntui.data.file.store import Store
from churntui.data.presence_bits import Kept, kinds
from churntui.data.presence_fold import PIECE, Marks
from churntui.data.presence_roster import BlockRoster
from churntui.data.presence_rows import SET
from churntui.model.rows import Settings
from churntui.plain import dates
from churntui.presence import WORD, Bits, Crowd, Grid, Mask, Roster, Use, grid_index, grid_start


def measured(store: Store, as_of: date) -> tuple[int, int] | None:
    """The first measured day and E = min(as-of day, last measured day + 1), as day numbers; None where there is none.

    A day is measured once anything was recorded for it, even that something was done no times.
    """
    first, last = store.rows("SELECT min(first_day), max(last_day) FROM measured")[0]
    number = dates.number(as_of)
    return None if first is None or first >= number else (int(first), min(number, int(last) + 1))


def crowd(  # noqa: PLR0913 - one for each thing that can be asked
    store: Store,
    as_of: date,
    grid: Grid,
    first: int,
    end: int,
    *,
    settings: Settings,
    actions: Collection[str] | None = None,
    window: int | None = None,
    sized: bool = False,
) -> Crowd:
    """Who was active at the openings of the grid periods [first, end] and what they did in [first, end).

    Args:
        store: The book.
        as_of: The day from which on nothing is known.
        grid: Week or month.
        first: A grid index (`presence.grid_index`).
        end: Another, not before it.
        settings: The window and the count; the book's own are the fast ones.
        actions: Names of a set of actions in place of the qualifying ones; unknown ones are passed over.
        window: Days, in place of the settings'.
        sized: Whether the counts will do for every period but the running one, where they are kept: bits are then
            read of that one only.
    """
    found = store.rows("SELECT id, name, qualifies FROM action ORDER BY name")
    chosen = {
        str(name): int(i) for i, name, is_set in found if (is_set if actions is None else name in actions)
    }
    qualifying = {int(i) for i, _, is_set in found if is_set}
    rosters = presence_rows.rosters(store)
    asked = _Asked(
        store=store,
        rosters=rosters,
        grid=grid,
        indexes=range(first, max(first, end)),
        window=settings.active_window_days if window is None else window,
        least=settings.active_min_count,
        actions=frozenset(chosen.values()),
        is_set=set(chosen.values()) == qualifying,
        measured=measured(store, as_of),
    )
    sizes = None
    if sized and asked.measured and asked.is_set and asked.is_kept():
        sizes = crowd_sizes.load(store, grid, range(first, asked.indexes.stop + 1))
        running = grid_index(grid, dates.from_number(asked.measured[1] - 1))
        asked = replace(asked, indexes=range(running, running + 1))
    seen = asked.nothing() if asked.measured is None or not chosen else asked.look(asked.measured)
    return Crowd(
        grid,
        _roster(rosters),
        seen.active,
        seen.acted,
        seen.between,
        seen.now,
        asked.measured,
        asked.window,
        asked.least,
        tuple(chosen),
        sizes,
    )


def use_before(store: Store, days: Sequence[int], *, settings: Settings) -> list[Use]:
    """How often each action, qualifying or not, was done in each logo in the active window before each day.

    Args:
        store: The book.
        days: Day numbers. The roll-ups have the openings of months; another day is counted from `usage_day`.
        settings: The window; the book's own is the fast one.

    Returns:
        One for each day, in their order.
    """
    window = settings.active_window_days
    own = store.scalar("SELECT active_window_days FROM rollup_state")
    is_kept = [window == own and dates.from_number(day).day == 1 for day in days]
    kept = iter(use_windows.load(store, [day for day, have in zip(days, is_kept, strict=True) if have]))
    return [
        next(kept) if have else _use_before(store, day, window)
        for day, have in zip(days, is_kept, strict=True)
    ]


def _use_before(store: Store, day: int, window: int) -> Use:
    found = store.rows(
        """SELECT action_id, l.id, sum(n) AS n FROM logo l CROSS JOIN usage_day u
        ON u.logo_id = l.id AND u.day >= ? AND u.day < ? GROUP BY action_id, l.id HAVING sum(n) > 0""",
        (day - window, day),
    )
    actions, logos, n = np.array(found, np.int64).reshape(-1, 3).T
    return use_windows.sorted_use(day, actions, logos, n)


def action_counts(store: Store) -> list[tuple[int, str, bool, int, int]]:
    """Every action by name: id, name, whether it qualifies, how often it was done, and by how many named customers."""
    sizes = {roster.block: len(roster) for roster in presence_rows.rosters(store)}
    customers: dict[int, int] = {}
    kept = "SELECT block, action_id, places, length(bits) / 4 FROM presence WHERE kind = 'acted_month'"
    for (block, action), rows in groupby(
        store.each(f"{kept} AND action_id <> ? ORDER BY block, action_id", (SET,)), key=itemgetter(0, 1)
    ):
        did = np.zeros(sizes[block], np.bool_)
        for _, _, places, count in rows:
            did[presence_rows.widened(places, count)] = True
        customers[action] = customers.get(action, 0) + int(np.count_nonzero(did))
    return [(*action, customers.get(action[0], 0)) for action in activity.actions(store)]


def _roster(rosters: Sequence[BlockRoster]) -> Roster:
    columns = [[roster.customers, roster.logos, roster.joined] for roster in rosters]
    if not columns:
        return Roster(*(np.zeros(0, np.int32) for _ in range(3)))
    return Roster(*(np.concatenate(arrays) for arrays in zip(*columns, strict=True)))


@dataclass(slots=True)
class _Seen:
    """The bits of a crowd."""

    active: Bits
    acted: Bits
    between: Bits
    now: Mask


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a crowd is asked to be, and how to come by it."""

    store: Store
    rosters: Sequence[BlockRoster]
    grid: Grid
    indexes: range
    window: int
    least: int
    actions: frozenset[int]
    is_set: bool
    """Whether these are just the qualifying ones."""
    measured: tuple[int, int] | None

    @property
    def size(self) -> int:
        """How many customers there are."""
        return sum(map(len, self.rosters))

    @property
    def offsets(self) -> dict[int, int]:
        """The place at which each block begins."""
        ends = np.cumsum([len(roster) for roster in self.rosters]).tolist()
        return {roster.block: end - len(roster) for roster, end in zip(self.rosters, ends, strict=True)}

    def nothing(self) -> _Seen:
        """Nobody ever did anything."""
        return _Seen(self.blank(), self.blank(), self.blank(), np.zeros(self.size, np.bool_))

    def blank(self) -> Bits:
        """Room for the periods that are asked for, and the opening after them."""
        return Bits.blank(self.size, self.indexes.start, self.indexes.stop + 1)

    def look(self, measured: tuple[int, int]) -> _Seen:
        """The bits, from the roll-ups as far as they have them."""
        end = measured[1]
        seen = self.kept() if self.is_kept() else self.counted(grid_start(self.grid, self.indexes.start), end)
        running = grid_index(self.grid, dates.from_number(end - 1))
        if self.is_kept() and not self._finish(seen, running, end):
            late = self.counted(grid_start(self.grid, running), end)
            seen.now = late.now
            for bits, exact in ((seen.acted, late.acted), (seen.between, late.between)):
                if running in self.indexes:
                    bits.put(running, exact.at(running))
        opened = grid_index(self.grid, dates.from_number(end))
        first, stop = self.indexes.start, self.indexes.stop
        seen.active = seen.active.within(first, min(stop, opened) + 1)
        seen.acted = seen.acted.within(first, min(stop, running + 1))
        seen.between = seen.acted if self.least == 1 else seen.between.within(first, min(stop, running + 1))
        return seen

    def is_kept(self) -> bool:
        """Whether the roll-ups have it."""
        own = self.store.one("SELECT active_window_days, active_min_count FROM rollup_state")
        return own == (self.window, self.least) and (self.is_set or self.least == 1)

    def kept(self) -> _Seen:
        """As the roll-ups have it, with nothing cut off at the measured end; `now` is still to be seen."""
        return _Seen(*self._kept.grid(self.grid, self.indexes), np.zeros(self.size, np.bool_))

    @property
    def _kept(self) -> Kept:
        actions = {SET} if self.is_set else self.actions
        return Kept(self.store, self.offsets, self.size, actions, self.window, self.least)

    def counted(self, first: int, end: int) -> _Seen:
        """As `usage_day` has it for the periods from day `first` on and for the opening of day `end`."""
        seen, offsets = self.nothing(), self.offsets
        for roster in self.rosters:
            cells = presence_cells.whole(
                self.store, roster.block, (min(first, end) - self.window, end), self.actions
            )
            if cells is None:
                continue
            places = roster.places(cells.who)
            some = places >= 0
            did = places[some], cells.days[some], cells.n[some]
            marks = presence_fold.counted(self.grid, self.window, self.least, did)
            at = slice(offsets[roster.block], offsets[roster.block] + len(roster))
            late = did[1] >= end - self.window
            seen.now[at] = np.bincount(did[0][late], did[2][late], minlength=len(roster)) >= self.least
            for kind, bits in zip(kinds(self.grid), (seen.active, seen.acted, seen.between), strict=True):
                _set(bits, marks.get(kind), at.start)
        return seen

    def _finish(self, seen: _Seen, running: int, end: int) -> bool:
        """See who is active at the measured end, and who acted in the period it cuts short; False where days lack."""
        begun = grid_start(self.grid, running)
        if self.least > 1 or min(begun, end - self.window) < presence_keeping.single_days_from(self.store):
            return False
        wanted = range(min(begun, end - self.window), end)
        days = Bits.blank(self.size, wanted.start, wanted.stop)
        self._kept.fill(days, "day", wanted)
        seen.now = _any(days.within(end - self.window, end))
        if running in self.indexes:
            seen.acted.put(running, _any(days.within(begun, end)))
        return True


def _any(bits: Bits) -> Mask:
    some: Mask = (bits.words != 0).any(axis=1)
    return some


def _set(bits: Bits, marks: Marks | None, offset: int) -> None:
    """Put a block's marks in place."""
    if marks is None:
        return
    word, half = np.divmod(marks.words - bits.first // PIECE, WORD // PIECE)
    for part in range(WORD // PIECE):
        some = (word >= 0) & (word < bits.words.shape[1]) & (half == part)
        new = marks.bits[some].astype(np.uint64) << np.uint64(part * PIECE)
        bits.words[marks.places[some] + offset, word[some]] |= new
