"""Signals of what they said: answers to surveys, how likely they renew, what they wrote to support about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from churntui.metrics.signals.ground import Ground, Subject
from churntui.metrics.signals.signal import Signal
from churntui.model.choices import REVIEW_LABELS
from churntui.model.rows import Survey, Ticket
from churntui.plain.text import clean_line, fold
from churntui.plain.wording import counted, number

URGENT = frozenset({"urgent", "critical", "blocker", "highest", "p0", "p1", "sev0", "sev1"})
"""What support calls a ticket that cannot wait, folded."""


def signals(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """What they said of late."""
    yield from _answers(subject, ground)
    yield from _likelihood(subject, ground)
    yield from _tickets(subject, ground)


def _answers(subject: Subject, ground: Ground) -> Iterator[Signal]:
    """The NPS answers of the last day there were any; else a fall against what the same person said before."""
    every, logo = ground.watched.answers.get(subject.logo.id, ()), subject.logo
    if not every or ground.days_since(every[0].day) > ground.settings.survey_days:
        return
    last = [answer for answer in every if answer.day == every[0].day]
    mean = sum(answer.score or 0 for answer in last) / len(last)
    on = ground.day(every[0].day)
    text, value = "", mean
    if mean <= ground.settings.detractor_score:
        text = f"NPS {number(round(mean, 1))} on {on}" + (
            f", {counted(len(last), 'answer')}" if len(last) > 1 else ""
        )
    elif (before := _before(last[0], every)) is not None:
        value = last[0].score or 0
        if before - value >= ground.settings.score_fall:
            text = f"NPS fell from {before} to {value} on {on}"
    if text:
        yield Signal(
            code="detractor",
            logo_id=logo.id,
            text=text,
            since=every[0].day,
            value=round(value, 2),
            about=f"detractor:{logo.ref}:{every[0].day}",
        )


def _before(answer: Survey, every: Sequence[Survey]) -> int | None:
    """What the same person answered the time before; None of somebody unknown, or asked for the first time."""
    if answer.customer_id is None:
        return None
    same = (one.score for one in every if one.customer_id == answer.customer_id and one.day < answer.day)
    return next(same, None)


def _likelihood(subject: Subject, ground: Ground) -> Iterator[Signal]:
    review = ground.watched.reviews.get(subject.logo.id)
    if review is None or review.held_on is None or review.likelihood is None:
        return
    if review.likelihood <= ground.settings.likelihood_low:
        kind = REVIEW_LABELS[review.kind]
        yield Signal(
            code="likelihood",
            logo_id=subject.logo.id,
            text=f"likely to renew {review.likelihood}/10, {kind} of {ground.day(review.held_on)}",
            since=review.held_on,
            value=review.likelihood,
            about=f"likelihood:{review.ref}",
        )


def _tickets(subject: Subject, ground: Ground) -> Iterator[Signal]:
    every, settings = ground.watched.tickets.get(subject.logo.id, ()), ground.settings
    begins = ground.as_of - timedelta(days=settings.tickets_days)
    recent = [ticket for ticket in every if ticket.opened_on > begins]
    unsolved = [ticket for ticket in every if ticket.closed_on is None or ticket.closed_on > ground.as_of]
    urgent = [ticket for ticket in unsolved if fold(ticket.priority) in URGENT]
    old = [ticket for ticket in unsolved if ground.days_since(ticket.opened_on) >= settings.ticket_open_days]
    said = []
    if urgent:
        said.append(f"{_some(urgent, 'urgent')}: {_called(urgent[0])}")
    if old and old != urgent:
        said.append(f"open for {counted(ground.days_since(old[0].opened_on), 'day')}: {_called(old[0])}")
    if len(recent) >= settings.tickets_many:
        said.append(f"{len(recent)} tickets in {settings.tickets_days} days")
    if said:
        first = (urgent or old or recent)[0]
        yield Signal(
            code="tickets",
            logo_id=subject.logo.id,
            text=", ".join(said),
            since=first.opened_on,
            value=len(recent),
            urgent=bool(urgent),
            about=f"tickets:{subject.logo.ref}:{every[-1].opened_on}",
        )


def _some(tickets: Sequence[Ticket], kind: str) -> str:
    """`1 urgent ticket`, `3 urgent tickets`."""
    return counted(len(tickets), f"{kind} ticket")


def _called(ticket: Ticket) -> str:
    return f"“{clean_line(ticket.subject, 40)}”" if ticket.subject else ticket.ref
