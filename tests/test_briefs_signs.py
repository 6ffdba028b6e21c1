"""Risks begin with the signals, say nothing of them twice, and never reach what the logo reads."""

import flagged
import pytest
from ui_books import AS_OF

from churntui import briefs
from churntui.book import Book
from churntui.data.opening import open_book
from churntui.metrics.signals.signal import CODES
from churntui.questions.signals import looking


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    with open_book(flagged.build(tmp_path_factory.mktemp("flagged") / "book.db"), read_only=True) as store:
        yield store, Book.load(store, AS_OF).with_usage(store)


@pytest.mark.parametrize("code", CODES)
def test_a_signal_is_the_first_risk_with_what_follows_and_stays_inside(known, code):
    store, book = known
    logo = next(logo for logo in book.logos.values() if logo.name == code)
    (signal,) = looking.look(book, looking.read(store, book)).of(logo.id)
    brief = briefs.compose(book, briefs.gather(store, book, logo.id))
    risks = next(section for section in brief.internal if section.heading == "Risks").points
    assert risks[0].text.lower() == signal.text.lower()
    assert risks[0].so_what.lower() == signal.act.what.lower()
    assert [point.text for point in risks].count(risks[0].text) == 1
    shared = " ".join(point.text + point.so_what for section in brief.shareable for point in section.points)
    assert signal.text.lower() not in shared.lower()
