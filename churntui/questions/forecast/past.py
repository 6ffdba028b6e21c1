"""How good forecasts were: quarters that are over as they were told 90, 60 and 30 days before, against what was won."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics.forecast_accuracy import AccuracyRow, accuracy
from churntui.model.weeks import RenewalWeek
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.forecast import memory
from churntui.questions.listing import Listing
from churntui.questions.question import Room
from churntui.questions.report import keys_of, published


@dataclass(frozen=True, slots=True)
class Told:
    """A row for programs; null where no week was kept near the day."""

    quarter: str
    starts_on: date
    ends_on: date
    days_before: int
    """Before the quarter's end."""
    kept_on: date | None
    arr_called: int | None
    arr_computed: int | None
    arr_won: int
    called_off: float | None
    """(arr_called − arr_won) ÷ arr_won."""
    computed_off: float | None
    currency: str
    complete: bool
    """Whether nothing of the quarter still waits for an answer."""


class Past:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> tuple[Book, Sequence[RenewalWeek]]:
        """The book, and all weeks that were kept of it."""
        del asked
        return book, memory.weeks(store, book)

    def answer(
        self, book: Book, asked: Asked, known: tuple[Book, Sequence[RenewalWeek]] | None
    ) -> Listing[Told]:
        """A row for each quarter that is over and each of the three days, the newest quarter first."""
        weeks = known[1] if known else ()
        rows = [
            _told(row, book.currency)
            for row in accuracy(weeks, book.outlook.forecasts, book.as_of, book.currency)
        ]
        keys = keys_of(Told)
        return Listing(
            book=book,
            asked=asked,
            name="forecast-accuracy",
            title="Forecasts of quarters that are over",
            rows=[("", row) for row in rows],
            keys=keys,
            published=lambda row: published(row, keys),
            columns=_columns(book),
            legend="" if rows else "No quarter is over yet of which a week was kept",
        )


ROOM: Room[tuple[Book, Sequence[RenewalWeek]] | None] = Past()


def _told(row: AccuracyRow, currency: str) -> Told:
    return Told(
        quarter=row.quarter.name,
        starts_on=row.quarter.starts_on,
        ends_on=row.quarter.ends_on,
        days_before=row.lead,
        kept_on=row.kept_on,
        arr_called=row.called,
        arr_computed=row.computed,
        arr_won=row.won,
        called_off=row.off(row.called),
        computed_off=row.off(row.computed),
        currency=currency,
        complete=row.is_final,
    )


def _columns(book: Book) -> tuple[Column[Told], ...]:
    def money(amount: int | None) -> str:
        return wording.NOTHING if amount is None else book.money(amount)

    def off(share: float | None) -> str:
        return wording.NOTHING if share is None else wording.change(share)

    def quarter(row: Told) -> str:
        return wording.period(Period(row.starts_on, row.ends_on, "quarter"), complete=row.complete)

    return (
        Column("Quarter", quarter, align="left"),
        Column("Days before", lambda row: str(row.days_before)),
        Column("Kept on", lambda row: dates.short(row.kept_on) if row.kept_on else wording.NOTHING),
        Column("Called", lambda row: money(row.arr_called)),
        Column("Called off", lambda row: off(row.called_off)),
        Column("Computed", lambda row: money(row.arr_computed)),
        Column("Computed off", lambda row: off(row.computed_off)),
        Column("Won", lambda row: money(row.arr_won)),
    )
