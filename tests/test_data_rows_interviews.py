from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from stores import add, add_logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import drafts, interviews, themes
from churntui.data.rows.interviews import Silence, Words
from churntui.plain.errors import BadInputError, NotFoundError

FULL = Words(
    1,
    "held",
    date(2026, 11, 2),
    date(2026, 10, 30),
    voluntary=True,
    stated_reason="too  expensive\x1b",
    primary_reason="price",
    regrettable=False,
    notes="# Call\r\n«Nobody» called",
    themes=("price", "Missing SSO"),
)


@pytest.fixture
def store(tmp_path):
    """Two logos and a theme."""
    with open_book(tmp_path / "book.db") as store:
        add_logo(store, "L1")
        add_logo(store, "L2")
        add(store, "theme", name="missing SSO")
        yield store


def test_what_is_saved_is_read_back_clean(store):
    saved = interviews.save(store, FULL, label="Interview")
    one = interviews.one(store, saved)
    assert [one] == interviews.every(store)
    assert (one.ref[:2], one.logo_id, one.status) == ("I-", 1, "held")
    assert (one.held_on, one.effective_on) == (FULL.held_on, FULL.effective_on)
    assert (one.voluntary, one.regrettable, one.primary_reason) == (True, False, "price")
    assert (one.stated_reason, one.notes) == ("too expensive", "# Call\n«Nobody» called")
    assert one.themes == ("missing SSO", "price")


def test_a_change_keeps_the_row_and_replaces_its_themes(store):
    saved = interviews.save(store, FULL, label="Interview")
    ref = interviews.one(store, saved).ref
    again = interviews.save(
        store, Words(2, "declined", themes=("price",)), label="Change", interview_id=saved
    )
    one = interviews.one(store, saved)
    assert (again, one.ref, one.logo_id, one.status) == (saved, ref, 2, "declined")
    assert (one.voluntary, one.notes, one.themes) == (None, "", ("price",))


def test_saving_ends_the_draft_and_is_one_undo(store):
    draft_id = drafts.keep(store, {"notes": "x"}, logo_id=1, note_id=None, author="", draft_id=None)
    interviews.save(store, FULL, label="Interview with L1", draft_id=draft_id)
    assert drafts.every(store) == []
    assert history.undo(store) == "Interview with L1"
    assert interviews.every(store) == []
    assert [theme.name for theme in themes.every(store)] == ["missing SSO"]
    history.redo(store)
    assert interviews.every(store)[0].themes == ("missing SSO", "price")


def test_the_draft_stays_where_nothing_could_be_saved(store):
    drafts.keep(store, {"notes": "x"}, logo_id=1, note_id=None, author="", draft_id=None)
    with pytest.raises(NotFoundError):
        interviews.save(store, FULL, label="Change", interview_id=99, draft_id=1)
    with pytest.raises(NotFoundError):
        interviews.save(store, Words(99, "held"), label="New", draft_id=1)
    assert len(drafts.every(store)) == 1
    assert interviews.one(store, 99) is None


def test_removed_with_its_tags_and_taken_back(store):
    saved = interviews.save(store, FULL, label="Interview")
    interviews.remove(store, saved, "Removed")
    assert interviews.every(store) == []
    assert themes.tags(store) == []
    history.undo(store)
    assert interviews.one(store, saved).themes == ("missing SSO", "price")


DECLINED = Silence(1, "declined", date(2026, 8, 13), None)


def test_silence_is_a_record_of_its_own_or_that_of_the_interview_there_is(store):
    first = interviews.record_silence(store, DECLINED, label="N", known=())
    again = replace(DECLINED, status="no_answer", interview_id=first)
    assert interviews.record_silence(store, again, label="N", known=[first]) == first
    (one,) = interviews.every(store)
    assert (one.status, one.effective_on, one.logo_id) == ("no_answer", date(2026, 8, 13), 1)


def test_silence_never_writes_over_an_interview_that_was_held(store):
    held = interviews.save(store, FULL, label="Interview")
    with pytest.raises(BadInputError, match="was held"):
        interviews.record_silence(store, replace(DECLINED, interview_id=held), label="N", known=[held])
    assert interviews.one(store, held).status == "held"


def test_silence_does_not_double_what_was_recorded_meanwhile(store):
    interviews.save(store, FULL, label="Interview")
    with pytest.raises(BadInputError, match="has changed meanwhile"):
        interviews.record_silence(store, DECLINED, label="N", known=())
    with pytest.raises(BadInputError, match="has changed meanwhile"):
        interviews.record_silence(store, replace(DECLINED, interview_id=99), label="N", known=[1])
    assert len(interviews.every(store)) == 1
