"""Which loss is meant where nobody was heard."""

from datetime import date

import pytest
from stores import add_interview
from ui_books import AS_OF, add, contract, heard_book, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.plain.errors import BadInputError
from churntui.questions.silence import silence_of

LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)


def meant(path, logo_id, lost_on=None):
    with open_book(path) as store:
        end = silence_of(Book.load(store, AS_OF), logo_id, lost_on)
    return end.on, end.interview.id if end.interview else None


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


def test_it_is_the_loss_with_the_record_it_has_already(path):
    assert meant(path, ORBIS) == (date(2026, 8, 13), None)
    assert meant(path, FERRUM) == (date(2026, 5, 5), 2)
    assert meant(path, FERRUM, date(2026, 5, 5)) == (date(2026, 5, 5), 2)


@pytest.mark.parametrize(
    ("logo_id", "why"),
    [
        (LUMEN, "Lumen Labs was interviewed"),
        (ACME, "Acme was interviewed"),
        (NORDWIND, "Nordwind has not left"),
    ],
)
def test_a_logo_that_was_heard_or_is_there_has_none(path, logo_id, why):
    with pytest.raises(BadInputError, match=why):
        meant(path, logo_id)


def test_an_interview_about_an_end_called_lost_is_never_taken_for_silence(path):
    """It was, where its day was that of the contract."""
    with open_book(path) as store:
        add(store, "renewal", contract_id=4, stage="lost")
    with pytest.raises(BadInputError, match="Acme was interviewed"):
        meant(path, ACME)


def test_of_a_logo_lost_twice_the_silent_loss_is_meant(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        gone = logo(store, "Gone")
        contract(store, gone, -1000)
        contract(store, gone, -100)
        add_interview(store, "I1", gone, effective_on="2026-08-13")
    first = date(2024, 2, 25)
    assert meant(path, gone) == (first, None)
    with pytest.raises(BadInputError, match="was interviewed"):
        meant(path, gone, date(2026, 8, 13))


def test_the_end_of_a_contract_called_lost_is_one(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        leaving = logo(store, "Leaving")
        add(store, "renewal", contract_id=contract(store, leaving, 40), stage="lost")
    assert meant(path, leaving) == (date(2026, 12, 31), None)
