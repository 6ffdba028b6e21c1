from __future__ import annotations

import pytest
from ui_books import AS_OF, add, heard_book

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.themes_heard import heard_themes
from churntui.ui.themes.facts import facts


@pytest.fixture
def store(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        yield store


def row(store, name):
    book = Book.load(store, AS_OF)
    return book, next(row for row in heard_themes(book) if row.theme.name == name)


def test_shares_are_of_those_heard_there(store):
    with store.write():
        store.rows("UPDATE logo SET industry = 'Food', employees = 12 WHERE name = 'Acme'")
    text = facts(*row(store, "missing SSO")).plain
    assert "  1/1  Food\n  1/1  Health" in text
    assert "  1/1  11–50\n  1/1  51–200" in text
    assert "Heard  2 Nov – 12 Nov\nTrend  ▲2 in two quarters" in text
    assert "2 logos, €18.0k  support silence" in text
    assert "Sign-on · in progress, due 31 Jan 2027, Ana" in text


def test_a_theme_nobody_named_has_its_meaning_alone(store):
    add(store, "theme", name="new", description="What it means")
    assert facts(*row(store, "new")).plain == "What it means"
