"""What was agreed with them: why they bought and how far their goals are, what either side promised, what is proved.

None is left out because it does not flatter: a goal that is behind and a promise that was missed stand here as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from churntui.briefs.facts import QUARTER_BACK, REASON, YEAR_BACK, Figure, Point, Shared
from churntui.briefs.language import Wording
from churntui.briefs.wording import named, quotable
from churntui.metrics.goals import PlanState, Progress
from churntui.metrics.proofs import ProofResult
from churntui.model.living import Commitment, GoalValue

GOAL_OLD_DAYS = 100
"""A quarter, and the days it takes to measure it: what is older says little about now."""

PROMISE_DAYS = 365
"""How long a promise is told of that is done; one that is not is told of until it is."""

_RANKS: dict[PlanState, float] = {
    "behind": 70,
    "reached": 60,
    "unmeasured": 45,
    "on_plan": 40,
    "under_way": 35,
}


def goals(facts: Shared, w: Wording) -> Iterator[Point]:
    """Why they bought, and each goal with where it began, where it is and where it is to be."""
    told: set[str] = set()
    for goal in facts.goals:
        why = quotable(goal.goal.why)
        if why and why not in told:
            told.add(why)
            yield Point(
                w("goal-why", why=why),
                w("source-goals"),
                key=f"{REASON}{goal.goal.ref}",
                rank=_RANKS[goal.state] + 1,
            )
        yield _goal(goal, facts, w)


def is_judged(goal: Progress, facts: Shared) -> bool:
    """Whether it can be said how it stands now: not from what was measured long ago, unless it was reached then."""
    return goal.state == "reached" or (goal.now is not None and not facts.is_old(goal.now.day, GOAL_OLD_DAYS))


def _goal(goal: Progress, facts: Shared, w: Wording) -> Point:
    now, due, name = goal.now, goal.goal.due_on, named(goal.goal.goal)
    if now is None:
        is_aimed = goal.target is not None and due is not None
        message = "goal-unmeasured-target" if is_aimed else "goal-unmeasured"
        aims = {"target": _value(goal, goal.target, w), "due": w.day(due)} if is_aimed and due else {}
        return Point(
            w(message, goal=name, **aims), w("source-goals"), facts.as_of, w("goal-unmeasured-so"),
            key=f"goal:{goal.goal.ref}", rank=_RANKS["unmeasured"],
        )  # fmt: skip
    is_old = not is_judged(goal, facts)
    is_told = (
        goal.state in {"reached", "on_plan", "behind"}
        and not is_old
        and goal.start is not None
        and (due is not None or goal.state == "reached")
    )
    message = f"goal-{goal.state.replace('_', '-')}" if is_told else "goal-under-way"
    said = w(
        message,
        goal=name,
        now=_value(goal, now.value, w),
        day=w.day(now.day),
        start=_value(goal, goal.start, w),
        target=_value(goal, goal.target, w),
        due=w.day(due) if due else "",
    )
    so = "goal-reached-so" if message == "goal-under-way" else f"{message}-so"
    return Point(
        w.joined((said, *_earlier(goal, now, w))),
        w("source-goals"),
        now.day,
        w("goal-old-so", day=w.day(now.day)) if is_old else w(so),
        key=f"goal:{goal.goal.ref}",
        rank=_RANKS[goal.state],
        figure=_progress(goal, w),
    )


def _earlier(goal: Progress, now: GoalValue, w: Wording) -> Iterator[str]:
    """What it was a quarter and a year before it was measured last, where that was measured near enough."""
    for days, message in ((QUARTER_BACK, "goal-quarter-ago"), (YEAR_BACK, "goal-year-ago")):
        day = now.day - timedelta(days=days)
        known = [one for one in goal.values if abs((one.day - day).days) <= days // 4 and one is not now]
        if known:
            nearest = min(known, key=lambda one: abs((one.day - day).days))
            yield w(message, value=_value(goal, nearest.value, w))


def _progress(goal: Progress, w: Wording) -> Figure | None:
    if goal.now is None or goal.start is None or goal.target is None:
        return None
    values = (goal.start, goal.now.value, goal.target)
    return Figure(
        "progress",
        tuple(w(f"progress-{name}") for name in ("start", "now", "target")),
        values,
        tuple(_value(goal, value, w) for value in values),
    )


def _value(goal: Progress, value: float | None, w: Wording) -> str:
    return "" if value is None else w.measured(value, named(goal.goal.unit))


def promises(facts: Shared, w: Wording) -> Iterator[Point]:
    """What was agreed last, and what came of each promise: done, partly, missed, or overdue."""
    for review in facts.agreed[:1]:
        if review.held_on:
            yield Point(
                w("promise-agreed", day=w.day(review.held_on), agreed=quotable(review.agreed)),
                w("source-reviews"), review.held_on, key=f"agreed:{review.ref}", rank=55,
            )  # fmt: skip
    for promise in facts.promises:
        state = came_of(promise, facts.as_of)
        if state:
            yield _promise(promise, state, facts, w)


def came_of(promise: Commitment, as_of: date) -> str:
    """What to say of it; empty where it is still ahead, or long done."""
    if promise.state == "open":
        return "overdue" if promise.due_on is not None and promise.due_on < as_of else ""
    if (
        promise.state == "done"
        and promise.due_on is not None
        and (as_of - promise.due_on).days > PROMISE_DAYS
    ):
        return ""
    return promise.state


def _promise(promise: Commitment, state: str, facts: Shared, w: Wording) -> Point:
    what, who, due = named(promise.what), _who(promise, w), promise.due_on
    said = (
        w(f"promise-{state}", what=what, who=who, due=w.day(due))
        if due
        else w(f"promise-{state}-undated", what=what, who=who)
    )
    rank = {"missed": 70.0, "overdue": 68.0, "partly": 60.0}.get(state, 50.0)
    return Point(said, w("source-promises"), facts.as_of, key=f"promise:{promise.ref}", rank=rank)


def _who(promise: Commitment, w: Wording) -> str:
    side = "by-us" if promise.by_us else "by-you"
    return w(f"{side}-owner", owner=named(promise.owner)) if promise.owner else w(side)


def upcoming(facts: Shared, w: Wording) -> Iterator[Point]:
    """What is promised for the time ahead."""
    ahead = [
        promise
        for promise in facts.promises
        if promise.state == "open" and (promise.due_on is None or promise.due_on >= facts.as_of)
    ]
    for promise in ahead:
        what, who = named(promise.what), _who(promise, w)
        said = (
            w("next-promise", what=what, who=who, due=w.day(promise.due_on))
            if promise.due_on
            else w("next-promise-undated", what=what, who=who)
        )
        yield Point(said, w("source-promises"), facts.as_of, key=f"next:{promise.ref}", rank=60)
    if not ahead and not facts.leaving:
        yield Point(w("next-none"), so_what=w("next-none-so"), key="next", rank=40)


def proofs(facts: Shared, w: Wording) -> Iterator[Point]:
    """What came of what was tried with some of them and not with others, as it is."""
    for proof in facts.proofs:
        if proof.proof.starts_on <= facts.as_of:
            yield from _proof(proof, facts, w)


def _proof(proof: ProofResult, facts: Shared, w: Wording) -> Iterator[Point]:
    name, key, source = named(proof.name), f"proof:{proof.proof.ref}", w("source-proofs")
    difference = proof.difference
    measured_on = proof.through or proof.proof.after_until - timedelta(days=1)
    is_over = proof.proof.after_until <= facts.as_of
    if proof.is_claimed and difference is not None and is_over:
        message = f"proof-{proof.verdict.replace('_', '-')}"
        said = w(
            message,
            name=name,
            target=_changed(proof, proof.target.change, w),
            control=_by(proof.control.change, w),
            difference=_changed(proof, difference.value, w),
            low=_by(difference.low, w),
            high=_by(difference.high, w),
        )
        rank = 66.0 if proof.verdict == "improved" else 58.0
        yield Point(said, source, min(measured_on, facts.as_of), w(f"{message}-so"), key=key, rank=rank)
    elif proof.verdict == "too_few":
        counts = {"with": proof.target.n, "without": proof.control.n}
        yield Point(
            w("proof-few", name=name, **counts), source, facts.as_of, w("proof-few-so"), key=key, rank=20
        )
    elif not is_over and proof.verdict != "unmeasured":
        ends = w.day(proof.proof.after_until)
        yield Point(w("proof-not-over", name=name, day=ends), source, facts.as_of, key=key, rank=25)


def _changed(proof: ProofResult, value: float | None, w: Wording) -> str:
    """A change in the unit of what was measured: actions of a person a week, or the unit it was measured in by hand."""
    written = _by(value, w)
    if written and proof.proof.measure == "activity":
        return w("proof-per-week", value=written)
    return f"{written} {named(proof.proof.unit)}".strip() if written else ""


def _by(value: float | None, w: Wording) -> str:
    """A change without its unit, which is said once in a sentence."""
    return "" if value is None else w.signed(round(value, 2) or 0.0, 2)
