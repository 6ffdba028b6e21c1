from __future__ import annotations

from datetime import date

import pytest

from churntui.data.interviews import Words
from churntui.errors import BadInputError
from churntui.model import REASON_LABELS, REASONS, STATUS_LABELS, STATUSES, Interview
from churntui.ui import interview_form as form

TODAY = date(2026, 11, 21)
BEGUN = form.begun(today=TODAY, effective_on=date(2026, 10, 30))


def test_a_new_one_is_held_today_about_the_last_end():
    assert form.problems(BEGUN, TODAY) == {}
    assert form.words(BEGUN, 7, TODAY) == Words(7, "held", TODAY, date(2026, 10, 30))


def test_an_existing_one_comes_back_as_it_was():
    one = Interview(
        1, "I1", 7, "declined", None, date(2026, 10, 30), True, "dear", "price", False, "note", ("a", "b")
    )
    words = form.words(form.filled(one, ["a"]), 7, TODAY)
    assert words == Words(7, "declined", None, one.effective_on, True, "dear", "price", False, "note", ("a",))


@pytest.mark.parametrize(
    ("name", "typed", "day"),
    [
        ("held_on", "3 nov", date(2026, 11, 3)),
        ("held_on", "3 dec", date(2025, 12, 3)),
        ("held_on", " yesterday ", date(2026, 11, 20)),
        ("effective_on", "3 dec", date(2026, 12, 3)),
        ("effective_on", "", None),
    ],
)
def test_days_as_people_type_them(name, typed, day):
    assert getattr(form.words(BEGUN | {name: typed}, 7, TODAY), name) == day


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
