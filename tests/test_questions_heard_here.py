"""What a logo named itself, whatever the note: each theme once, the last naming of it."""

from __future__ import annotations

from datetime import date

from ui_books import AS_OF, add, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.heard_here import heard_here
from churntui.questions.initiatives import works
from churntui.ui.parts.talk_text import _themes
from churntui.ui.themes.initiative_rows import more


def book_of(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        for name in ("missing SSO", "price"):
            add(store, "theme", name=name)
        acme, other = logo(store, "Acme"), logo(store, "Other")
        contract(store, acme, 40, notice_days=30)
        contract(store, other, 300, 24_000_00)
        for number, (logo_id, day, theme_id) in enumerate(
            [
                (acme, "2026-06-01", 1),
                (acme, "2026-11-01", 1),
                (acme, "2027-01-01", 2),
                (other, "2026-11-02", 1),
            ],
            1,
        ):
            add(store, "talk", ref=f"T{number}", logo_id=logo_id, day=day)
            add(store, "talk_theme", talk_id=number, theme_id=theme_id)
        add(store, "survey", ref="S1", logo_id=acme, day="2026-11-10", kind="nps", comment="dear")
        add(store, "survey_theme", survey_id=1, theme_id=2)
        add(store, "initiative", ref="A1", name="Sign-on", status="shipped", shipped_on="2026-11-15")
        add(store, "initiative", ref="A2", name="Cap", status="planned")
        add(store, "initiative_theme", initiative_id=1, theme_id=1)
        add(store, "initiative_theme", initiative_id=2, theme_id=1)
        add(store, "initiative_theme", initiative_id=2, theme_id=2)
        return Book.load(store, AS_OF)


def test_each_theme_stands_with_where_it_was_named_last(tmp_path):
    book = book_of(tmp_path)
    heard = heard_here(book, 1)
    assert [(one.theme, one.note, one.day) for one in heard] == [
        ("price", "survey", date(2026, 11, 10)),
        ("missing SSO", "talk", date(2026, 11, 1)),
    ]
    assert heard[1].read(AS_OF) == "missing SSO (talk 1 Nov)"
    assert heard_here(book, 99) == ()


def test_the_talk_sheet_says_them(tmp_path):
    book = book_of(tmp_path)
    lines = [line.plain for line in _themes(book, book.renewals[0])]
    assert lines[0] == "Heard here: price (survey 10 Nov), missing SSO (talk 1 Nov)"


def test_an_initiative_knows_who_is_still_here_and_waits_for_it(tmp_path):
    book = book_of(tmp_path)
    shipped, planned = sorted(works(book), key=lambda work: work.initiative.ref)
    assert (shipped.at_stake, shipped.arr, shipped.arr_at_stake) == (
        {1: 12_000_00, 2: 24_000_00},
        0,
        36_000_00,
    )
    assert planned.at_stake == shipped.at_stake  # each logo once, though Acme named both
    told = more(shipped, book).plain
    assert "To be told, still here  Acme €12.0k, renews 31 Dec !; Other €24.0k, renews 17 Sep" in told
    assert "Waiting for it, still here" in more(planned, book).plain
