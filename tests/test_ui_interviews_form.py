from __future__ import annotations

from datetime import date

import pytest

from churntui.data.rows.interviews import Words
from churntui.model.choices import REASON_LABELS, REASONS, STATUS_LABELS, STATUSES
from churntui.model.rows import Highlight, Interview, InterviewFacts
from churntui.model.saving import SaveAttempt
from churntui.plain.errors import BadInputError
from churntui.ui.interviews import form

TODAY = date(2026, 11, 21)
BEGUN = form.begun(today=TODAY, effective_on=date(2026, 10, 30))
FACTS = InterviewFacts(
    kind="product_dropped",
    decided_on=date(2026, 9, 1),
    by_account_owner=False,
    respondent="Li Wei",
    secondary_reasons=("adoption", "price"),
    champion_left=True,
    save_attempts=(SaveAttempt(date(2026, 9, 2), "Ana", "20 %", "no", "lost"), SaveAttempt()),
    win_back="likely",
)


def test_a_new_one_is_held_today_about_the_last_end():
    assert form.problems(BEGUN, TODAY) == {}
    expected = Words(7, "held", TODAY, date(2026, 10, 30), facts=InterviewFacts(), passages=())
    assert form.words(BEGUN, 7, TODAY) == expected


def test_who_asks_is_known_and_whether_they_own_the_account():
    mine = form.begun(today=TODAY, effective_on=None, interviewer="Ana", owner="Ana")
    assert (mine["interviewer"], mine["by_account_owner"]) == ("Ana", "yes")
    assert form.begun(today=TODAY, effective_on=None, interviewer="Ana", owner="Bo")["by_account_owner"] == ""
    assert form.begun(today=TODAY, effective_on=None)["by_account_owner"] == ""


def test_an_existing_one_comes_back_as_it_was():
    one = Interview(
        1, "I1", 7, "declined", None, date(2026, 10, 30), True, "dear", "price", False, ("a", "b"), "note"
    )
    words = form.words(form.filled(one, ["a"], FACTS), 7, TODAY)
    assert words == Words(
        7, "declined", None, one.effective_on, True, "dear", "price", False, "note", ("a",), FACTS, ()
    )


def test_passages_of_a_draft_come_back_lost_ones_too():
    passages = [Highlight(0, 2, "«a", ('x"y', "z"), 4), Highlight(3, 3, "lost", ())]
    assert form.split_passages(form.join_passages(passages)) == passages
    assert form.join_passages([]) == ""
    assert form.split_passages("") == []


def test_finishing_asks_for_the_starred_fields_only():
    assert form.missing(BEGUN) == ["voluntary", "stated_reason", "primary_reason"]
    assert form.missing(form.empty()) == ["voluntary", "effective_on", "stated_reason", "primary_reason"]
    answered = BEGUN | {"voluntary": "no", "stated_reason": "dear", "primary_reason": "price"}
    assert form.missing(answered) == []


def test_where_nobody_was_heard_no_reason_is_asked_for():
    assert form.missing(form.empty() | {"status": "declined"}) == ["effective_on"]


@pytest.mark.parametrize(
    ("name", "typed", "day"),
    [
        ("held_on", "3 nov", date(2026, 11, 3)),
        ("held_on", "3 dec", date(2025, 12, 3)),
        ("held_on", " yesterday ", date(2026, 11, 20)),
        ("effective_on", "3 dec", date(2026, 12, 3)),
        ("effective_on", "", None),
        ("fix_due_on", "3 nov", date(2027, 11, 3)),
        ("first_signal_on", "3 nov", date(2026, 11, 3)),
    ],
)
def test_days_as_people_type_them(name, typed, day):
    words = form.words(BEGUN | {name: typed}, 7, TODAY)
    assert getattr(words if hasattr(words, name) else words.facts, name) == day


@pytest.mark.parametrize(
    ("change", "where", "word"),
    [
        ({"held_on": "soonish"}, "held_on", "soonish"),
        ({"effective_on": "31 feb"}, "effective_on", "31 feb"),
        ({"held_on": "2026-11-22"}, "held_on", "still to come"),
        ({"status": "gone"}, "status", "Choose"),
        ({"primary_reason": "other", "notes": "  "}, "primary_reason", "other"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(change, where, word):
    found = form.problems(BEGUN | change, TODAY)
    assert list(found) == [where]
    assert word in found[where]
    assert "\n" not in found[where]


def test_an_interview_that_is_planned_may_lie_ahead():
    assert form.problems(BEGUN | {"held_on": "2026-11-25", "status": "not_asked"}, TODAY) == {}


def test_words_does_not_guess():
    with pytest.raises(BadInputError):
        form.words(BEGUN | {"held_on": "soonish"}, 7, TODAY)


def test_every_code_has_a_label():
    assert set(REASON_LABELS) == set(REASONS)
    assert set(STATUS_LABELS) == set(STATUSES)
