"""Who is in a proof of value, as people say it: by role, by the day they joined; and what they were at: `12 9.5`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from churntui.model.choices import ProofSide
from churntui.model.proofs import Member
from churntui.model.rows import Customer
from churntui.model.schema import MOST_NUMBER
from churntui.plain import money
from churntui.plain.errors import BadInputError
from churntui.plain.text import fold
from churntui.plain.when import parse_when
from churntui.plain.wording import NOTHING, number

NO_ROLE = "no role"
"""What those are called who have none."""

START_HINT = "since 1 mar 2026, or before 1 mar 2026"

VALUES_HINT = "Before, then after: 12 9.5; a dash for one that was not measured"

_DASHES = frozenset("-–—−")

Sides = dict[int, ProofSide]
"""Customer id to group."""


def roles(customers: Iterable[Customer]) -> dict[str, int]:
    """Each role with how many have it, the most frequent first; those without one last."""
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in customers:
        counts[spelled.setdefault(fold(one.role), one.role)] += 1
    ordered = sorted(counts.items(), key=lambda each: (not each[0], -each[1], each[0]))
    return {role or NO_ROLE: count for role, count in ordered}


def by_role(customers: Iterable[Customer], target: Collection[str], control: Collection[str]) -> Sides:
    """The groups by role; with no role for the control group it is everybody else."""
    targets, controls = set(map(fold, target)), set(map(fold, control))
    sides: Sides = {}
    for one in customers:
        role = fold(one.role or NO_ROLE)
        if role in targets:
            sides[one.id] = "target"
        elif not controls or role in controls:
            sides[one.id] = "control"
    return sides


def by_start(customers: Iterable[Customer], day: date, *, is_since: bool) -> Sides:
    """The groups by the day people joined; who has none is in neither.

    Args:
        customers: Everybody.
        day: The day that parts them.
        is_since: Whether those who joined on that day or later are the target group, else those before.
    """
    return {
        one.id: "target" if (one.joined_on >= day) == is_since else "control"
        for one in customers
        if one.joined_on is not None
    }


def read_start(text: str, today: date) -> tuple[date, bool]:
    """The day that parts the groups as it is typed, and whether the target group joined since.

    Raises:
        BadInputError: It names no day.
    """
    word, _, rest = " ".join(text.split()).partition(" ")
    if word.lower() not in {"since", "from", "before"} or not rest:
        raise BadInputError(
            f"“{text.strip()}” says not since or before which day", f"Write it as: {START_HINT}"
        )
    return parse_when(rest, today, "past"), word.lower() != "before"


def read_values(text: str) -> tuple[float | None, float | None]:
    """Two values as they are typed, before and after; a dash for one that was not measured.

    Raises:
        BadInputError: They are not two numbers, or too large.
    """
    parts = text.replace("→", " ").replace(";", " ").split()
    if len(parts) != len(("before", "after")):
        raise BadInputError(f"“{text.strip()}” is not two values", VALUES_HINT)
    before, after = (None if part in _DASHES else _value(part) for part in parts)
    return before, after


def _value(text: str) -> float:
    value = float(money.parse_number(text.replace("−", "-")))
    if abs(value) > MOST_NUMBER:
        raise BadInputError(f"“{text}” is too large", f"It is {MOST_NUMBER:,} at most")
    return value


def typed_values(member: Member) -> str:
    """The values of somebody as they would be typed; empty where they have none."""
    values: Sequence[float | None] = (member.row.before, member.row.after)
    if not any(value is not None for value in values):
        return ""
    return " ".join(NOTHING if value is None else number(value) for value in values)
