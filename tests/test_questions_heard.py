from __future__ import annotations

from datetime import date

import pytest
from ui_books import AS_OF, add, heard_book

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.questions.filtering import Fields
from churntui.questions.heard import SAID, about, heard, holding, written


@pytest.fixture
def book(tmp_path):
    """`heard_book` with a draft about Orbis."""
    with open_book(heard_book(tmp_path / "book.db")) as store:
        fields = {"stated_reason": "dear", "primary_reason": "price", "themes": "a\nb", "notes": "Zebra"}
        drafts.keep(store, fields, logo_id=2, note_id=None, author="", draft_id=None)
        return Book.load(store, AS_OF)


def test_drafts_first_then_the_newest_with_silent_losses_among_them(book):
    found = heard(book)
    assert [(line.name, line.kind, line.said, line.day) for line in found.lines[1:]] == [
        ("Acme", "interview", "held", date(2026, 11, 12)),
        ("Lumen Labs", "interview", "held", date(2026, 11, 2)),
        ("Orbis", "silent", "not asked", date(2026, 8, 13)),
        ("Ferrum", "interview", "declined", date(2026, 5, 5)),
    ]
    draft = found.lines[0]
    assert (draft.name, draft.said, draft.stated, draft.assessed) == ("Orbis", "draft", "dear", "price")
    assert draft.themes == ("a", "b")
    assert (found.coverage.losses, found.coverage.interviewed, found.coverage.declined) == (3, 1, 1)


def test_each_stands_beside_the_loss_it_is_about(book):
    arr = {line.name: line.loss and line.loss.arr for line in heard(book).lines}
    assert arr == {"Acme": None, "Lumen Labs": 18_000_00, "Orbis": 20_000_00, "Ferrum": 64_000_00}


@pytest.mark.parametrize(
    ("view", "words", "names"),
    [
        ("held", "", ["Acme", "Lumen Labs"]),
        ("silent", "", ["Orbis", "Ferrum"]),
        ("drafts", "", ["Orbis"]),
        ("interviews", "zebra dear", ["Orbis"]),
        ("interviews", "BACK missing", ["Lumen Labs"]),
        ("interviews", "not asked", ["Orbis"]),
        ("silent", "zebra", []),
        ("interviews", "status:declined", ["Ferrum"]),
        ("interviews", "theme:sso reason:expensive", ["Lumen Labs"]),
        ("interviews", "industry:health status:draft", ["Orbis"]),
        ("held", "industry:food", []),
    ],
)
def test_what_a_view_and_a_filter_leave(book, view, words, names):
    assert [line.name for line in holding(heard(book).lines, view, words, Fields(book, *SAID))] == names


def test_what_is_written_needs_no_losses(book):
    assert [line.kind for line in written(book)] == ["draft", "interview", "interview", "interview"]
    assert len(written(book, 1)) == 2
    assert "losses" not in vars(book)


def test_keys_tell_rows_apart(book):
    keys = [line.key for line in heard(book).lines]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("logo_id", "interview_id", "text"),
    [
        (1, 1, "Lumen Labs · lost 30 Oct 2026 · €18.0k ARR · 1 y · Health · 120 staff"),
        (2, None, "Orbis · lost 13 Aug 2026 · €20.0k ARR · 1 y · Health · 120 staff"),
        (4, None, "Nordwind · not lost · Health · 120 staff"),
        (99, None, ""),
    ],
)
def test_a_line_on_whom_it_is_about(book, logo_id, interview_id, text):
    assert about(book, logo_id, interview_id) == text


def test_a_record_about_no_loss_is_not_silence(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        add(store, "interview", ref="I9", logo_id=4, status="not_asked", updated_at="2026-11-01T09:00:00Z")
        found = heard(Book.load(store, AS_OF)).lines
    assert [(line.name, line.waits) for line in found if line.status == "not_asked"] == [
        ("Orbis", True),
        ("Nordwind", False),
    ]
    assert "Nordwind" not in [line.name for line in holding(found, "silent", "", Fields(Book.empty))]


def test_one_that_is_known_to_leave_is_not_said_to_stay(tmp_path):
    with open_book(heard_book(tmp_path / "book.db")) as store:
        given = {"logo_id": 4, "status": "not_asked", "updated_at": ""}
        add(store, "interview", ref="I9", effective_on="2027-01-15", **given)
        assert about(Book.load(store, AS_OF), 4) == "Nordwind · leaves 15 Jan 2027 · Health · 120 staff"
