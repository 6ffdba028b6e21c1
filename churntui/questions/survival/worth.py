"""The revenue expected of logos, as it is counted and as people read it.

People read about how much, from where to where, and how much of that is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import numpy as np

from churntui.book import Book
from churntui.metrics import expected
from churntui.metrics.expected import Basis, Expected, Stakes, Total
from churntui.metrics.survival import Mask
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import counting
from churntui.questions.columns import Column
from churntui.questions.survival.lives import Lives


@dataclass(frozen=True, slots=True)
class OfOne:
    """What is expected of one logo."""

    logo_id: int
    until: int
    """The number of the day it is looked at: the as-of day, or that of its loss."""
    tenure_days: int
    worth: Total


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """Paid service with the revenue expected of it."""

    lives: Lives
    stakes: Stakes
    expected: Expected

    @classmethod
    def active(cls, book: Book, lives: Lives) -> Worth:
        """The logos active on the as-of day."""
        stakes = expected.at_stake(book.timeline, book.as_of, counting.logo_ids(book), lives.opening)
        return cls(lives, stakes, expected.expected(lives.basis, stakes))

    @classmethod
    def lost(cls, book: Book, lives: Lives) -> Worth:
        """Every loss up to the as-of day."""
        stakes = expected.taken(book.timeline, book.as_of, counting.logo_ids(book), lives.opening)
        return cls(lives, stakes, expected.expected(lives.basis, stakes))

    def within(self, name: str | None) -> Mask:
        """Which of them are of a segment."""
        return self.lives.within(self.stakes.logo_ids, name)

    def first_lives(self) -> Mask:
        """Which of them are what the curves are made of: the logo's first unbroken service."""
        tenures = self.lives.tenures
        place = np.searchsorted(tenures.logo_ids, self.stakes.logo_ids)
        known = np.append(tenures.logo_ids, 0)[place] == self.stakes.logo_ids
        return np.asarray(known & (np.append(tenures.begun, 0)[place] == self.stakes.begun))

    def ended_in(self, period: Period) -> Mask:
        """Which have their last day of service in a period: so has the attrition report what ends on its last day."""
        first, end = dates.number(period.starts_on), dates.number(period.ends_on)
        return np.asarray((first < self.stakes.until) & (self.stakes.until <= end))

    def total(self, chosen: Mask | None = None) -> Total:
        """What the chosen come to together; all without any."""
        return expected.total(self.lives.basis, self.stakes, self.expected, chosen)

    def each(self, chosen: Mask) -> list[OfOne]:
        """The chosen one by one, what is expected to pay most first."""
        stakes, worth = self.stakes, self.expected
        places = np.flatnonzero(chosen)
        order = places[np.lexsort((stakes.logo_ids[places], -stakes.arr[places], -worth.amounts[places]))]
        columns = (
            *(stakes.logo_ids, stakes.until, stakes.tenure_days, stakes.arr),
            *(worth.amounts, worth.seen, worth.low, worth.high),
        )
        return [
            OfOne(logo_id, until, days, Total(1, *amounts))
            for logo_id, until, days, *amounts in zip(
                *(column[order].tolist() for column in columns), strict=True
            )
        ]


class Valued(Protocol):
    """A row about logos of which revenue is expected."""

    @property
    def worth(self) -> Total:
        """What they pay, and are expected to."""


Row = TypeVar("Row", bound=Valued)


def worth_columns(
    book: Book,
    basis: Basis,
    arr: str = "ARR active",
    *,
    priorities: tuple[int, int, int, int] = (1, 0, 2, 4),
    flex: bool = False,
) -> tuple[Column[Row], ...]:
    """ARR, what it is expected to pay, from – to, and how much of that the curve tells; `arr` says whose it is."""

    def told(words: Callable[[Total], str]) -> Callable[[Row], str]:
        return lambda row: words(row.worth) if row.worth.arr and is_told(basis) else wording.NOTHING

    def paid(row: Row) -> str:
        return book.money(row.worth.arr) if row.worth.arr else wording.NOTHING

    first, second, third, fourth = priorities
    return (
        Column(arr, paid, 10, priority=first, flex=flex),
        Column("Expected, 5 y", told(partial(about, book)), 13, priority=second, flex=flex),
        Column("From – to", told(partial(band, book)), 19, priority=third, flex=flex),
        Column("Seen", told(share_seen), 5, priority=fourth, flex=flex),
    )


def is_told(basis: Basis) -> bool:
    """Whether there are logos enough to expect anything by."""
    return basis.whole.cases >= FEWEST_FOR_A_PERCENTAGE


def about(book: Book, worth: Total) -> str:
    """`€1.21M`; `~€1.21M` where a part of it lies beyond what any logo was seen to stay."""
    return ("~" if worth.seen < worth.amount else "") + book.money(worth.amount)


def band(book: Book, worth: Total) -> str:
    """`€1.02M – €1.31M`."""
    return f"{book.money(worth.low)} – {book.money(worth.high)}"


def share_seen(worth: Total) -> str:
    """`18 %`: how much of an expected amount the curve tells, the rest being its tail."""
    return wording.roughly(worth.seen / worth.amount) if worth.amount else wording.NOTHING
