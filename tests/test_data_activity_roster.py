"""Customers by place, and when they joined."""

from datetime import date

import pytest
from used_books import FIRST, fill

from churntui.data import activity
from churntui.data.opening import open_book
from churntui.model.rows import Settings
from churntui.plain import dates


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("presence") / "book.db") as opened:
        yield opened


def test_nobody_joined_before_they_are_recorded_or_active(store):
    fill(store, {(3, FIRST + 5, 2, 3): 1, (3, FIRST + 3, 2, 3): 0, (3, FIRST + 9, 3, 1): 1})
    with store.write():
        store.many(
            "INSERT INTO customer(id, ref, logo_id, joined_on) VALUES (?, ?, 3, ?)",
            [(1, "c1", None), (2, "c2", None), (3, "c3", "2024-02-29"), (4, "c4", "1969-12-31")],
        )
        activity.refresh_customers(store)
    roster = activity.crowd(store, date(2026, 3, 1), "month", 600, 601, settings=Settings()).roster
    assert dict(zip(roster.customers.tolist(), roster.joined.tolist(), strict=True)) == {
        1: dates.OPEN_END,
        2: FIRST + 5,
        3: dates.number(date(2024, 2, 29)),
        4: -1,
    }
    assert activity.is_current(store)
