from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from churntui.model.living import Review, Talk
from churntui.model.rows import InterviewFacts
from churntui.model.schema import fields_of
from churntui.ui.interviews.fields import GUIDES, INTERVIEW

EACH_GUIDE = pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.kind)


def test_every_fact_of_an_interview_has_its_line():
    assert {one.name for one in fields(InterviewFacts)} <= INTERVIEW.fields.keys()


@pytest.mark.parametrize(("kind", "row"), [("review", Review), ("talk", Talk)])
def test_every_column_of_a_note_about_a_living_logo_has_its_line(kind, row):
    asked_elsewhere = {"id", "ref", "logo_id", "notes"}
    assert {one.name for one in fields(row)} - asked_elsewhere == GUIDES[kind].fields.keys() - {"logo"}


@EACH_GUIDE
def test_a_field_stands_in_one_group(guide):
    assert sum(len(group) for group in guide.groups.values()) == len(guide.fields)


def test_days_and_flags_are_what_the_model_says():
    types = {one.name: one.type for one in fields_of(InterviewFacts)}
    assert {name for name in INTERVIEW.days if name in types} == {
        name for name, of in types.items() if of is date
    }
    assert {name for name in INTERVIEW.flags if name in types} == {
        name for name, of in types.items() if of is bool
    }


@EACH_GUIDE
def test_titles_fit_before_their_fields(guide):
    assert not [field.title for field in guide.fields.values() if len(field.title) + field.starred > 11]


@EACH_GUIDE
def test_what_finishing_asks_for_has_a_question(guide):
    fields = guide.fields.values()
    assert all(field.question for field in fields if field.starred and field.shape != "pick")
    assert not [field.name for field in fields if field.question and not field.starred]


@EACH_GUIDE
def test_questions_are_there_and_differ(guide):
    assert len({*guide.questions}) == len(guide.questions) > 0
