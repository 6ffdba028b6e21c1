"""What to know about a logo before calling, in a few short lines: the side panel of its page."""

from __future__ import annotations

from collections.abc import Iterator

from churntui.book import Book
from churntui.metrics.logos import Standing
from churntui.metrics.renewals import Renewal
from churntui.metrics.today import TALK_TO
from churntui.model.choices import REASON_LABELS, STATUS_LABELS
from churntui.model.rows import Interview
from churntui.plain import dates
from churntui.plain.spark import spark
from churntui.plain.wording import from_now
from churntui.questions.logo_file import TICKET_DAYS, LogoFile
from churntui.questions.renewals.words import called, next_step
from churntui.ui.logos import standing as words
from churntui.ui.logos.activity import activity_lines


def glance(standing: Standing, file: LogoFile, book: Book) -> list[str]:
    """Lines for the panel, blocks apart; what is not known is left out, what needs someone has a `!`."""
    renewal = standing.renewal
    blocks = (
        list(_renewal(renewal, book)) if renewal else [],
        [] if standing.status in {"lost", "never"} else list(_activity(file, book)),
        list(_people(file, book)),
        list(_interview(file.interviews[0], book)) if file.interviews else [],
        list(_heard(file, book)),
    )
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines and block else block
    return lines


def _renewal(renewal: Renewal, book: Book) -> Iterator[str]:
    contract, as_of = renewal.contract, book.as_of
    when = dates.short(renewal.ends_on, as_of)
    if renewal.days <= 0:
        yield f"Expired {when}, no outcome !"
    else:
        how = (
            "Ends"
            if renewal.bucket == "known_churn"
            else "Renews itself"
            if contract.auto_renew
            else "Renews"
        )
        yield f"{how} {when}, {from_now(renewal.days)}"
    notice, _ = words.notice(renewal)
    if notice != words.NOTHING[0]:
        yield f"Notice by {dates.short(renewal.notice_deadline, as_of)} ({notice})"
    yield called(contract.stage)
    if renewal.talked_on:
        yield f"Talked {dates.short(renewal.talked_on, as_of)}"
    elif 0 < renewal.days <= TALK_TO and renewal.bucket != "known_churn":
        yield "Not talked about yet !"
    if renewal.step:
        yield f"Next: {next_step(renewal.step, as_of)}"


def _activity(file: LogoFile, book: Book) -> Iterator[str]:
    if file.activity is not None:
        yield f"Use, 12 weeks  {spark(file.activity.weeks.actions[-12:], 12)}"
    yield from activity_lines(file.activity, book)


def _people(file: LogoFile, book: Book) -> Iterator[str]:
    champions = [person for person in file.people if person.champion]
    staying = [person for person in champions if person.left_on is None]
    for person in staying:
        contact = person.last_contact_on
        yield f"Champion {person.name}"
        yield (
            "  never contacted"
            if contact is None
            else f"  last contact {from_now((contact - book.as_of).days)}"
        )
    if champions and not staying:
        left_on = champions[0].left_on
        yield f"Champion {champions[0].name}"
        yield f"  left {dates.short(left_on, book.as_of) if left_on else ''}, no successor !"
    if file.people and not champions:
        yield "No champion known"


def _interview(interview: Interview, book: Book) -> Iterator[str]:
    on = interview.held_on or interview.effective_on
    yield f"Exit interview: {STATUS_LABELS[interview.status]}" + (
        f", {dates.short(on, book.as_of)}" if on else ""
    )
    if interview.stated_reason:
        yield f"  stated “{interview.stated_reason}”"
    if interview.primary_reason:
        yield f"  assessed {REASON_LABELS[interview.primary_reason]}"


def _heard(file: LogoFile, book: Book) -> Iterator[str]:
    if file.tickets:
        yield f"Tickets: {file.recent_tickets(book.as_of)} in {TICKET_DAYS} days, {file.open_tickets} open"
    scored = next((survey for survey in file.surveys if survey.score is not None), None)
    if scored is not None:
        yield f"Last {scored.kind.upper()}: {scored.score}, {dates.short(scored.day, book.as_of)}"
