"""The shareable part: what the logo may see of itself, in its own figures and its own words.

Every function here takes `Shared` or a piece of it and nothing else. Where something was not measured, or did not
improve, the part says so: a brief that only flatters is not believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from churntui.briefs.facts import Compared, Point, Section, Shared, Use, Window
from churntui.briefs.wording import action, moved, named, quoted, rose
from churntui.model.choices import InitiativeStatus
from churntui.model.rows import Initiative, Survey, Ticket
from churntui.plain import dates
from churntui.plain.wording import counted

ACTIVITY = "product activity"
SURVEYS = "surveys"
SUPPORT = "support requests"
ROADMAP = "roadmap"
INTERVIEWS = "interviews"

TICKET_DAYS = 90
HALF_YEAR = 182
ACTIONS_SHOWN = 3
COMMENTS_SHOWN = 3
OPEN_SHOWN = 3

UNMEASURED = "Not measured: no activity has reached us, so this brief says nothing about use"

SCALES = {"nps": "Would recommend us (0–10)", "csat": "Satisfaction (1–5)"}
"""How the two survey questions read whose scale is known."""


def sections(facts: Shared) -> tuple[Section, ...]:
    """What was used, told, asked for and answered; sections that have nothing to say are left out."""
    candidates = (
        Section("How you use it", use(facts)),
        Section("What you told us", told(facts)),
        Section("Support", support(facts)),
        Section("What we work on for you", roadmap(facts)),
    )
    return tuple(section for section in candidates if section.points)


def use(facts: Shared) -> tuple[Point, ...]:
    """People, actions of the quarter and of the last 28 days, what is done most; whether anything improved."""
    used = facts.use
    if used is None:
        return (Point(UNMEASURED, ACTIVITY, facts.as_of),)
    texts = [reached(used), quarter(used), month(used), *_most(used)]
    compared = [
        comparison
        for comparison in (used.reach, used.quarter, used.month)
        if comparison and comparison.before is not None
    ]
    if compared and not any(rose(comparison) for comparison in compared):
        texts.append("None of these figures is above the one it is compared with")
    if not compared:
        texts.append(f"Measured since {dates.short(used.since)}: too short to compare with a quarter ago")
    return tuple(Point(text, ACTIVITY, used.through) for text in texts if text)


def reached(used: Use) -> str:
    """People active in the window among all seats, and those active a quarter ago."""
    reach = used.reach
    if reach is None:
        return "Who used it is not measured: the activity that reached us names no people"
    people = f"{reach.now:,} of {counted(used.seats, 'person', 'people')} used it in the {reach.window.trail}"
    if reach.before is None:
        return people
    return f"{people}; {reach.before:,} a quarter ago ({reach.earlier.trail})"


def quarter(used: Use) -> str:
    """The quarter's actions against as many days of the quarter before."""
    actions = used.quarter
    here = f"{counted(actions.now, 'completed action')} from {actions.window.stretch}"
    return here + _against(actions, f"from {actions.earlier.stretch}")


def month(used: Use) -> str:
    """The last 28 days against the 28 before."""
    actions = used.month
    here = f"{counted(actions.now, 'completed action')} in the {actions.window.trail}"
    return here + _against(actions, f"in the {actions.earlier.days} days before")


def _against(actions: Compared, earlier: str) -> str:
    return "" if actions.before is None else f", {actions.before:,} {earlier} ({moved(actions)})"


def _most(used: Use) -> list[str]:
    """What is done most, in one sentence."""
    done = [(action(name), counted) for name, counted in used.actions if counted.now]
    listed = [
        f"{name}: {counted.now:,}" + ("" if counted.before is None else f" (before {counted.before:,})")
        for name, counted in done[:ACTIONS_SHOWN]
    ]
    return [f"Done most from {used.quarter.window.stretch}: {', '.join(listed)}"] if listed else []


def told(facts: Shared) -> tuple[Point, ...]:
    """Scores of the half-year, comments of the year, and what was said in interviews."""
    points: list[Point] = []
    if facts.surveys is not None:
        points += [
            Point(text, SURVEYS, facts.surveys_to) for text in _scores(facts.surveys, facts.surveys_to)
        ]
        year = Window.trailing(facts.surveys_to, 365)
        points += [
            Point(f"{quoted(answer.comment)} on {dates.short(answer.day)}", SURVEYS, answer.day)
            for answer in _distinct(facts.surveys, year.starts_on)[:COMMENTS_SHOWN]
        ]
        if not points:
            points.append(
                Point(f"No survey answer in the year to {dates.short(year.last)}", SURVEYS, facts.surveys_to)
            )
    return tuple(points)


def _scores(surveys: Sequence[Survey], through: date) -> list[str]:
    """A line for each question asked in the last half-year, with the half-year before."""
    now = Window.trailing(through, HALF_YEAR)
    lines = []
    for kind in sorted({answer.kind for answer in surveys if answer.score is not None}):
        recent, before = (_marks(surveys, kind, window) for window in (now, now.back(HALF_YEAR)))
        if not recent:
            continue
        asked = SCALES.get(kind, named(kind) or "Score")
        earlier = f"; {mean(before)} from {len(before)} in the half-year before" if before else ""
        answers = counted(len(recent), "answer")
        lines.append(
            f"{asked}: {mean(recent)} from {answers} in the half-year to {dates.short(now.last)}{earlier}"
        )
    return lines


def _marks(surveys: Sequence[Survey], kind: str, window: Window) -> list[int]:
    return [
        answer.score
        for answer in surveys
        if answer.kind == kind
        and answer.score is not None
        and window.starts_on <= answer.day < window.ends_on
    ]


def mean(scores: Sequence[int]) -> str:
    """The average, to one decimal."""
    return f"{sum(scores) / len(scores):.1f}"


def _distinct(surveys: Sequence[Survey], since: date) -> list[Survey]:
    """Answers with a comment, newest first, each wording once."""
    by_comment = {
        answer.comment: answer for answer in reversed(surveys) if answer.comment and answer.day >= since
    }
    return sorted(by_comment.values(), key=lambda answer: answer.day, reverse=True)


def support(facts: Shared) -> tuple[Point, ...]:
    """The requests of 90 days, and those still open, the oldest first."""
    if facts.tickets is None:
        return ()
    window = Window.trailing(facts.tickets_to, TICKET_DAYS)
    recent = [ticket for ticket in facts.tickets if ticket.opened_on >= window.starts_on]
    closed = [ticket for ticket in recent if _closed(ticket, facts.tickets_to)]
    opened = counted(len(recent), "support request") if recent else "No support request"
    text = f"{opened} in the {window.trail}"
    if closed:
        took = median((ticket.closed_on - ticket.opened_on).days for ticket in closed if ticket.closed_on)
        text += f"; {len(closed)} closed, in {counted(round(took), 'day')} (median)"
    still_open = open_tickets(facts)[::-1]
    waiting = [_waits(ticket, facts.tickets_to) for ticket in still_open[:OPEN_SHOWN]]
    if len(still_open) > OPEN_SHOWN:
        waiting.append(f"{len(still_open) - OPEN_SHOWN} more open")
    return tuple(Point(line, SUPPORT, facts.tickets_to) for line in (text, *waiting))


def _waits(ticket: Ticket, on: date) -> str:
    days = counted((on - ticket.opened_on).days, "day")
    subject = quoted(ticket.subject) if ticket.subject else "A request"
    return f"{subject}, open for {days} (since {dates.short(ticket.opened_on)})"


def open_tickets(facts: Shared) -> list[Ticket]:
    """The requests not closed on the day they reach to, newest first."""
    return [ticket for ticket in facts.tickets or () if not _closed(ticket, facts.tickets_to)]


def _closed(ticket: Ticket, on: date) -> bool:
    return ticket.closed_on is not None and ticket.closed_on <= on


def roadmap(facts: Shared) -> tuple[Point, ...]:
    """Work that answers what the logo named: shipped within a year, under way, planned."""
    return tuple(
        Point(progress(initiative), ROADMAP, facts.as_of)
        for initiative in facts.roadmap
        if initiative.shipped_on is None or initiative.shipped_on > facts.as_of - timedelta(days=365)
    )


_STATES: dict[InitiativeStatus, str] = {
    "planned": "planned",
    "in_progress": "under way",
    "shipped": "shipped",
    "dropped": "dropped",
}


def progress(initiative: Initiative) -> str:
    """`Central sign-on: under way, due 4 Feb 2027`."""
    when = ""
    if initiative.status == "shipped" and initiative.shipped_on:
        when = f" on {dates.short(initiative.shipped_on)}"
    elif initiative.status != "shipped" and initiative.due_on:
        when = f", due {dates.short(initiative.due_on)}"
    return f"{named(initiative.name)}: {_STATES[initiative.status]}{when}"
