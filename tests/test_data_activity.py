"""The door: the choice of what counts, the settings and the imports are followed."""

from contextlib import suppress
from datetime import date

import pytest
import schemas
from stores import add_logo, add_usage
from used_books import FIRST, fill, put

from churntui.book import Book
from churntui.data import activity, checks, history, importing
from churntui.data.opening import open_book
from churntui.data.rows import settings
from churntui.model.presence import grid_index
from churntui.model.rows import Settings
from churntui.plain.dates import number, parse_day
from churntui.plain.errors import BadInputError, DamagedRollUpsError


@pytest.fixture
def logo_id(store):
    return add_logo(store, "L1")


def day(text):
    return number(parse_day(text))


def test_an_unknown_action_changes_nothing(store, logo_id):
    add_usage(store, logo_id, ["2026-01-05"])
    with pytest.raises(BadInputError, match="It has: send"):
        activity.qualify(store, ["sned"])
    assert activity.actions(store)[0][2] is True


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


@pytest.mark.parametrize("last", ["m003_words", "m005_marks"])
def test_an_older_book_gets_its_roll_ups_when_it_is_opened(tmp_path, last):
    with schemas.old_book(tmp_path / "old.db", last) as store, store.write():
        store.rows("INSERT INTO logo(id, ref, name) VALUES (1, 'L1', 'L1')")
        store.rows("INSERT INTO action(id, name, qualifies) VALUES (1, 'send', 1)")
        store.rows("INSERT INTO setting(key, value) VALUES ('active_min_count', '2')")
        put(store, {(1, 20000, 7, 1): 2, (1, 20001, 0, 1): 1})
    with open_book(tmp_path / "old.db") as store:
        assert activity.is_current(store)
        assert store.rows("SELECT logo_id, day, n FROM logo_day ORDER BY 1, 2") == [
            (1, 20000, 2),
            (1, 20001, 1),
        ]
        assert activity.first_days(store) == {1: 20000}
        assert active(store, "2024-10-05") == [7]


DAMAGE = {
    "roster": ("customers", "logos", "recorded", "used"),
    "presence": ("places", "acted", "active", "reached", "until"),
    "crowd_size": ("logos", "active", "kept", "early"),
    "use_window": ("actions", "logos", "n"),
}
NUMBERS = {
    "measured": ("first_day", "last_day"),
    "rollup_state": ("active_window_days", "logo_days_from"),
    "action_year": ("n", "year"),
    "logo_day": ("n",),
}


def damages():
    for table, columns in DAMAGE.items():
        yield from ((f"UPDATE {table} SET {c} = x'{b}'") for c in columns for b in ("", "ffffff", "ff" * 80))
    for table, columns in NUMBERS.items():
        yield from (f"UPDATE OR REPLACE {table} SET {c} = {n}" for c in columns for n in (-(10**12), 10**15))
    yield from (f"DELETE FROM {table}" for table in (*DAMAGE, *NUMBERS))


@pytest.mark.parametrize("damage", damages())
def test_damage_is_told_or_harmless_and_mended(store, damage):
    """Whatever the bytes are, nobody sees more than one line, `check` knows, and `rebuild` makes it good."""
    fill(store, {(3, FIRST + day, who, 1): 1 for day in range(60) for who in range(3)})
    with store.write():
        for who in (1, 2):
            store.rows("INSERT INTO customer(id, ref, logo_id) VALUES (?, ?, 3)", (who, f"U{who}"))
        activity.rebuild(store)
    as_of = date(2026, 2, 1)

    def shown():
        known = settings.read(store)
        book = Book.load(store, as_of).with_usage(store)
        people = activity.crowd(store, as_of, "month", 670, 673, settings=known)
        uses = activity.use_before(store, [number(date(2026, 1, 1))], settings=known)
        return (
            book.usage,
            people.active.words.tolist(),
            activity.actions(store),
            [use.n.tolist() for use in uses],
        )

    before = shown()
    with store.write():
        store.rows(damage)
    with suppress(DamagedRollUpsError):
        shown()
    assert [finding.mend for finding in checks.run(store)] == [checks.REBUILD]
    activity.rebuild(store)
    assert checks.run(store) == []
    assert shown() == before


def test_a_fault_of_ours_is_not_told_as_damage(store, monkeypatch):
    add_usage(store, add_logo(store, "L1"), ["2026-01-01"])

    def fail(*_):
        raise ValueError("ours")

    monkeypatch.setattr(activity.days, "_source", fail)
    with pytest.raises(ValueError, match="ours"):
        activity.logo_sums(store, 0, 1)
    with store.write():
        store.rows("UPDATE measured SET last_day = 1 << 40")
    with pytest.raises(DamagedRollUpsError):
        activity.logo_sums(store, 0, 1)
