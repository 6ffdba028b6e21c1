"""The logos behind the figures of Survival, with what each is, or was, still expected to pay."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from churntui.book import Book
from churntui.metrics.expected import Total
from churntui.metrics.survival import Mask
from churntui.plain import dates, wording
from churntui.questions.asked import Asked
from churntui.questions.shown import Heading, Line, Member, Members
from churntui.questions.survival.amounts import cells
from churntui.questions.survival.counted import Counted, Valued, Year

_WORTH = (
    Heading("Tenure", 9),
    Heading("ARR", 8),
    Heading("Expected, 5 y", 13),
    Heading("From – to", 19, priority=2),
    Heading("Seen", 5, priority=3),
    Heading("Owner", 16, "left", priority=1, flex=True),
)

_ACTIVE = (Heading("Logo", 22, "left", flex=True), *_WORTH)

_LOST = (Heading("Logo", 22, "left", flex=True), Heading("Left on", 11), *_WORTH)


def tenure(book: Book, *, view: Asked, name: str | None, year: Year | None = None) -> tuple[Members, ...]:
    """The logos of a segment (None: of all), in a year of tenure (None: in any): those active, and the first losses."""
    counted = Counted.of(book, view)
    active, lost = Valued.active(book, counted), Valued.lost(book, counted)
    here, gone = counted.within(active.stakes.logo_ids, name), _of_curve(counted, lost, name)
    if year is not None:
        here, gone = here & year.holds(active.stakes), gone & year.holds(lost.stakes)
    return _active(book, active, here), _lost(book, lost, gone)


def time_point(book: Book, *, view: Asked, name: str | None, day: int, until: int) -> tuple[Members, ...]:
    """The logos lost on a day of tenure, and those that are as old, or older, but not yet `until` days."""
    counted = Counted.of(book, view)
    active, lost = Valued.active(book, counted), Valued.lost(book, counted)
    old_enough = (active.stakes.tenure_days >= day) & (active.stakes.tenure_days < until)
    return (
        _lost(book, lost, _of_curve(counted, lost, name) & (lost.stakes.tenure_days == day)),
        _active(book, active, _of_curve(counted, active, name) & old_enough, "Seen no longer"),
    )


def taken(book: Book, *, view: Asked, quarter: int, name: str | None) -> tuple[Members, ...]:
    """The losses of a quarter (counted from 1970), of a segment (None: of all)."""
    counted = Counted.of(book, view)
    lost = Valued.lost(book, counted)
    within = lost.quarters() == quarter
    return (_lost(book, lost, within & counted.within(lost.stakes.logo_ids, name)),)


def _of_curve(counted: Counted, valued: Valued, name: str | None) -> Mask:
    return valued.first_lives(counted.tenures) & counted.within(valued.stakes.logo_ids, name)


def _active(book: Book, active: Valued, chosen: Mask, name: str = "Active") -> Members:
    members = tuple(
        Member(logo_id, Line((book.name(logo_id), *worth)))
        for logo_id, _, worth in _by_worth(book, active, chosen)
    )
    return Members(name, _ACTIVE, members, "No logo is active there")


def _lost(book: Book, lost: Valued, chosen: Mask) -> Members:
    members = tuple(
        Member(logo_id, Line((book.name(logo_id), dates.short(dates.from_number(until)), *worth)))
        for logo_id, until, worth in _by_worth(book, lost, chosen)
    )
    return Members("Lost", _LOST, members, "No logo was lost")


def _by_worth(book: Book, valued: Valued, chosen: Mask) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Logo id, day number and the cells of `_WORTH` of the chosen, what is expected to pay most first."""
    stakes, found = valued.stakes, valued.expected
    places = np.flatnonzero(chosen)
    order = places[np.lexsort((stakes.logo_ids[places], -stakes.arr[places], -found.amounts[places]))]
    columns = (
        stakes.logo_ids,
        stakes.until,
        stakes.tenure_days,
        stakes.arr,
        found.amounts,
        found.seen,
        found.low,
        found.high,
    )
    for logo_id, until, days, arr, amount, seen, low, high in zip(
        *(column[order].tolist() for column in columns), strict=True
    ):
        told = cells(book, valued.basis, arr, Total(amount, seen, low, high))
        yield logo_id, until, (wording.tenure(days), *told, book.logos[logo_id].owner)
