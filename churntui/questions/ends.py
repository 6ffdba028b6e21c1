"""The ends of a logo's service, those known ahead among them, each with the interview that speaks for it.

What `n` and `N` are about is decided here: a loss that has an interview has one to be opened, a living logo has none.
Everything needs the book's losses, so it belongs into `App.compute`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.model.choices import STATUSES
from churntui.model.rows import Interview


@dataclass(frozen=True, slots=True)
class End:
    """One end of service."""

    on: date | None
    """The first day without it; None where only an interview tells of it, and no day."""
    interview: Interview | None = None
    """The one that speaks for it; None where nobody recorded anything."""

    @property
    def is_heard(self) -> bool:
        """Whether somebody asked, and was told."""
        return self.interview is not None and self.interview.status == "held"


_LIVING = frozenset({"active", "upcoming", "free", "unpriced"})
"""The standings of a logo whose service goes on, as far as the book knows."""

_LEAVING = frozenset({"known_churn", "pending"})
"""Those of one whose service ends, on a day that is known, or has just ended and may yet be renewed."""


def is_living(book: Book, logo_id: int) -> bool:
    """Whether the logo has service, or will have, and nothing says that it ends: no record, and nobody's call."""
    if logo_id not in book.logos or _end_called(book, logo_id) is not None:
        return False
    return book.standings[logo_id].status in _LIVING


def has_left(book: Book, logo_id: int) -> bool:
    """Whether the logo's service is over; what is known to end, or awaits its renewal, has not left yet."""
    standing = book.standings.get(logo_id)
    return standing is not None and standing.status not in _LIVING | _LEAVING


def _end_called(book: Book, logo_id: int) -> date | None:
    """When the logo leaves by what was called, where every contract of it that comes up was called lost."""
    due = [renewal for renewal in book.renewals if renewal.logo.id == logo_id]
    goes_on = any(contract.ends_on is None for contract in book.contracts_of(logo_id))
    called = not goes_on and all(renewal.contract.stage == "lost" for renewal in due)
    return max((renewal.ends_on for renewal in due), default=None) if called else None


def ends_of(book: Book, logo_id: int) -> list[End]:
    """Every end of the logo's service, the latest first; one without a day last."""
    from churntui.metrics import coverage

    full = [one for one in book.interviews if one.logo_id == logo_id and one.kind == "full"]
    by_id = {interview.id: interview for interview in full}
    losses = book.losses[book.losses["logo_id"] == logo_id]
    known = {
        lost_on: End(lost_on, by_id.get(interview_id) if interview_id is not None else None)
        for lost_on, interview_id in zip(losses["lost_on"], losses["interview_id"], strict=True)
    }
    about_losses = coverage.loss_of(losses, full)
    recorded: dict[date | None, End] = {}
    for interview in sorted(full, key=_speaks_first):
        if interview.id not in about_losses:
            recorded.setdefault(interview.effective_on, End(interview.effective_on, interview))
    ends: dict[date | None, End] = {**recorded, **known}
    standing = book.standings.get(logo_id)
    if standing is not None and standing.status in _LEAVING and standing.on is not None:
        ends.setdefault(standing.on, End(standing.on))
    called = _end_called(book, logo_id)
    if called is not None:
        ends.setdefault(called, End(called))
    return sorted(ends.values(), key=lambda end: end.on or date.min, reverse=True)


def end_meant(ends: Iterable[End], lost_on: date | None = None) -> End | None:
    """The end of that day, else the latest; None where there is none."""
    known = list(ends)
    return next((end for end in known if end.on == lost_on and lost_on), next(iter(known), None))


def interview_about(
    book: Book, logo_id: int, effective_on: date | None, besides: int | None = None
) -> Interview | None:
    """The interview there is already about the end that one with this effective day would be about.

    An end with a paid start between it and that day is another one.

    Args:
        book: The book.
        logo_id: The logo.
        effective_on: What the other one says; its logo's latest end where it says nothing.
        besides: An interview that does not count: the other one itself.
    """
    ends = ends_of(book, logo_id)
    if effective_on is None:
        same = ends[:1]
    elif effective_on > book.as_of:
        same = [end for end in ends if end.on is not None and end.on > book.as_of][:1]
    else:
        past = [end for end in ends if end.on is not None and end.on <= book.as_of]
        near = min(past, key=lambda end: abs(((end.on or effective_on) - effective_on).days), default=None)
        is_other = (
            near is None or near.on is None or _came_back(book, logo_id, *sorted((near.on, effective_on)))
        )
        same = [] if near is None or is_other else [near]
    return next((end.interview for end in same if end.interview and end.interview.id != besides), None)


def _came_back(book: Book, logo_id: int, after: date, until: date) -> bool:
    return any(
        contract.amount_minor > 0 and after < contract.starts_on <= until
        for contract in book.contracts_of(logo_id)
    )


def _speaks_first(interview: Interview) -> tuple[int, int]:
    """The order in which interviews about one end speak for it, as losses have theirs chosen."""
    day = interview.held_on or interview.effective_on or date.min
    return STATUSES.index(interview.status), -day.toordinal()
