"""An attempt to keep a logo in words: one line of it, how far it is, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.book import Book
from churntui.model.choices import OFFER_KIND_LABELS, SAVE_STAGE_LABELS
from churntui.model.saving import SaveAttempt, told_in
from churntui.plain import dates
from churntui.plain.text import shortened
from churntui.plain.wording import counted

_LONGEST = 40
"""Characters of each thing that is said in a line."""


def called(attempt: SaveAttempt) -> str:
    """One attempt in a line: `2 Jul 2026: Ana, discount, 20 %, no, lost`."""
    said = ", ".join(shortened(part, _LONGEST) for part in (attempt.owner, *_tried(attempt)) if part)
    day = attempt.day or attempt.begun_on
    return ": ".join(part for part in (dates.short(day) if day else "", said) if part) or "an attempt"


def summed(tried: Sequence[SaveAttempt]) -> str:
    """`2, last 3 Nov: discount, lost`: all of them in a few words."""
    return f"{len(tried)}, last {called(tried[-1])}" if tried else ""


def offered(attempt: SaveAttempt) -> str:
    """What is offered: `discount: 20 %`; empty while nothing is."""
    kind = OFFER_KIND_LABELS[attempt.offer_kind] if attempt.offer_kind else ""
    offer = " ".join(attempt.offer.split())
    return offer if not kind or offer.lower().startswith(kind) else ": ".join(filter(None, (kind, offer)))


def since(attempt: SaveAttempt) -> date | None:
    """The day the stage began in which it is."""
    return attempt.began(attempt.stands)


def stands(attempt: SaveAttempt, as_of: date) -> str:
    """`saving since 3 Nov, 26 days`; of one that is over `lost on 3 Nov`."""
    name, day = SAVE_STAGE_LABELS[attempt.stands], since(attempt)
    if day is None:
        return name
    if attempt.is_closed:
        return f"{name} on {dates.short(day, as_of)}"
    return f"{name} since {dates.short(day, as_of)}, {counted(max(0, (as_of - day).days), 'day')}"


def stage_if_closed(attempt: SaveAttempt) -> str:
    """`recovered` or `lost`; empty of one that goes on."""
    return SAVE_STAGE_LABELS[attempt.stands] if attempt.is_closed else ""


def of_logo(book: Book, logo_id: int) -> list[SaveAttempt]:
    """What was tried to keep a logo, the first begun first."""
    return [attempt for attempt in book.attempts if attempt.logo_id == logo_id]


def tried_before(book: Book, logo_id: int, interview_id: int | None) -> tuple[SaveAttempt, ...]:
    """What is kept of a logo as tried before the loss that an interview is about.

    Args:
        book: The book.
        logo_id: The logo.
        interview_id: The interview; None for a new one, before which all was tried that no other tells of.
    """
    interviews = [one for one in book.interviews if one.logo_id == logo_id]
    about = [(one.id, logo_id, one.effective_on or one.held_on) for one in interviews]
    kept = [one for one in of_logo(book, logo_id) if one.is_of_logo]
    told = told_in(about, kept)
    if interview_id is not None:
        return told.get(interview_id, ())
    elsewhere = {one.id for tried in told.values() for one in tried}
    return tuple(attempt for attempt in kept if attempt.id not in elsewhere)


def _tried(attempt: SaveAttempt) -> tuple[str, ...]:
    """What was offered, what they said, and how it ended."""
    ended = SAVE_STAGE_LABELS[attempt.stage] if attempt.stage else attempt.outcome
    return offered(attempt), attempt.response, ended
