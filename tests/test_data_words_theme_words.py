"""What tags have taught: after any changes what a fresh count would give."""

import pytest
from hypothesis import given, settings
from profiles import examples
from stores import add, add_interview, add_logo, inserted
from wordbooks import CHANGES, changed

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.words import theme_words as learning
from churntui.model.wordcounts import ALL, WordCounts, learn_words
from churntui.plain.words import stems


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        logo = add_logo(opened, "L1")
        add_interview(opened, "I1", logo, stated_reason="Too dear", notes="the price went up")
        add_interview(opened, "I2", logo, notes="nobody answered")
        for name in ("price", "silence"):
            add(opened, "theme", name=name)
        add(opened, "interview_theme", interview_id=1, theme_id=1)
        yield opened


def learnt(store):
    return (
        store.rows("SELECT * FROM theme_word ORDER BY word, theme_id"),
        store.rows("SELECT * FROM theme_text ORDER BY theme_id"),
    )


@settings(max_examples=examples(60))
@given(CHANGES)
def test_kept_up_to_date_it_is_as_if_counted_anew(tmp_path_factory, script):
    with open_book(tmp_path_factory.mktemp("book") / "b.db") as store:
        for change in script:
            changed(store, change)
            if change[0] == "refresh":
                learning.refresh(store)
        learning.refresh(store)
        kept = learnt(store)
        learning.rebuild(store)
        assert learnt(store) == kept


def test_a_tagged_interview_teaches_its_reason_and_notes(store):
    expected = WordCounts()
    learn_words(expected, stems("Too dear\nthe price went up"), [1])
    found = learning.counts_for(store, "price went dear silence")
    assert (found.texts, found.words) == (expected.texts, expected.words)
    assert found.by_word == {word: expected.by_word[word] for word in ("price", "went", "dear")}


def test_a_passage_teaches_its_own_words_alone(store):
    with store.edit("tag passage"):
        passage = inserted(store, "highlight", interview_id=2, starts_at=7, ends_at=15, quote="answered")
        inserted(store, "highlight_theme", highlight_id=passage, theme_id=2)
    found = learning.counts_for(store, "nobody answered")
    assert found.by_word == {"answe": {2: 1000, ALL: 1000}}
    assert found.texts == {1: 1, 2: 1, ALL: 2}


def test_what_is_taken_back_is_unlearnt(store):
    before = learning.counts_for(store, "nobody")
    with store.edit("tag"):
        inserted(store, "interview_theme", interview_id=2, theme_id=2)
    assert learning.counts_for(store, "nobody").by_word
    history.undo(store)
    assert learning.counts_for(store, "nobody") == before


def test_a_theme_that_is_gone_leaves_nothing(store):
    learning.refresh(store)
    with store.edit("remove theme"):
        store.rows("DELETE FROM theme WHERE id = 1")
    assert learning.counts_for(store, "price") == WordCounts()
    assert learnt(store) == ([], [])


def test_a_book_that_cannot_be_written_suggests_from_what_it_has(store):
    learning.refresh(store)
    add(store, "interview_theme", interview_id=2, theme_id=2)
    with open_book(store.path, read_only=True) as reading:
        assert learning.counts_for(reading, "price").texts == {1: 1, ALL: 1}


def test_a_start_reads_no_note_again(store):
    learning.refresh(store)
    with open_book(store.path) as again:
        asked = []
        again._connection.set_trace_callback(asked.append)
        learning.counts_for(again, "price")
        assert not [sql for sql in asked if "notes" in sql or "learnt_text" in sql]


def test_it_stops_when_the_time_is_up(store):
    assert not learning.refresh(store, seconds=0)
    assert learning.refresh(store, seconds=60)
