"""Goals as they read, and measurements as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from churntui.model.living import Commitment, Goal, GoalValue
from churntui.plain.errors import BadInputError
from churntui.questions.goals import (
    Measured,
    amount,
    explained,
    is_overdue,
    of_goals,
    read_measured,
    stands,
    way,
)

TODAY = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "unit", "measured"),
    [
        ("6.5", "days", Measured(TODAY, 6.5)),
        ("6,5", "days", Measured(TODAY, 6.5)),
        ("6.5 on 3 dec", "days", Measured(date(2026, 12, 3), 6.5)),
        ("6,5 days on 2026-12-03", "days", Measured(date(2026, 12, 3), 6.5)),
        ("6.5 day", "days", Measured(TODAY, 6.5)),
        ("6.5 yesterday", "", Measured(date(2026, 12, 4), 6.5)),
        ("6 3 dec", "", Measured(date(2026, 12, 3), 6.0)),
        ("72 %", "%", Measured(TODAY, 72.0)),
        ("72", "%", Measured(TODAY, 72.0)),
        ("-4.25", "", Measured(TODAY, -4.25)),
        ("−4,25 on 1.12.", "", Measured(date(2026, 12, 1), -4.25)),
        ("€1.234,50", "€", Measured(TODAY, 1234.5)),
        ("1,234.50 €", "€", Measured(TODAY, 1234.5)),
        ("6 on 24 dec", "", Measured(date(2025, 12, 24), 6.0)),
        ("0", "", Measured(TODAY, 0.0)),
    ],
)
def test_a_measurement_is_read_as_it_is_typed(text, unit, measured):
    assert read_measured(text, unit, TODAY) == measured


@pytest.mark.parametrize(
    "text",
    [
        "",
        "six",
        "on 3 dec",
        "6 on",
        "6 on 31 feb",
        "6 on 2026-12-06",
        "6 tomorrow",
        "6;5",
        "9" * 400,
        "1" + "0" * 16,
    ],
)
def test_what_is_none_is_refused_with_how_to_write_it(text):
    with pytest.raises(BadInputError) as refused:
        read_measured(text, "days", TODAY)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("value", "unit", "reads"),
    [
        (6.5, "days", "6.5 days"),
        (72.0, "%", "72 %"),
        (12000.0, "€", "€12,000"),
        (-4.0, "€", "−€4"),
        (-4.5, "", "−4.5"),
        (None, "days", "–"),
    ],
)
def test_amounts_stand_with_their_unit(value, unit, reads):
    assert amount(value, unit) == reads


def test_how_a_goal_reads():
    goal = Goal(1, "G1", 1, "g", unit="days", start_value=10, target_value=4, due_on=date(2027, 6, 1))
    values = {1: [GoalValue(1, 1, date(2026, 6, 1), 10), GoalValue(2, 1, date(2026, 12, 1), 8.5)]}
    (found,) = of_goals([goal], values, [], TODAY)
    assert (way(found), stands(found)) == ("10 → 4 days", "behind · 25 %, planned 50 %")
    assert "(8.5 − 10) ÷ (4 − 10) = **25 %**" in explained(found, TODAY)
    (none,) = of_goals([goal], {}, [], TODAY)
    assert (way(none), stands(none)) == ("10 → 4 days", "no measurement")
    assert "Nothing was measured" in explained(none, TODAY)


@pytest.mark.parametrize(
    ("state", "due_on", "overdue"),
    [
        ("open", date(2026, 12, 4), True),
        ("open", TODAY, False),
        ("open", None, False),
        ("missed", date(2026, 12, 4), False),
    ],
)
def test_overdue_is_what_was_due_and_nobody_answered(state, due_on, overdue):
    assert is_overdue(Commitment(1, "P1", 1, None, "what", due_on=due_on, state=state), TODAY) is overdue
