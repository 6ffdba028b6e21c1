"""What the losses were assessed to be, beside what the logos stated.

A row for every reason code, heard or not, so that a script can rely on all of them being there. Counts are of
interviews; ARR counts each loss once under each reason assessed for it.
"""

from __future__ import annotations

from collections.abc import Callable

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics import learning
from churntui.metrics.learning import Case, ReasonRow, Share
from churntui.model.choices import REASON_LABELS
from churntui.plain import wording
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.listing import Listing
from churntui.questions.question import Room
from churntui.questions.report import Value, keys_of, published

KEYS = keys_of(ReasonRow)
OF_FACTS = ("secondary", "stated", "agreed")
"""Those of them that only the facts of the interviews tell."""


class Reasons:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> Book:
        """The book with the facts of its interviews."""
        del asked
        return book.with_facts(store)

    def answer(self, book: Book, asked: Asked, known: Book | None) -> Listing[ReasonRow]:
        """A row for each reason code, the most assessed first; some figures are null where the facts were not read.

        With `asked.by` so many rows for each segment that was heard, by what held at the opening of the month that
        the loss or the talk was in.
        """
        book = known or book
        cases = learning.cases(book.interviews, book.facts or {}, book.losses)
        rows = [
            (segment, row)
            for segment, part in _parts(book, asked, cases)
            for row in learning.reasons(part, currency=book.currency)
        ]
        agreed = learning.share(cases, lambda case: case.agrees)
        return Listing(
            book=book,
            asked=asked,
            name="reasons",
            title="Reasons, assessed and stated",
            rows=rows,
            keys=KEYS,
            published=lambda row: _published(book, row),
            columns=_columns(book),
            shows=_is_named,
            sentence=f"{agreement(agreed)}." if agreed.whole.n else "",
            legend=""
            if any(_is_named(row) for _, row in rows)
            else "No reasons yet: write an exit interview",
        )


ROOM: Room[Book | None] = Reasons()


def agreement(agreed: Share) -> str:
    """`Stated and assessed agree in 14/20 · 70.0 % of the interviews with both`."""
    share = wording.rate_text(agreed.part.n, agreed.whole.n)
    return f"Stated and assessed agree in {share} of the interviews with both"


def _parts(book: Book, asked: Asked, cases: list[Case]) -> list[tuple[str, list[Case]]]:
    """The cases of each segment that was heard, in order; all under no name where nothing is split."""
    if not asked.by:
        return [("", cases)]
    from churntui.questions import counting  # takes pandas

    segment = counting.segment_on(book, asked.by, (case.on or book.as_of for case in cases))
    segments = [segment(case.interview.logo_id, case.on or book.as_of) for case in cases]
    return [
        (name, [case for case, own in zip(cases, segments, strict=True) if own == name])
        for name in segment.ordered(segments)
    ]


def _is_named(row: ReasonRow) -> bool:
    return bool(row.assessed or row.secondary or row.stated)


def _published(book: Book, row: ReasonRow) -> dict[str, Value]:
    return published(row, KEYS) | (dict.fromkeys(OF_FACTS) if book.facts is None else {})


def _columns(book: Book) -> tuple[Column[ReasonRow], ...]:
    def of_facts(count: Callable[[ReasonRow], int]) -> Callable[[ReasonRow], str]:
        return lambda row: wording.NOTHING if book.facts is None else str(count(row))

    return (
        Column("Reason", lambda row: REASON_LABELS[row.reason], align="left"),
        Column("Assessed", lambda row: str(row.assessed)),
        Column("Logos", lambda row: str(row.logos)),
        Column("ARR lost", lambda row: book.money(row.arr_lost)),
        Column("Also named", of_facts(lambda row: row.secondary)),
        Column("Stated", of_facts(lambda row: row.stated)),
        Column("Agreed", of_facts(lambda row: row.agreed)),
    )
