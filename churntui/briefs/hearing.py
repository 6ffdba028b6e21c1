"""What went wrong, what they told us, and the work that answers it: their own words, and ours on the roadmap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean, median
from typing import Literal

from churntui.briefs.facts import Figure, Point, Shared, Window
from churntui.briefs.language import Wording
from churntui.briefs.wording import named, quotable
from churntui.model.rows import Initiative, Survey, Ticket
from churntui.plain.text import fold

TICKET_DAYS = 90
TICKETS_OLD_DAYS = 30
"""Days without any request in the whole book from which on nothing is claimed of how it is now."""

SURVEYS_OLD_DAYS = 182
HALF_YEAR = 182
LONG_OPEN_DAYS = 14
OPEN_SHOWN = 3
QUOTES_SHOWN = 4
MANY_TICKETS = 5
"""Requests in 90 days that are too many (field practice)."""

_CONTENT = {"nps": (6.0, 9.0), "csat": (3.0, 4.5)}
"""Up to which average an answer is a complaint, and from which it is praise (NPS: detractors up to 6)."""

CLEAR_SCORE = 1.0
"""A change of the average by this is one."""

SHIPPED_DAYS = 365
"""How long something that shipped is told of."""


def trouble(facts: Shared, w: Wording) -> Iterator[Point]:
    """Requests that wait too long, and how many there were; nothing of the time the record does not reach."""
    if facts.tickets is None or facts.tickets_to is None:
        return
    source, reach = w("source-support"), facts.tickets_to
    if facts.is_old(reach, TICKETS_OLD_DAYS):
        yield Point(w("trouble-support-stale", day=w.day(reach)), source, reach, key="support", rank=30)
        return
    waiting = [
        ticket for ticket in open_tickets(facts) if (facts.as_of - ticket.opened_on).days > LONG_OPEN_DAYS
    ]
    if waiting:
        said = w(
            "trouble-waiting", count=len(waiting), days=LONG_OPEN_DAYS, since=w.day(waiting[-1].opened_on)
        )
        yield Point(
            said,
            source,
            facts.as_of,
            w("trouble-waiting-so", count=len(waiting)),
            key="support.waiting",
            rank=70,
        )
    for ticket in [ticket for ticket in waiting[::-1] if ticket.subject][:OPEN_SHOWN]:
        said = w("trouble-open", subject=named(ticket.subject), day=w.day(ticket.opened_on))
        yield Point(said, source, facts.as_of, key=f"ticket:{ticket.ref}", rank=45)
    if not facts.leaving:
        yield _support(facts, w)


def _support(facts: Shared, w: Wording) -> Point:
    window = Window.trailing(facts.as_of, TICKET_DAYS)
    recent = [ticket for ticket in facts.tickets or () if ticket.opened_on >= window.starts_on]
    source, when = w("source-support"), w.day(window.last)
    if not recent:
        return Point(
            w("trouble-none", days=TICKET_DAYS, day=when),
            source,
            facts.as_of,
            w("trouble-none-so"),
            key="support.count",
            rank=10,
        )
    took = [
        (ticket.closed_on - ticket.opened_on).days
        for ticket in recent
        if ticket.closed_on is not None and ticket.closed_on <= facts.as_of
    ]
    closed = w("trouble-closed", closed=len(took), took=round(median(took))) if took else ""
    is_many = len(recent) >= MANY_TICKETS
    return Point(
        w.joined((w("trouble-support", count=len(recent), days=TICKET_DAYS, day=when), closed)),
        source,
        facts.as_of,
        w("trouble-support-many-so" if is_many else "trouble-support-so"),
        key="support.count",
        rank=58 if is_many else 25,
    )


def open_tickets(facts: Shared) -> list[Ticket]:
    """The requests not closed on the as-of day, newest first."""
    return [
        ticket for ticket in facts.tickets or () if ticket.closed_on is None or ticket.closed_on > facts.as_of
    ]


def survey_kind(answer: Survey) -> str:
    """Which survey it is, however somebody wrote that: `nps`; empty where nobody said."""
    return fold(answer.kind)


def told(facts: Shared, w: Wording) -> Iterator[Point]:
    """The trend of their answers, how many answered, and what they said, each wording once."""
    yield from _surveys(facts, w)
    quotes = [
        *((one.text, one.day, w("source-reviews"), one.key, 42.0) for one in facts.quotes),
        *((one.comment, one.day, w("source-surveys"), f"survey:{one.ref}", _of_quote(one))
          for one in facts.surveys or () if one.comment and (facts.as_of - one.day).days < 365),
    ]  # fmt: skip
    said: set[str] = set()
    for text, day, source, key, rank in quotes:
        words = quotable(text)
        if words not in said:
            said.add(words)
            yield Point(
                w("told-quote", quote=w.quoted(words), day=w.day(day)), source, day, key=key, rank=rank
            )


def leaning(answer: Survey) -> Literal["low", "high", "between", ""]:
    """Whether an answer is a complaint or praise; empty where its score does not tell."""
    low, high = _CONTENT.get(survey_kind(answer), (None, None))
    if answer.score is None or low is None or high is None:
        return ""
    return "low" if answer.score <= low else "high" if answer.score >= high else "between"


def _of_quote(answer: Survey) -> float:
    """A complaint has more to say than praise, and that more than what is neither."""
    return {"low": 44.0, "high": 40.0, "between": 36.0, "": 38.0}[leaning(answer)]


def _surveys(facts: Shared, w: Wording) -> Iterator[Point]:
    if not facts.surveys:
        return
    newest = facts.surveys[0].day
    if facts.is_old(newest, SURVEYS_OLD_DAYS):
        said = w("told-stale", day=w.day(newest))
        yield Point(said, w("source-surveys"), newest, w("told-stale-so"), key="told", rank=30)
        return
    now = Window.trailing(facts.as_of, HALF_YEAR)
    named_so = {survey_kind(answer) for answer in facts.surveys if answer.score is not None}
    for kind in sorted(named_so - {""}):
        recent, before = (_scores(facts.surveys, kind, window) for window in (now, now.back(HALF_YEAR)))
        if recent:
            yield _score(facts, kind, recent, before, w)


def _score(facts: Shared, kind: str, recent: Sequence[int], before: Sequence[int], w: Wording) -> Point:
    average = fmean(recent)
    called = next((named(one.kind) for one in facts.surveys or () if survey_kind(one) == kind), "")
    asked = w(f"ask-{kind}") if kind in _CONTENT else w("ask-other", kind=called)
    said = w("told-score", asked=asked, mean=w.number(average, 1), count=len(recent), day=w.day(facts.as_of))
    earlier = w("told-before", mean=w.number(fmean(before), 1), count=len(before)) if before else ""
    answered = ""
    people, seats = _people(facts, kind), facts.use.seats if facts.use is not None else 0
    if people is not None and seats:
        answered = w("told-answered", people=min(people, seats), seats=seats)
    rank, so = _of_score(kind, average, fmean(before) if before else None)
    figure = None
    if before:
        days = (
            w.short_day(facts.as_of),
            w.short_day(Window.trailing(facts.as_of, HALF_YEAR).back(HALF_YEAR).last),
        )
        values = (fmean(before), average)
        figure = Figure("bars", days[::-1], values, tuple(w.number(value, 1) for value in values))
    return Point(
        w.joined((said, earlier, answered)),
        w("source-surveys"),
        facts.surveys[0].day if facts.surveys else None,
        w(f"told-{so}-so"),
        key=f"told.{named(kind)}",
        rank=rank,
        figure=figure,
    )


def _people(facts: Shared, kind: str) -> int | None:
    """How many people answered in the half-year; None where some answer does not say whose it is."""
    window = Window.trailing(facts.as_of, HALF_YEAR)
    whose = {
        answer.customer_id
        for answer in facts.surveys or ()
        if survey_kind(answer) == kind and answer.score is not None and answer.day >= window.starts_on
    }
    return None if None in whose else len(whose)


def _of_score(kind: str, average: float, before: float | None) -> tuple[float, str]:
    low, high = _CONTENT.get(kind, (None, None))
    if low is not None and average <= low:
        return 66.0, "low"
    if before is not None and average <= before - CLEAR_SCORE:
        return 60.0, "fell"
    if high is not None and average >= high:
        return 50.0, "high"
    return (50.0, "rose") if before is not None and average >= before + CLEAR_SCORE else (32.0, "steady")


def _scores(surveys: Sequence[Survey], kind: str, window: Window) -> list[int]:
    return [
        answer.score
        for answer in surveys
        if survey_kind(answer) == kind
        and answer.score is not None
        and window.starts_on <= answer.day < window.ends_on
    ]


def roadmap(facts: Shared, w: Wording) -> Iterator[Point]:
    """The work that may be shown, those first that answer what they named; what shipped within a year."""
    for initiative in facts.roadmap:
        shipped = initiative.shipped_on
        if shipped is not None and (facts.as_of - shipped).days > SHIPPED_DAYS:
            continue
        said, state = progress(initiative, facts.as_of, w)
        is_theirs = initiative.id in facts.asked_for
        yield Point(
            said,
            w("source-roadmap"),
            facts.as_of,
            w(f"roadmap-{state}-so") if is_theirs else "",
            key=f"roadmap:{initiative.ref}",
            rank={"shipped": 62.0, "under-way": 64.0}.get(state, 52.0) if is_theirs else 0.0,
        )


def progress(initiative: Initiative, as_of: date, w: Wording) -> tuple[str, str]:
    """`Central sign-on: under way, to ship on 4 Feb 2027`, and its state as the messages call it.

    A day it was to ship on and that has passed is said no more; one that ships later than the day is under way.
    """
    name, shipped = named(initiative.name), initiative.shipped_on
    due = initiative.due_on if initiative.due_on is not None and initiative.due_on >= as_of else None
    if initiative.status == "shipped" and (shipped is None or shipped <= as_of):
        said = (
            w("roadmap-shipped-on", name=name, day=w.day(shipped))
            if shipped
            else w("roadmap-shipped", name=name)
        )
        return said, "shipped"
    state = "planned" if initiative.status == "planned" else "under-way"
    said = w(f"roadmap-{state}-due", name=name, due=w.day(due)) if due else w(f"roadmap-{state}", name=name)
    return said, state
