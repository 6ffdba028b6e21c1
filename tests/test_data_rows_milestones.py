"""Milestones that the record answers, and the template set on a logo."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add, add_contract, add_logo
from ui_books import use

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import milestones
from churntui.model.onboarding import Expected, template


@pytest.fixture
def store(tmp_path):
    with open_book(tmp_path / "book.db") as opened:
        add_logo(opened, "L1")
        add_contract(opened, "C1", 1, "2026-10-01", "2027-10-01")
        yield opened


def reached(store):
    return {one.milestone: one.done_on for one in milestones.of_logo(store, 1)}


def test_the_record_answers_what_it_knows_and_a_typed_day_stands_before_it(store):
    milestones.plan(store, 1, template(""), "Set")
    assert {one.milestone: one.due_on for one in milestones.of_logo(store, 1)} == {
        "signed": date(2026, 10, 1), "kicked off": date(2026, 10, 15),
        "first qualifying activity": date(2026, 10, 31), "first goal met": date(2026, 12, 30),
    }  # fmt: skip
    assert reached(store) == dict.fromkeys(reached(store)) | {"signed": date(2026, 10, 1)}
    use(store, 1, [3, 0, 2])
    add(store, "goal", ref="G1", logo_id=1, goal="Faster", start_value=10, target_value=4)
    add(store, "goal_value", goal_id=1, day="2026-11-10", value=4)
    assert reached(store)["first qualifying activity"] == date(2026, 11, 6)
    assert reached(store)["first goal met"] == date(2026, 11, 10)
    number = next(one.id for one in milestones.every(store) if one.milestone == "first goal met")
    milestones.done(store, number, date(2026, 11, 1), "Ticked")
    assert reached(store)["first goal met"] == date(2026, 11, 1)
    history.undo(store)
    assert reached(store)["first goal met"] == date(2026, 11, 10)


def test_a_template_is_set_once_and_taken_back_as_one(store):
    add(store, "milestone", logo_id=1, milestone="Kicked off", done_on="2026-10-02")
    expected = (Expected("kicked off", 14), Expected("trained", 20))
    assert [one.name for one in milestones.missing(store, 1, expected)] == ["trained"]
    milestones.plan(store, 1, expected, "Set")
    assert milestones.missing(store, 1, expected) == []
    assert milestones.plan(store, 1, expected, "Again") == []
    history.undo(store)
    assert list(reached(store)) == ["Kicked off"]


def test_what_lies_ahead_is_not_reached_and_a_logo_without_a_start_has_no_days(store):
    add_logo(store, "L2")
    milestones.plan(store, 2, template(""), "Set")
    found = milestones.of_logo(store, 2)
    assert {(one.due_on, one.done_on) for one in found} == {(None, None)}
    add_contract(store, "C2", 2, "2027-01-01", "2028-01-01")
    (signed,) = (one for one in milestones.of_logo(store, 2) if one.milestone == "signed")
    assert signed.done_on == date(2027, 1, 1)
