"""What customers did: sums and weeks from the roll-up, and the choice of what counts."""

import pytest
from stores import add, add_logo, add_usage

from churntui.data import activity
from churntui.dates import number, parse_day
from churntui.errors import BadInputError


@pytest.fixture
def logo_id(store):
    return add_logo(store, "L1")


def day(text):
    return number(parse_day(text))


def test_sums_are_half_open(store, logo_id):
    add_usage(store, logo_id, ["2026-01-01", "2026-01-02", "2026-01-03"], n=2)
    assert activity.logo_sums(store, day("2026-01-01"), day("2026-01-03")) == {logo_id: 4}
    assert activity.logo_sums(store, day("2026-01-03"), day("2026-01-04")) == {logo_id: 2}


def test_not_measured_is_not_none(store, logo_id):
    quiet = add_logo(store, "L2")
    add_usage(store, quiet, ["2020-01-01"], n=0)
    add_logo(store, "L3")
    assert set(activity.first_days(store)) == {quiet}
    assert activity.logo_sums(store, 0, day("2030-01-01")) == {}


def test_weeks_end_with_the_day_before(store, logo_id):
    add_usage(store, logo_id, ["2026-01-14"], n=1)
    add_usage(store, logo_id, ["2026-01-08", "2026-01-13"], n=10)
    add_usage(store, logo_id, ["2026-01-01", "2026-01-07"], n=100)
    assert activity.logo_weeks(store, day("2026-01-15"), 2) == {logo_id: (200, 21)}


def test_the_last_day_with_any_activity(store, logo_id):
    assert activity.through(store, day("2026-02-01")) is None
    add_usage(store, logo_id, ["2026-01-05", "2026-01-09"])
    assert activity.through(store, day("2026-02-01")) == day("2026-01-09")
    assert activity.through(store, day("2026-01-09")) == day("2026-01-05")
    assert activity.through(store, day("2026-01-05")) is None


def test_a_day_on_which_nothing_qualifies_was_measured_nevertheless(store, logo_id):
    add_usage(store, logo_id, ["2026-01-05"])
    add_usage(store, logo_id, ["2026-01-07"], action="log in")
    activity.qualify(store, ["send"])
    assert activity.through(store, day("2026-02-01")) == day("2026-01-07")
    assert activity.through(store, day("2026-01-07")) == day("2026-01-05")


def test_long_past_days_are_counted_as_exactly(store, logo_id):
    other = add_logo(store, "L2")
    for customer in (0, 1):
        add_usage(store, logo_id, ["2025-01-01", "2025-01-07", "2025-01-08"], customer=customer)
    add_usage(store, other, ["2025-01-14"], n=5)
    asked = day("2025-01-15")
    sums = activity.logo_sums(store, day("2025-01-02"), asked)
    weeks = activity.logo_weeks(store, asked, 2)
    assert sums == {logo_id: 4, other: 5}
    assert weeks == {logo_id: (4, 2), other: (0, 5)}
    add_usage(store, logo_id, ["2026-01-05"])
    assert store.rows("SELECT day FROM logo_day") == [(day("2026-01-05"),)]
    assert activity.logo_sums(store, day("2025-01-02"), asked) == sums
    assert activity.logo_weeks(store, asked, 2) == weeks
    assert activity.through(store, asked) == day("2025-01-14")


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


def test_the_choice_of_actions_changes_every_figure(store, logo_id):
    add_usage(store, logo_id, ["2026-01-05"], action="send", n=1)
    add_usage(store, logo_id, ["2026-01-05"], action="log in", n=50)
    activity.qualify(store, ["send"])
    assert activity.logo_sums(store, 0, day("2026-02-01")) == {logo_id: 1}
    assert activity.is_current(store)
    assert [(one.name, one.qualifies, one.times) for one in activity.actions(store)] == [
        ("log in", False, 50),
        ("send", True, 1),
    ]


def test_an_unknown_action_changes_nothing(store, logo_id):
    add_usage(store, logo_id, ["2026-01-05"])
    with pytest.raises(BadInputError, match="It has: send"):
        activity.qualify(store, ["sned"])
    assert activity.actions(store)[0][2] is True
