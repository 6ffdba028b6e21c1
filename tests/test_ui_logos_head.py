"""What stands at the head of a logo's page."""

from __future__ import annotations

import pytest
from ui_books import AS_OF, contract, logo

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.questions.heard import about_living
from churntui.ui.logos.head import stands


@pytest.mark.parametrize(
    ("noticed", "comes"),
    [({}, "renews"), ({"notice_on": "2026-11-01", "auto_renew": 1}, "ends")],
)
def test_a_contract_of_which_notice_was_given_is_not_said_to_renew(tmp_path, noticed, comes):
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme")
        contract(store, acme, 400, plan="Base")
        contract(store, acme, 40, plan="Support", **noticed)
        book = Book.load(store, AS_OF)
    told = stands(book.standings[acme], book, book.logos[acme])
    assert f"{comes} 31 Dec (40 d)" in told
    assert f"{comes} 31 Dec" in about_living(book, acme)
