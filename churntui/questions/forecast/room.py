"""What the renewals ahead will bring, by quarter and owner: as called and as computed, which are never mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics.forecast import ForecastRow
from churntui.model.weeks import RenewalWeek
from churntui.plain import wording
from churntui.plain.dates import Period
from churntui.plain.errors import NotFoundError
from churntui.questions.asked import Asked
from churntui.questions.columns import Column, of_report
from churntui.questions.forecast import counted, memory
from churntui.questions.forecast.moved import Moved
from churntui.questions.question import Answer, Room
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used, sheet
from churntui.questions.shown import Figures


class ForecastRoom:
    """The room."""

    help = ""

    def read(self, store: Store, book: Book, asked: Asked) -> Known:
        """The book with usage, which the computed view looks at; and the week that is asked about.

        Raises:
            NotFoundError: No week was kept by then.
        """
        kept = memory.since(store, book, asked.since) if asked.since else ()
        return Known(book.with_usage(store).read_health(store), kept)

    def answer(self, book: Book, asked: Asked, known: Known | None) -> Answer:
        """A row for each quarter and owner; without usage the computed view knows the rate of the book alone."""
        book = known.book if known else book
        covered = counted.quarters(book, asked)
        if known and known.kept:
            return Moved(book, asked, known.kept)
        return Ahead(book, asked, covered, counted.rows(book, covered))


@dataclass(frozen=True)
class Known:
    """What the file knows beside the book."""

    book: Book
    kept: Sequence[RenewalWeek] = ()


ROOM: Room[Known | None] = ForecastRoom()


@dataclass(frozen=True)
class Ahead:
    """A forecast."""

    book: Book
    asked: Asked
    covered: Sequence[Period]
    rows: Sequence[ForecastRow]

    def report(self) -> Report:
        """The rows for programs; for people those with anything, and of several owners the sum of each quarter."""
        keys = keys_of(ForecastRow)
        shown = columns(self.book)
        titles = ["Quarter", "Owner", *(column.title for column in of_report(shown))]
        return Report(
            name="forecast",
            as_of=self.book.as_of,
            settings=settings_used(self.book, self.asked)
            | {
                "base_renewed": self.book.outlook.base_rate.renewed,
                "base_lost": self.book.outlook.base_rate.lost,
            },
            columns=keys,
            rows=tuple(published(row, keys) for row in self.rows),
            headline="\n".join(
                (
                    headline(self.book, "Renewal forecast by quarter and owner"),
                    f"Computed from: {counted.base_told(self.book.outlook.base_rate)}",
                )
            ),
            sheet=sheet(
                "forecast",
                titles,
                [
                    (named(row), owner, *(column.text(row) for column in of_report(shown)))
                    for owner, row in self._told()
                ],
                right=titles[2:],
            ),
            legend=counted.legend(self.book) if self.rows else "",
            notes=notes(self.book),
        )

    def _told(self) -> list[tuple[str, ForecastRow]]:
        """What people see, each with what stands under the owner."""
        by_quarter: dict[str, list[ForecastRow]] = {}
        for row in self.rows:
            if row.due or row.anniversaries:
                by_quarter.setdefault(row.quarter, []).append(row)
        told = []
        for own in by_quarter.values():
            told += [(row.owner or counted.NO_OWNER, row) for row in own]
            told += [("all", total) for total in counted.totals(own) if len(own) > 1]
        return told

    def figures(self) -> Figures:
        """There are none in Trends: Renewals has a page of it."""
        raise NotFoundError("There is no tab of forecast", "It is a report, and a page of Renewals (3)")


def named(row: ForecastRow) -> str:
    """`2026 Q4`."""
    return Period(row.starts_on, row.ends_on, "quarter").label


def columns(book: Book) -> tuple[Column[ForecastRow], ...]:
    """What people see of a row, after its quarter and owner."""

    def money(amount: int) -> str:
        return book.money(amount) if amount else wording.NOTHING

    def years(row: ForecastRow) -> str:
        return f"{row.anniversaries} · {money(row.arr_anniversaries)}" if row.anniversaries else ""

    return (
        Column("Due", lambda row: str(row.due), 4),
        Column("ARR due", lambda row: money(row.arr_due), 8),
        Column("Called", lambda row: money(row.arr_called), 8),
        Column("Computed", lambda row: money(row.arr_computed), 8),
        Column("Won", lambda row: money(row.arr_won), 8, priority=1),
        Column("Lost", lambda row: money(row.arr_lost), 8, priority=1),
        Column("Open", lambda row: money(row.arr_open), 8, priority=2),
        Column("Uplift", lambda row: money(row.uplift_called), 7, priority=3),
        Column("Anniversaries", years, 13, priority=4),
    )
