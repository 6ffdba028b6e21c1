"""How a theme reads: its heading, its trend, what answers it, the words behind it, its figures explained."""

import pytest
from ui_books import AS_OF, add, heard_book

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import theme_edits
from churntui.data.rows.speakers import of_theme
from churntui.questions.theme_words import said
from churntui.questions.themes_heard import heard_themes
from churntui.ui.themes.words import answered_by, explanation, growth, heading, words_behind


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


@pytest.fixture
def book(path):
    with open_book(path) as store:
        return Book.load(store, AS_OF)


def test_a_theme_says_how_it_moves_and_what_answers_it(book):
    said = {row.theme.name: (growth(row), answered_by(row)) for row in heard_themes(book)}
    assert said == {
        "missing SSO": ("▲2", "in progress · Sign-on"),
        "support silence": ("▲2", "–"),
        "old one": ("", ""),
        "product gaps": ("", ""),
    }


def behind(path, name):
    """What stands under the table for a theme."""
    with open_book(path) as store:
        book = Book.load(store, AS_OF)
        row = next(row for row in heard_themes(book) if row.theme.name == name)
        heard = said(book, row, theme_edits.places(store, row.theme.id), of_theme(store, row.theme.id))
    return words_behind(row, heard, book).plain


def test_the_words_are_passages_else_what_was_stated(path):
    text = behind(path, "support silence")
    assert "Heard together with  missing SSO (2 logos)" in text
    assert "▌«Nobody called back»\n▌  Lumen Labs · 2 Nov 2026 · €18.0k" in text
    assert "▌«Merged»\n▌  Acme · 12 Nov 2026 · €30.0k · leaves 20 Jan" in text
    assert "too expensive" not in text


def test_an_initiative_stands_with_its_day(path):
    assert "Answered by  Sign-on · in progress, due 31 Jan 2027, Ana" in behind(path, "missing SSO")


def test_a_heading_says_whom_it_strikes(book, tmp_path):
    with open_book(tmp_path / "book.db") as store:
        add(store, "interview_theme", interview_id=2, theme_id=2)
        book = Book.load(store, AS_OF)
    assert (
        heading(book, heard_themes(book)[0])
        == "product gaps > missing SSO · 3 logos · €82.0k · €30.0k ahead · mostly Health (3/3)"
    )


def test_explained_adds_up(book):
    text = explanation(heard_themes(book)[0], book)
    assert "Heard in 2 interviews of 2 logos; they are about 1 loss up to 21 Nov 2026: €18.0k" in text
    assert "1 interview about no loss yet" in text
