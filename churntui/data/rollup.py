"""`logo_day`: what each logo did on each day, kept so that no screen ever sums single customers' rows.

`n` is how often its customers did something that qualifies, `customers` how many of them did. A day without either
has no row. It follows from `usage_day` and `action` alone, and is brought up to date in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from churntui.data.store import Store

_SUMS = """SELECT u.day, u.logo_id, sum(u.n), count(DISTINCT nullif(u.customer_id, 0)) FROM usage_day u
    WHERE u.n > 0 AND u.action_id IN (SELECT id FROM action WHERE qualifies = 1) {only}
    GROUP BY u.logo_id, u.day ORDER BY u.day, u.logo_id"""
"""Customer 0 is use that stands under nobody's name; it is sorted so that it can be written in one sweep."""


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
    store.rows(
        """DELETE FROM logo_day WHERE EXISTS
        (SELECT 1 FROM temp.stale s WHERE s.logo_id = logo_day.logo_id AND s.day = logo_day.day)"""
    )
    only = "AND EXISTS (SELECT 1 FROM temp.stale s WHERE s.logo_id = u.logo_id AND s.day = u.day)"
    store.rows(f"INSERT INTO logo_day(day, logo_id, n, customers) {_SUMS.format(only=only)}")
    store.rows("DROP TABLE temp.stale")


def rebuild(store: Store) -> None:
    """Make all of it anew: after the choice of qualifying actions has changed."""
    with store.write():
        store.rows("DELETE FROM logo_day")
        store.rows(f"INSERT INTO logo_day(day, logo_id, n, customers) {_SUMS.format(only='')}")


def is_current(store: Store) -> bool:
    """Whether it says what `usage_day` says."""
    sums = _SUMS.format(only="")
    kept = "SELECT day, logo_id, n, customers FROM logo_day"
    both = ((sums, kept), (kept, sums))
    differs = " UNION ALL ".join(
        f"SELECT 1 FROM (SELECT * FROM ({a}) EXCEPT SELECT * FROM ({b}))" for a, b in both
    )
    return store.scalar(f"{differs} LIMIT 1") is None
