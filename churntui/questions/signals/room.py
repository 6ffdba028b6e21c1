"""What says today that a logo which pays is at risk: a row for each signal, those of the largest logos first.

What was looked at and what is not known is said as well: a logo nothing is known of has no signals either.
"""

from __future__ import annotations

from dataclasses import dataclass

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics.signals.signal import LABELS, Signal
from churntui.plain import dates
from churntui.plain.wording import NOTHING, counted
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.listing import Listing
from churntui.questions.question import Room
from churntui.questions.report import Value
from churntui.questions.signals.looking import Active, look, read
from churntui.questions.signals.words import looked_at


@dataclass(frozen=True, slots=True)
class _Row:
    """A signal with its logo."""

    signal: Signal
    ref: str
    name: str
    arr: int
    currency: str


_KEYS = ("logo_id", "name", "arr", "currency", "signal", "since", "value", "text", "urgent")


class Signals:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> tuple[Book, Active]:
        """The book with usage, and who is active."""
        del asked
        used = book.with_usage(store)
        return used, read(store, used)

    def answer(self, book: Book, asked: Asked, known: tuple[Book, Active] | None) -> Listing[_Row]:
        """A row for each signal; without the file only those that follow from contracts."""
        book, active = known or (book, {})
        looked = look(book, active)
        segment = counting.segment_on(book, asked.by, [book.as_of]) if asked.by else None
        rows = sorted(
            (_Row(one, *_of_logo(book, one.logo_id)) for one in looked.every),
            key=lambda row: (-row.arr, row.name, row.signal.order),
        )
        return Listing(
            book=book,
            asked=asked,
            name="signals",
            title=f"Signals · {counted(len(looked.signals), 'logo')} of {looked.logos}",
            rows=[(segment(row.signal.logo_id, book.as_of) if segment else "", row) for row in rows],
            keys=_KEYS,
            published=_published,
            columns=_columns(book),
            segment_at=1,
            sentence=looked_at(looked),
            legend="! cannot wait" if any(row.signal.urgent for row in rows) else "",
        )


ROOM: Room[tuple[Book, Active] | None] = Signals()


def _of_logo(book: Book, logo_id: int) -> tuple[str, str, int, str]:
    logo = book.logos[logo_id]
    return logo.ref, logo.name, max(0, book.active_arr[logo_id]), book.currency


def _published(row: _Row) -> dict[str, Value]:
    since = row.signal.since
    return {
        "logo_id": row.ref,
        "name": row.name,
        "arr": row.arr,
        "currency": row.currency,
        "signal": row.signal.code,
        "since": since.isoformat() if since else None,
        "value": row.signal.value,
        "text": row.signal.text,
        "urgent": row.signal.urgent,
    }


def _columns(book: Book) -> list[Column[_Row]]:
    def since(row: _Row) -> str:
        return dates.short(row.signal.since, book.as_of) if row.signal.since else NOTHING

    return [
        Column("Logo", lambda row: row.name, align="left"),
        Column("ARR", lambda row: book.money(row.arr)),
        Column(
            "Signal",
            lambda row: f"{LABELS[row.signal.code]}{' !' if row.signal.urgent else ''}",
            align="left",
        ),
        Column("Since", since, align="left"),
        Column("What it says", lambda row: row.signal.text, align="left"),
        Column("What to do", lambda row: f"{row.signal.act.key} {row.signal.act.what}", align="left"),
    ]
