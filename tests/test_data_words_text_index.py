"""The index of words: after any changes what a fresh one would be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add, add_interview, add_logo
from wordbooks import CHANGES, changed

from churntui.data.opening import open_book
from churntui.data.words import text_index
from churntui.data.words.text_index import SOURCES, entry, source_of


def indexed(store):
    return store.rows("SELECT rowid, words FROM text_index ORDER BY rowid")


@settings(max_examples=examples(40))
@given(CHANGES)
def test_kept_up_to_date_it_is_as_if_made_anew(tmp_path_factory, script):
    with open_book(tmp_path_factory.mktemp("book") / "b.db") as store:
        for change in script:
            changed(store, change)
            if change[0] == "refresh":
                text_index.refresh(store)
        text_index.refresh(store)
        kept = indexed(store)
        store.rows("INSERT INTO text_index(text_index) VALUES ('integrity-check')")
        text_index.rebuild(store)
        assert indexed(store) == kept


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
@given(row_id=st.integers(0, 2**40))
def test_a_row_is_found_again_by_its_entry(source, row_id):
    assert source_of(entry(source, row_id)) == (source, row_id)


def test_each_text_stands_in_it_folded(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        add_interview(store, "I1", add_logo(store, "L1", name="Łódź"), stated_reason="Ціна", notes="涨价")
        add(store, "theme", name="Price")
        add(store, "highlight", interview_id=1, starts_at=0, ends_at=1, quote="涨")
        assert text_index.refresh(store)
        assert {source_of(rowid)[0].kind: words for rowid, words in indexed(store)} == {
            "logo": "lodz", "theme": "price", "reason": "ціна", "note": "涨 价", "quote": "涨",
        }  # fmt: skip


def test_it_stops_when_the_time_is_up(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        add_logo(store, "L1")
        assert not text_index.refresh(store, seconds=0)
        assert text_index.refresh(store, seconds=60)
        assert text_index.refresh(store, seconds=0)


def test_keeping_it_is_no_change_a_screen_must_be_read_anew_for(tmp_path):
    with open_book(tmp_path / "b.db") as store:
        add_logo(store, "L1")
        before = store.generation()
        text_index.refresh(store)
        assert store.generation() == before
