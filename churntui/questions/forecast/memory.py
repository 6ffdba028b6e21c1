"""What a book remembers of its forecasts: a week as it is kept, and the weeks that figures are held against."""

from __future__ import annotations

from datetime import date

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import renewal_weeks
from churntui.metrics.forecast import Forecast
from churntui.model.weeks import RenewalWeek
from churntui.plain import dates
from churntui.plain.errors import NotFoundError
from churntui.plain.text import fold


def week_of(book: Book) -> list[RenewalWeek]:
    """What is to be kept of the as-of day: all that comes up from its quarter on, and what still waits."""
    first = dates.floor(book.as_of, "quarter")
    refs = {contract.id: contract.ref for contract in book.contracts}
    return [
        RenewalWeek(
            kept_on=book.as_of,
            contract=refs[one.contract_id],
            logo=book.logos[one.logo_id].ref,
            owner=one.owner,
            ends_on=one.ends_on,
            arr=one.arr,
            currency=book.currency,
            stage=one.stage,
            outcome=one.outcome,
            weight=one.weight,
            computed=one.computed,
        )
        for one in book.outlook.forecasts
        if one.outcome == "open" or one.quarter.starts_on >= first
    ]


def by_ref(book: Book) -> dict[str, Forecast]:
    """Contract ref to what it counts as now."""
    refs = {contract.id: contract.ref for contract in book.contracts}
    return {refs[one.contract_id]: one for one in book.outlook.forecasts}


def since(store: Store, book: Book, day: date) -> list[RenewalWeek]:
    """The last week that was kept on or before a day, of everybody's.

    Raises:
        NotFoundError: None was, or what was kept then is in another currency than the book reports in now.
    """
    days = renewal_weeks.days(store, book.as_of)
    kept = [one for one in days if one <= day]
    if not kept:
        first = (
            f"The first is of {dates.short(days[0])}"
            if days
            else "One is kept each week in which the book is opened"
        )
        raise NotFoundError(f"No week was kept on or before {dates.short(day)}", first)
    rows = renewal_weeks.of_day(store, kept[-1])
    if rows[0].currency != book.currency:
        raise NotFoundError(
            f"What was kept on {dates.short(kept[-1])} is in {rows[0].currency}, "
            f"and the book reports in {book.currency}",
            "Ask for a later day",
        )
    return rows


def weeks(store: Store, book: Book) -> list[RenewalWeek]:
    """All that was kept up to the as-of day, of the owner whose book it is."""
    return own(renewal_weeks.every(store, book.as_of), book)


def own(rows: list[RenewalWeek], book: Book) -> list[RenewalWeek]:
    """Those of the owner the book was narrowed to; all of a whole book."""
    wanted = fold(book.owner)
    return [row for row in rows if not wanted or fold(row.owner) == wanted]
