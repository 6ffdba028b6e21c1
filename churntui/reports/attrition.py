"""The attrition report: logos lost of those active at each period's opening."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from churntui.book import Book
from churntui.dates import Period
from churntui.metrics.intervals import rate_text
from churntui.reports import counting, wording
from churntui.reports.report import Options, Report, headline, notes, settings_used, sheet

COLUMNS = (
    "period",
    "starts_on",
    "ends_on",
    "segment",
    "initial",
    "lost",
    "remaining",
    "gained",
    "rate",
    "low",
    "high",
    "early_churn",
    "complete",
)


def report(book: Book, options: Options) -> Report:
    """One row for each period and segment; rates are fractions, null where nobody was there at the opening."""
    covered = counting.periods(book, options)
    frame = counting.attrition(
        book, covered, counting.labels(book, options.by, covered), regrettable=options.regrettable
    )
    found = frame.to_dict("records")
    span = options.span or counting.DEFAULT_SPAN
    title = f"Logo attrition by {span}" + (f" and {options.by}" if options.by else "")
    if options.regrettable:
        title += " · regrettable losses only"
    by_start = {period.starts_on: period for period in covered}
    header = (span.capitalize(), "Segment", "Attrition", "95 %", "Gained", "Early churn", "ARR lost")
    shown = [row for row in found if options.by is None or anyone(row)]
    lines = [_line(book, by_start[row["starts_on"]], row) for row in shown]
    without = () if options.by else ("Segment",)
    return Report(
        name="attrition",
        as_of=book.as_of,
        settings=settings_used(book, options) | {"period": span},
        columns=COLUMNS,
        rows=tuple(plain(row, COLUMNS) for row in found),
        headline=headline(book, title),
        sheet=sheet("attrition", header, lines, right=header[-5:], without=without),
        legend=wording.NOT_OVER if any(not row["complete"] for row in found) else "",
        notes=notes(book),
    )


def anyone(row: Mapping[Any, Any]) -> bool:
    """Whether any logo stands behind a row; segments without one are only shown to programs."""
    return bool(row["initial"] or row["gained"] or row["early_churn"])


def plain(row: dict[Any, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """A row of a frame under the report's keys, its days as ISO text."""
    days = {"starts_on", "ends_on"}
    return {column: row[column].isoformat() if column in days else row[column] for column in columns}


def _line(book: Book, period: Period, row: dict[Any, Any]) -> tuple[str, ...]:
    return (
        wording.period(period, complete=row["complete"]),
        row["segment"] or "",
        rate_text(row["lost"], row["initial"]),
        wording.interval(row["low"], row["high"], row["initial"]),
        str(row["gained"]),
        str(row["early_churn"]),
        book.money(row["arr_lost"]) if row["lost"] else wording.NOTHING,
    )
