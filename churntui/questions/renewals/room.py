"""Which contracts are due, expired unanswered or known to be lost, the most urgent first.

`health` is the computed score of the logo, null where nothing of it is known, as is `arr` where the contract's currency
has no rate. With a split each row names its logo's segment,
by what held at the opening of the as-of day's month.
"""

from __future__ import annotations

from functools import partial

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics.renewals import Renewal
from churntui.plain import wording
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.listing import Listing
from churntui.questions.question import Room
from churntui.questions.renewals import columns

_ALARM = "! the notice deadline has passed, and nobody called a stage"


class Renewals:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> Book:
        """The book with usage and health."""
        del asked
        return book.with_usage(store).read_health(store)

    def answer(self, book: Book, asked: Asked, known: Book | None) -> Listing[Renewal]:
        """A row for each contract; `usage_change` is null where usage was not read."""
        book = known or book
        segments = _segments(book, asked)
        facts = [fact for fact in columns.known(book) if fact.to != "export"]
        return Listing(
            book=book,
            asked=asked,
            name="renewals",
            title=f"Renewals · {wording.counted(len(book.renewals), 'contract')}",
            rows=[(segments.get(due.logo.id, ""), due) for due in book.renewals],
            keys=tuple(fact.key for fact in facts),
            published=partial(columns.published, facts),
            columns=[fact.column() for fact in facts if fact.title],
            segment_at=1,
            legend=_ALARM if any(due.alarm for due in book.renewals) else "",
        )


ROOM: Room[Book | None] = Renewals()


def _segments(book: Book, asked: Asked) -> dict[int, str]:
    """Logo id to segment; nothing where nothing is split."""
    if not asked.by:
        return {}
    segment = counting.segment_on(book, asked.by, [book.as_of])
    return {due.logo.id: segment(due.logo.id, book.as_of) for due in book.renewals}
