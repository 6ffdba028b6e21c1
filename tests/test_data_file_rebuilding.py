"""A table is made anew under its rows: their numbers, its indexes and triggers, and what points to it stay."""

import sqlite3
from contextlib import closing

import pytest

from churntui.data.file.rebuilding import remade, terms_annualised, widened

MOOD = "mood TEXT CHECK(mood IN ('good', 'bad'))"
WIDER = "mood TEXT CHECK(mood IN ('good', 'bad', 'mixed'))"


@pytest.fixture
def book():
    """A table with rows, an index and a trigger, one that points to it, and a view of somebody that is broken."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for sql in (
            f"CREATE TABLE talk(id INTEGER PRIMARY KEY, {MOOD}) STRICT",
            "CREATE INDEX talk_mood ON talk(mood)",
            "CREATE TABLE seen(talk_id INTEGER REFERENCES talk(id) ON DELETE CASCADE) STRICT",
            "CREATE TRIGGER talk_seen AFTER INSERT ON talk BEGIN INSERT INTO seen VALUES (new.id); END",
            "CREATE VIEW own AS SELECT gone FROM nowhere",
            "INSERT INTO talk VALUES (3, 'good'), (7, 'bad')",
        ):
            connection.execute(sql)
        yield connection


def made(book):
    return dict(book.execute("SELECT name, sql FROM sqlite_master"))


def test_a_check_is_widened_and_all_else_stays(book):
    before = made(book)
    widened("talk", MOOD, WIDER)(book)
    declared = before["talk"].replace(MOOD, WIDER).replace("TABLE talk", 'TABLE "talk"')
    assert made(book) == before | {"talk": declared}
    book.execute("INSERT INTO talk VALUES (9, 'mixed')")
    assert book.execute("SELECT * FROM talk").fetchall() == [(3, "good"), (7, "bad"), (9, "mixed")]
    assert book.execute("SELECT * FROM seen").fetchall() == [(3,), (7,), (9,)], (
        "nothing went, nothing came twice"
    )
    with pytest.raises(sqlite3.IntegrityError):
        book.execute("INSERT INTO talk VALUES (10, 'angry')")


def test_foreign_keys_hold_again_afterwards(book):
    widened("talk", MOOD, WIDER)(book)
    book.execute("PRAGMA foreign_keys=ON")
    book.execute("DELETE FROM talk WHERE id = 3")
    assert book.execute("SELECT * FROM seen").fetchall() == [(7,)]
    with pytest.raises(sqlite3.IntegrityError):
        book.execute("INSERT INTO seen VALUES (99)")


@pytest.mark.parametrize("check", ["CHECK(mood IN ('good'))", "'"], ids=["none such", "several"])
def test_a_check_that_is_not_there_once_changes_nothing(book, check):
    before = made(book)
    with pytest.raises(ValueError, match="no such check, or several"):
        widened("talk", check, WIDER)(book)
    assert made(book) == before


def test_with_foreign_keys_on_nothing_is_dropped(book):
    book.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(ValueError, match="foreign keys off"):
        widened("talk", MOOD, WIDER)(book)
    assert book.execute("SELECT count(*) FROM seen").fetchone() == (2,)


def test_rows_without_a_key_keep_their_numbers_and_new_columns_their_default(book):
    book.execute("CREATE TABLE note(words TEXT NOT NULL) STRICT")
    book.execute("INSERT INTO note(rowid, words) VALUES (5, 'five'), (8, 'eight')")
    remade("note", "CREATE TABLE note(words TEXT NOT NULL, author TEXT NOT NULL DEFAULT 'Ana') STRICT")(book)
    assert book.execute("SELECT rowid, * FROM note").fetchall() == [(5, "five", "Ana"), (8, "eight", "Ana")]


def test_terms_are_worked_out_by_whole_months_and_others_left(book):
    book.execute(
        "CREATE TABLE contract(id INTEGER PRIMARY KEY, amount_minor, per, starts_on, ends_on, arr_minor)"
    )
    book.executemany(
        "INSERT INTO contract VALUES (?, ?, ?, ?, ?, ?)",
        [
            (1, 60_000, "term", "2025-01-31", "2025-07-31", 1),
            (2, 36_500, "term", "2025-01-01", "2025-01-11", 1),
            (3, 60_000, "term", "2025-01-01", None, 1),
            (4, 60_000, "year", "2025-01-01", "2026-01-01", 1),
        ],
    )
    terms_annualised(book)
    assert book.execute("SELECT id, arr_minor FROM contract").fetchall() == [
        (1, 120_000),
        (2, 1_332_250),
        (3, 1),
        (4, 1),
    ]
