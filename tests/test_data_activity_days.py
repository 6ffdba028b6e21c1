"""What each logo did on recent days, and from when to when it was measured."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import add_logo, add_usage
from used_books import cells, fill

from churntui.data import activity
from churntui.data.activity import days
from churntui.data.opening import open_book
from churntui.plain.dates import number, parse_day


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


@pytest.fixture
def two(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        opened.many(
            "INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)", [(n, f"L{n}", f"L{n}") for n in (1, 2)]
        )
        opened.many(
            "INSERT INTO action(id, name, qualifies) VALUES (?, ?, ?)",
            [(1, "a", 1), (2, "b", 1), (3, "login", 0)],
        )
        yield opened


def use(two, *rows):
    two.many("INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, ?)", rows)


def logo_days(two):
    return two.rows("SELECT logo_id, day, n FROM logo_day ORDER BY 1, 2")


def test_a_day_sums_what_qualifies(two):
    use(two, (1, 10, 7, 1, 2), (1, 10, 7, 2, 3), (1, 10, 8, 1, 1), (1, 10, 9, 3, 50), (1, 10, 0, 1, 4))
    activity.rebuild(two)
    assert logo_days(two) == [(1, 10, 10)]


def test_days_with_nothing_that_qualifies_have_no_row(two):
    use(two, (1, 10, 7, 3, 5), (1, 11, 7, 1, 0), (2, 12, 0, 1, 1))
    activity.rebuild(two)
    assert logo_days(two) == [(2, 12, 1)]


def test_refresh_touches_nothing_before_what_it_is_told(two):
    use(two, (1, 9, 7, 1, 1), (1, 10, 7, 1, 1), (2, 9, 8, 1, 1))
    with two.write():
        activity.refresh(two, "(SELECT 1 AS logo_id, 10 AS day UNION ALL SELECT 1, 10)")
    assert logo_days(two) == [(1, 10, 1)]
    assert not activity.is_current(two)


def test_refresh_takes_rows_away_too(two):
    use(two, (1, 10, 7, 1, 1))
    activity.rebuild(two)
    with two.write():
        two.rows("DELETE FROM usage_day")
        activity.refresh(two, "(SELECT 1 AS logo_id, 10 AS day)")
    assert logo_days(two) == []


def test_a_choice_of_actions_makes_it_stale_until_rebuilt(two):
    use(two, (1, 10, 7, 3, 5))
    activity.rebuild(two)
    assert activity.is_current(two)
    two.rows("UPDATE action SET qualifies = 1 WHERE id = 3")
    assert not activity.is_current(two)
    activity.rebuild(two)
    assert activity.is_current(two)
    assert logo_days(two) == [(1, 10, 5)]


def test_it_says_what_a_slow_sum_says(two):
    dice = random.Random(4)
    cells = {
        (dice.randint(1, 2), dice.randint(1, 9), dice.randint(0, 4), dice.randint(1, 3)) for _ in range(200)
    }
    rows = [(*cell, dice.randint(0, 3)) for cell in sorted(cells)]
    use(two, *rows)
    activity.rebuild(two)
    expected = []
    for logo in (1, 2):
        for day in range(1, 10):
            counted = [n for at, on, _, action, n in rows if (at, on) == (logo, day) and action != 3 and n]
            if counted:
                expected.append((logo, day, sum(counted)))
    assert logo_days(two) == expected


LAST = 20_000


EDGE = LAST - days.BAND + 1


"""The first day that is kept where LAST is the last measured one."""


def keep_up(two, *places):
    """Tell the roll-ups which days of which logos have changed."""
    found = ", ".join(map(str, places))
    activity.refresh(two, f"(SELECT column1 AS logo_id, column2 AS day FROM (VALUES {found}))")


def test_only_the_last_weeks_are_kept(two):
    use(two, (1, EDGE - 1, 7, 1, 1), (1, EDGE, 7, 1, 2), (2, LAST, 8, 3, 1))
    activity.rebuild(two)
    assert logo_days(two) == [(1, EDGE, 2)]
    assert activity.is_current(two)


def test_what_is_kept_moves_on_with_the_last_measured_day(two):
    use(two, (1, EDGE, 7, 1, 1), (1, EDGE + 1, 7, 1, 2), (1, LAST, 7, 1, 3))
    activity.rebuild(two)
    with two.write():
        use(two, (2, LAST + 1, 8, 3, 1), (2, EDGE, 8, 1, 1))
        keep_up(two, (2, LAST + 1), (2, EDGE))
    assert logo_days(two) == [(1, EDGE + 1, 2), (1, LAST, 3)]
    assert activity.is_current(two)


def test_what_is_kept_moves_back_when_the_last_days_are_taken_out(two):
    use(two, (1, EDGE - 1, 7, 1, 1), (1, EDGE, 7, 1, 2), (2, EDGE + 9, 8, 1, 3), (2, LAST + 10, 8, 1, 4))
    activity.rebuild(two)
    assert logo_days(two) == [(2, LAST + 10, 4)]
    with two.write():
        two.rows("DELETE FROM usage_day WHERE day > ?", (LAST,))
        use(two, (1, LAST, 7, 3, 1), (1, EDGE + 1, 7, 1, 5))
        keep_up(two, (2, LAST + 10), (1, LAST), (1, EDGE + 1))
    assert logo_days(two) == [(1, EDGE, 2), (1, EDGE + 1, 5), (2, EDGE + 9, 3)]
    assert activity.is_current(two)


def test_what_is_kept_begins_anew_when_everything_was_taken_out(two):
    use(two, (1, LAST, 7, 1, 1))
    activity.rebuild(two)
    with two.write():
        two.rows("DELETE FROM usage_day")
        keep_up(two, (1, LAST))
    assert logo_days(two) == []
    assert activity.is_current(two)
    with two.write():
        use(two, (1, 5, 7, 1, 1))
        keep_up(two, (1, 5))
    assert logo_days(two) == [(1, 5, 1)]
    assert activity.is_current(two)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("days") / "book.db") as opened:
        yield opened


@settings(max_examples=40)
@given(cells)
def test_measured_is_what_has_any_row(drawn, rows):
    fill(drawn, rows)
    first = {}
    for logo, day, _, _ in rows:
        first[logo] = min(day, first.get(logo, day))
    assert activity.first_days(drawn) == first


@settings(max_examples=40)
@given(cells, st.integers(0, 260))
def test_the_last_day_of_use_is_found_however_long_ago_and_before_any_day(drawn, rows, back):
    fill(drawn, rows)
    end = LAST + 5 - back
    qualifying = {i for (i,) in drawn.rows("SELECT id FROM action WHERE qualifies")}
    done, used = {}, {}
    for logo, day, _, action, n in drawn.rows(
        "SELECT logo_id, day, customer_id, action_id, n FROM usage_day"
    ):
        if n and day < end:
            used[logo] = max(day, used.get(logo, day))
            if action in qualifying:
                done[logo] = max(day, done.get(logo, day))
    assert activity.last_done(drawn, end) == done
    assert activity.last_used(drawn, [*activity.first_days(drawn)], end) == used
