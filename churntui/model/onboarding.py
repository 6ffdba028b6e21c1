"""Getting started: the template of milestones, those the record answers by itself, and when a logo first did something.

The template is one setting of the book, a line of names and days after the start: `kicked off 14; first goal met 90`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from churntui.model.living import Goal, GoalValue
from churntui.model.rows import Settings
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold

SIGNED, FIRST_USE, FIRST_GOAL = "signed", "first qualifying activity", "first goal met"

FROM_THE_RECORD = frozenset({SIGNED, FIRST_USE, FIRST_GOAL})
"""Milestones whose day the book knows by itself: the first paid contract, the first use that qualifies, a goal met."""

USUAL = Settings().onboarding
"""The template of a book in which nobody has written another."""

MOST_MILESTONES, MOST_DAYS = 30, 3653

_LONGEST = 80
"""Characters of a name."""

_LINE = re.compile(r"^(?P<name>.*\S)[\s:,]+(?P<days>\d{1,4})(?:\s*d(?:ays?)?)?$")


class Expected(NamedTuple):
    """A milestone of the template."""

    name: str
    days: int
    """After the start."""


@dataclass(frozen=True, slots=True)
class FirstUse:
    """Since when the use of logos is measured, and when each first did something that qualifies."""

    since: date | None = None
    """The first day anything was measured in any logo; None where nothing ever was."""
    days: Mapping[int, date | None] = field(default_factory=dict)
    """Logo id to the first day of use that qualifies, None where there is none; without what was never measured."""


def template(text: str) -> tuple[Expected, ...]:
    """The milestones of a template, in their order; the usual ones where it is blank.

    Raises:
        BadInputError: A part has no days, or too many; a name stands there twice; or there are too many.
    """
    parts = [clean_line(part) for part in (text.strip() or USUAL).split(";")]
    found: dict[str, Expected] = {}
    for part in filter(None, parts):
        line = _LINE.match(part)
        if line is None or int(line["days"]) > MOST_DAYS or len(line["name"]) > _LONGEST:
            hint = f"Write a name and its days after the start, up to {MOST_DAYS}: kicked off 14"
            raise BadInputError(f"“{part}” is no milestone", hint)
        expected = Expected(line["name"].rstrip(" :,"), int(line["days"]))
        if fold(expected.name) in found:
            raise BadInputError(
                f"“{expected.name}” stands there twice", "Give each milestone a name of its own"
            )
        found[fold(expected.name)] = expected
    if len(found) > MOST_MILESTONES:
        raise BadInputError(f"{len(found)} milestones are too many", f"Up to {MOST_MILESTONES} fit")
    return tuple(found.values())


def written(expected: Sequence[Expected]) -> str:
    """The template as it is kept."""
    return "; ".join(f"{name} {days}" for name, days in expected)


def due_on(expected: Expected, start: date | None) -> date | None:
    """The day a milestone is due of a logo that started on a day."""
    return None if start is None else start + timedelta(days=expected.days)


def share_of_way(start: float, target: float, value: float) -> float:
    """How much of the way from a goal's start to its target is done, in whichever direction it goes."""
    return (value - start) / (target - start)


def goal_met_on(goal: Goal, values: Sequence[GoalValue]) -> date | None:
    """The first day on which a goal was measured at its target or beyond; `values` are its own, oldest first."""
    start = goal.start_value if goal.start_value is not None or not values else values[0].value
    target = goal.target_value
    if target is None or start is None:
        return None
    if start == target:
        return next((one.day for one in values if one.value == target and goal.start_value is not None), None)
    return next((one.day for one in values if share_of_way(start, target, one.value) >= 1 - NEARLY), None)


NEARLY = 1e-9
"""What the last digits of decimal numbers may differ by."""
