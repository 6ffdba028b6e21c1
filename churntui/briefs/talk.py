"""Three points worth talking about, and the question that closes the talk.

Each topic offers at most one point, weighed by how far its figure is from unremarkable (0 to 100); the three
heaviest are proposed, whether they flatter or not. Like all of the shareable part they are made of `Shared` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from churntui.briefs.facts import Compared, Point, Shared, Use, Window
from churntui.briefs.shareable import (
    ACTIVITY,
    HALF_YEAR,
    ROADMAP,
    SCALES,
    SUPPORT,
    SURVEYS,
    TICKET_DAYS,
    mean,
    open_tickets,
    progress,
    quarter,
    reached,
)
from churntui.briefs.wording import action, fell, moved, named, quoted, rose
from churntui.plain import dates
from churntui.plain.wording import counted

MOST = 3

POOR_SHARE, GOOD_SHARE = 0.5, 0.8
"""Below and from which share of active customers the reach is worth a word (field practice for seats in use)."""

CLEAR = 0.1
"""A change by more than this fraction is one."""

FEWEST_ACTIONS = 20
"""An action is only said to move where it was done so often in one of the windows."""

LONG_OPEN_DAYS = 14

_CONTENT = MappingProxyType({"nps": (6, 9), "csat": (3, 4.5)})
"""Up to which average an answer is a complaint, and from which it is praise (NPS: detractors up to 6)."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: float
    point: Point


def points(facts: Shared) -> tuple[Point, ...]:
    """The heaviest points, at most three; fewer where the book knows less."""
    candidates = [candidate for topic in _TOPICS if (candidate := topic(facts)) is not None]
    candidates.sort(key=lambda candidate: -candidate.weight)
    return tuple(candidate.point for candidate in candidates[:MOST])


def question(facts: Shared) -> Point:
    """What to ask the sponsor, by the strongest fact."""
    asked = next(words for holds, words in _questions(facts) if holds)
    sponsor = facts.sponsor
    if sponsor is None:
        return Point(asked)
    role = f" ({named(sponsor.role)})" if sponsor.role else ""
    return Point(f"{named(sponsor.name)}{role}: {asked}")


def _questions(facts: Shared) -> Iterator[tuple[bool, str]]:
    used = facts.use
    volume = used.quarter if used else None
    yield used is None, "Which number, a quarter from now, would tell you that this was worth it?"
    yield fell(volume, CLEAR), "What has changed on your side since last quarter that we should know?"
    yield (
        _share(used) < POOR_SHARE,
        "Which team should use this by the end of next quarter, and who there can start it?",
    )
    yield bool(_waiting(facts)), "Which one thing must be different by our next review?"
    yield rose(volume, CLEAR), "Where would this help you next, and who would decide it with you?"
    yield True, "What must be true a year from now for you to say that this was worth it?"


def _share(used: Use | None) -> float:
    """Active customers among all; 1 where it is not known."""
    return used.reach.now / used.seats if used and used.reach and used.seats else 1.0


def _change(compared: Compared) -> float:
    """The size of a change in percent, at most 100."""
    return min(100.0, abs(compared.change or 0.0) * 100)


def _unmeasured(facts: Shared) -> _Candidate | None:
    if facts.use is not None:
        return None
    so_what = (
        "With activity connected we can show next time what it brings you; let us agree who sets that up."
    )
    return _Candidate(55, Point("How you use it is not measured yet", ACTIVITY, facts.as_of, so_what))


def _reach(facts: Shared) -> _Candidate | None:
    used = facts.use
    if used is None or used.reach is None or not used.seats:
        return None
    share = _share(used)
    idle = used.seats - used.reach.now
    if share < POOR_SHARE:
        weight, so_what = 60.0, "Getting one more team started is worth more than any new function."
    elif fell(used.reach, CLEAR):
        weight, so_what = 55.0, "Fewer people come back to it; let us look together at who stopped, and why."
    elif share >= GOOD_SHARE:
        weight, so_what = 55.0, "It is part of daily work; let us name the result you want to see from that."
    elif rose(used.reach, CLEAR):
        weight, so_what = 50.0, "More people come back to it; what those do is worth showing to the others."
    else:
        weight, so_what = 30.0, f"{counted(idle, 'person', 'people')} could start next; who would gain most?"
    return _Candidate(weight, Point(reached(used), ACTIVITY, used.through, so_what))


def _volume(facts: Shared) -> _Candidate | None:
    used = facts.use
    if used is None or used.quarter.before is None or (used.quarter.now == 0 and used.quarter.before == 0):
        return None
    weight = 25 + _change(used.quarter) / 2
    if fell(used.quarter, CLEAR):
        so_what = "Less of your work runs through it; let us find out what is in the way, or what is no longer needed."
    elif rose(used.quarter, CLEAR):
        so_what = "More of your work runs through it; let us agree which result that should show."
    else:
        so_what = "Use is steady; the next step is a result that you can put a number on."
    return _Candidate(weight, Point(quarter(used), ACTIVITY, used.through, so_what))


def _mover(facts: Shared) -> _Candidate | None:
    """The action that moved most."""
    if facts.use is None:
        return None
    often = [
        (name, compared)
        for name, compared in facts.use.actions
        if compared.before and max(compared.now, compared.before) >= FEWEST_ACTIONS
    ]
    if not often:
        return None
    name, compared = max(often, key=lambda done: (_change(done[1]), done[1].now))
    if not (rose(compared, 2 * CLEAR) or fell(compared, 2 * CLEAR)):
        return None
    text = (
        f"{action(name).capitalize()}: {compared.now:,} from {compared.window.stretch}, "
        f"{compared.before:,} from {compared.earlier.stretch} ({moved(compared)})"
    )
    up = "This is where it grows on you; who else would profit from it?"
    down = "If this was left behind on purpose, fine; if not, a short session brings it back."
    so_what = up if rose(compared) else down
    return _Candidate(20 + _change(compared) / 2, Point(text, ACTIVITY, facts.use.through, so_what))


def _waiting(facts: Shared) -> list[int]:
    """Days the requests have been open that were open too long."""
    ages = [(facts.tickets_to - ticket.opened_on).days for ticket in open_tickets(facts)]
    return [days for days in ages if days > LONG_OPEN_DAYS]


def _support(facts: Shared) -> _Candidate | None:
    if facts.tickets is None:
        return None
    if waiting := _waiting(facts):
        requests, on = counted(len(waiting), "support request"), dates.short(facts.tickets_to)
        text = f"{requests} open for more than {LONG_OPEN_DAYS} days on {on}, the oldest for {max(waiting)}"
        return _Candidate(
            70, Point(text, SUPPORT, facts.tickets_to, "We bring a date for each, and say what we change.")
        )
    window = Window.trailing(facts.tickets_to, TICKET_DAYS)
    if any(ticket.opened_on >= window.starts_on for ticket in facts.tickets):
        return None
    text = f"No support request in the {window.trail}"
    return _Candidate(
        10, Point(text, SUPPORT, facts.tickets_to, "Either all works or nobody asks; tell us which.")
    )


def _voice(facts: Shared) -> _Candidate | None:
    """What the answers of the last half-year say."""
    window = Window.trailing(facts.surveys_to, HALF_YEAR)
    recent = [answer for answer in facts.surveys or () if answer.day >= window.starts_on]
    for kind, (low, high) in _CONTENT.items():
        scores = [answer.score for answer in recent if answer.kind == kind and answer.score is not None]
        average = sum(scores) / len(scores) if scores else None
        if average is None or low < average < high:
            continue
        answers = f"{counted(len(scores), 'answer')} in the half-year to {dates.short(window.last)}"
        text = f"{SCALES[kind]}: {mean(scores)} from {answers}"
        if average <= low:
            so_what = "That is not good enough; let us take up the comments one by one."
            return _Candidate(65, Point(text, SURVEYS, facts.surveys_to, so_what))
        return _Candidate(
            50, Point(text, SURVEYS, facts.surveys_to, "What pleases them most is what to build on.")
        )
    comment = next((answer for answer in recent if answer.comment), None)
    if comment is None:
        return None
    text = f"{quoted(comment.comment)} on {dates.short(comment.day)}"
    return _Candidate(
        28, Point(text, SURVEYS, comment.day, "We want to hear more of this from those who wrote it.")
    )


def _promise(facts: Shared) -> _Candidate | None:
    """What they asked for and got lately, or will get soon."""
    half_year = timedelta(days=HALF_YEAR)
    for initiative in facts.roadmap:
        if (
            initiative.status == "shipped"
            and initiative.shipped_on
            and initiative.shipped_on > facts.as_of - half_year
        ):
            so_what = "You named this; let us check that it answers what you meant."
        elif (
            initiative.status == "in_progress"
            and initiative.due_on
            and facts.as_of <= initiative.due_on <= facts.as_of + half_year
        ):
            so_what = "You named this; let us agree what it must do for you on the day it arrives."
        else:
            continue
        return _Candidate(62, Point(progress(initiative), ROADMAP, facts.as_of, so_what))
    return None


def _tenure(facts: Shared) -> _Candidate | None:
    joined = facts.logo.joined_on
    if joined is None or joined > facts.as_of:
        return None
    text = f"We have worked together since {dates.short(joined)}"
    return _Candidate(
        5,
        Point(
            text, "contract records", facts.as_of, "Worth asking what has changed since you decided for it."
        ),
    )


_TOPICS: tuple[Callable[[Shared], _Candidate | None], ...] = (
    _unmeasured,
    _support,
    _voice,
    _promise,
    _reach,
    _volume,
    _mover,
    _tenure,
)
"""Of two points that weigh the same, the one of the earlier topic goes first."""
