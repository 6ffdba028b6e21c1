"""What happened with a logo, up to the as-of day, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.model.choices import BRIEF_LABELS, REASON_LABELS, REVIEW_LABELS, SENTIMENT_LABELS, STATUS_LABELS
from churntui.model.living import Commitment, Goal, KeptBrief, Milestone, Payment, Review, Sentiment, Talk
from churntui.model.rows import Interview, Person, Survey, Ticket
from churntui.model.saving import SaveAttempt
from churntui.plain import dates
from churntui.plain.wording import counted
from churntui.questions.attempts import offered, stage_if_closed
from churntui.questions.goals import amount, of_goals
from churntui.questions.logo_file import LogoFile
from churntui.questions.story.agreed import Agreed
from churntui.questions.story.event import KINDS, Event, Sign

LONG_OPEN = 14
"""Days from which an open ticket needs someone."""

DETRACTOR, PROMOTER = 6, 9
"""NPS answers up to and from these."""

UNLIKELY = 5
"""A likelihood to renew up to this speaks for leaving."""


def happened(file: LogoFile, book: Book) -> tuple[Event, ...]:
    """Every event of a day up to the as-of day, newest first; of one day, in the order of the kinds."""
    told = _Told(file, book)
    events = [event for event in told.events() if event.day is not None and event.day <= book.as_of]
    return tuple(
        sorted(events, key=lambda event: (event.day or date.min, -KINDS.index(event.kind)), reverse=True)
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The rows of a logo, as events of the past; those of later days are sorted out by who asks."""

    file: LogoFile
    book: Book

    def events(self) -> Iterator[Event]:
        """Each row that says a day."""
        file = self.file
        yield from Agreed(file, self.book).happened()
        yield from (talked(talk, file) for talk in file.talks)
        yield from (reviewed(review) for review in file.reviews if review.held_on)
        yield from (self._sent(brief) for brief in file.briefs if brief.sent_on)
        for interview in file.interviews:
            yield from self._interview(interview)
        yield from map(self._ticket, file.tickets)
        yield from map(_survey, file.surveys)
        yield from map(_seen, file.sentiments)
        yield from (_unpaid(payment) for payment in file.payments if payment.outcome not in _AS_AGREED)
        yield from (_reached(milestone) for milestone in file.milestones if milestone.done_on)
        yield from (self._left(person) for person in file.people if person.left_on)
        for attempt in file.attempts:
            yield from _tried(attempt)
        yield from self._done()
        for goal in file.goals:
            yield from self._goal(goal)
        yield from self._changed()

    def _sent(self, brief: KeptBrief) -> Event:
        """`QBR brief sent, for the meeting on 12 Dec; shown in the QBR of 14 Dec`."""
        review = next((one for one in self.file.reviews if one.id == brief.review_id and one.held_on), None)
        meets = dates.short(brief.meets_on, self.book.as_of) if brief.meets_on else ""
        said = f", for the meeting on {meets}" if meets and review is None else ""
        if review is not None and review.held_on is not None:
            held = dates.short(review.held_on, self.book.as_of)
            said = f", shown in the {REVIEW_LABELS[review.kind]} of {held}"
        return Event(
            brief.sent_on, "brief", f"{BRIEF_LABELS[brief.kind]} brief sent{said}", ("brief", brief.id)
        )

    def _interview(self, interview: Interview) -> Iterator[Event]:
        row = ("interview", interview.id)
        facts = self.file.facts.get(interview.id)
        held = f"exit interview {STATUS_LABELS[interview.status]}"
        if interview.held_on:
            said = f": “{interview.stated_reason}”" if interview.stated_reason else ""
            yield Event(interview.held_on, "interview", held + said, row, themes=interview.themes)
        if interview.effective_on:
            lost = "left" if interview.kind == "full" else interview.kind.replace("_", " ")
            reason = f": {REASON_LABELS[interview.primary_reason]}" if interview.primary_reason else ""
            unheard = "" if interview.status == "held" else f"; {held}"
            yield Event(interview.effective_on, "loss", lost + reason + unheard, row, "▼")
        if facts is None:
            return
        if facts.fix and facts.fix_done_on:
            yield Event(facts.fix_done_on, "fix", f"mended: {facts.fix}", row, "▲")

    def _ticket(self, ticket: Ticket) -> Event:
        open_on = self.book.as_of
        is_open = ticket.closed_on is None or ticket.closed_on > open_on
        days = ((open_on if is_open else ticket.closed_on or open_on) - ticket.opened_on).days
        state = f"open {days} d" if is_open else f"closed in {days} d"
        subject = f"“{ticket.subject}”" if ticket.subject else "ticket"
        priority = f"{ticket.priority}, " if ticket.priority else ""
        return Event(
            ticket.opened_on, "ticket", f"{subject}, {priority}{state}", ("ticket", ticket.id),
            urgent=is_open and days >= LONG_OPEN, themes=ticket.themes,
        )  # fmt: skip

    def _left(self, person: Person) -> Event:
        after = self.file.successor(person)
        who = f"champion {person.name}" if person.champion else person.name
        follows = f"; {after.name} follows" if after else "; no successor" if person.champion else ""
        return Event(
            person.left_on, "person", f"{who} left{follows}", ("person", person.id),
            "▼" if person.champion else "", urgent=person.champion and after is None,
        )  # fmt: skip

    def _done(self) -> Iterator[Event]:
        for step in self.file.steps:
            if step.done_on:
                by = f", {step.owner}" if step.owner else ""
                yield Event(step.done_on, "step", f"done: {step.what}{by}", ("step", step.id))
        for commitment in self.file.commitments:
            if commitment.due_on and commitment.state != "open":
                yield settled(commitment)
        call = self.file.win_back
        if call is not None and call.called_on:
            parts = ("asked back", (call.outcome or "").replace("_", " "), call.note)
            said = ": ".join(part for part in parts if part)
            yield Event(call.called_on, "win_back", said, ("win_back", self.file.win_back_id or 0))

    def _goal(self, goal: Goal) -> Iterator[Event]:
        values = self.file.values.get(goal.id, ())
        for at, value in enumerate(values):
            before = values[at - 1].value if at else goal.start_value
            yield Event(
                value.day, "goal", f"{goal.goal}: {amount(value.value, goal.unit)}{_target(goal)}",
                ("goal_value", value.id), _nearer(goal, before, value.value),
            )  # fmt: skip
        if goal.due_on and goal.due_on <= self.book.as_of:
            (far,) = of_goals([goal], self.file.values, self.file.contracts, self.book.as_of)
            last = amount(far.now.value, goal.unit) if far.now else "never measured"
            yield Event(
                goal.due_on, "goal", f"due: {goal.goal}, {last}{_target(goal)}", ("goal", goal.id),
                "▲" if far.state == "reached" else "▼",
            )  # fmt: skip

    def _changed(self) -> Iterator[Event]:
        """What was changed by hand of how the logo is looked after, a line for each."""
        for line in self.file.history:
            if (line.table, line.column) in _WORTH_TELLING and not line.undone:
                before, after = _reads(line.column, line.before), _reads(line.column, line.after)
                yield Event(
                    date.fromisoformat(line.at[:10]), "change", f"{line.column}: {before} → {after}",
                    ("change", line.change_id), "▼" if after in {"at risk", "lost"} else "",
                )  # fmt: skip


_WORTH_TELLING = frozenset({("renewal", "stage"), ("logo", "owner"), ("logo", "fit")})
"""The table and column of changes by hand that belong to the story; the others are in the history."""


def _reads(column: str, value: str) -> str:
    """A value as people read it; `–` for none."""
    return (value.replace("_", " ") if column == "stage" else value) or "–"


def talked(talk: Talk, file: LogoFile) -> Event:
    """`Ines with R. Dahl: budget is tight`."""
    person = next((one.name for one in file.people if one.id == talk.person_id), "")
    us = talk.author.split(" ")[0] or ("call" if talk.how == "other" else talk.how)
    between = " with " if talk.both_ways else " to "
    who = us + between + person if person else us + ("" if talk.both_ways else ", no answer")
    return Event(
        talk.day, "talk", f"{who}: {first_line(talk.notes)}" if talk.notes else who, ("talk", talk.id),
        themes=talk.themes,
    )  # fmt: skip


def reviewed(review: Review) -> Event:
    """`QBR, likely 6/10: “only if SSO comes”`."""
    likely = "" if review.likelihood is None else f", likely {review.likelihood}/10"
    said = first_line(review.reason or review.agreed or review.notes)
    sign: Sign = "▼" if review.likelihood is not None and review.likelihood <= UNLIKELY else ""
    return Event(
        review.held_on, "review", REVIEW_LABELS[review.kind] + likely + (f": “{said}”" if said else ""),
        ("review", review.id), sign, themes=review.themes,
    )  # fmt: skip


def settled(commitment: Commitment) -> Event:
    """What came of a promise, on the day it was promised for."""
    who = "we" if commitment.by_us else "they"
    states = {"done": f"{who} kept", "partly": f"{who} kept in part", "missed": f"{who} missed"}
    sign: Sign = "▼" if commitment.state == "missed" and commitment.by_us else ""
    said = f"{states.get(commitment.state, who)}: {commitment.what}"
    return Event(commitment.due_on, "commitment", said, ("commitment", commitment.id), sign)


def first_line(text: str) -> str:
    """The first line of a note that says something: one of an answer, where there is any, not a question over it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if not line.startswith("# ")), next(iter(lines), ""))


def _tried(attempt: SaveAttempt) -> Iterator[Event]:
    """Each stage of an attempt to keep the logo, on the day it began."""
    row = ("save_attempt", attempt.id or 0)
    by = f", {attempt.owner}" if attempt.owner else ""
    if attempt.at_risk_on:
        yield Event(attempt.at_risk_on, "save_attempt", f"at risk{by}", row, "▼")
    if attempt.planned_on:
        yield Event(attempt.planned_on, "save_attempt", f"plan to keep them in place{by}", row)
    if attempt.day:
        ended = "" if attempt.closed_on else attempt.outcome or stage_if_closed(attempt)
        parts = (offered(attempt), attempt.response, ended)
        said = "tried to keep them: " + " → ".join(filter(None, parts))
        yield Event(attempt.day, "save_attempt", said, row)
    if attempt.closed_on:
        is_lost = attempt.stands == "lost"
        told = "not kept" if is_lost else "recovered"
        yield Event(attempt.closed_on, "save_attempt", told + by, row, "▼" if is_lost else "▲")


def _survey(survey: Survey) -> Event:
    kind = survey.kind.upper() or "survey"
    score = "" if survey.score is None else f" {survey.score}"
    said = f": {first_line(survey.comment)}" if survey.comment else ""
    sign: Sign = ""
    if kind == "NPS" and survey.score is not None:
        sign = "▼" if survey.score <= DETRACTOR else "▲" if survey.score >= PROMOTER else ""
    return Event(survey.day, "survey", kind + score + said, ("survey", survey.id), sign, themes=survey.themes)


def _seen(sentiment: Sentiment) -> Event:
    by = f", {sentiment.author}" if sentiment.author else ""
    sign: Sign = "▼" if sentiment.score < _NEUTRAL else "▲" if sentiment.score > _NEUTRAL else ""
    said = f"{SENTIMENT_LABELS[sentiment.score]}{by}"
    return Event(sentiment.day, "sentiment", said, ("sentiment", sentiment.id), sign)


_NEUTRAL = 3

_AS_AGREED = frozenset({"paid", "pending"})
"""Payments there is nothing to tell of."""


def _unpaid(payment: Payment) -> Event:
    return Event(payment.day, "payment", f"payment {payment.outcome}", ("payment", payment.id), "▼")


def _reached(milestone: Milestone) -> Event:
    days = (milestone.done_on - milestone.due_on).days if milestone.done_on and milestone.due_on else 0
    late = f", {counted(days, 'day')} late" if days > 0 else ""
    said = f"reached: {milestone.milestone}{late}"
    return Event(milestone.done_on, "milestone", said, ("milestone", milestone.id), "" if late else "▲")


def _target(goal: Goal) -> str:
    return "" if goal.target_value is None else f" (target {amount(goal.target_value, goal.unit)})"


def _nearer(goal: Goal, before: float | None, value: float) -> Sign:
    """Whether it came nearer to the target."""
    if goal.target_value is None or before is None or value == before:
        return ""
    return "▲" if abs(goal.target_value - value) < abs(goal.target_value - before) else "▼"
