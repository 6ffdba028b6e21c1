from __future__ import annotations

import pytest
from stores import add_interview, add_logo

from churntui.data.opening import open_book
from churntui.data.rows import drafts

TYPED = {"notes": "«Nobody called» 没有下文\n[/] \t", "held_on": "3 de"}


@pytest.fixture
def store(tmp_path):
    """Two logos and an interview of the first."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add_logo(store, "L2")
        add_interview(store, "I1", 1)
        yield store


def keep(store, fields=TYPED, *, logo_id=1, interview_id=None, author="Ana", draft_id=None):
    return drafts.keep(
        store, fields, logo_id=logo_id, interview_id=interview_id, author=author, draft_id=draft_id
    )


def test_a_draft_is_found_again_exactly_as_typed(store):
    draft_id = keep(store)
    (draft,) = drafts.every(store)
    assert (draft.id, draft.logo_id, draft.author, draft.fields) == (draft_id, 1, "Ana", TYPED)
    assert draft.updated_at.tzinfo is not None
    assert drafts.one(store, draft_id) == draft


def test_one_draft_for_a_logo_and_an_author(store):
    first = keep(store)
    assert keep(store, {"notes": "more"}) == first
    assert keep(store, author="Bo") != first
    assert keep(store, logo_id=2) != first
    assert drafts.of(store, 1, None, "Ana").fields == {"notes": "more"}
    assert len(drafts.every(store)) == 3


def test_a_draft_of_an_interview_is_not_one_of_a_new_interview(store):
    new, change = keep(store), keep(store, interview_id=1)
    assert new != change
    assert drafts.of(store, 1, None, "Ana").id == new
    assert drafts.of(store, None, 1, "Ana").id == change
    assert drafts.of(store, None, 1, "Bo") is None


def test_a_draft_follows_its_logo(store):
    draft_id = keep(store)
    assert keep(store, logo_id=2, draft_id=draft_id) == draft_id
    assert drafts.of(store, 1, None, "Ana") is None


def test_a_draft_thrown_away_elsewhere_is_written_anew(store):
    draft_id = keep(store)
    drafts.remove(store, draft_id)
    assert drafts.one(store, draft_id) is None
    keep(store, draft_id=draft_id)
    assert [draft.fields for draft in drafts.every(store)] == [TYPED]


def test_keeping_a_draft_makes_no_screen_read_the_book_again(store):
    before = store.generation()
    keep(store)
    assert store.generation() == before
    drafts.remove(store, 1)
    assert store.generation() != before


def test_a_draft_goes_with_its_logo(store):
    keep(store)
    with store.write():
        store.rows("DELETE FROM logo WHERE id = 1")
    assert drafts.every(store) == []
