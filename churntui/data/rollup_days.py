"""`logo_day` and `measured`: what each logo did on each day, kept so that no screen ever sums single customers' rows.

In `logo_day`, `n` is how often a logo's customers did something that qualifies, `customers` how many of them did. A
day without either has no row. `measured` has each logo's first and last day with any row of `usage_day`, of whatever
action and count. Both follow from `usage_day` and `action` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from churntui.data.store import Store

_SUMS = """SELECT u.day, u.logo_id, sum(u.n), count(DISTINCT nullif(u.customer_id, 0)) FROM {rows}
    WHERE u.n > 0 AND u.action_id IN (SELECT id FROM action WHERE qualifies = 1) GROUP BY u.logo_id, u.day"""
"""Customer 0 is use that stands under nobody's name."""

_MEASURED = """SELECT id, (SELECT min(day) FROM usage_day WHERE logo_id = id) AS first_day,
    (SELECT max(day) FROM usage_day WHERE logo_id = id) FROM logo WHERE first_day IS NOT NULL {only}"""
"""Two look-ups a logo."""


def refresh(store: Store) -> None:
    """Bring the days in `temp.stale(logo_id, day)` up to date."""
    store.rows("DELETE FROM logo_day WHERE (day, logo_id) IN (SELECT day, logo_id FROM temp.stale)")
    touched = "temp.stale s CROSS JOIN usage_day u ON u.logo_id = s.logo_id AND u.day = s.day"
    store.rows(f"INSERT INTO logo_day(day, logo_id, n, customers) {_SUMS.format(rows=touched)}")
    logos = "(SELECT logo_id FROM temp.stale)"
    store.rows(f"DELETE FROM measured WHERE logo_id IN {logos}")
    store.rows(
        f"INSERT INTO measured(logo_id, first_day, last_day) {_MEASURED.format(only=f'AND id IN {logos}')}"
    )


def clear(store: Store) -> None:
    """Forget everything that is counted from single days of use: all roll-ups but `measured`."""
    for table in ("logo_day", "roster", "presence", "crowd_size", "action_month", "use_window"):
        store.rows(f"DELETE FROM {table}")


def remeasure(store: Store) -> None:
    """Make `measured` anew."""
    store.rows("DELETE FROM measured")
    store.rows(f"INSERT INTO measured(logo_id, first_day, last_day) {_MEASURED.format(only='')}")


def is_current(store: Store) -> bool:
    """Whether both say what `usage_day` says."""
    return not any(
        _differ(store, made, kept)
        for made, kept in (
            (_SUMS.format(rows="usage_day u"), "SELECT day, logo_id, n, customers FROM logo_day"),
            (_MEASURED.format(only=""), "SELECT logo_id, first_day, last_day FROM measured"),
        )
    )


def _differ(store: Store, made: str, kept: str) -> bool:
    """Whether two queries differ; whatever is counted anew was counted by SQLite, not by what wrote it."""
    differs = " UNION ALL ".join(
        f"SELECT 1 FROM (SELECT * FROM ({a}) EXCEPT SELECT * FROM ({b}))"
        for a, b in ((made, kept), (kept, made))
    )
    return store.scalar(f"{differs} LIMIT 1") is not None
