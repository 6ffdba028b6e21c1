"""Which loss is meant where nobody was heard."""

from datetime import date

import pytest
from ui_books import AS_OF, add, contract, heard_book, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.plain.errors import BadInputError
from churntui.questions.silence import Silence, last_end, silence_of

LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)


@pytest.fixture
def book(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        return Book.load(store, AS_OF)


def test_it_is_the_loss_with_the_record_it_has_already(book):
    assert silence_of(book, ORBIS) == Silence(date(2026, 8, 13))
    assert silence_of(book, FERRUM) == Silence(date(2026, 5, 5), 2)
    assert silence_of(book, FERRUM, date(2026, 5, 5)) == Silence(date(2026, 5, 5), 2)


@pytest.mark.parametrize(
    ("logo_id", "why"), [(LUMEN, "Lumen Labs was interviewed"), (NORDWIND, "Nordwind has not left")]
)
def test_a_logo_that_was_heard_or_is_there_has_none(book, logo_id, why):
    with pytest.raises(BadInputError, match=why):
        silence_of(book, logo_id)


def test_the_last_end_is_a_loss_or_a_contract_called_lost(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        gone, leaving, there = (logo(store, name) for name in ("Gone", "Leaving", "There"))
        contract(store, gone, -100)
        called_lost = contract(store, leaving, 40)
        add(store, "renewal", contract_id=called_lost, stage="lost")
        contract(store, there, 40)
        book = Book.load(store, AS_OF)
    assert last_end(book, gone) == date(2026, 8, 13)
    assert last_end(book, leaving) == date(2026, 12, 31)
    assert last_end(book, there) is None
