"""Crowds read from a book, against the definitions in plain Python."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from used_books import FIRST, LOGOS, cells, fill

from churntui.data import activity
from churntui.data.opening import open_book
from churntui.model.presence import grid_index, grid_start
from churntui.model.rows import Settings
from churntui.plain import dates


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
    with open_book(tmp_path_factory.mktemp("presence") / "book.db") as opened:
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


def test_years_are_counted_apart_and_add_up(store):
    """Use on every other day over three turns of the year, by week also where one begins in the year before."""
    first = dates.number(date(2023, 12, 1))
    rows = {(logo, first + day, who, 1): 1 for logo in LOGOS for day in range(0, 800, 2) for who in (1, 2)}
    fill(store, rows, 5, 2)
    assert activity.is_current(store)
    for grid in ("week", "month", "quarter"):
        check(store, rows, dates.from_number(FIRST + 55), grid, 5, 2)


def test_a_book_without_anybody(store):
    fill(store, {})
    found = activity.crowd(store, date(2026, 3, 1), "week", 2900, 2950, settings=Settings())
    assert len(found.roster) == 0
    assert found.measured is None
    assert found.active.at(2900).tolist() == found.now.tolist() == []
    assert activity.use_before(store, [20000], settings=Settings())[0].n.tolist() == []
