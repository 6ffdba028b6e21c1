"""In which order the logos' briefs are leafed through: by the renewal that comes up next."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.book import Book
from churntui.metrics.renewals import Bucket, Renewal

OPENS_ON: Bucket = "61-90"
"""The bucket whose first logo is shown at first: the time for the talk."""


def in_order(book: Book) -> list[int]:
    """Every logo's id: by the end of the contract that comes up next, those with none after them by name."""
    ends = sorted((renewal.ends_on, renewal.logo.name, renewal.logo.id) for renewal in book.renewals)
    return list(dict.fromkeys([*(logo_id for _, _, logo_id in ends), *book.logos]))


def first(book: Book, order: Sequence[int]) -> int:
    """The logo to open on: the next that renews in 61–90 days, else the first."""
    ahead = [renewal for renewal in book.renewals if renewal.bucket == OPENS_ON]
    return min(ahead, key=lambda renewal: renewal.ends_on).logo.id if ahead else order[0]


def upcoming(book: Book, logo_id: int) -> Renewal | None:
    """The logo's renewal that ends first; None where none comes up."""
    own = (renewal for renewal in book.renewals if renewal.logo.id == logo_id)
    return min(own, key=lambda renewal: renewal.ends_on, default=None)
