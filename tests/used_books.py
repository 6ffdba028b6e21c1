"""Books of activity alone: cells of it drawn at random, and put into the file with the roll-ups made anew."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from churntui.data import activity
from churntui.plain import dates

FIRST = dates.number(date(2025, 11, 20))
LOGOS = (3, 1023, 1024, 2050)
"""On both sides of a block's edge."""

cells = st.dictionaries(
    st.tuples(
        st.sampled_from(LOGOS),
        st.integers(FIRST, FIRST + 120),
        st.integers(0, 3),
        st.integers(1, 3),
    ),
    st.integers(0, 3),
    max_size=60,
)
"""(logo, day, customer, action) to how often."""


def fill(store, rows, window=28, least=1):
    """The book anew, with this activity and these settings."""
    with store.write():
        for table in ("usage_day", "customer", "logo", "action", "setting"):
            store.rows(f"DELETE FROM {table}")
        store.many(
            "INSERT INTO setting(key, value) VALUES (?, ?)",
            [("active_window_days", str(window)), ("active_min_count", str(least))],
        )
        store.many("INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)", [(i, f"L{i}", f"L{i}") for i in LOGOS])
        store.many(
            "INSERT INTO action(id, name, qualifies) VALUES (?, ?, ?)",
            [(1, "send", 1), (2, "export", 1), (3, "login", 0)],
        )
        put(store, rows)
        activity.rebuild(store)


def put(store, rows):
    store.many(
        "INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET n = excluded.n",
        [(*cell, n) for cell, n in rows.items()],
    )
