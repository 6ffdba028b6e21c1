"""Which loss is meant where nobody was heard: the logo's last end of service, and the last that stayed silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.plain.errors import BadInputError
from churntui.plain.text import shortened


def last_end(book: Book, logo_id: int) -> date | None:
    """The logo's last end of service: a loss, or the end of a contract called lost; None where none is known.

    Needs the book's losses, so it belongs into `App.compute`.
    """
    called = [
        contract.ends_on
        for contract in book.contracts_of(logo_id)
        if contract.stage == "lost" and contract.ends_on
    ]
    lost = book.losses
    return max([*called, *lost.loc[lost["logo_id"] == logo_id, "lost_on"]], default=None)


@dataclass(frozen=True, slots=True)
class Silence:
    """A loss nobody was heard about."""

    effective_on: date | None
    """The end of service; None where the book knows of none."""
    interview_id: int | None = None
    """The record it has already: that somebody declined, say."""


def silence_of(book: Book, logo_id: int, lost_on: date | None = None) -> Silence:
    """The loss meant: the one of that day, else the logo's last that was not heard.

    Needs the book's losses, so it belongs into `App.compute`.

    Raises:
        BadInputError: The logo has not left, or its losses were all heard.
    """
    losses = book.losses
    mine = losses[losses["logo_id"] == logo_id]
    known = {interview.id: interview for interview in book.interviews}
    rows = zip(mine["lost_on"], mine["interview_id"], strict=True)
    lost = [(day, known.get(interview_id)) for day, interview_id in rows if lost_on in {None, day}]
    silent = [(day, interview) for day, interview in lost if interview is None or interview.status != "held"]
    if silent:
        day, interview = max(silent, key=lambda pair: pair[0])
        return Silence(day, interview.id if interview else None)
    if lost:
        raise BadInputError(
            f"{shortened(book.name(logo_id), 60)} was interviewed", "Open the interview to change it"
        )
    end = last_end(book, logo_id)
    if end is None:
        raise BadInputError(f"{shortened(book.name(logo_id), 60)} has not left", "There is no loss to record")
    waiting = (
        interview.id
        for interview in book.interviews
        if interview.logo_id == logo_id and interview.effective_on == end
    )
    return Silence(end, next(waiting, None))
