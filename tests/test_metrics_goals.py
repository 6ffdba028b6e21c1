"""How far a goal is, by hand: up and down, with and without a start, a target, a due day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.metrics.goals import progress
from churntui.model.living import Goal, GoalValue

AS_OF = date(2026, 12, 1)
SIGNED = date(2026, 1, 1)
DUE = date(2027, 1, 1)


def goal(start=None, target=None, due=DUE):
    return Goal(1, "G1", 1, "a goal", start_value=start, target_value=target, due_on=due)


def measured(*values):
    return [GoalValue(nth, 1, day, value) for nth, (day, value) in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("start", "target", "now", "share"),
    [
        (10, 4, 6.5, 7 / 12),  # less is further
        (0, 90, 72, 0.8),
        (10, 4, 12, -1 / 3),  # the other way
        (10, 4, 4, 1),
        (10, 4, 1, 1.5),
        (-5, 5, 0, 0.5),
        (-10, -20, -15, 0.5),
        (4, 4, 4, None),
        (None, 90, 45, 0.0),  # what was measured first is the start
        (10, None, 6, None),
    ],
)
def test_the_share_of_the_way(start, target, now, share):
    assert progress(goal(start, target), measured((AS_OF, now)), as_of=AS_OF).share == (
        None if share is None else pytest.approx(share)
    )


HALF = date(2026, 7, 2)
"""Half of the year between signing and the due day."""


@pytest.mark.parametrize(
    ("now", "on", "due", "state"),
    [
        (7.0, HALF, DUE, "on_plan"),
        (7.1, HALF, DUE, "behind"),
        (7.0, HALF + timedelta(days=30), DUE, "behind"),
        (4.0, HALF, DUE, "reached"),
        (3.0, HALF, DUE, "reached"),
        (5.0, HALF, date(2026, 11, 30), "behind"),  # the due day is over
        (10.0, HALF, None, "under_way"),
    ],
)
def test_the_plan_is_a_straight_line_from_signing(now, on, due, state):
    assert progress(goal(10, 4, due), measured((on, now)), as_of=AS_OF, signed_on=SIGNED).state == state


def test_without_an_agreed_start_the_line_begins_with_the_first_measurement():
    found = progress(
        goal(None, 100), measured((HALF, 0), (HALF + (DUE - HALF) / 2, 50)), as_of=AS_OF, signed_on=SIGNED
    )
    assert (found.start, found.share, found.state) == (0, 0.5, "on_plan")
    assert found.planned == pytest.approx(0.5, abs=0.01)


def test_what_was_measured_after_the_day_is_not_known():
    values = measured((HALF, 8), (AS_OF + timedelta(days=1), 4))
    assert progress(goal(10, 4), values, as_of=AS_OF).now == values[0]
    assert progress(goal(10, 4), values[1:], as_of=AS_OF).state == "unmeasured"


@pytest.mark.parametrize(
    ("start", "now", "state"), [(0, 0, "reached"), (0, 2, "under_way"), (None, 0, "under_way")]
)
def test_a_goal_to_stay_where_it_is(start, now, state):
    assert progress(goal(start, 0), measured((HALF, now)), as_of=AS_OF).state == state


numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@given(numbers, numbers, numbers)
def test_mirrored_it_is_as_far(start, target, now):
    one = progress(goal(start, target), measured((HALF, now)), as_of=AS_OF, signed_on=SIGNED)
    other = progress(goal(-start, -target), measured((HALF, -now)), as_of=AS_OF, signed_on=SIGNED)
    assert (one.share, one.state) == (other.share, other.state)
