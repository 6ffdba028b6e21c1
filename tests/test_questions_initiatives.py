"""What an initiative's themes have cost, whom it is news to, and whether it is late."""

from datetime import date

import pytest
from ui_books import AS_OF, add, heard_book

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.model.rows import Initiative
from churntui.questions.initiatives import is_late, to_tell, works


@pytest.fixture
def path(tmp_path):
    """Sign-on (in progress) answers missing SSO."""
    return heard_book(tmp_path / "book.db")


def test_a_loss_counts_once_for_what_names_two_of_its_themes(path):
    with open_book(path) as store:
        add(store, "initiative_theme", initiative_id=1, theme_id=3)
        (work,) = works(Book.load(store, AS_OF))
    assert (work.logos, work.arr, work.to_tell, work.told) == (1, 18_000_00, 0, 0)


def test_once_shipped_it_is_news_to_whom_it_lost(path):
    with open_book(path) as store:
        assert to_tell(Book.load(store, AS_OF), 1) == 0
        store.rows("UPDATE initiative SET status = 'shipped', shipped_on = '2026-11-20'")
        book = Book.load(store, AS_OF)
    assert (to_tell(book, 1), to_tell(book, 9)) == (1, 0)
    (work,) = works(book)
    assert (work.to_tell, work.told) == (1, 0)


@pytest.mark.parametrize(
    ("status", "due_on", "late"),
    [
        ("planned", date(2026, 11, 20), True),
        ("in_progress", date(2026, 11, 20), True),
        ("planned", AS_OF, False),
        ("planned", None, False),
        ("shipped", date(2026, 11, 20), False),
        ("dropped", date(2026, 11, 20), False),
    ],
)
def test_what_was_to_ship_before_today_and_has_not_is_late(status, due_on, late):
    assert is_late(Initiative(1, "N1", "Sign-on", status, due_on=due_on), AS_OF) is late
