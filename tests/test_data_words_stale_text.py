"""The list of what changed: noted by whatever program writes the file."""

import sqlite3

import pytest
from stores import add, add_interview, add_logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.words import stale_text

KINDS = ("logo", "theme", "interview", "highlight", "tagging")


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        logo = add_logo(opened, "L1")
        add_interview(opened, "I1", logo, notes="The price went up")
        add(opened, "theme", name="price")
        add(opened, "highlight", interview_id=1, starts_at=4, ends_at=9, quote="price")
        clear(opened)
        yield opened


def clear(store):
    with store.write():
        stale_text.settle(store, stale_text.waiting(store, KINDS))


def change(store, sql):
    with store.write():
        store.rows(sql)
    return stale_text.waiting(store, KINDS)


@pytest.mark.parametrize(
    ("sql", "noted"),
    [
        ("UPDATE logo SET name = 'x'", [("logo", 1)]),
        ("UPDATE logo SET country = 'x'", []),
        ("UPDATE theme SET name = 'x'", [("theme", 1)]),
        ("UPDATE interview SET notes = 'x'", [("interview", 1), ("tagging", 1)]),
        ("UPDATE interview SET regrettable = 1", []),
        ("INSERT INTO interview_theme VALUES (1, 1)", [("tagging", 1)]),
        ("INSERT INTO highlight_theme VALUES (1, 1)", [("tagging", 1)]),
        ("DELETE FROM highlight", [("highlight", 1), ("tagging", 1)]),
        ("DELETE FROM logo", [("highlight", 1), ("interview", 1), ("logo", 1), ("tagging", 1)]),
        ("INSERT OR ABORT INTO logo(id, ref, name) VALUES (2, 'L2', 'x')", [("logo", 2)]),
    ],
)
def test_what_each_change_makes_stale(store, sql, noted):
    assert change(store, sql) == noted


def test_a_strict_statement_may_touch_a_row_twice(store):
    change(store, "UPDATE logo SET name = 'x'")
    assert change(store, "UPDATE OR ABORT logo SET name = 'y'") == [("logo", 1)]


def test_undo_is_a_change_too(store):
    with store.edit("rename"):
        store.rows("UPDATE theme SET name = 'cost'")
    clear(store)
    history.undo(store)
    assert stale_text.waiting(store, KINDS) == [("theme", 1)]


def test_another_program_is_heard(store):
    other = sqlite3.connect(store.path)
    with other:
        other.execute("UPDATE interview SET stated_reason = 'cost'")
    other.close()
    assert stale_text.waiting(store, KINDS) == [("interview", 1), ("tagging", 1)]


def test_the_list_can_be_taken_in_parts(store):
    change(store, "DELETE FROM logo")
    assert stale_text.waiting(store, ("interview", "logo"), 1) == [("interview", 1)]
