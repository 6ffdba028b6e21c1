"""The ends of a logo's service, and who speaks for each."""

from datetime import date, timedelta

import pytest
from stores import add_interview
from ui_books import AS_OF, add, contract, heard_book, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.ends import end_meant, ends_of, interview_about, is_living

LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)
LOST = date(2026, 8, 13)
LATER = date(2027, 1, 20)


def load(path):
    with open_book(path) as store:
        return Book.load(store, AS_OF)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


def told(book, logo_id):
    return [(end.on, end.interview.id if end.interview else None) for end in ends_of(book, logo_id)]


def test_a_loss_has_its_interview_and_a_known_end_the_one_that_names_it(path):
    book = load(path)
    assert told(book, LUMEN) == [(date(2026, 10, 30), 1)]
    assert told(book, ORBIS) == [(LOST, None)]
    assert told(book, FERRUM) == [(date(2026, 5, 5), 2)]
    assert told(book, ACME) == [(LATER, 3)]
    assert told(book, NORDWIND) == []
    assert [is_living(book, logo_id) for logo_id in (LUMEN, ORBIS, NORDWIND, ACME)] == [
        False,
        False,
        True,
        False,
    ]


def test_an_end_called_or_waiting_for_an_answer_is_one(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        leaving, waiting, there = (logo(store, name) for name in ("Leaving", "Waiting", "There"))
        add(store, "renewal", contract_id=contract(store, leaving, 40), stage="lost")
        contract(store, waiting, -5)
        contract(store, there, 40)
        add(store, "renewal", contract_id=contract(store, there, 41), stage="lost")
    book = load(tmp_path / "book.db")
    assert told(book, leaving) == [(AS_OF + timedelta(days=40), None)]
    assert told(book, waiting) == [(AS_OF - timedelta(days=5), None)]
    assert told(book, there) == []


def test_the_end_meant_is_that_of_the_day_else_the_latest(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        gone = logo(store, "Gone")
        contract(store, gone, -1000)
        contract(store, gone, -100)
    ends = ends_of(load(tmp_path / "book.db"), gone)
    first = AS_OF - timedelta(days=1000)
    assert end_meant(ends).on == LOST
    assert end_meant(ends, first).on == first
    assert end_meant(ends, date(2000, 1, 1)).on == LOST
    assert end_meant([], first) is None


def test_of_several_about_one_loss_the_one_that_was_heard_speaks(path):
    with open_book(path) as store:
        add_interview(store, "I9", FERRUM, effective_on="2026-05-06", held_on="2026-06-01")
    assert told(load(path), FERRUM) == [(date(2026, 5, 5), 4)]


def test_a_downgrade_is_no_end(path):
    with open_book(path) as store:
        add_interview(store, "I9", NORDWIND, kind="downgrade", effective_on="2026-05-06")
    assert told(load(path), NORDWIND) == []


def test_a_record_without_a_day_is_an_end_of_a_logo_that_has_no_other(path):
    with open_book(path) as store:
        add_interview(store, "I9", NORDWIND, status="not_asked")
        add_interview(store, "I10", ORBIS, status="declined")
    book = load(path)
    assert told(book, NORDWIND) == [(None, 4)]
    assert told(book, ORBIS) == [(LOST, 5)]


@pytest.mark.parametrize(
    ("logo_id", "effective_on", "besides", "expected"),
    [
        (LUMEN, None, None, 1),
        (LUMEN, date(2026, 11, 3), None, 1),
        (LUMEN, date(2026, 11, 3), 1, None),
        (LUMEN, date(2027, 11, 3), None, None),
        (ORBIS, LOST, None, None),
        (ACME, date(2027, 2, 1), None, 3),
        (ACME, date(2026, 2, 1), None, None),
        (NORDWIND, None, None, None),
        (NORDWIND, LOST, None, None),
    ],
)
def test_the_interview_there_is_about_the_same_end(path, logo_id, effective_on, besides, expected):
    found = interview_about(load(path), logo_id, effective_on, besides)
    assert (found.id if found else None) == expected


def test_a_loss_after_a_return_is_another_one(path):
    with open_book(path) as store:
        contract(store, LUMEN, 200, starts_on="2026-11-05")
    assert interview_about(load(path), LUMEN, date(2026, 11, 15)) is None
    assert interview_about(load(path), LUMEN, date(2026, 11, 1)).id == 1
