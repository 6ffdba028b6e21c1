"""The internal part: what we know, fear and hope about the logo before we talk. It never leaves.

Whether there is a risk or a signal is asked in `signs`; where no rule answers, the part says which were asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from churntui.briefs import signs
from churntui.briefs.facts import Inside, Point, Section
from churntui.briefs.hearing import progress
from churntui.briefs.language import wording
from churntui.briefs.signs import CONTRACTS, INTERVIEWS, PEOPLE, ROADMAP, has_left
from churntui.briefs.wording import named, quotable
from churntui.metrics.renewals import Renewal
from churntui.model.rows import Person
from churntui.plain import dates, money
from churntui.plain.wording import counted, from_now
from churntui.questions.renewals import words

_STATUSES = {
    "lost": "Lost",
    "pending": "Expired without an outcome",
    "known_churn": "Leaving",
    "upcoming": "Starts",
    "free": "Free: it never paid",
    "unpriced": "Its currency has no rate: it is in no figure",
    "never": "No contract was ever in force",
}


def sections(facts: Inside) -> tuple[Section, ...]:
    """The part, from the contract to how fresh all of it is; a logo that is lost has no risks any more."""
    if facts.standing.status == "lost":
        asked: tuple[Section, ...] = ()
    else:
        risks = tuple(signs.risks(facts)) or (
            _none("risk", "notice, outcome, people, use, support, answers"),
        )
        signals = tuple(signs.signals(facts)) or (_none("signal", "seats in use, growth, new people"),)
        asked = (Section("Risks", risks), Section("Signals to expand", signals))
    candidates = (
        Section("Contract and renewal", tuple(contract(facts))),
        Section(
            "Health", tuple(Point(quotable(line), "health", facts.shared.as_of) for line in facts.health)
        ),
        *asked,
        Section("People", people(facts)),
        Section("Logos like it", look_alikes(facts)),
        Section("Roadmap, not shared", roadmap(facts)),
        Section("Before you share", tuple(cautions(facts))),
        Section("Kept out of the shareable part", withheld(facts)),
        Section("How fresh this is", freshness(facts)),
    )
    return tuple(section for section in candidates if section.points)


def _none(kind: str, asked: str) -> Point:
    return Point(f"No {kind} by these rules: {asked}")


def contract(facts: Inside) -> Iterator[Point]:
    """ARR and plan, then for each renewal its end, its notice, its stage and its next step."""
    as_of, standing = facts.shared.as_of, facts.standing
    if standing.status in _STATUSES and not (standing.status == "pending" and facts.renewals):
        on = f" {dates.short(standing.on)}" if standing.on else ""
        yield Point(
            f"{_STATUSES[standing.status]}{on}", CONTRACTS, as_of, urgent=standing.status == "pending"
        )
    arr = standing.arr or standing.arr_lost
    amount = f"{money.full(arr, facts.settings.reporting_currency)} ARR" if arr else "No ARR"
    when = " when it left" if standing.arr_lost else ""
    plans = ", ".join(named(plan) for plan in standing.plans)
    yield Point(f"{amount}{when}{' · ' if plans else ''}{plans}", CONTRACTS, as_of)
    for renewal in facts.renewals:
        yield _end(renewal, as_of)
        if renewal.bucket == "known_churn":
            how = words.how_it_renews(renewal)
            yield Point(f"{how[:1].upper()}{how[1:]}", CONTRACTS, as_of)
        elif renewal.contract.notice_days:
            yield _notice(renewal, as_of)
        yield from _called(renewal, as_of)
    if not facts.renewals and facts.contract is not None and facts.contract.ends_on is None:
        yield Point("The contract has no end: nothing is due", CONTRACTS, as_of)


def _end(renewal: Renewal, as_of: date) -> Point:
    end = dates.short(renewal.ends_on)
    arr = "ARR not known, no rate" if renewal.arr is None else money.full(renewal.arr, renewal.currency)
    if renewal.days <= 0:
        return Point(f"Ended {end}, {from_now(renewal.days)} · {arr}", CONTRACTS, as_of)
    itself = "Renews itself" if renewal.contract.auto_renew else "Renews"
    verb = "Ends" if renewal.bucket == "known_churn" else itself
    return Point(f"{verb} {end}, {from_now(renewal.days)} · {arr}", CONTRACTS, as_of)


def _notice(renewal: Renewal, as_of: date) -> Point:
    left, deadline = renewal.notice_days_left, renewal.notice_deadline
    when = f"{counted(left, 'day')} left" if left >= 0 else f"passed {from_now(left)}"
    return Point(f"Notice by {dates.short(deadline)}, {when}", CONTRACTS, as_of, urgent=renewal.alarm)


def _called(renewal: Renewal, as_of: date) -> Iterator[Point]:
    agreed = renewal.contract
    talked = f"last talk {dates.short(renewal.talked_on)}" if renewal.talked_on else "no talk noted"
    forecast = (
        "" if renewal.forecast is None else f" · forecast {money.full(renewal.forecast, renewal.currency)}"
    )
    called = "No stage called" if agreed.stage == "open" else words.called(agreed.stage)
    yield Point(f"{called}{forecast} · {talked}", CONTRACTS, as_of)
    if renewal.step is not None:
        due = f" · {dates.short(renewal.step.due_on)}" if renewal.step.due_on else ""
        late = words.overdue(renewal.step, as_of)
        yield Point(f"Next: {named(renewal.step.what)}{due}", CONTRACTS, as_of, urgent=late)


def people(facts: Inside) -> tuple[Point, ...]:
    """Whom we talk to, and since when we have not."""
    as_of = facts.shared.as_of
    if not facts.people:
        return (Point("Nobody is recorded: whom do we talk to?", PEOPLE, as_of, urgent=True),)
    return tuple(Point(_person(person, as_of), PEOPLE, as_of) for person in facts.people)


def _person(person: Person, as_of: date) -> str:
    if has_left(person, as_of) and person.left_on:
        contact = f"left {dates.short(person.left_on)}"
    elif person.last_contact_on and person.last_contact_on <= as_of:
        days = (person.last_contact_on - as_of).days
        contact = f"last contact {dates.short(person.last_contact_on)}, {from_now(days)}"
    else:
        contact = "no contact noted"
    parts = (named(person.name), named(person.role), "champion" if person.champion else "", contact)
    return " · ".join(part for part in parts if part)


def look_alikes(facts: Inside) -> tuple[Point, ...]:
    """What those named who were like it and left."""
    alike, as_of = facts.look_alikes, facts.shared.as_of
    if not alike.active and not alike.lost:
        return (Point("No other logo has its industry or its size", "logos", as_of),)
    kept = f"{counted(alike.active, 'logo')} of its industry or size active, {alike.lost} lost in 12 months"
    points = [Point(kept, CONTRACTS, as_of)]
    if alike.themes:
        listed = ", ".join(f"{named(theme)} ({logos})" for theme, logos in alike.themes)
        points.append(Point(f"Heard from {alike.interviewed} of the lost: {listed}", INTERVIEWS, as_of))
    elif alike.lost:
        points.append(Point("None of the lost was asked why, or none named a theme", INTERVIEWS, as_of))
    return tuple(points)


def roadmap(facts: Inside) -> tuple[Point, ...]:
    """Work that answers what look-alikes left for: this logo did not ask for it."""
    ours = wording("en")
    return tuple(
        Point(progress(initiative, facts.shared.as_of, ours)[0], ROADMAP, facts.shared.as_of)
        for initiative in facts.roadmap
    )


def cautions(facts: Inside) -> Iterator[Point]:
    """What to do by hand before the other part goes out."""
    as_of = facts.shared.as_of
    for initiative in facts.shared.roadmap:
        if initiative.status != "shipped" and initiative.due_on and initiative.due_on >= as_of:
            text = f"Do not promise “{named(initiative.name)}” before {dates.short(initiative.due_on)}"
            yield Point(text, ROADMAP, as_of)


def withheld(facts: Inside) -> tuple[Point, ...]:
    """What is kept out of the other part, and why."""
    return tuple(Point(f"{kept.what}: {kept.why}") for kept in facts.withheld)


def freshness(facts: Inside) -> tuple[Point, ...]:
    """The newest day and the last import of each source."""
    return tuple(_fresh(*source, facts.shared.as_of) for source in facts.fresh)


def _fresh(source: str, newest: date | None, imported: date | None, as_of: date) -> Point:
    reach = f"through {dates.short(newest)}, " if newest else ""
    taken = f"imported {dates.short(imported)}" if imported else "never imported"
    return Point(f"{source.capitalize()}: {reach}{taken}", "imports", as_of)
