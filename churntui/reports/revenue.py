"""The revenue report: what moved the MRR between two snapshots, and what was kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from churntui.book import Book
from churntui.dates import Period
from churntui.metrics.revenue import COLUMNS, quick_ratio_text
from churntui.reports import counting, wording
from churntui.reports.attrition import plain
from churntui.reports.report import Options, Report, headline, notes, settings_used, sheet

_MONEY = ("mrr_start", "new", "expansion", "contraction", "churned", "reactivated", "mrr_end")
_TITLES = ("MRR start", "New", "Expansion", "Contraction", "Churned", "Reactivated", "MRR end")


def report(book: Book, options: Options) -> Report:
    """One row for each period and segment; money is MRR in minor units, rates are fractions."""
    covered = counting.periods(book, options)
    found = counting.revenue(book, covered, counting.labels(book, options.by, covered)).to_dict("records")
    span = options.span or counting.DEFAULT_SPAN
    title = f"Revenue by {span}" + (f" and {options.by}" if options.by else "")
    by_start = {period.starts_on: period for period in covered}
    header = (span.capitalize(), "Segment", *_TITLES, "GRR", "NRR", "Quick ratio")
    shown = [row for row in found if options.by is None or anything(row)]
    lines = [_line(book, by_start[row["starts_on"]], row) for row in shown]
    without = () if options.by else ("Segment",)
    return Report(
        name="revenue",
        as_of=book.as_of,
        settings=settings_used(book, options) | {"period": span},
        columns=COLUMNS,
        rows=tuple(plain(row, COLUMNS) for row in found),
        headline=headline(book, title),
        sheet=sheet("revenue", header, lines, right=header[-10:], without=without),
        legend=wording.NOT_OVER if any(not row["complete"] for row in found) else "",
        notes=notes(book),
    )


def anything(row: Mapping[Any, Any]) -> bool:
    """Whether there is any money in a row; segments without are only shown to programs."""
    return any(row[key] for key in _MONEY)


def quick_ratio(row: Mapping[Any, Any]) -> str:
    """A row's quick ratio as text."""
    return quick_ratio_text(row["quick_ratio"], row["new"] + row["expansion"] + row["reactivated"])


def _line(book: Book, period: Period, row: dict[Any, Any]) -> tuple[str, ...]:
    losses = {"contraction", "churned"}
    amounts = [book.money(-row[key] if key in losses else row[key]) for key in _MONEY]
    return (
        wording.period(period, complete=row["complete"]),
        row["segment"] or "",
        *amounts,
        wording.percent(row["grr"]),
        wording.percent(row["nrr"]),
        quick_ratio(row),
    )
