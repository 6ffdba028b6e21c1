"""The attempts behind a save rate: which logo, what was offered, what they said, and how each ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from churntui.book import Book
from churntui.metrics import saving
from churntui.metrics.saving import ALL, Ended, Tried
from churntui.model.choices import SAVE_STAGE_LABELS
from churntui.plain import dates, wording
from churntui.questions.asked import Asked
from churntui.questions.attempts import offered, since
from churntui.questions.columns import Column
from churntui.questions.shown import Heading, Line, Member, Members

_HEADINGS = (
    Heading("Logo", 20, "left", flex=True),
    Heading("Begun", 11),
    Heading("Ended", 11),
    Heading("ARR", 8),
    Heading("Offer", 20, "left", flex=True),
    Heading("They said", 20, "left", priority=1, flex=True),
    Heading("By", 9, "left", priority=2),
)

_LISTS: tuple[tuple[Ended, str, str], ...] = (
    ("recovered", "Recovered", "None of these logos was recovered"),
    ("lost", "Lost", "None of these logos was lost"),
    ("open", "Open", "None of these attempts is open"),
)


def judged(book: Book) -> list[Tried]:
    """Every attempt of the book, with how it ended."""
    losses: defaultdict[int, list[date]] = defaultdict(list)
    for logo_id, lost_on in zip(book.losses["logo_id"], book.losses["lost_on"], strict=True):
        losses[int(logo_id)].append(lost_on)
    return saving.tried(book.attempts, book.contracts, losses, book.arr, book.as_of)


def parts(book: Book, asked: Asked, tried: Sequence[Tried]) -> list[tuple[str, list[Tried]]]:
    """The attempts of each segment in which something was tried, in order; all under no name where nothing is split."""
    if not asked.by:
        return [("", list(tried))]
    from churntui.questions import counting  # takes pandas

    days = [one.attempt.begun_on or book.as_of for one in tried]
    segment = counting.segment_on(book, asked.by, days)
    own = [segment(one.logo_id, day) for one, day in zip(tried, days, strict=True)]
    return [
        (name, [one for one, of in zip(tried, own, strict=True) if of == name])
        for name in segment.ordered(own)
    ]


def members(asked: Asked, segment: str, kind: str, book: Book) -> tuple[Members, ...]:
    """A list for each end, the largest ARR first."""
    own = dict(parts(book, asked, judged(book))).get(segment, [])
    of_kind = [one for one in own if kind in {ALL, one.kind}]
    return tuple(
        Members(
            name,
            _HEADINGS,
            tuple(_member(book, one) for one in _largest(of_kind) if one.ended == ended),
            empty,
        )
        for ended, name, empty in _LISTS
    )


def columns_of_open(book: Book) -> tuple[Column[Tried], ...]:
    """What is told of an attempt that is open."""
    return (
        Column("Logo", lambda one: book.name(one.logo_id), 20, align="left", flex=True),
        Column("Stage", lambda one: SAVE_STAGE_LABELS[one.attempt.stands], 14, align="left"),
        Column("Since", lambda one: _day(since(one.attempt)), 11),
        Column("Days", lambda one: _days_since(book, since(one.attempt)), 5),
        Column("ARR", lambda one: _arr(book, one), 8),
        Column("Offer", lambda one: offered(one.attempt), 20, align="left", flex=True, priority=1),
        Column("Owner", lambda one: one.attempt.owner, 14, align="left", priority=2),
    )


def _largest(some: Sequence[Tried]) -> list[Tried]:
    return sorted(some, key=lambda one: -(one.arr or 0))


def _member(book: Book, one: Tried) -> Member:
    attempt = one.attempt
    cells = (
        book.name(one.logo_id),
        _day(attempt.begun_on),
        _day(one.ended_on),
        _arr(book, one),
        offered(attempt),
        " ".join(attempt.response.split()),
        "" if one.ended == "open" else "us" if one.is_said else "record",
    )
    return Member(one.logo_id, Line(cells), attempt.response)


def _arr(book: Book, one: Tried) -> str:
    return wording.NOTHING if one.arr is None else book.money(one.arr)


def _day(day: date | None) -> str:
    return wording.NOTHING if day is None else dates.short(day)


def _days_since(book: Book, day: date | None) -> str:
    return wording.NOTHING if day is None else str(max(0, (book.as_of - day).days))
