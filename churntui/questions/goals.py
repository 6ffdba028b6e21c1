"""Goals and commitments as people read them, and a measurement as they type it: `6,5`, `6.5 on 3 dec`, `72 %`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from churntui.metrics.goals import PLAN_LABELS, Progress
from churntui.metrics.goals import progress as progress_of
from churntui.model.living import Commitment, Goal, GoalValue
from churntui.model.planned import typed_day
from churntui.model.rows import Contract
from churntui.model.schema import MOST_NUMBER
from churntui.plain import dates, money
from churntui.plain.errors import BadInputError
from churntui.plain.when import parse_when
from churntui.plain.wording import NOTHING, number, roughly

SIGNS = frozenset("€$£¥₴₽₹")
"""Units that stand before their number."""

HINT = "Write it like 6.5, or 6.5 on 3 dec"


def of_goals(
    goals: Sequence[Goal],
    values: Mapping[int, Sequence[GoalValue]],
    contracts: Sequence[Contract],
    as_of: date,
) -> list[Progress]:
    """How far each goal of a logo is, in the order given."""
    signed_on = min((contract.starts_on for contract in contracts), default=None)
    return [progress_of(goal, values.get(goal.id, ()), as_of=as_of, signed_on=signed_on) for goal in goals]


def amount(value: float | None, unit: str) -> str:
    """`6.5 days`, `72 %`, `€12,000`, `−4`; `–` where there is none."""
    if value is None:
        return NOTHING
    shown = number(value, ",")
    if unit in SIGNS:
        return f"−{unit}{shown[1:]}" if shown.startswith("−") else f"{unit}{shown}"
    return f"{shown} {unit}".strip()


def way(progress: Progress) -> str:
    """`10 → 4 days`: where it began and where it is to go."""
    unit = progress.goal.unit
    if unit in SIGNS:
        return f"{amount(progress.start, unit)} → {amount(progress.target, unit)}"
    return f"{amount(progress.start, '')} → {amount(progress.target, unit)}"


def stands(progress: Progress) -> str:
    """`on plan · 58 %`, `behind · 20 %, planned 45 %`, `no measurement`."""
    label = PLAN_LABELS[progress.state]
    if progress.share is None or progress.state == "unmeasured":
        return label
    planned = (
        f", planned {roughly(progress.planned)}" if progress.state == "behind" and progress.planned else ""
    )
    return f"{label} · {roughly(progress.share)}{planned}"


def explained(progress: Progress, as_of: date) -> str:
    """How a goal's state came about, as Markdown without a word of the user's in it."""
    now, goal = progress.now, progress.goal
    if now is None:
        return "Nothing was measured yet, so nothing can be said about the plan."
    on = dates.short(now.day, as_of)
    if progress.share is None:
        return (
            f"Measured last on {on}. Without a start and a target that differ there is no share of the way."
        )
    begun, target, value = (number(each or 0, ",") for each in (progress.start, progress.target, now.value))
    told = (
        f"({value} − {begun}) ÷ ({target} − {begun}) = **{roughly(progress.share)}** of the way on {on}; lower is"
        f" better where the target is lower."
    )
    if progress.planned is None or goal.due_on is None:
        return f"{told} There is no due day to hold it against."
    begins = "signing, or the first measurement" if goal.start_value is not None else "the first measurement"
    due = dates.short(goal.due_on, as_of)
    return f"{told} A straight line from {begins} to {due} had it at {roughly(progress.planned)} that day."


def is_overdue(commitment: Commitment, as_of: date) -> bool:
    """Whether it was due and nobody said what came of it."""
    return commitment.state == "open" and commitment.due_on is not None and commitment.due_on < as_of


@dataclass(frozen=True, slots=True)
class Measured:
    """What was typed as a measurement."""

    day: date
    value: float


def read_measured(text: str, unit: str, today: date) -> Measured:
    """A measurement as it is typed: a number, its unit where one likes, and a day where it was not today.

    Raises:
        BadInputError: It is no number or too large a one, the day is none, or is still to come.
    """
    for value, day in _parted(" ".join(text.replace("−", "-").split())):
        found = _number(value, unit)
        if found is None:
            continue
        if abs(found) > MOST_NUMBER:
            raise BadInputError(f"“{value}” is too large", f"It is {MOST_NUMBER:,} at most")
        on = parse_when(day, today, "past") if day else today
        if on > today:
            raise BadInputError(
                f"{dates.short(on)} is still to come", "A value is measured on a day that was"
            )
        return Measured(on, found)
    raise BadInputError(f"“{text.strip()}” is no measurement", HINT)


def typed_again(value: GoalValue) -> str:
    """A measurement as it would be typed, with the year of its day."""
    return f"{number(value.value)} on {typed_day(value.day)}"


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a text into a value and a day, those with a day last."""
    yield text, ""
    before, on, day = text.rpartition(" on ")
    if on:
        yield before, day.strip()
        return
    words = text.split(" ")
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])


def _number(text: str, unit: str) -> float | None:
    """The number in a text, with or without its unit."""
    bare = text.strip().strip("".join(SIGNS)).removesuffix(unit).removesuffix("%").strip()
    if unit and bare.endswith(unit[:-1]) and unit.endswith("s"):
        bare = bare.removesuffix(unit[:-1]).strip()
    try:
        return float(money.parse_number(bare))
    except BadInputError:
        return None
