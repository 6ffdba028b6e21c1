"""The forecast of a book, counted: its quarters, a row for each and each owner, and how the figures come about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from churntui.book import Book
from churntui.metrics import forecast
from churntui.metrics.computed import BaseRate
from churntui.metrics.forecast import ForecastRow
from churntui.model.rows import Contract
from churntui.model.weights import told, weights
from churntui.plain import dates
from churntui.plain.dates import Period
from churntui.plain.wording import percent, rate_text
from churntui.questions import spans
from churntui.questions.asked import Asked

MOST_QUARTERS = 20
"""How many quarters from the as-of day's on are covered where no range is asked for."""

SHOWN_QUARTERS = 8
"""The same on a screen."""

NO_OWNER = "(no owner)"


def legend(book: Book) -> str:
    """What the two views count."""
    return (
        f"Called: {told(weights(book.settings.forecast_weights))} of the ARR\n"
        "Computed: the book's own rate, and what is known of each. Won and lost is decided by now"
    )


def quarters(book: Book, asked: Asked) -> list[Period]:
    """The quarters covered: from the first in which anything is still open, to the last in which anything comes up.

    Raises:
        BadInputError: What is asked for exactly is no start of a quarter, or ends before it begins.
    """
    known = book.outlook.forecasts
    open_ = [one.quarter.starts_on for one in known if one.outcome == "open"]
    here = dates.floor(book.as_of, "quarter")
    furthest = dates.step(here, "quarter", SHOWN_QUARTERS if asked.latest else MOST_QUARTERS)
    last = max((one.quarter.ends_on for one in known), default=here)
    end = min(max(last, dates.step(here, "quarter")), furthest) if book.contracts else here
    asked_exactly = Asked(span="quarter", first=asked.first, end=asked.end)
    return spans.within(min([here, *open_]), max(end, asked.first or end), asked_exactly)


def rows(book: Book, covered: Sequence[Period]) -> list[ForecastRow]:
    """The forecast, a row for each quarter and owner."""
    if not covered:
        return []
    own: dict[int, list[Contract]] = defaultdict(list)
    by_id = {contract.id: contract for contract in book.contracts}
    for contract in book.contracts:
        own[contract.logo_id].append(contract)
    end = max(period.ends_on for period in covered)
    uplifts = {
        one.contract_id: forecast.uplift_of(by_id[one.contract_id], own[one.logo_id], one.arr)
        for one in book.outlook.forecasts
        if one.outcome == "open" and by_id[one.contract_id].uplift
    }
    starts = {contract.id: contract.starts_on for contract in book.contracts}
    years = forecast.anniversaries(book.outlook.forecasts, starts, end)
    return forecast.forecast_rows(
        book.outlook.forecasts, years, covered, uplifts=uplifts, currency=book.currency
    )


def totals(known: Iterable[ForecastRow]) -> list[ForecastRow]:
    """The rows of each quarter added up, under no owner."""
    by_quarter: dict[tuple[str, date, date, str], list[ForecastRow]] = defaultdict(list)
    for row in known:
        by_quarter[row.quarter, row.starts_on, row.ends_on, row.currency].append(row)
    return [
        ForecastRow(
            quarter=name,
            starts_on=starts_on,
            ends_on=ends_on,
            owner="",
            due=sum(row.due for row in own),
            arr_due=sum(row.arr_due for row in own),
            arr_called=sum(row.arr_called for row in own),
            arr_computed=sum(row.arr_computed for row in own),
            arr_won=sum(row.arr_won for row in own),
            arr_lost=sum(row.arr_lost for row in own),
            arr_open=sum(row.arr_open for row in own),
            currency=currency,
            uplift_called=sum(row.uplift_called for row in own),
            anniversaries=sum(row.anniversaries for row in own),
            arr_anniversaries=sum(row.arr_anniversaries for row in own),
        )
        for (name, starts_on, ends_on, currency), own in by_quarter.items()
    ]


def base_told(base: BaseRate) -> str:
    """What the computed view begins with: `18/22 · 81.8 % renewed in two years, counted as 78 %`."""
    kept, due = base.renewed, base.renewed + base.lost
    counted = percent(float(base.share), 0)
    if not due:
        return f"no contract came up in two years: {counted} to begin with"
    return f"{rate_text(kept, due)} of contracts renewed in two years, counted as {counted}"
