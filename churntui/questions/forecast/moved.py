"""The forecast of now against that of a week that was kept: what moved it, quarter by quarter and owner by owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from churntui.book import Book
from churntui.metrics import forecast_moves
from churntui.metrics.forecast_moves import MovedRow
from churntui.model.weeks import RenewalWeek
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.errors import NotFoundError
from churntui.plain.text import fold
from churntui.questions.asked import Asked
from churntui.questions.columns import Column, of_report
from churntui.questions.forecast import memory
from churntui.questions.forecast.counted import NO_OWNER
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used, sheet
from churntui.questions.shown import Figures

LEGEND = (
    "Slipped: came from other quarters, less what went to them\n"
    "Other: came from other owners, less what went to them and what is in the book no more"
)


@dataclass(frozen=True)
class Moved:
    """The answer."""

    book: Book
    asked: Asked
    kept: Sequence[RenewalWeek]
    """A week of everybody's."""

    @property
    def rows(self) -> list[MovedRow]:
        """Those of the quarters asked for, of the owner whose book it is."""
        since = self.kept[0].kept_on
        rows = forecast_moves.moved_rows(
            self.kept, memory.by_ref(self.book), since=since, currency=self.book.currency
        )
        wanted, first, end = fold(self.book.owner), self.asked.first, self.asked.end
        return [
            row
            for row in rows
            if (not wanted or fold(row.owner) == wanted)
            and (first is None or row.starts_on >= first)
            and (end is None or row.ends_on <= end)
        ]

    def report(self) -> Report:
        """The rows for programs; for people those that moved, and the sum of all."""
        keys, shown, rows = keys_of(MovedRow), columns(self.book), self.rows
        titles = ["Quarter", "Owner", *(column.title for column in of_report(shown))]
        told = [(named(row), row.owner or NO_OWNER, row) for row in rows if has_moved(row)]
        told += [("all", "", total(rows))] if rows else []
        since = dates.short(self.kept[0].kept_on)
        return Report(
            name="forecast",
            as_of=self.book.as_of,
            settings=settings_used(self.book, self.asked)
            | {"moved_since": self.asked.since and self.asked.since.isoformat()},
            columns=keys,
            rows=tuple(published(row, keys) for row in rows),
            headline=headline(self.book, f"Called forecast, moved since {since}"),
            sheet=sheet(
                "forecast-moved",
                titles,
                [
                    (name, owner, *(column.text(row) for column in of_report(shown)))
                    for name, owner, row in told
                ],
                right=titles[2:],
            ),
            legend=LEGEND if rows else "",
            notes=notes(self.book),
        )

    def figures(self) -> Figures:
        """There are none in Trends."""
        raise NotFoundError("There is no tab of what has moved", "It is a report, and a page of Renewals (3)")


def has_moved(row: MovedRow) -> bool:
    """Whether any step is not nothing."""
    return any((row.won, row.lost, row.up, row.down, row.slipped, row.new, row.other))


def named(row: MovedRow) -> str:
    """`2026 Q4`."""
    return Period(row.starts_on, row.ends_on, "quarter").label


def total(rows: Sequence[MovedRow]) -> MovedRow:
    """All of them added up."""
    amounts = {
        field.name: sum(getattr(row, field.name) for row in rows)
        for field in fields(MovedRow)
        if isinstance(getattr(rows[0], field.name), int)
    }
    return replace(rows[0], owner="", **amounts)


def columns(book: Book) -> tuple[Column[MovedRow], ...]:
    """What people see of a row, after its quarter and owner."""

    def money(amount: int) -> str:
        return book.money(amount) if amount else wording.NOTHING

    def moved(amount: int) -> str:
        return ("+" if amount > 0 else "") + money(amount)

    return (
        Column("Then", lambda row: money(row.called_before), 8),
        Column("Won", lambda row: moved(row.won), 8),
        Column("Lost", lambda row: moved(row.lost), 8),
        Column("Up", lambda row: moved(row.up), 8, priority=1),
        Column("Down", lambda row: moved(row.down), 8, priority=1),
        Column("Slipped", lambda row: moved(row.slipped), 8, priority=2),
        Column("New", lambda row: moved(row.new), 8, priority=2),
        Column("Other", lambda row: moved(row.other), 8, priority=3),
        Column("Now", lambda row: money(row.called_after), 8),
    )
