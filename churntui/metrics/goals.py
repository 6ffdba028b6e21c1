"""How far a goal is: what was measured last, how much of the way that is, and whether that is as planned.

The way goes from the start to the target, in whichever direction: where the target is lower, less is further. The plan
is a straight line to the due day, and what was measured is held against where the line was on the day of measuring, so
that a goal nobody measured since is not told to have fallen back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from churntui.model.living import Goal, GoalValue
from churntui.model.onboarding import NEARLY, share_of_way

PlanState = Literal["reached", "on_plan", "behind", "under_way", "unmeasured"]

PLAN_LABELS: dict[PlanState, str] = {
    "reached": "reached",
    "on_plan": "on plan",
    "behind": "behind",
    "under_way": "under way",
    "unmeasured": "no measurement",
}
"""How each reads: under way is a goal that was measured and has no target or no due day to be held against."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One goal on a day."""

    goal: Goal
    values: tuple[GoalValue, ...]
    """What was measured up to that day, oldest first."""
    start: float | None
    """Where it began: as agreed, else as first measured."""
    share: float | None
    """How much of the way from start to target is done, a fraction: below 0 it went the other way, above 1 further;
    None where one of the three is not known, or start and target are the same."""
    planned: float | None
    """How much of it was to be done on the day of the last measurement; None without a due day."""
    state: PlanState

    @property
    def now(self) -> GoalValue | None:
        """What was measured last."""
        return self.values[-1] if self.values else None

    @property
    def target(self) -> float | None:
        """Where it is to go."""
        return self.goal.target_value


def progress(
    goal: Goal, values: Sequence[GoalValue], *, as_of: date, signed_on: date | None = None
) -> Progress:
    """How far a goal is on a day.

    Args:
        goal: The goal.
        values: What was measured of it, oldest first; what lies after the day is not known yet.
        as_of: The day.
        signed_on: The day of the first contract: the line of the plan begins there where the start was agreed.
    """
    known = tuple(value for value in values if value.day <= as_of)
    start = goal.start_value if goal.start_value is not None or not known else known[0].value
    share = _share(start, goal.target_value, known)
    planned = _planned(goal, known, signed_on)
    return Progress(goal, known, start, share, planned, _state(goal, known, start, share, planned, as_of))


def _share(start: float | None, target: float | None, known: Sequence[GoalValue]) -> float | None:
    if start is None or target is None or not known or target == start:
        return None
    return share_of_way(start, target, known[-1].value)


def _planned(goal: Goal, known: Sequence[GoalValue], signed_on: date | None) -> float | None:
    """Where the line stood on the day of the last measurement."""
    if goal.due_on is None or not known:
        return None
    begins_on = known[0].day
    if goal.start_value is not None and signed_on is not None:
        begins_on = min(begins_on, signed_on)
    whole = (goal.due_on - begins_on).days
    return 1.0 if whole <= 0 else min(1.0, (known[-1].day - begins_on).days / whole)


def _state(
    goal: Goal,
    known: Sequence[GoalValue],
    start: float | None,
    share: float | None,
    planned: float | None,
    as_of: date,
) -> PlanState:
    if not known:
        return "unmeasured"
    if share is None:
        is_there = goal.target_value is not None and known[-1].value == goal.target_value == start
        return "reached" if is_there and goal.start_value is not None else "under_way"
    if share >= 1 - NEARLY:
        return "reached"
    if planned is None or goal.due_on is None:
        return "under_way"
    is_late = goal.due_on < as_of
    return "on_plan" if share >= planned - NEARLY and not is_late else "behind"
