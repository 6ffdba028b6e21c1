"""The words behind a theme: passages before the whole of a note, each on the side its logo is on."""

from __future__ import annotations

import pytest
from ui_books import AS_OF, add, heard_book

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import theme_edits
from churntui.data.rows.speakers import of_theme
from churntui.questions.theme_words import said
from churntui.questions.themes_heard import heard_themes


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


def of(path, theme_id):
    with open_book(path) as store:
        book = Book.load(store, AS_OF)
        row = next(row for row in heard_themes(book) if row.theme.id == theme_id)
        return said(book, row, theme_edits.places(store, theme_id), of_theme(store, theme_id))


def test_the_whole_of_an_interview_speaks_only_where_no_passage_does(path):
    with open_book(path) as store:
        add(store, "interview_theme", interview_id=1, theme_id=3)
    assert [(one.place.kind, one.words, one.name, one.side) for one in of(path, 3)] == [
        ("interview", "Merged", "Acme", "ahead"),
        ("highlight", "Nobody called back", "Lumen Labs", "lost"),
    ]


def test_notes_of_the_living_say_who_spoke(path):
    with open_book(path) as store:
        add(store, "person", ref="P1", logo_id=4, name="R. Dahl")
        add(store, "customer", ref="c1", logo_id=4, email="u@nordwind.example")
        add(store, "talk", ref="T1", logo_id=4, person_id=1, day="2026-11-19")
        add(
            store,
            "review",
            ref="R1",
            logo_id=4,
            held_on="2026-09-14",
            attendees="Both",
            reason="Only with SSO",
        )
        add(store, "survey", ref="S1", logo_id=4, customer_id=1, day="2026-10-28", kind="nps", comment="SSO!")
        add(store, "ticket", ref="K1", logo_id=4, opened_on="2026-11-03", subject="no SSO")
        add(store, "ticket", ref="K2", logo_id=4, opened_on="2027-11-03", subject="not yet")
        for number, kind in enumerate(("talk", "review", "survey", "ticket", "ticket")):
            note_id = 2 if number == 4 else 1
            add(store, f"{kind}_theme", **{f"{kind}_id": note_id, "theme_id": 4})
    heard = [(one.place.note.kind, one.by, one.words, one.side, one.arr) for one in of(path, 4)]
    assert heard == [
        ("talk", "R. Dahl", "(the talk as a whole)", "living", 96_000_00),
        ("ticket", "", "no SSO", "living", 96_000_00),
        ("survey", "u@nordwind.example", "SSO!", "living", 96_000_00),
        ("review", "Both", "Only with SSO", "living", 96_000_00),
    ]
    (first, *_) = of(path, 4)
    assert first.renewal is not None
    assert [first.is_shown(shown) for shown in ("all", "living", "lost")] == [True, True, False]
