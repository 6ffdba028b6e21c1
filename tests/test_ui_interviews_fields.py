from __future__ import annotations

from dataclasses import fields
from datetime import date

from churntui.model.rows import InterviewFacts
from churntui.model.schema import fields_of
from churntui.ui.interviews.fields import DAYS, FIELDS, FLAGS, GROUPS


def test_every_fact_has_its_line_in_one_group():
    assert {one.name for one in fields(InterviewFacts)} <= FIELDS.keys()
    assert sum(len(group) for group in GROUPS.values()) == len(FIELDS)


def test_days_and_flags_are_what_the_model_says():
    types = {one.name: one.type for one in fields_of(InterviewFacts)}
    assert {name for name in DAYS if name in types} == {name for name, of in types.items() if of is date}
    assert {name for name in FLAGS if name in types} == {name for name, of in types.items() if of is bool}


def test_titles_fit_before_their_fields():
    assert not [field.title for field in FIELDS.values() if len(field.title) + field.starred > 11]


def test_what_finishing_asks_for_has_a_question():
    assert all(field.question for field in FIELDS.values() if field.starred and field.shape != "pick")
    assert not [field.name for field in FIELDS.values() if field.question and not field.starred]
