"""What is ahead of a logo: what somebody has to do, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from churntui.book import Book
from churntui.metrics.windows import interview_window
from churntui.model.living import Commitment, Goal, Milestone, Step
from churntui.model.saving import SaveAttempt
from churntui.questions.attempts import offered, stands
from churntui.questions.goals import amount, is_overdue
from churntui.questions.logo_file import LogoFile
from churntui.questions.story.agreed import Agreed
from churntui.questions.story.event import KINDS, Event
from churntui.questions.story.happened import reviewed, settled, talked


def ahead(file: LogoFile, book: Book) -> tuple[Event, ...]:
    """What is to come, in the order of the days; what has no day comes last. `!` marks what is due."""
    events = [*_events(file, book)]
    return tuple(sorted(events, key=lambda event: (event.day or date.max, KINDS.index(event.kind))))


def _events(file: LogoFile, book: Book) -> Iterator[Event]:
    as_of = book.as_of
    agreed = Agreed(file, book)
    yield from agreed.ahead()
    yield from (_step(step, as_of) for step in file.steps if step.done_on is None)
    yield from (_trying(attempt, as_of) for attempt in file.attempts if not attempt.is_closed)
    for commitment in file.commitments:
        if commitment.state == "open":
            yield _promised(commitment, as_of)
        elif commitment.due_on and commitment.due_on > as_of:
            yield settled(commitment)
    yield from (_goal(goal, file, as_of) for goal in file.goals if goal.due_on and goal.due_on > as_of)
    yield from (_milestone(one, as_of) for one in file.milestones if one.done_on is None)
    yield from (talked(talk, file) for talk in file.talks if talk.day > as_of)
    yield from (reviewed(review) for review in file.reviews if review.held_on and review.held_on > as_of)
    yield from _after_loss(file, as_of)
    yield from _interview_wanted(file, agreed.lost_on, as_of)


def _step(step: Step, as_of: date) -> Event:
    by = f", {step.owner}" if step.owner else ""
    is_due = step.due_on is not None and step.due_on <= as_of
    return Event(step.due_on, "step", step.what + by, ("step", step.id), urgent=is_due)


def _trying(attempt: SaveAttempt, as_of: date) -> Event:
    """An attempt to keep the logo that nobody has closed; it has no day to come."""
    by = f", {attempt.owner}" if attempt.owner else ""
    offer = offered(attempt)
    told = stands(attempt, as_of) + (f": {offer}" if offer else "") + by
    return Event(None, "save_attempt", told, ("save_attempt", attempt.id or 0))


def _promised(commitment: Commitment, as_of: date) -> Event:
    who = "we promised" if commitment.by_us else "they promised"
    by = f", {commitment.owner}" if commitment.owner else ""
    return Event(
        commitment.due_on, "commitment", f"{who}: {commitment.what}{by}", ("commitment", commitment.id),
        urgent=is_overdue(commitment, as_of),
    )  # fmt: skip


def _goal(goal: Goal, file: LogoFile, as_of: date) -> Event:
    known = [value.value for value in file.values.get(goal.id, ()) if value.day <= as_of]
    now = f", now {amount(known[-1], goal.unit)}" if known else ""
    target = "" if goal.target_value is None else f", target {amount(goal.target_value, goal.unit)}"
    return Event(goal.due_on, "goal", goal.goal + now + target, ("goal", goal.id))


def _milestone(milestone: Milestone, as_of: date) -> Event:
    said, row = f"to reach: {milestone.milestone}", ("milestone", milestone.id)
    return Event(milestone.due_on, "milestone", said, row, urgent=milestone.is_late(as_of))


def _after_loss(file: LogoFile, as_of: date) -> Iterator[Event]:
    """Fixes that were promised, the end of service that is known, and the day to ask them again."""
    for interview in file.interviews:
        row, facts = ("interview", interview.id), file.facts.get(interview.id)
        if facts is None:
            continue
        if facts.fix and facts.fix_done_on is None:
            by = f", {facts.fix_owner}" if facts.fix_owner else ""
            is_over = facts.fix_due_on is not None and facts.fix_due_on < as_of
            yield Event(facts.fix_due_on, "fix", f"to mend: {facts.fix}{by}", row, urgent=is_over)
        called = file.win_back.called_on if file.win_back else None
        if facts.win_back_on and (called is None or called < facts.win_back_on):
            when = f": {facts.win_back_trigger}" if facts.win_back_trigger else ""
            yield Event(facts.win_back_on, "win_back", f"ask them back{when}", row)


def _interview_wanted(file: LogoFile, lost_on: date | None, as_of: date) -> Iterator[Event]:
    """The end of the weeks in which to ask, while they last and nobody has asked."""
    if lost_on is None or any(
        interview.status != "not_asked" and interview.effective_on in {lost_on, None}
        for interview in file.interviews
    ):
        return
    window = interview_window(lost_on)
    if as_of < window.closes_on:
        text = "last day to ask for the exit interview, weeks two to six"
        row = next(
            (("interview", one.id) for one in file.interviews if one.effective_on == lost_on),
            ("contract", file.contracts[0].id),
        )
        yield Event(window.last, "interview", text, row, urgent=window.is_open(as_of))
