"""The template of milestones as it is written, and the day a goal was met."""

from __future__ import annotations

from datetime import date

import pytest

from churntui.model import onboarding
from churntui.model.living import Goal, GoalValue
from churntui.plain.errors import BadInputError


def test_a_template_is_names_and_days():
    usual = onboarding.template("")
    assert [one.name for one in usual] == [
        "signed",
        "kicked off",
        "first qualifying activity",
        "first goal met",
    ]
    assert onboarding.template("Kick-off: 14 days;  step 2  30 d;") == (("Kick-off", 14), ("step 2", 30))
    assert onboarding.template(onboarding.written(usual)) == usual
    assert {one.name for one in usual} >= onboarding.FROM_THE_RECORD


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kicked off", "is no milestone"),
        ("a 99999", "is no milestone"),
        ("A 1; a 2", "twice"),
        ("14", "no milestone"),
    ],
)
def test_what_is_no_template_says_so(text, told):
    with pytest.raises(BadInputError, match=told):
        onboarding.template(text)


@pytest.mark.parametrize(
    ("start", "target", "values", "met"),
    [
        (10.0, 4.0, [(1, 8.0), (2, 4.0), (3, 3.0)], 2),
        (None, 90.0, [(1, 40.0), (2, 89.9)], None),
        (None, 90.0, [(1, 40.0), (2, 95.0)], 2),
        (0.0, None, [(1, 40.0)], None),
        (5.0, 5.0, [(1, 5.0)], 1),
        (None, 5.0, [(1, 5.0)], None),
    ],
)
def test_a_goal_is_met_on_the_first_day_at_its_target(start, target, values, met):
    goal = Goal(1, "G1", 1, "Faster", start_value=start, target_value=target)
    measured = [GoalValue(n, 1, date(2026, 1, n), value) for n, value in values]
    assert onboarding.goal_met_on(goal, measured) == (met and date(2026, 1, met))
