from __future__ import annotations

from datetime import date

import pytest
from ui_books import add, logo

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.data.rows.briefs import Decided
from churntui.plain.errors import BadInputError

DAY = date(2026, 11, 29)
PEOPLE = Decided("use.people", "use", "edited", "Twelve of you", "Who is next?", "12 of 31")


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        logo(opened, "Acme")
        yield opened


def kept(store):
    prepared = briefs.in_preparation(store, 1)
    return [] if prepared is None else [(one.key, one.state) for one in briefs.points(store, prepared.id)]


def test_looking_at_a_brief_begins_none(store):
    assert briefs.in_preparation(store, 1) is None
    assert briefs.sent(store, 1) == ()


def test_what_is_done_about_a_point_replaces_what_was_and_can_be_undone(store):
    briefs.decide(store, 1, PEOPLE, "Edit")
    briefs.decide(store, 1, Decided("use.people", "use", "dropped"), "Drop")
    assert kept(store) == [("use.people", "dropped")]
    history.undo(store)
    assert kept(store) == [("use.people", "edited")]
    history.undo(store)
    assert briefs.in_preparation(store, 1) is None


def test_an_edited_point_keeps_its_words_when_points_are_moved(store):
    briefs.decide(store, 1, PEOPLE, "Edit")
    briefs.arrange(store, 1, [Decided("use.volume", "use", "accepted"), PEOPLE], "Move")
    assert kept(store) == [("use.volume", "accepted"), ("use.people", "edited")]
    prepared = briefs.in_preparation(store, 1)
    assert briefs.points(store, prepared.id)[1].text == "Twelve of you"


def test_a_point_that_is_left_alone_again_is_proposed_anew(store):
    briefs.decide(store, 1, PEOPLE, "Edit")
    briefs.untouched(store, 1, ["use.people"], "As proposed")
    assert kept(store) == []


@pytest.mark.parametrize("state", ["edited", "added"])
def test_a_point_needs_words(store, state):
    with pytest.raises(BadInputError):
        briefs.decide(store, 1, Decided("own:1", "use", state, " \x00 "), "Add")
    assert briefs.in_preparation(store, 1) is None


def test_what_was_sent_is_kept_and_the_next_brief_begins_without_its_points(store):
    briefs.prepare(store, 1, "Kind", kind="ebr", meets_on=DAY)
    briefs.decide(store, 1, PEOPLE, "Edit")
    sent = briefs.send(store, 1, DAY, "# Acme", "Sent")
    (found,) = briefs.sent(store, 1)
    assert (found.id, found.kind, found.meets_on, found.sent_on) == (sent, "ebr", DAY, DAY)
    assert found.contents == "# Acme"
    briefs.prepare(store, 1, "Kind")
    assert kept(store) == []


def test_the_brief_of_the_meeting_ahead_is_the_last_one_sent_until_it_was_shown(store):
    assert briefs.to_be_shown(store, 1) is None
    prepared = briefs.prepare(store, 1, "Kind")
    assert briefs.to_be_shown(store, 1).id == prepared
    briefs.send(store, 1, DAY, "# Acme", "Sent")
    following = briefs.prepare(store, 1, "Kind")
    assert briefs.to_be_shown(store, 1).id == prepared
    review = add(store, "review", ref="R1", logo_id=1)
    briefs.shown_in(store, prepared, review, "Review")
    assert briefs.to_be_shown(store, 1).id == following
    assert briefs.one(store, prepared).review_id == review
    assert briefs.one(store, 99) is None
    history.undo(store)
    assert briefs.one(store, prepared).review_id is None


def test_no_brief_was_shown_in_a_review_of_another_logo(store):
    prepared = briefs.prepare(store, 1, "Kind")
    briefs.shown_in(store, prepared, add(store, "review", ref="R1", logo_id=logo(store, "Other")), "Review")
    assert briefs.one(store, prepared).review_id is None


def test_the_day_of_the_meeting_is_said_and_taken_back(store):
    briefs.meet(store, 1, date(2026, 12, 3), "Meeting")
    assert briefs.in_preparation(store, 1).meets_on == date(2026, 12, 3)
    briefs.meet(store, 1, None, "No meeting")
    assert briefs.in_preparation(store, 1).meets_on is None
