import random
from datetime import date

import pytest
from stores import add_logo, add_usage

from churntui.data import (
    activity,
    checks,
    history,
    importing,
    migrations,
    settings,
)
from churntui.data.activity import days
from churntui.data.store import Store
from churntui.model import Settings
from churntui.presence import grid_index


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "book.db") as opened:
        opened.many(
            "INSERT INTO logo(id, ref, name) VALUES (?, ?, ?)", [(n, f"L{n}", f"L{n}") for n in (1, 2)]
        )
        opened.many(
            "INSERT INTO action(id, name, qualifies) VALUES (?, ?, ?)",
            [(1, "a", 1), (2, "b", 1), (3, "login", 0)],
        )
        yield opened


def use(store, *rows):
    store.many("INSERT INTO usage_day(logo_id, day, customer_id, action_id, n) VALUES (?, ?, ?, ?, ?)", rows)


def logo_days(store):
    return store.rows("SELECT logo_id, day, n FROM logo_day ORDER BY 1, 2")


def test_a_day_sums_what_qualifies(store):
    use(store, (1, 10, 7, 1, 2), (1, 10, 7, 2, 3), (1, 10, 8, 1, 1), (1, 10, 9, 3, 50), (1, 10, 0, 1, 4))
    activity.rebuild(store)
    assert logo_days(store) == [(1, 10, 10)]


def test_days_with_nothing_that_qualifies_have_no_row(store):
    use(store, (1, 10, 7, 3, 5), (1, 11, 7, 1, 0), (2, 12, 0, 1, 1))
    activity.rebuild(store)
    assert logo_days(store) == [(2, 12, 1)]


def test_refresh_touches_nothing_before_what_it_is_told(store):
    use(store, (1, 9, 7, 1, 1), (1, 10, 7, 1, 1), (2, 9, 8, 1, 1))
    with store.write():
        activity.refresh(store, "(SELECT 1 AS logo_id, 10 AS day UNION ALL SELECT 1, 10)")
    assert logo_days(store) == [(1, 10, 1)]
    assert not activity.is_current(store)


def test_refresh_takes_rows_away_too(store):
    use(store, (1, 10, 7, 1, 1))
    activity.rebuild(store)
    with store.write():
        store.rows("DELETE FROM usage_day")
        activity.refresh(store, "(SELECT 1 AS logo_id, 10 AS day)")
    assert logo_days(store) == []


def test_a_choice_of_actions_makes_it_stale_until_rebuilt(store):
    use(store, (1, 10, 7, 3, 5))
    activity.rebuild(store)
    assert activity.is_current(store)
    store.rows("UPDATE action SET qualifies = 1 WHERE id = 3")
    assert not activity.is_current(store)
    activity.rebuild(store)
    assert activity.is_current(store)
    assert logo_days(store) == [(1, 10, 5)]


def test_it_says_what_a_slow_sum_says(store):
    dice = random.Random(4)
    cells = {
        (dice.randint(1, 2), dice.randint(1, 9), dice.randint(0, 4), dice.randint(1, 3)) for _ in range(200)
    }
    rows = [(*cell, dice.randint(0, 3)) for cell in sorted(cells)]
    use(store, *rows)
    activity.rebuild(store)
    expected = []
    for logo in (1, 2):
        for day in range(1, 10):
            counted = [n for at, on, _, action, n in rows if (at, on) == (logo, day) and action != 3 and n]
            if counted:
                expected.append((logo, day, sum(counted)))
    assert logo_days(store) == expected


LAST = 20_000
EDGE = LAST - days.BAND + 1
"""The first day that is kept where LAST is the last measured one."""


def keep_up(store, *places):
    """Tell the roll-ups which days of which logos have changed."""
    found = ", ".join(map(str, places))
    activity.refresh(store, f"(SELECT column1 AS logo_id, column2 AS day FROM (VALUES {found}))")


def test_only_the_last_weeks_are_kept(store):
    use(store, (1, EDGE - 1, 7, 1, 1), (1, EDGE, 7, 1, 2), (2, LAST, 8, 3, 1))
    activity.rebuild(store)
    assert logo_days(store) == [(1, EDGE, 2)]
    assert activity.is_current(store)


def test_what_is_kept_moves_on_with_the_last_measured_day(store):
    use(store, (1, EDGE, 7, 1, 1), (1, EDGE + 1, 7, 1, 2), (1, LAST, 7, 1, 3))
    activity.rebuild(store)
    with store.write():
        use(store, (2, LAST + 1, 8, 3, 1), (2, EDGE, 8, 1, 1))
        keep_up(store, (2, LAST + 1), (2, EDGE))
    assert logo_days(store) == [(1, EDGE + 1, 2), (1, LAST, 3)]
    assert activity.is_current(store)


def test_what_is_kept_moves_back_when_the_last_days_are_taken_out(store):
    use(store, (1, EDGE - 1, 7, 1, 1), (1, EDGE, 7, 1, 2), (2, EDGE + 9, 8, 1, 3), (2, LAST + 10, 8, 1, 4))
    activity.rebuild(store)
    assert logo_days(store) == [(2, LAST + 10, 4)]
    with store.write():
        store.rows("DELETE FROM usage_day WHERE day > ?", (LAST,))
        use(store, (1, LAST, 7, 3, 1), (1, EDGE + 1, 7, 1, 5))
        keep_up(store, (2, LAST + 10), (1, LAST), (1, EDGE + 1))
    assert logo_days(store) == [(1, EDGE, 2), (1, EDGE + 1, 5), (2, EDGE + 9, 3)]
    assert activity.is_current(store)


def test_what_is_kept_begins_anew_when_everything_was_taken_out(store):
    use(store, (1, LAST, 7, 1, 1))
    activity.rebuild(store)
    with store.write():
        store.rows("DELETE FROM usage_day")
        keep_up(store, (1, LAST))
    assert logo_days(store) == []
    assert activity.is_current(store)
    with store.write():
        use(store, (1, 5, 7, 1, 1))
        keep_up(store, (1, 5))
    assert logo_days(store) == [(1, 5, 1)]
    assert activity.is_current(store)


@pytest.fixture
def book(tmp_path):
    """Two customers: 1 sends a little, 2 logs in."""
    with Store.open(tmp_path / "other.db") as opened:
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


def active(store, day="2026-01-20", **options):
    """The customers active at the opening of that day."""
    month = grid_index("month", date(2026, 1, 1))
    found = activity.crowd(
        store,
        date.fromisoformat(day),
        "month",
        month,
        month + 1,
        settings=settings.read(store),
        **options,
    )
    return found.roster.customers[found.now].tolist()


def test_the_choice_of_actions_is_followed_and_taken_back(book):
    assert active(book) == [1]
    activity.qualify(book, ["login", "send"])
    assert active(book) == [1, 2]
    history.undo(book)
    assert active(book) == [1]
    history.redo(book)
    assert active(book) == [1, 2]
    assert activity.is_current(book)


def test_the_settings_are_followed_and_taken_back(book):
    assert active(book, "2026-01-12") == [1]
    settings.change(book, "active_window_days", "1")
    assert active(book, "2026-01-12") == []
    assert active(book, "2026-01-13") == [1]
    assert activity.is_current(book)
    settings.change(book, "active_min_count", "2")
    assert active(book, "2026-01-13") == []
    assert activity.is_current(book)
    history.undo(book)
    assert active(book, "2026-01-13") == [1]
    assert activity.is_current(book)
    history.undo(book)
    assert active(book, "2026-01-12") == [1]
    assert activity.is_current(book)


def test_a_set_that_is_tried_changes_nothing(book):
    assert active(book, actions=["login"]) == [2]
    assert active(book, actions=["login", "no such action"]) == [2]
    assert active(book) == [1]


def test_customers_that_are_imported_later_are_known(book):
    header = ("customer_id", "logo_id", "joined_on")
    importing.load_tables(
        book, {"customers": (header, [("c2", "L1", "2025-12-24"), ("c3", "L1", "2026-01-05")])}
    )
    roster = activity.crowd(book, date(2026, 2, 1), "week", 0, 1, settings=Settings()).roster
    assert roster.customers.tolist() == [1, 2, 3]
    assert roster.joined.tolist() == [20455, 20446, 20458]
    assert activity.is_current(book)


def test_a_survey_makes_its_customer_known(book):
    header = ("survey_id", "logo_id", "customer_id", "day", "kind", "score")
    importing.load_tables(book, {"surveys": (header, [("s1", "L1", "c9", "2026-01-05", "nps", "9")])})
    assert activity.is_current(book)


def test_activity_that_is_imported_later_is_counted(book):
    header = ("logo_id", "customer_id", "action", "day", "count")
    importing.load_tables(book, {"activity": (header, [("L1", "c7", "send", "2026-01-19", "2")])})
    assert active(book) == [1, 3]
    assert activity.is_current(book)


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


def test_an_older_book_gets_its_roll_ups_when_it_is_opened(tmp_path, monkeypatch):
    older = {name: steps for name, steps in migrations.STEPS.items() if name < "m004"}
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", older)
        patched.setattr(activity, "rebuild", lambda store: None)
        with Store.open(tmp_path / "old.db") as store, store.write():
            store.rows("INSERT INTO logo(id, ref, name) VALUES (1, 'L1', 'L1')")
            store.rows("INSERT INTO action(id, name, qualifies) VALUES (1, 'send', 1)")
            store.rows("INSERT INTO setting(key, value) VALUES ('active_min_count', '2')")
            use(store, (1, 20000, 7, 1, 2), (1, 20001, 0, 1, 1))
    with Store.open(tmp_path / "old.db") as store:
        assert activity.is_current(store)
        assert logo_days(store) == [(1, 20000, 2), (1, 20001, 1)]
        assert activity.first_days(store) == {1: 20000}
