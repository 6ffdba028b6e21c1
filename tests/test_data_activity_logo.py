"""What the customers of one logo did."""

import pytest
from stores import add, add_logo, add_usage

from churntui.data import activity
from churntui.plain.dates import number, parse_day


@pytest.fixture
def logo_id(store):
    return add_logo(store, "L1")


def day(text):
    return number(parse_day(text))


def test_one_logos_days_actions_and_customers(store, logo_id):
    ana, bo = (add(store, "customer", ref=ref, logo_id=logo_id) for ref in ("C1", "C2"))
    add_usage(store, logo_id, ["2026-01-05"], customer=ana, n=2)
    add_usage(store, logo_id, ["2026-01-05", "2026-01-06"], customer=bo)
    add_usage(store, logo_id, ["2026-01-06"], customer=bo, action="share", n=5)
    first, end = day("2026-01-01"), day("2026-02-01")
    assert activity.of_logo(store, logo_id, first, end) == [
        (day("2026-01-05"), 3, 2),
        (day("2026-01-06"), 6, 1),
    ]
    assert activity.by_action(store, logo_id, first, end) == {"share": 5, "send": 4}
    assert [activity.active_customers(store, logo_id, first, end, k) for k in (1, 3, 8)] == [2, 1, 0]
    assert activity.customer_count(store, logo_id) == 2
