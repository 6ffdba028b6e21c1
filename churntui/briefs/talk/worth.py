"""What the product was worth to them: what they expected against what they reached, what worked, what fell short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from churntui.briefs.facts import Compared, Inside, Point, Window
from churntui.briefs.gathering import Gathered
from churntui.briefs.hearing import MANY_TICKETS, TICKET_DAYS, leaning
from churntui.briefs.using import FEWEST_ACTIONS, POOR_SHARE, is_measured, share
from churntui.briefs.wording import action, cut, fell, moved, named, quoted, rose
from churntui.metrics.goals import Progress
from churntui.metrics.proofs import ProofResult
from churntui.plain import dates
from churntui.plain.wording import counted, roughly
from churntui.questions import goals, proofs

LINE = 160
"""Characters of a goal or a promise that are told."""

CHANGED = 0.2
"""An action is told to have worked, or to have fallen off, where it changed by more than this fraction in a quarter."""

MOVERS_SHOWN = 2
QUOTES_SHOWN = 2
QUOTED_DAYS = 365


def reached(gathered: Gathered, as_of: date) -> Iterator[Point]:
    """Each goal with what was expected and what is there; each proof of value with what it showed."""
    for progress in gathered.goals:
        yield _goal(progress, as_of)
    for proof in gathered.proofs:
        yield Point(f"{named(proof.proof.name)}: {proofs.said(proof, as_of)}")
    if not gathered.goals and not gathered.proofs:
        yield Point("No goal is written down: ask what they expected for their money, and what they got")


def _goal(progress: Progress, as_of: date) -> Point:
    goal, now = progress.goal, progress.now
    expected = f"expected {goals.way(progress)}" if progress.target is not None else "no target"
    due = "" if goal.due_on is None else f" by {dates.short(goal.due_on, as_of)}"
    there = "never measured"
    if now is not None:
        reached_now = f"reached {goals.amount(now.value, goal.unit)} on {dates.short(now.day, as_of)}"
        there = f"{reached_now} · {goals.stands(progress)}"
    late = goal.due_on is not None and goal.due_on < as_of and progress.state != "reached"
    text = f"{cut(goal.goal, LINE)}: {expected}{due} · {there}"
    return Point(text, so_what=cut(goal.why, LINE), urgent=late)


def worked(inside: Inside, gathered: Gathered) -> Iterator[Point]:
    """What they got for their money, by rules that can be read."""
    yield from _goals_that("is reached or on plan", "are reached or on plan", _on_the_way(gathered))
    yield from (
        Point(f"Shown to help: {named(proof.proof.name)}")
        for proof in gathered.proofs
        if proof.verdict == "improved"
    )
    yield from _movers(inside, "more")
    kept = [promise for promise in gathered.promises if promise.by_us and promise.state == "done"]
    if kept:
        yield Point(f"We kept {counted(len(kept), 'promise')}, such as: {cut(kept[-1].what, LINE)}")
    yield from _quotes(inside, gathered, "high")


def fell_short(inside: Inside, gathered: Gathered) -> Iterator[Point]:
    """What they paid for and did not get, by rules that can be read."""
    as_of = inside.shared.as_of
    yield from _goals_that("is behind", "are behind", _behind(gathered))
    yield from (_unhelpful(proof) for proof in gathered.proofs if proof.verdict in {"worse", "no_difference"})
    active = share(inside.shared)
    if active is not None and active < POOR_SHARE:
        yield Point(f"Only {roughly(active)} of their people are active")
    yield from _movers(inside, "less")
    for promise in gathered.promises:
        is_late = (
            promise.state in {"open", "partly"} and promise.due_on is not None and promise.due_on < as_of
        )
        if promise.by_us and (promise.state == "missed" or is_late):
            yield Point(f"We promised, and did not keep: {cut(promise.what, LINE)}", urgent=is_late)
    window = Window.trailing(as_of, TICKET_DAYS)
    asked = sum(ticket.opened_on >= window.starts_on for ticket in gathered.tickets)
    if asked >= MANY_TICKETS:
        yield Point(f"{counted(asked, 'ticket')} in {TICKET_DAYS} days")
    yield from _quotes(inside, gathered, "low")


def _on_the_way(gathered: Gathered) -> list[Progress]:
    return [progress for progress in gathered.goals if progress.state in {"reached", "on_plan"}]


def _behind(gathered: Gathered) -> list[Progress]:
    return [progress for progress in gathered.goals if progress.state == "behind"]


def _goals_that(one: str, several: str, which: list[Progress]) -> Iterator[Point]:
    if which:
        listed = ", ".join(cut(progress.goal.goal, LINE) for progress in which)
        verb = one if len(which) == 1 else several
        yield Point(f"{counted(len(which), 'goal')} {verb}: {listed}")


def _unhelpful(proof: ProofResult) -> Point:
    said = "Made it worse" if proof.verdict == "worse" else "No difference shown"
    return Point(f"{said}: {named(proof.proof.name)}")


def _movers(inside: Inside, which: str) -> Iterator[Point]:
    """The actions that are done much more, or much less, than in the quarter before."""
    used = inside.shared.use
    if used is None or not is_measured(inside.shared):
        return
    often = [
        (name, compared)
        for name, compared in used.actions
        if compared.before and max(compared.now, compared.before) >= FEWEST_ACTIONS
    ]
    moving = rose if which == "more" else fell
    changed = [(name, compared) for name, compared in often if moving(compared, CHANGED)]
    changed.sort(key=lambda pair: -abs(pair[1].change or 0.0))
    for name, compared in changed[:MOVERS_SHOWN]:
        yield Point(f"{action(name)} is done {which}: {_against(compared)}")


def _against(compared: Compared) -> str:
    return f"{compared.now:,}, {compared.before:,} in the quarter before ({moved(compared)})"


def _quotes(inside: Inside, gathered: Gathered, side: str) -> Iterator[Point]:
    """What they wrote in surveys within a year, the newest first."""
    since = inside.shared.as_of - timedelta(days=QUOTED_DAYS)
    told = [
        answer
        for answer in gathered.surveys
        if answer.comment.strip() and answer.day > since and leaning(answer) == side
    ]
    for answer in told[:QUOTES_SHOWN]:
        score = "" if answer.score is None else f"{named(answer.kind).upper()} {answer.score}, "
        yield Point(f"{quoted(answer.comment)} · {score}{dates.short(answer.day, inside.shared.as_of)}")
