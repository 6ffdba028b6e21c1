"""The roll-ups: what screens of many logos or customers read, so that none ever goes through single days of use.

`usage_day` is the record. From it, the settings and the choice of actions follow `logo_day` and `measured`
(`rollup_days`), the customers' bits (`presence_making`) and the use before each month (`use_windows`). Whatever
changes one of these brings the others up to date in the same transaction; `rebuild` makes them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from churntui.data import rollup_days

if TYPE_CHECKING:
    from churntui.data.file.store import Store


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made anew."""

    logos: int
    """Logos with activity."""
    customers: int
    cells: int
    """Rows of `usage_day` that were read."""


def refresh(store: Store, touched: str) -> None:
    """Bring some days of some logos up to date, inside the caller's transaction.

    Args:
        store: The book.
        touched: The name of a table, or a query in brackets, with the columns `logo_id` and `day`; repeats are fine.
    """
    store.rows(
        "CREATE TEMP TABLE stale(logo_id INTEGER, day INTEGER, PRIMARY KEY(logo_id, day)) WITHOUT ROWID"
    )
    store.rows(f"INSERT OR IGNORE INTO temp.stale SELECT DISTINCT logo_id, day FROM {touched}")
    rollup_days.refresh(store)
    if store.one("SELECT 1 FROM temp.stale LIMIT 1"):
        from churntui.data import presence_keeping

        presence_keeping.refresh(store)
    store.rows("DROP TABLE temp.stale")


def refresh_customers(store: Store) -> None:
    """Take in customers that are new or joined on another day than before, inside the caller's transaction."""
    from churntui.data import presence_keeping

    presence_keeping.refresh_customers(store)


def requalify(store: Store) -> None:
    """Follow the choice of qualifying actions."""
    with store.write():
        rollup_days.recount(store)
        if _has_customers(store):
            from churntui.data import presence_keeping

            presence_keeping.recount(store)


def follow_settings(store: Store) -> None:
    """Follow the window and the count that make a customer active, where they are others than before."""
    kept = store.one("SELECT active_window_days, active_min_count FROM rollup_state")
    window, least = wanted(store)
    if kept == (window, least):
        return
    with store.write():
        if kept is None or kept[0] != window:
            _rebuild(store)
        elif _has_customers(store):
            from churntui.data import presence_keeping

            _note_state(store)
            presence_keeping.recount(store)
        _note_state(store)


def rebuild(store: Store) -> Rebuilt:
    """Make all of it anew."""
    with store.write():
        rollup_days.rebuild(store)
        _rebuild(store)
        counts = store.rows(
            "SELECT (SELECT count(*) FROM measured), (SELECT count(*) FROM customer), (SELECT count(*) FROM usage_day)"
        )
    return Rebuilt(*counts[0])


def is_current(store: Store) -> bool:
    """Whether all of it says what `usage_day`, the settings and the choice of actions say. Counts all of it anew."""
    state = store.one("SELECT active_window_days, active_min_count FROM rollup_state")
    if state != wanted(store) or not rollup_days.is_current(store):
        return False
    if not _has_customers(store):
        left = " UNION ALL ".join(
            f"SELECT 1 FROM {table}" for table in ("presence", "crowd_size", "action_month", "use_window")
        )
        return store.one(f"{left} LIMIT 1") is None
    from churntui.data import presence_keeping

    return presence_keeping.is_current(store)


def wanted(store: Store) -> tuple[int, int]:
    """The window in days and the count that the settings ask for."""
    from churntui.data.rows import settings

    asked = settings.read(store)
    return asked.active_window_days, asked.active_min_count


def _rebuild(store: Store) -> None:
    _note_state(store)
    rollup_days.clear(store)
    if _has_customers(store):
        from churntui.data import presence_keeping

        presence_keeping.rebuild(store)


def _note_state(store: Store) -> None:
    store.rows("UPDATE rollup_state SET active_window_days = ?, active_min_count = ?", wanted(store))


def _has_customers(store: Store) -> bool:
    """Whether there is anything to count; numpy is not imported where there is not."""
    return store.one("SELECT 1 FROM customer UNION ALL SELECT 1 FROM usage_day LIMIT 1") is not None
