"""Changes one after the other come to what counting anew does, and what was tampered with is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import add_logo, add_usage
from test_data_activity_crowds import check
from used_books import FIRST, cells, fill, put

from churntui.data import activity, checks
from churntui.data.opening import open_book
from churntui.plain import dates


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_book(tmp_path_factory.mktemp("presence") / "book.db") as opened:
        yield opened


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


@settings(max_examples=40)
@given(
    cells,
    st.sets(st.sampled_from(["send", "export", "login"])),
    st.sampled_from([7, 28, 40]),
    st.integers(1, 2),
)
def test_another_choice_of_actions_is_what_counting_anew_makes_of_it(store, rows, chosen, window, least):
    fill(store, rows, window, least)
    activity.qualify(store, sorted(chosen))
    assert activity.is_current(store)


@pytest.fixture
def book(tmp_path):
    """Two customers: 1 sends a little, 2 logs in."""
    with open_book(tmp_path / "other.db") as opened:
        logo = add_logo(opened, "L1")
        with opened.write():
            opened.many(
                "INSERT INTO customer(id, ref, logo_id, joined_on) VALUES (?, ?, 1, ?)",
                [(1, "c1", "2026-01-02"), (2, "c2", None)],
            )
        add_usage(opened, logo, ["2026-01-10", "2026-01-12"], customer=1)
        add_usage(opened, logo, ["2026-01-11"], action="login", customer=2)
        activity.qualify(opened, ["send"])
        yield opened


TAMPERING = [
    "UPDATE presence SET acted = zeroblob(length(acted)) WHERE grid = 'week' AND action_id = 0",
    "DELETE FROM presence WHERE grid = 'month' AND action_id > 0",
    "UPDATE roster SET recorded = used",
    "UPDATE use_window SET n = zeroblob(length(n))",
    "DELETE FROM use_window",
    "UPDATE action_year SET n = n + 1",
    "UPDATE measured SET last_day = last_day + 1",
    "UPDATE logo_day SET n = n + 1",
    "DELETE FROM logo_day",
    "UPDATE rollup_state SET logo_days_from = logo_days_from - 1",
    "UPDATE rollup_state SET active_window_days = 29",
]


@pytest.mark.parametrize("statement", TAMPERING)
def test_a_check_finds_what_was_tampered_with_and_a_rebuild_mends_it(book, statement):
    assert checks.run(book) == []
    with book.write():
        book.rows(statement)
    (finding,) = checks.run(book)
    assert (finding.where, finding.mend) == ("roll-ups", "Run: churntui rebuild")
    made = activity.rebuild(book)
    assert (made.logos, made.customers, made.cells) == (1, 2, 3)
    assert checks.run(book) == []
