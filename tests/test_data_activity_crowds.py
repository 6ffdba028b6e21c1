"""Crowds read from a book, against the definitions in plain Python."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churntui import dates
from churntui.data import activity
from churntui.data.store import Store
from churntui.model import Settings
from churntui.presence import grid_index, grid_start

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


class Plain:
    """The definitions, day by day."""

    def __init__(self, rows, as_of, window, least, ids):
        self.end = min(as_of, max(day for _, day, _, _ in rows) + 1) if rows else None
        self.uses = {}
        for (logo, day, customer, action), n in rows.items():
            if customer and action in ids and self.end is not None and day < self.end:
                self.uses.setdefault((logo, customer), []).append((day, n))
        self.window, self.least = window, least

    def times(self, who, first, end):
        return sum(n for day, n in self.uses.get(who, ()) if first <= day < end)

    def active(self, who, day):
        return day <= self.end and self.times(who, day - self.window, day) >= self.least

    def acted(self, who, first, end):
        return self.times(who, first, end) >= self.least

    def reached(self, who, first, end):
        end = min(end, self.end)
        return any(
            n and first <= day < end and self.times(who, day - self.window + 1, day + 1) >= self.least
            for day, n in self.uses.get(who, ())
        )


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("presence") / "book.db") as opened:
        yield opened


def check(store, rows, as_of, grid, window, least, actions=None, *, only=True):
    ids = {"send": 1, "export": 2, "login": 3}
    chosen = {ids[name] for name in (("send", "export") if actions is None else actions)}
    plain = Plain(rows, dates.number(as_of), window, least, chosen)
    first, end = grid_index(grid, date(2025, 12, 10)), grid_index(grid, date(2026, 4, 20))
    found = activity.crowd(
        store,
        as_of,
        grid,
        first,
        end,
        settings=Settings(active_window_days=window, active_min_count=least),
        actions=actions,
    )
    named = {(logo, customer) for logo, _, customer, _ in rows if customer}
    who = list(zip(found.roster.logos.tolist(), found.roster.customers.tolist(), strict=True))
    assert set(who) == named if only else named <= set(who)
    if not rows or min(day for _, day, _, _ in rows) >= dates.number(as_of):
        assert found.measured is None
        assert not any(bits.words.any() for bits in (found.active, found.acted, found.between))
        return
    assert found.measured == (min(day for _, day, _, _ in rows), plain.end)
    assert found.now.tolist() == [plain.active(one, plain.end) for one in who]
    for index in range(first - 1, end + 3):
        opens, closes = grid_start(grid, index), grid_start(grid, index + 1)
        inside = first <= index < end
        assert found.active.at(index).tolist() == [
            first <= index <= end and plain.active(one, opens) for one in who
        ]
        assert found.acted.at(index).tolist() == [inside and plain.acted(one, opens, closes) for one in who]
        assert found.between.at(index).tolist() == [
            inside and plain.reached(one, opens, closes) for one in who
        ]


asked = {
    "as_of": st.integers(FIRST - 10, FIRST + 130).map(dates.from_number),
    "grid": st.sampled_from(["week", "month", "quarter"]),
    "window": st.integers(1, 40) | st.sampled_from([7, 28]),
    "least": st.integers(1, 3),
    "actions": st.sampled_from([None, ["send"], ["login", "export"], []]),
}


@settings(max_examples=40)
@given(rows=cells, **asked)
def test_a_crowd_by_the_rules_of_the_book(store, rows, as_of, grid, window, least, actions):
    fill(store, rows, window, least)
    check(store, rows, as_of, grid, window, least, actions)


@settings(max_examples=40)
@given(rows=cells, **asked)
def test_a_crowd_by_other_rules_is_as_exact(store, rows, as_of, grid, window, least, actions):
    fill(store, rows)
    check(store, rows, as_of, grid, window, least, actions)


@settings(max_examples=40)
@given(
    st.lists(cells, min_size=1, max_size=4), st.integers(1, 40) | st.sampled_from([7, 28]), st.integers(1, 3)
)
def test_imports_one_after_the_other_are_one(store, imports, window, least):
    fill(store, {}, window, least)
    for rows in imports:
        with store.write():
            put(store, rows)
            places = ", ".join(f"({logo}, {day})" for logo, day, _, _ in rows) or "(3, 0)"
            activity.refresh(store, f"(SELECT column1 AS logo_id, column2 AS day FROM (VALUES {places}))")
        assert activity.is_current(store)


@settings(max_examples=40)
@given(cells, st.data())
def test_days_that_are_taken_out_are_forgotten(store, rows, data):
    fill(store, rows)
    gone = data.draw(st.sets(st.sampled_from(sorted(rows)), min_size=1)) if rows else set()
    with store.write():
        for cell in gone:
            store.rows(
                "DELETE FROM usage_day WHERE logo_id = ? AND day = ? AND customer_id = ? AND action_id = ?",
                cell,
            )
        places = ", ".join(f"({logo}, {day})" for logo, day, _, _ in gone) or "(3, 0)"
        activity.refresh(store, f"(SELECT column1 AS logo_id, column2 AS day FROM (VALUES {places}))")
    left = {cell: n for cell, n in rows.items() if cell not in gone}
    check(store, left, dates.from_number(FIRST + 100), "week", 28, 1, only=False)


def test_years_are_counted_apart_and_add_up(store):
    """Use on every other day over three turns of the year, by week also where one begins in the year before."""
    first = dates.number(date(2023, 12, 1))
    rows = {(logo, first + day, who, 1): 1 for logo in LOGOS for day in range(0, 800, 2) for who in (1, 2)}
    fill(store, rows, 5, 2)
    assert activity.is_current(store)
    for grid in ("week", "month", "quarter"):
        check(store, rows, dates.from_number(FIRST + 55), grid, 5, 2)


@settings(max_examples=40)
@given(cells, st.integers(1, 40), st.sampled_from([28, 10, 40]))
def test_use_before_a_day_is_summed_by_action_and_logo(store, rows, window, own):
    fill(store, rows, own)
    days = [dates.number(date(2026, 1, 1)), dates.number(date(2026, 2, 1)), FIRST + 50]
    for used in (window, own):
        found = activity.use_before(store, days, settings=Settings(active_window_days=used))
        assert [use.before for use in found] == days
        for use in found:
            sums = {}
            for (logo, day, _, action), n in rows.items():
                if use.before - used <= day < use.before and n:
                    sums[action, logo] = sums.get((action, logo), 0) + n
            assert list(zip(use.actions.tolist(), use.n.tolist(), use.logos.tolist(), strict=True)) == sorted(
                (action, n, logo) for (action, logo), n in sums.items()
            )


def test_uses_too_large_for_four_bytes(store):
    fill(store, {(3, FIRST, 1, 1): 2**33, (3, FIRST, 1, 2): 70_000, (1024, FIRST, 0, 1): 5})
    (use,) = activity.use_before(store, [dates.number(date(2025, 12, 1))], settings=Settings())
    assert use.n.tolist() == [5, 2**33, 70_000]
    assert use.logos.tolist() == [1024, 3, 3]


@settings(max_examples=40)
@given(cells)
def test_actions_tell_how_often_and_by_how_many(store, rows):
    fill(store, rows)
    expected = []
    for action, name, is_set in ((2, "export", True), (3, "login", False), (1, "send", True)):
        done = {(logo, who): n for (logo, _, who, which), n in rows.items() if which == action and n}
        times = sum(n for (_, _, _, which), n in rows.items() if which == action)
        expected.append((action, name, is_set, times, len({one for one in done if one[1]})))
    assert activity.actions(store) == expected


@settings(max_examples=40)
@given(cells)
def test_measured_is_what_has_any_row(store, rows):
    fill(store, rows)
    first = {}
    for logo, day, _, _ in rows:
        first[logo] = min(day, first.get(logo, day))
    assert activity.first_days(store) == first


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


def test_a_book_without_anybody(store):
    fill(store, {})
    found = activity.crowd(store, date(2026, 3, 1), "week", 2900, 2950, settings=Settings())
    assert len(found.roster) == 0
    assert found.measured is None
    assert found.active.at(2900).tolist() == found.now.tolist() == []
    assert activity.use_before(store, [20000], settings=Settings())[0].n.tolist() == []
