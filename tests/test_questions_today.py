"""Today names each red flag in its logo's row and nothing else; what is put off comes back for what is new."""

from datetime import timedelta

import flagged
import pytest
from ui_books import AS_OF, add

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import snoozes
from churntui.metrics import today
from churntui.metrics.signals.signal import CODES
from churntui.questions import today as attention
from churntui.questions.signals import looking

AS_A_NEED = {"commitment": "promise"}
"""A broken promise stands as what it is: it can be ticked off."""


@pytest.fixture
def store(tmp_path):
    with open_book(flagged.build(tmp_path / "book.db")) as opened:
        yield opened


def rows(store):
    book = Book.load(store, AS_OF).with_usage(store)
    needs = attention.everything(book, looking.read(store, book))
    return {
        row.title: row
        for row in attention.rows(book, today.awake(needs), is_whole=True)
        if row.logo_id is not None
    }


def test_each_red_flag_is_its_logos_row_and_who_is_sound_has_none(store):
    found = rows(store)
    assert {name: [part.kind for part in row.parts] for name, row in found.items()} == {
        code: [AS_A_NEED.get(code, code)] for code in CODES
    }


def test_a_row_that_is_put_off_comes_back_for_what_is_new_and_says_only_that(store):
    row = rows(store)["silent"]
    snoozes.put_off(store, [part.about for part in row.parts], AS_OF + timedelta(days=9), "put off")
    assert "silent" not in rows(store)
    add(store, "payment", ref="Y99", logo_id=row.logo_id, day=AS_OF.isoformat(), outcome="failed")
    assert rows(store)["silent"].sentence == "payment failed 21 Nov"


def test_the_row_of_a_logo_names_two_signals_and_how_many_more(store):
    logo_id = rows(store)["silent"].logo_id
    add(store, "payment", ref="Y99", logo_id=logo_id, day=AS_OF.isoformat(), outcome="failed")
    add(store, "step", ref="X1", logo_id=logo_id, what="call", due_on=(AS_OF - timedelta(days=1)).isoformat())
    row = rows(store)["silent"]
    assert row.sentence == "payment failed 21 Nov · due 20 Nov: call · +1 more"
    assert [part.act.key for part in row.parts] == ["x", "C", "t"]


def test_an_empty_today_says_what_was_looked_at_and_what_is_not_known(store):
    book = Book.load(store, AS_OF).with_usage(store)
    said = attention.nothing_needed(book, looking.read(store, book))
    assert (
        said
        == f"Nothing needs you today. Looked at: {len(CODES)} signals of 20 logos. Not known: our view of 20, use of 1"
    )


def test_signs_of_use_that_cannot_ring_any_more_are_said_first(store):
    def told(day):
        book = Book.load(store, day).with_usage(store)
        return attention.tally(book, today.awake(attention.everything(book, looking.read(store, book))))

    assert "1 silent" in told(AS_OF)
    assert not any("use last measured" in said for said in told(AS_OF))
    later = told(AS_OF + timedelta(days=60))
    assert later[0] == "use last measured 20 Nov !"
    assert "1 silent" not in later
