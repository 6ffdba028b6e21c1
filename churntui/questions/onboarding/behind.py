"""The logos behind a row of activation: who had value and when, who waits, who left before, who is not measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from churntui.book import Book
from churntui.metrics import onboarding
from churntui.metrics.onboarding import Started
from churntui.plain import dates, wording
from churntui.questions.asked import Asked
from churntui.questions.shown import Heading, Line, Member, Members

_HEADINGS = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Started", 11),
    Heading("First value", 11),
    Heading("Days", 6),
    Heading("Left", 11, priority=1),
    Heading("Owner", 16, "left", priority=2),
)

_LISTS: tuple[tuple[str, Callable[[Started], bool], str], ...] = (
    ("Had value", lambda one: one.is_measured and one.days is not None, "None of them has had value"),
    (
        "Waiting",
        lambda one: one.is_measured and one.days is None and one.left_on is None,
        "None of them waits",
    ),
    (
        "Left before",
        lambda one: one.is_measured and one.days is None and one.left_on is not None,
        "None of them left before",
    ),
    ("Not measured", lambda one: not one.is_measured, "All of them were measured from their start"),
)


def started(book: Book) -> list[Started]:
    """The logos that began to pay, with when each had first value."""
    losses: defaultdict[int, list[date]] = defaultdict(list)
    for logo_id, lost_on in zip(book.losses["logo_id"], book.losses["lost_on"], strict=True):
        losses[int(logo_id)].append(lost_on)
    return onboarding.started(book.contracts, book.first_use, losses, book.usage_through)


def parts(book: Book, asked: Asked, logos: Sequence[Started]) -> list[tuple[str, list[Started]]]:
    """The logos of each segment, in order, by what held in the month they started in; all under no name unsplit."""
    if not asked.by:
        return [("", list(logos))]
    from churntui.questions import counting  # takes pandas

    segment = counting.segment_on(book, asked.by, (one.start for one in logos))
    own = [segment(one.logo_id, one.start) for one in logos]
    return [
        (name, [one for one, of in zip(logos, own, strict=True) if of == name])
        for name in segment.ordered(own)
    ]


def members(asked: Asked, segment: str, book: Book) -> tuple[Members, ...]:
    """A list for each thing that can have become of a start, the newest first."""
    own = dict(parts(book, asked, started(book))).get(segment, [])
    return tuple(
        Members(name, _HEADINGS, tuple(_member(book, one) for one in reversed(own) if belongs(one)), empty)
        for name, belongs, empty in _LISTS
    )


def _member(book: Book, one: Started) -> Member:
    cells = (
        book.name(one.logo_id),
        dates.short(one.start),
        _day(one.first_value),
        wording.NOTHING if one.days is None else str(one.days),
        _day(one.left_on),
        book.logos[one.logo_id].owner,
    )
    return Member(one.logo_id, Line(cells))


def _day(day: date | None) -> str:
    return wording.NOTHING if day is None else dates.short(day)
