"""What speaks against a renewal, and what for more: rules with edges that can be read, not a judgement."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from churntui.briefs.facts import Inside, Point, Window
from churntui.briefs.hearing import HALF_YEAR, TICKET_DAYS, TICKETS_OLD_DAYS, survey_kind
from churntui.briefs.using import GOOD_SHARE, POOR_SHARE, USE_OLD_DAYS
from churntui.briefs.wording import fell, moved, named, quotable, rose
from churntui.metrics.renewals import Renewal
from churntui.metrics.signals.signal import Code
from churntui.model.rows import Person
from churntui.plain import dates
from churntui.plain.wording import counted

CONTRACTS = "contracts"
PEOPLE = "contacts"
ACTIVITY = "product activity"
SURVEYS = "surveys"
SUPPORT = "support requests"
ROADMAP = "roadmap"
INTERVIEWS = "interviews"

NOTICE_NEAR_DAYS = 30
CONTACT_OLD_DAYS = 60
SOME_TICKETS, MANY_TICKETS = 2, 5
"""From how many requests in 90 days support is concerning, and poor (field practice)."""

GROWTH = 0.2
"""A rise of use by more than this fraction over a quarter is a signal to expand."""

DETRACTOR = 6
"""Up to this answer to the NPS question somebody is one."""


def risks(facts: Inside) -> Iterator[Point]:
    """What speaks against the renewal: the signals, each with what follows, then rule by rule what they do not say."""
    as_of, said = facts.shared.as_of, frozenset(signal.code for signal in facts.signals)
    for signal in facts.signals:
        text = signal.text[:1].upper() + signal.text[1:]
        what = f"{signal.act.what[:1].upper()}{signal.act.what[1:]}"
        yield Point(quotable(text), "signals", as_of, what, urgent=signal.urgent)
    for renewal in facts.renewals:
        yield from _risks_of_renewal(renewal, as_of, said)
    if facts.logo.fit == "poor":
        yield Point("A poor fit from the start: a loss would not be regrettable", "logos", as_of)
    yield from _risks_of_people(facts.people, as_of, said)
    if said.isdisjoint(_OF_USE):
        yield from _risks_of_use(facts)
    yield from _risks_of_support(facts, said)


_OF_USE: frozenset[Code] = frozenset({"silent", "never_used", "only_other_actions", "falling", "few_active"})


def _risks_of_renewal(renewal: Renewal, as_of: date, said: Collection[Code]) -> Iterator[Point]:
    stage, left = renewal.contract.stage, renewal.notice_days_left
    text = ""
    if not {"expired", "notice"}.isdisjoint(said):
        text = ""
    elif renewal.bucket == "expired":
        text = f"Ended {dates.short(renewal.ends_on)}, and no outcome is recorded"
    elif renewal.alarm:
        text = "The notice deadline has passed, and no stage is called"
    elif renewal.contract.notice_days and renewal.undecided and 0 <= left <= NOTICE_NEAR_DAYS:
        text = f"Notice can be given for {counted(left, 'day')} more"
    if text:
        yield Point(text, CONTRACTS, as_of, urgent=True)
    if stage == "at_risk":
        yield Point(f"The renewal of {dates.short(renewal.ends_on)} is called at risk", CONTRACTS, as_of)


def _risks_of_people(people: Sequence[Person], as_of: date, said: Collection[Code]) -> Iterator[Point]:
    gone = [person for person in people if person.champion and has_left(person, as_of)]
    if (
        "champion_left" not in said
        and gone
        and not any(person.champion and not has_left(person, as_of) for person in people)
    ):
        who = gone[0]
        when = f" {dates.short(who.left_on)}" if who.left_on else ""
        text = f"The champion, {named(who.name)}, left{when}; no successor is known"
        yield Point(text, PEOPLE, as_of, urgent=True)
    contacts = [
        person.last_contact_on
        for person in people
        if person.last_contact_on and person.last_contact_on <= as_of
    ]
    silent = (as_of - max(contacts)).days if contacts else 0
    if silent > CONTACT_OLD_DAYS and "no_talk" not in said:
        yield Point(f"Nobody there was talked to for {counted(silent, 'day')}", PEOPLE, as_of)


def has_left(person: Person, as_of: date) -> bool:
    """Whether a person was gone on the day."""
    return person.left_on is not None and person.left_on <= as_of


def _risks_of_use(facts: Inside) -> Iterator[Point]:
    used = facts.shared.use
    if used is None:
        yield Point("Use is not measured: a fall would not be seen", ACTIVITY, facts.shared.as_of)
        return
    if facts.shared.is_old(used.through, USE_OLD_DAYS):
        text = f"What is known of its use ends on {dates.short(used.through)}: a fall since would not be seen"
        yield Point(text, ACTIVITY, used.through)
        return
    if used.month.now == 0:
        text = f"Silent: nothing was done in the {used.month.window.trail}"
        yield Point(text, ACTIVITY, used.through, urgent=True)
    elif fell(used.month, facts.settings.usage_fall):
        text = f"Use fell over 28 days: {used.month.now:,} after {used.month.before:,} ({moved(used.month)})"
        yield Point(text, ACTIVITY, used.through, urgent=True)
    if used.reach and used.seats and used.reach.now < POOR_SHARE * used.seats:
        text = f"Under half of the seats are in use: {used.reach.now:,} of {used.seats:,}"
        yield Point(text, ACTIVITY, used.through)


def _risks_of_support(facts: Inside, said: Collection[Code]) -> Iterator[Point]:
    shared = facts.shared
    if (
        "tickets" not in said
        and shared.tickets
        and shared.tickets_to
        and not shared.is_old(shared.tickets_to, TICKETS_OLD_DAYS)
    ):
        window = Window.trailing(shared.as_of, TICKET_DAYS)
        recent = sum(ticket.opened_on >= window.starts_on for ticket in shared.tickets)
        if recent >= SOME_TICKETS:
            grade = "many" if recent >= MANY_TICKETS else "some"
            text = f"{counted(recent, 'support request')} in the {window.trail}: {grade}"
            yield Point(text, SUPPORT, shared.tickets_to)
    half_year = Window.trailing(shared.as_of, HALF_YEAR)
    scores = [
        said.score
        for said in shared.surveys or ()
        if survey_kind(said) == "nps" and said.score is not None and said.day >= half_year.starts_on
    ]
    unhappy = 0 if "detractor" in said else sum(score <= DETRACTOR for score in scores)
    if unhappy:
        low = f"NPS answers of {DETRACTOR} or less in the half-year to {dates.short(half_year.last)}"
        text = f"{low}: {unhappy} of {len(scores)}"
        yield Point(text, SURVEYS, shared.surveys_to)


def signals(facts: Inside) -> Iterator[Point]:
    """What speaks for more, rule by rule."""
    used = facts.shared.use
    if used is None or facts.shared.is_old(used.through, USE_OLD_DAYS):
        return
    if used.reach and used.seats and used.reach.now >= GOOD_SHARE * used.seats:
        yield Point(f"Most seats are in use: {used.reach.now:,} of {used.seats:,}", ACTIVITY, used.through)
    if rose(used.quarter, GROWTH):
        before = used.quarter.before or 0
        text = f"Use grew over a quarter: {used.quarter.now:,} after {before:,} ({moved(used.quarter)})"
        yield Point(text, ACTIVITY, used.through)
    if facts.joined_in_quarter:
        people = counted(facts.joined_in_quarter, "person", "people")
        text = f"{people} joined since {dates.short(used.quarter.window.starts_on)}"
        yield Point(text, "customers", used.through)
