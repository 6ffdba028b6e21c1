"""Each signal is given by the one logo that is called after it, and by no other; who does not pay is not looked at."""

from __future__ import annotations

import flagged
import pytest
from ui_books import AS_OF, contract, logo, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.metrics.signals.signal import CODES
from churntui.questions.signals import looking


def looked_at(store, owner=""):
    book = Book.load(store, AS_OF).with_usage(store).of_owner(owner)
    return book, looking.look(book, looking.read(store, book))


@pytest.fixture(scope="module")
def red_flags(tmp_path_factory):
    """A book in which each logo is called after the one signal it gives."""
    with open_book(flagged.build(tmp_path_factory.mktemp("flagged") / "book.db"), read_only=True) as opened:
        yield opened


def test_each_signal_is_given_by_its_logo_and_nothing_else(red_flags):
    book, looked = looked_at(red_flags)
    found = {book.name(logo_id): [one.code for one in own] for logo_id, own in looked.signals.items()}
    assert found == {code: [code] for code in CODES}
    assert looked.logos == len(CODES) + 1


def test_what_is_of_one_owner_has_only_its_signals(red_flags):
    assert len(looked_at(red_flags, "ines")[1].signals) == len(CODES)
    assert looked_at(red_flags, "nobody")[1].logos == 0


def test_lost_logos_and_those_yet_to_come_are_not_looked_at(store):
    contract(store, logo(store, "Gone"), -200)
    contract(store, logo(store, "Free"), 200, arr=0)
    contract(store, logo(store, "Coming"), 500, starts_on="2026-12-01")
    contract(store, logo(store, "Never used"), 200)
    use(store, 1, [3])
    _, looked = looked_at(store)
    assert looked.logos == 1
    assert [one.code for one in looked.every] == ["never_used"]
