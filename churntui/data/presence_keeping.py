"""Keeping the customers' bits and the use before each month in step with `usage_day`, a block of logos at a time.

Everything here runs inside the caller's transaction. `rollup` says when.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from churntui.data import (
    crowd_sizes,
    presence_cells,
    presence_fold,
    presence_making,
    presence_rows,
    rollup_days,
    use_windows,
)
from churntui.data.file.store import Store
from churntui.data.presence_cells import BLOCK, EVER
from churntui.data.presence_fold import KINDS, PIECE, Kind, Marks
from churntui.data.presence_making import Days, Made, Reach, Rules
from churntui.data.presence_roster import BlockRoster
from churntui.data.presence_rows import SET
from churntui.data.use_windows import Sums
from churntui.presence import WORD, Use, grid_starts

_RECENT = 64
"""So many days before the last one, as-of days are answered from single days of use."""


def rules(store: Store) -> Rules:
    """What the roll-ups of this book follow."""
    window, least = store.rows("SELECT active_window_days, active_min_count FROM rollup_state")[0]
    qualifying = frozenset(int(i) for (i,) in store.rows("SELECT id FROM action WHERE qualifies = 1"))
    last = store.scalar("SELECT max(last_day) FROM measured")
    recent = EVER[0] if last is None else (last - int(window) - _RECENT) // WORD * WORD
    return Rules(int(window), int(least), qualifying, recent)


def single_days_from(store: Store) -> int:
    """The first day number of which single days are kept."""
    return int(store.scalar("SELECT single_days_from FROM rollup_state"))


def rebuild(store: Store) -> None:
    """Count all of it; the tables are empty."""
    follow = rules(store)
    _note_recent(store, follow)
    uses: dict[int, Sums] = {}
    for block in presence_cells.blocks(store):
        made = presence_making.make(store, BlockRoster.empty(block), follow)
        _save(store, made, EVER, follow)
        uses[block] = made.uses
    _save_uses(store, uses, {})


def refresh(store: Store) -> None:
    """Count anew what the days in `temp.stale(logo_id, day)` reach."""
    follow = rules(store)
    if follow.recent < single_days_from(store):
        # The last days were taken out, and single days before them are no longer kept.
        rollup_days.clear(store)
        rebuild(store)
        return
    store.rows("DELETE FROM presence WHERE kind = 'day' AND word < ?", (follow.recent // PIECE,))
    _note_recent(store, follow)
    found = store.rows(
        "SELECT logo_id / ? AS block, min(day), max(day) FROM temp.stale GROUP BY block", (BLOCK,)
    )
    uses: dict[int, Sums] = {}
    reached: dict[int, range] = {}
    for block, first, last in found:
        changed = first, last + 1
        made = presence_making.make(store, presence_rows.roster(store, block), follow, changed)
        _save(store, made, changed, follow)
        uses[block] = made.uses
        reached[block] = Reach(changed, follow.window).indexes("month")
    _save_uses(store, uses, reached)


def refresh_customers(store: Store) -> None:
    """Take in customers that are new or joined on another day."""
    for block in presence_cells.blocks(store):
        kept = presence_rows.roster(store, block)
        before = len(kept), kept.recorded.tobytes()
        kept.record(store)
        if before != (len(kept), kept.recorded.tobytes()):
            presence_rows.save_roster(store, kept)
            crowd_sizes.keep(store, kept, rules(store))


def recount(store: Store) -> None:
    """Count anew which customers are active by the qualifying set."""
    follow = rules(store)
    store.rows("DELETE FROM presence WHERE action_id = ?", (SET,))
    for kept in presence_rows.rosters(store):
        single: Mapping[Kind, Marks] = {}
        if follow.least == 1:
            single = {
                kind: presence_rows.load(store, kept.block, kind, actions=follow.qualifying)
                for kind in follow.kinds(SET)
            }
        for kind, marks in presence_making.of_set(store, kept, follow, single).items():
            presence_rows.add(store, kept.block, kind, marks)
        crowd_sizes.keep(store, kept, follow)


def is_current(store: Store) -> bool:
    """Whether what is kept is what is counted. Customers keep their places, whatever order they came in."""
    follow = rules(store)
    uses: dict[int, Sums] = {}
    kept_blocks = {kept.block for kept in presence_rows.rosters(store)}
    blocks = presence_cells.blocks(store)
    for block in blocks:
        made = presence_making.make(store, presence_rows.roster(store, block), follow)
        if not (_is_kept(store, made) and crowd_sizes.is_kept(store, made.roster, follow)):
            return False
        uses[block] = made.uses
    is_recent = follow.recent == single_days_from(store)
    return kept_blocks <= set(blocks) and is_recent and _are_kept(store, uses)


def _note_recent(store: Store, follow: Rules) -> None:
    store.rows("UPDATE rollup_state SET single_days_from = ?", (follow.recent,))


def _save(store: Store, made: Made, changed: Days, follow: Rules) -> None:
    """Keep what was counted of a block in place of what was kept."""
    block, reach = made.roster.block, Reach(changed, follow.window)
    presence_rows.save_roster(store, made.roster)
    for kind, marks in made.marks.items():
        indexes = reach.indexes(kind)
        if changed == EVER:
            presence_rows.add(store, block, kind, marks)
        else:
            span = presence_rows.words_of(indexes)
            kept = presence_rows.load(store, block, kind, span)
            rest = kept.without(indexes.start, indexes.stop - 1)
            presence_rows.save(store, block, kind, span, presence_fold.joined([rest, marks]))
    crowd_sizes.keep(store, made.roster, follow)
    months = reach.indexes("acted_month")
    store.rows(
        "DELETE FROM action_month WHERE block = ? AND month >= ? AND month < ?",
        (block, months.start, months.stop),
    )
    store.many(
        "INSERT INTO action_month(block, month, action_id, n) VALUES (?, ?, ?, ?)",
        [(block, month, action, n) for (month, action), n in made.months.items()],
    )


def _save_uses(store: Store, uses: Mapping[int, Sums], reached: Mapping[int, range]) -> None:
    """Keep the use before each opening: that of these blocks in place of what was kept of them where they reach."""
    indexes = {index for sums in uses.values() for index in sums.openings}
    indexes |= {index for span in reached.values() for index in span}
    for index in sorted(indexes):
        replaced = [block for block, span in reached.items() if index in span]
        use = _use(index, uses, _others_use(store, index, replaced) if reached else None)
        use_windows.save(store, use)


def _others_use(store: Store, index: int, replaced: list[int]) -> Use:
    """What is kept before an opening, without some blocks."""
    (kept,) = use_windows.load(store, [_opening(index)])
    some = ~np.isin(kept.logos // BLOCK, replaced)
    return Use(kept.before, kept.actions[some], kept.logos[some], kept.n[some])


def _use(index: int, uses: Mapping[int, Sums], rest: Use | None) -> Use:
    parts = [sums.before(index, block) for block, sums in uses.items()]
    if rest is not None:
        parts.append((rest.actions.astype(np.int64), rest.logos.astype(np.int64), rest.n))
    return use_windows.sorted_use(
        _opening(index), *(np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    )


def _opening(index: int) -> int:
    return int(grid_starts("month", np.array([index]))[0])


def _is_kept(store: Store, made: Made) -> bool:
    """Whether a block's bits, customers and months are kept as they were counted."""
    block, kept = made.roster.block, presence_rows.roster(store, made.roster.block)
    arrays = ("customers", "logos", "recorded", "used")
    if not all(np.array_equal(getattr(kept, name), getattr(made.roster, name)) for name in arrays):
        return False
    for kind in KINDS:
        marks = presence_rows.load(store, block, kind)
        if not (
            np.array_equal(marks.keys, made.marks[kind].keys)
            and np.array_equal(marks.bits, made.marks[kind].bits)
        ):
            return False
    months = store.rows("SELECT month, action_id, n FROM action_month WHERE block = ?", (block,))
    return {(month, action): n for month, action, n in months} == made.months


def _are_kept(store: Store, uses: Mapping[int, Sums]) -> bool:
    """Whether the use before each opening is kept as it was counted."""
    indexes = sorted({index for sums in uses.values() for index in sums.openings})
    openings = [_opening(index) for index in indexes]
    if [day for (day,) in store.rows("SELECT before FROM use_window ORDER BY before")] != openings:
        return False
    return all(
        all(np.array_equal(getattr(kept, name), getattr(made, name)) for name in ("actions", "logos", "n"))
        for kept, made in zip(
            use_windows.load(store, openings), (_use(index, uses, None) for index in indexes), strict=True
        )
    )
