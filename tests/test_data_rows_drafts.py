from __future__ import annotations

import pytest
from stores import add_interview, add_logo

from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.plain import session

TYPED = {"notes": "«Nobody called» 没有下文\n[/] \t", "held_on": "3 de"}


@pytest.fixture
def store(tmp_path):
    """Two logos and an interview of the first."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add_logo(store, "L2")
        add_interview(store, "I1", 1)
        yield store


@pytest.fixture
def sit_at(monkeypatch):
    """Goes on as another run of the program; those named in `ended` have ended, `machine` is another computer."""
    ended: set[str] = set()
    monkeypatch.setattr(session, "_is_running", lambda name: None if name == "machine" else name not in ended)

    def sit(name, *, others_ended=()):
        ended.update(others_ended)
        monkeypatch.setattr(session, "this", lambda: name)

    return sit


def keep(store, fields=TYPED, *, logo_id=1, note_id=None, author="Ana", draft_id=None, opened=None):
    return drafts.keep(
        store,
        fields,
        logo_id=logo_id,
        note_id=note_id,
        author=author,
        draft_id=draft_id,
        opened=opened,
    )


def ids(found):
    return [draft.id for draft in found]


def test_a_draft_is_found_again_exactly_as_typed(store):
    draft_id = keep(store, opened={"notes": "before"})
    (draft,) = drafts.every(store)
    assert (draft.id, draft.logo_id, draft.author, draft.fields) == (draft_id, 1, "Ana", TYPED)
    assert (draft.opened, draft.is_open_elsewhere) == ({"notes": "before"}, False)
    assert draft.updated_at.tzinfo is not None
    assert drafts.one(store, draft_id) == draft


def test_one_draft_for_a_logo_and_an_author_of_a_session(store):
    first = keep(store)
    assert keep(store, {"notes": "more"}) == first
    assert keep(store, author="Bo") != first
    assert keep(store, logo_id=2) != first
    assert [draft.fields for draft in drafts.of(store, 1, None, "Ana")] == [{"notes": "more"}]
    assert len(drafts.every(store)) == 3


def test_a_draft_of_an_interview_is_not_one_of_a_new_interview(store):
    new, change = keep(store), keep(store, note_id=1)
    assert new != change
    assert ids(drafts.of(store, 1, None, "Ana")) == [new]
    assert ids(drafts.of(store, None, 1, "Ana")) == [change]
    assert drafts.of(store, None, 1, "Bo") == []


def test_a_draft_follows_its_logo(store):
    draft_id = keep(store)
    assert keep(store, logo_id=2, draft_id=draft_id) == draft_id
    assert drafts.of(store, 1, None, "Ana") == []


def test_a_draft_thrown_away_elsewhere_is_written_anew(store):
    draft_id = keep(store)
    drafts.remove(store, draft_id)
    assert drafts.one(store, draft_id) is None
    keep(store, draft_id=draft_id)
    assert [draft.fields for draft in drafts.every(store)] == [TYPED]


def test_two_sessions_of_one_author_write_a_draft_each(store, sit_at):
    sit_at("one")
    first = keep(store, {"notes": "one"})
    sit_at("two")
    assert drafts.of(store, 1, None, "Ana") == []
    assert not drafts.take(store, first)
    second = keep(store, {"notes": "two"})
    sit_at("one")
    assert keep(store, {"notes": "one more"}, draft_id=first) == first
    assert {draft.id: draft.fields["notes"] for draft in drafts.every(store)} == {
        first: "one more",
        second: "two",
    }
    assert {draft.id: draft.is_open_elsewhere for draft in drafts.every(store)} == {
        first: False,
        second: True,
    }


def test_a_draft_of_a_session_that_has_ended_is_gone_on_with(store, sit_at):
    sit_at("one")
    draft_id = keep(store)
    sit_at("two", others_ended={"one"})
    assert ids(drafts.of(store, 1, None, "Ana")) == [draft_id]
    assert drafts.take(store, draft_id)
    assert keep(store, {"notes": "more"}, draft_id=draft_id) == draft_id
    sit_at("three")
    assert drafts.of(store, 1, None, "Ana") == []


def test_a_draft_that_was_left_is_open_nowhere(store, sit_at):
    sit_at("one")
    draft_id = keep(store)
    drafts.leave(store, draft_id)
    sit_at("two")
    assert ids(drafts.of(store, 1, None, "Ana")) == [draft_id]
    assert drafts.take(store, draft_id)
    drafts.leave(store, draft_id)
    sit_at("one")
    drafts.leave(store, draft_id)
    assert drafts.take(store, draft_id)


def test_what_was_taken_from_a_session_that_lives_after_all_is_in_both(store, sit_at):
    sit_at("machine")
    draft_id = keep(store, {"notes": "there"})
    with store.write():
        store.rows("UPDATE draft SET updated_at = '2026-11-01T09:00:00Z'")
    sit_at("here")
    assert drafts.take(store, draft_id)
    keep(store, {"notes": "here"}, draft_id=draft_id)
    sit_at("machine")
    keep(store, {"notes": "there, still"}, draft_id=draft_id)
    assert {draft.fields["notes"] for draft in drafts.every(store)} == {"here", "there, still"}


def test_of_another_machine_it_is_open_for_an_hour_after_the_last_key(store, sit_at):
    sit_at("machine")
    keep(store)
    sit_at("here")
    assert [draft.is_open_elsewhere for draft in drafts.every(store)] == [True]
    with store.write():
        store.rows("UPDATE draft SET updated_at = '2026-11-01T09:00:00Z'")
    assert [draft.is_open_elsewhere for draft in drafts.every(store)] == [False]


def test_what_is_open_elsewhere_is_not_thrown_away(store, sit_at):
    sit_at("one")
    draft_id = keep(store)
    sit_at("two")
    assert not drafts.remove(store, draft_id)
    assert ids(drafts.every(store)) == [draft_id]
    sit_at("one")
    assert drafts.remove(store, draft_id)
    assert drafts.remove(store, draft_id)
    assert drafts.every(store) == []


def test_keeping_a_draft_makes_no_screen_read_the_book_again(store):
    before = store.generation()
    keep(store)
    drafts.take(store, 1)
    drafts.leave(store, 1)
    assert store.generation() == before
    drafts.remove(store, 1)
    assert store.generation() != before


def test_a_draft_goes_with_its_logo_but_outlives_its_interview(store):
    keep(store)
    draft_id = keep(store, note_id=1)
    with store.write():
        store.rows("DELETE FROM interview WHERE id = 1")
    assert drafts.one(store, draft_id).interview_id is None
    assert keep(store, {"notes": "more"}, note_id=1, draft_id=draft_id) == draft_id
    with store.write():
        store.rows("DELETE FROM logo WHERE id = 1")
    assert drafts.every(store) == []


BROKEN = {
    "fields cut off": ("fields", '{"notes": "Nobody called'),
    "fields of another kind": ("fields", '["Nobody called"]'),
    "a field that is no text": ("fields", '{"notes": "Nobody called", "held_on": 7}'),
    "fields nested without end": ("fields", "[" * 100_000 + "Nobody called"),
    "no moment": ("updated_at", "yesterday"),
    "a moment of no zone": ("updated_at", "2026-11-01T09:00:00"),
    "what it was begun on": ("opened", "{"),
    "begun on another kind": ("opened", "[1]"),
    "begun on nothing": ("opened", ""),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_damaged_draft_is_passed_over_until_it_is_mended_and_keeps_its_text(store, broken):
    column, value = BROKEN[broken]
    draft_id = keep(store, {"notes": "Nobody called"}, opened={"notes": ""})
    sound = keep(store, logo_id=2)
    with store.write():
        store.rows(f"UPDATE draft SET {column} = ? WHERE id = ?", (value, draft_id))
    assert ids(drafts.every(store)) == [sound]
    assert drafts.one(store, draft_id) is None
    assert drafts.of(store, 1, None, "Ana") == []
    assert not drafts.take(store, draft_id)
    drafts.remove(store, draft_id)
    (damaged,) = drafts.damaged(store)
    assert (damaged.id, damaged.author) == (draft_id, "Ana")
    with store.write():
        drafts.mend(store, damaged)
    assert drafts.damaged(store) == []
    mended = drafts.one(store, draft_id)
    assert "Nobody called" in mended.fields["notes"]
    assert mended.opened == (None if column == "opened" else {"notes": ""})


@pytest.mark.parametrize("text", ["", " ", "[]", "{", "\x1b[]"])
def test_a_draft_of_which_nothing_can_be_read_goes(store, text):
    draft_id = keep(store)
    with store.write():
        store.rows("UPDATE draft SET fields = ? WHERE id = ?", (text, draft_id))
        (damaged,) = drafts.damaged(store)
        drafts.mend(store, damaged)
    assert store.rows("SELECT * FROM draft") == []


def test_what_was_begun_before_anybody_gave_a_name_is_everybodys(store, sit_at):
    sit_at("one")
    draft_id = keep(store, author="")
    sit_at("two", others_ended=["one"])
    assert ids(drafts.of(store, 1, None, "Ana")) == [draft_id]
    assert drafts.take(store, draft_id)
    assert keep(store, author="Ana", draft_id=draft_id) == draft_id
    assert not drafts.of(store, 1, None, "Ben")


def test_a_form_that_was_left_is_gone_on_with_from_another_window(store, sit_at):
    def leave(text, draft_id=None):
        return drafts.keep_form(
            store, {"name": text}, form="logos", row_id=1, logo_id=None, author="Ana", draft_id=draft_id
        )

    sit_at("one")
    first = leave("one")
    sit_at("two")
    draft = drafts.of_form(store, "logos", 1, None, "Ana")
    assert draft is not None
    assert draft.id == first
    assert drafts.take(store, first)
    sit_at("one")
    assert drafts.of_form(store, "logos", 1, None, "Ana") is None
    assert leave("one more", first) != first
    sit_at("two")
    assert leave("two", first) == first
    assert {draft.fields["name"] for draft in drafts.every(store)} == {"one more", "two"}
