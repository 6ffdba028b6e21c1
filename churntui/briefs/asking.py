"""What the brief opens and closes with: what we ask them to decide, and one question for the sponsor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from churntui.briefs import agreed, using
from churntui.briefs.facts import Point, Shared
from churntui.briefs.hearing import HALF_YEAR, LONG_OPEN_DAYS, TICKETS_OLD_DAYS, open_tickets
from churntui.briefs.language import Wording
from churntui.briefs.wording import fell, named, rose

TERM_DAYS = 120
"""How long before its end the next term is to be settled: the 60–90 days of a renewal, and a month to prepare."""

HANDOVER_DAYS = 365
"""How long after the end of a service something may still be to be handed over."""


def decisions(facts: Shared, w: Wording) -> Iterator[Point]:
    """What waits for their word, the most pressing first; each follows from a fact."""
    if facts.leaving:
        yield _leaving(facts, w)
        return
    asks = [ask(facts, w) for ask in (_term, _promises, _goals, _use, _pilots)]
    waiting = [point for points in asks for point in points]
    why = w("decide-next-why") if _is_on_its_way(facts) else ""
    yield from waiting or [Point(w("decide-next"), so_what=why, key="decide.next", rank=50)]


def _is_on_its_way(facts: Shared) -> bool:
    """Whether all that was agreed is, as far as it was measured lately."""
    goals = (goal.state in {"reached", "on_plan"} and agreed.is_judged(goal, facts) for goal in facts.goals)
    promises = (agreed.came_of(promise, facts.as_of) in {"", "done"} for promise in facts.promises)
    return all(goals) and all(promises)


def _leaving(facts: Shared, w: Wording) -> Point:
    day = w.day(facts.ends_on) if facts.ends_on else ""
    if facts.leaving == "ending":
        said, why = w("decide-leaving", ends=day), w("decide-leaving-why")
    else:
        said, why = w("decide-left", ended=day), ""
        if facts.ends_on is None or (facts.as_of - facts.ends_on).days <= HANDOVER_DAYS:
            said, why = w.sentences(said, w("decide-hand-over")), w("decide-hand-over-why")
    return Point(said, w("source-contracts"), facts.as_of, why, key="decide.leaving", rank=100)


def _term(facts: Shared, w: Wording) -> Iterator[Point]:
    ends, by = facts.ends_on, facts.settle_by
    if ends is None or by is None or not 0 < (ends - facts.as_of).days <= TERM_DAYS:
        return
    is_then = by == ends
    said = w("decide-term-then" if is_then else "decide-term", ends=w.day(ends), by=w.day(by))
    yield Point(said, w("source-contracts"), facts.as_of, w("decide-term-why"), key="decide.term", rank=90)


def _promises(facts: Shared, w: Wording) -> Iterator[Point]:
    for promise in facts.promises:
        due = promise.due_on
        if promise.state == "open" and not promise.by_us and due is not None and due < facts.as_of:
            yield Point(
                w("decide-promise", what=named(promise.what)),
                w("source-promises"),
                facts.as_of,
                w("decide-promise-why", due=w.day(due)),
                key=f"decide.promise:{promise.ref}",
                rank=85,
            )


def _goals(facts: Shared, w: Wording) -> Iterator[Point]:
    """The goal that is furthest behind its plan; which one to have, where there is none."""
    behind = [goal for goal in facts.goals if goal.state == "behind" and agreed.is_judged(goal, facts)]
    if behind:
        goal = min(behind, key=lambda one: (one.share or 0.0) - (one.planned or 1.0))
        said = w("decide-goal", goal=named(goal.goal.goal))
        yield Point(
            said,
            w("source-goals"),
            facts.as_of,
            w("decide-goal-why"),
            key=f"decide.goal:{goal.goal.ref}",
            rank=75,
        )
    if not facts.goals:
        yield Point(w("decide-first-goal"), so_what=w("decide-first-goal-why"), key="decide.goal", rank=70)


def _use(facts: Shared, w: Wording) -> Iterator[Point]:
    active = using.share(facts)
    if facts.use is None and not facts.is_use_kept:
        return
    if facts.use is None:
        yield Point(w("decide-measure"), so_what=w("decide-measure-why"), key="decide.measure", rank=55)
    elif active is not None and active < using.POOR_SHARE and facts.use.reach:
        idle = facts.use.seats - facts.use.reach.now
        yield Point(
            w("decide-reach"),
            w("source-activity"),
            facts.use.through,
            w("decide-reach-why", idle=idle, seats=facts.use.seats),
            key="decide.reach",
            rank=65,
        )


def _pilots(facts: Shared, w: Wording) -> Iterator[Point]:
    for initiative in facts.roadmap:
        due = initiative.due_on
        soon = facts.as_of + timedelta(days=HALF_YEAR)
        is_near = initiative.status == "in_progress" and due is not None and facts.as_of <= due <= soon
        if is_near and due and initiative.id in facts.asked_for:
            said = w("decide-pilot", name=named(initiative.name), due=w.day(due))
            yield Point(
                said, w("source-roadmap"), facts.as_of, w("decide-pilot-why"), key=f"decide.pilot:{initiative.ref}",
                rank=60,
            )  # fmt: skip


def question(facts: Shared, w: Wording) -> Iterator[Point]:
    """What to ask the sponsor, by the strongest fact."""
    asked = w(f"ask-{_asked(facts)}")
    said = w("question-for", name=named(facts.sponsor.name), question=asked) if facts.sponsor else asked
    yield Point(said, key="question", rank=100)


def _asked(facts: Shared) -> str:
    if facts.leaving:
        return "left" if facts.leaving == "left" else "leaving"
    if facts.use is None or not using.is_measured(facts):
        return "unmeasured"
    active = using.share(facts)
    if fell(facts.use.quarter, using.CLEAR):
        return "fell"
    if active is not None and active < using.POOR_SHARE:
        return "few"
    if _waits(facts):
        return "waiting"
    return "rose" if rose(facts.use.quarter, using.CLEAR) else "steady"


def _waits(facts: Shared) -> bool:
    is_known = not facts.is_old(facts.tickets_to, TICKETS_OLD_DAYS)
    return is_known and any(
        (facts.as_of - ticket.opened_on).days > LONG_OPEN_DAYS for ticket in open_tickets(facts)
    )
