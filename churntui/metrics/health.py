"""How healthy a logo is, from 0 to 100, so that anyone can work it out again with a pencil.

Every component that is known earns a share of its weight: nothing at its poor edge, all at its good edge, in between
in proportion. The score is what is earned of the weights of the components that are known, rounded half up: what is
not known is left out, and how many are known stands beside the score. The components and their usual edges are those
of `model.health`, which any book may change.

Points are whole and add up: what the components earn to the score, what they lose to what it lacks to a hundred, by
the largest remainder. The worst component is the one that loses most.

Nothing here looks at today: a score is made of readings, and readings are made for a day, so that the same function
answers for now, for last week, and for the ninety days before a renewal that was decided years ago.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from churntui.metrics.goals import progress
from churntui.metrics.usage import change as change_of_use
from churntui.model.evidence import Due, Evidence, Override, Said, UseOn
from churntui.model.health import (
    COMPONENTS,
    KEYS,
    REACHED_DAYS,
    REVIEW_DAYS,
    SENTIMENT_DAYS,
    SUPPORT_DAYS,
    SURVEY_DAYS,
    WINDOW_DAYS,
    Band,
    Formula,
    Key,
    Rule,
)
from churntui.model.rows import Person
from churntui.plain import dates, wording
from churntui.plain.wording import counted

BACK = (0, 7, 28)
"""The days before the as-of day that health is told of: a course is what happened between them."""

REMEMBERED_DAYS = max(SENTIMENT_DAYS, SURVEY_DAYS, REVIEW_DAYS, SUPPORT_DAYS)
"""How far back anything that wears off still speaks."""

_EXACT = 1e-9
"""Closer than this a sum of shares is the half or the whole that it stands for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one component on a day."""

    value: float
    said: str
    """In words: `9 of 20 seats active`, `use fell 44 %`."""


Readings = Mapping[Key, Reading]
"""What is known of a logo; a component that is not known is missing."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one component adds to a score."""

    key: Key
    weight: int
    value: float
    said: str
    share: float
    """How much of its weight it earns, from 0 to 1."""
    points: int
    """What it earns."""
    lost: int
    """What it does not."""

    @property
    def label(self) -> str:
        """What it is called."""
        return COMPONENTS[self.key].label

    @property
    def of(self) -> int:
        """What it could earn."""
        return self.points + self.lost


@dataclass(frozen=True, slots=True)
class Health:
    """A score, and what it is made of."""

    score: int
    band: Band
    parts: tuple[Part, ...]
    """The components that are known, in their order."""
    weighed: int
    """How many weigh anything."""

    @property
    def coverage(self) -> str:
        """`4 of 5`: how many of the components are known."""
        return f"{len(self.parts)} of {self.weighed}"

    @property
    def worst(self) -> Part | None:
        """The component that loses most; None where none loses anything."""
        losing = [part for part in self.parts if part.share < 1]
        return max(losing, key=lambda part: part.weight * (1 - part.share), default=None)

    @property
    def losing(self) -> list[Part]:
        """The components that lose points, the most first."""
        return sorted((part for part in self.parts if part.lost), key=lambda part: -part.lost)


def health(readings: Readings, formula: Formula) -> Health | None:
    """The score of these readings; None where no component that weighs anything is known."""
    rules = formula.weighed
    known = [(rule, readings[rule.key]) for rule in rules if rule.key in readings]
    if not known:
        return None
    whole = sum(rule.weight for rule, _ in known)
    shares = [rule.share(reading.value) for rule, reading in known]
    earned = [100 * rule.weight * share / whole for (rule, _), share in zip(known, shares, strict=True)]
    lacking = [
        100 * rule.weight * (1 - share) / whole for (rule, _), share in zip(known, shares, strict=True)
    ]
    score = _rounded(sum(earned))
    points, lost = whole_parts(earned, score), whole_parts(lacking, 100 - score)
    parts = tuple(
        Part(rule.key, rule.weight, reading.value, reading.said, share, gained, missed)
        for (rule, reading), share, gained, missed in zip(known, shares, points, lost, strict=True)
    )
    return Health(score, formula.band(score), parts, len(rules))


def whole_parts(parts: Sequence[float], total: int) -> list[int]:
    """The parts as whole numbers that add up to the total: the largest remainders are rounded up, zero stays zero."""
    whole = [math.floor(part + _EXACT) for part in parts]
    remainders = sorted(range(len(parts)), key=lambda at: (whole[at] - parts[at], at))
    for at in remainders[: max(0, total - sum(whole))]:
        whole[at] += 1
    for at in sorted(remainders, key=lambda at: parts[at], reverse=True)[: max(0, sum(whole) - total)]:
        whole[at] -= 1
    return whole


@dataclass(frozen=True, slots=True)
class Change:
    """How a score moved since a day."""

    points: int
    cause: Key | None
    """The component that moved it most; None where it did not move."""
    was: str
    """What was said of that component then; empty where it was not known."""
    now: str
    """What is said of it now; empty where it is not known any more."""

    @property
    def text(self) -> str:
        """`active customers: 12 of 20 seats active, was 18 of 20 seats active`."""
        if self.cause is None:
            return "nothing moved it"
        return f"{COMPONENTS[self.cause].label.lower()}: {self.now or 'not known'}, was {self.was or 'not known'}"


def change(then: Readings, now: Readings, formula: Formula) -> Change | None:
    """How the score moved between two days; None where there was none on either.

    The cause is the component whose new reading, put into the score of then by itself, moves it most in the direction
    it went: a reading that is new, or gone, is a cause as well.
    """
    rules = formula.weighed
    before, after = _exact(then, rules), _exact(now, rules)
    if before is None or after is None:
        return None
    points = _rounded(after) - _rounded(before)
    if not points:
        return Change(0, None, "", "")
    moves: dict[Key, float] = {}
    for rule in rules:
        mixed = {**then, rule.key: now[rule.key]} if rule.key in now else _without(then, rule.key)
        moves[rule.key] = ((_exact(mixed, rules) or 0.0) - before) * points
    cause = max(moves, key=lambda key: moves[key])
    return Change(points, cause, _said(then, cause), _said(now, cause))


def _rounded(score: float) -> int:
    """Half up."""
    return math.floor(score + 0.5 + _EXACT)


def _said(readings: Readings, key: Key) -> str:
    return readings[key].said if key in readings else ""


def _without(readings: Readings, key: Key) -> Readings:
    return {known: reading for known, reading in readings.items() if known != key}


def _exact(readings: Readings, rules: Sequence[Rule]) -> float | None:
    """The score before it is rounded; None where nothing is known."""
    earned = whole = 0.0
    for rule in rules:
        if (reading := readings.get(rule.key)) is not None:
            earned += rule.weight * rule.share(reading.value)
            whole += rule.weight
    return 100 * earned / whole if whole else None


@dataclass(frozen=True, slots=True)
class Course:
    """The health of a logo on the as-of day, and how it came there."""

    now: Health | None
    week: Change | None
    """Since seven days before; None where either day has no score."""
    month: Change | None
    """Since 28 days before."""
    override: Override | None = None
    """What somebody holds to be right instead, where that has not run out."""
    overdue: tuple[Due, ...] = ()
    """Milestones whose day has passed."""

    @property
    def score(self) -> int | None:
        """What counts: the override where there is one, else the computed score."""
        if self.override is not None:
            return self.override.score
        return self.now.score if self.now else None


def courses(
    logo_ids: Iterable[int],
    evidence: Evidence,
    use_on: Mapping[date, Mapping[int, UseOn]],
    formula: Formula,
) -> dict[int, Course]:
    """The course of each of these logos.

    Args:
        logo_ids: Whose.
        evidence: What is recorded.
        use_on: How much the product was used up to each of the days of `BACK`, the as-of day first.
        formula: How it is weighed.
    """
    keys = [rule.key for rule in formula.weighed]
    (today, used), *earlier = use_on.items()
    made = {}
    for logo_id in logo_ids:
        now = readings(evidence, logo_id, today, used.get(logo_id), keys)
        week, month = (
            change(readings(evidence, logo_id, day, use.get(logo_id), keys), now, formula)
            for day, use in earlier
        )
        late = overdue(evidence.milestones.get(logo_id, ()), today)
        made[logo_id] = Course(health(now, formula), week, month, _in_force(evidence, logo_id, today), late)
    return made


def _in_force(evidence: Evidence, logo_id: int, day: date) -> Override | None:
    override = evidence.overrides.get(logo_id)
    return override if override is not None and override.until >= day else None


def readings(
    evidence: Evidence, logo_id: int, day: date, use: UseOn | None, needed: Iterable[Key] = KEYS
) -> dict[Key, Reading]:
    """What is known of a logo on a day, of the components that are needed.

    Nothing that happened after the day is looked at, as far as it has a day of its own (`Component.undated`).

    Args:
        evidence: What is recorded.
        logo_id: Of whom.
        day: The day it is looked at from: what happened on it counts.
        use: How much the product was used up to it; None where that was not measured.
        needed: Only these are told.
    """
    made: dict[Key, Reading] = {}
    for key in needed:
        reading = _OF_USE[key](use) if key in _OF_USE else _OF_RECORD[key](evidence, logo_id, day)
        if reading is not None:
            made[key] = reading
    return made


def _active(use: UseOn | None) -> Reading | None:
    if use is None or use.active is None or not use.seats:
        return None
    when = f" on {dates.short(use.counted_on, use.counted_on)}" if use.counted_on else ""
    return Reading(100 * use.active / use.seats, f"{use.active} of {counted(use.seats, 'seat')} active{when}")


def _trend(use: UseOn | None) -> Reading | None:
    """Silence that lasts has nothing to fall from, and is as poor as a fall to nothing."""
    if use is None:
        return None
    if not use.last:
        days = WINDOW_DAYS if use.before else 2 * WINDOW_DAYS
        return Reading(-100.0, f"no use for {days} days")
    moved = change_of_use(use.last, use.before)
    if moved is None:
        return None
    value = 100 * moved
    word = "fell" if value < 0 else "rose"
    return Reading(
        value, f"use {word} {wording.roughly(abs(moved))}" if abs(value) >= 0.5 else "use is steady"
    )


def _sentiment(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    seen = _latest(evidence.sentiments.get(logo_id), day, SENTIMENT_DAYS)
    return seen and Reading(seen.value, f"sentiment {seen.value} of 5")


def _survey(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    said = _latest(evidence.scores.get(logo_id), day, SURVEY_DAYS)
    return said and Reading(said.value, f"NPS answer {said.value}")


def _likelihood(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    said = _latest(evidence.likelihoods.get(logo_id), day, REVIEW_DAYS)
    return said and Reading(said.value, f"likelihood to renew {said.value} of 10")


def _latest(rows: Sequence[Said] | None, day: date, lasts: int) -> Said | None:
    """The last up to the day, where it still speaks."""
    at = bisect_right(rows, day, key=lambda row: row.day) if rows else 0
    return rows[at - 1] if rows and at and (day - rows[at - 1].day).days < lasts else None


def _people(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    """Half for a champion who is there, half for a buyer who was reached; all for the first where nobody buys.

    Unknown where nobody of the logo is known.
    """
    people = evidence.people.get(logo_id)
    if not people:
        return None
    champions = [person for person in people if person.champion]
    has_champion = any(_is_there(person, day) for person in champions)
    told = "champion there" if has_champion else "champion left" if champions else "no champion"
    buyers = [person for person in people if person.buys]
    if not buyers:
        return Reading(100.0 * has_champion, told)
    reached = any(_is_there(person, day) and _is_reached(evidence, person, day) for person in buyers)
    said = f"{told}, buyer {'reached' if reached else 'not reached'}"
    return Reading(50.0 * (has_champion + reached), said)


def _is_there(person: Person, day: date) -> bool:
    return person.left_on is None or person.left_on > day


def _is_reached(evidence: Evidence, person: Person, day: date) -> bool:
    """By a talk in the days before, or by a contact that was imported: which has no course, and is taken as it is."""
    oldest = day - timedelta(days=REACHED_DAYS)
    if person.last_contact_on is not None and person.last_contact_on > oldest:
        return True
    return any(
        talk.person_id == person.id and talk.both_ways and oldest < talk.day <= day
        for talk in evidence.talks.get(person.logo_id, ())
    )


def _support(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    """Unknown where no logo had a ticket yet: then nobody keeps them here."""
    if evidence.tickets_from is None or evidence.tickets_from > day:
        return None
    days = evidence.tickets.get(logo_id, ())
    n = bisect_right(days, day) - bisect_right(days, day - timedelta(days=SUPPORT_DAYS))
    return Reading(n, f"{counted(n, 'ticket') if n else 'no ticket'} in {SUPPORT_DAYS} days")


def _talk(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    answered = [talk.day for talk in evidence.talks.get(logo_id, ()) if talk.both_ways and talk.day <= day]
    if not answered:
        return None
    ago = (day - max(answered)).days
    return Reading(ago, f"talked {wording.from_now(-ago)}")


def _payment(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    outcomes = [paid.value for paid in evidence.payments.get(logo_id, ()) if paid.day <= day]
    if not outcomes:
        return None
    failed = next((at for at, value in enumerate(reversed(outcomes)) if not value), len(outcomes))
    return Reading(failed, f"{counted(failed, 'payment')} failed" if failed else "payments made")


def _milestones(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    known = evidence.milestones.get(logo_id)
    if not known:
        return None
    late = overdue(known, day)
    return Reading(len(late), f"{counted(len(late), 'milestone')} overdue" if late else "milestones in time")


def _goals(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    known = evidence.goals.get(logo_id)
    if not known:
        return None
    late = sum(
        goal.due_on is not None and goal.due_on < day and progress(goal, values, as_of=day).state != "reached"
        for goal, values in known
    )
    return Reading(late, f"{counted(late, 'goal')} overdue" if late else "goals in time")


def _promises(evidence: Evidence, logo_id: int, day: date) -> Reading | None:
    known = evidence.promises.get(logo_id)
    if not known:
        return None
    late = sum(
        promise.due_on is not None and promise.due_on < day and promise.state != "done" for promise in known
    )
    return Reading(late, f"{counted(late, 'promise')} of ours not kept" if late else "promises kept")


def overdue(milestones: Iterable[Due], day: date) -> tuple[Due, ...]:
    """The milestones whose day had passed, and that were not reached by then."""
    return tuple(due for due in milestones if due.due_on < day and (due.done_on is None or due.done_on > day))


_OF_USE: Mapping[Key, Callable[[UseOn | None], Reading | None]] = {"active": _active, "trend": _trend}

_OF_RECORD: Mapping[Key, Callable[[Evidence, int, date], Reading | None]] = {
    "sentiment": _sentiment,
    "people": _people,
    "support": _support,
    "talk": _talk,
    "survey": _survey,
    "likelihood": _likelihood,
    "payment": _payment,
    "milestones": _milestones,
    "goals": _goals,
    "promises": _promises,
}
