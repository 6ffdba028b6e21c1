"""What the reports with a row for each period and segment share: their keys' plain values and their frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from churntui.book import Book
from churntui.plain import wording
from churntui.plain.dates import Period
from churntui.questions import counting
from churntui.questions.report import Options, Report, headline, notes, settings_used, sheet

Row = dict[Any, Any]
"""A row of a metrics frame."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How such a report looks."""

    name: str
    title: str
    """What stands before `by month and plan`."""
    columns: tuple[str, ...]
    """The keys of its rows."""
    header: tuple[str, ...]
    """The titles of the figures, right-aligned; before them come the period and the segment."""
    line: Callable[[Book, Row], tuple[str, ...]]
    """A row's figures as text, under `header`."""
    shows: Callable[[Row], bool]
    """Whether people see a row of a split; programs see all."""


def report(book: Book, options: Options, layout: Layout, found: Sequence[Row], *, legend: str = "") -> Report:
    """A report over time of these rows; `legend` is what else is told below the table."""
    span = options.span or counting.DEFAULT_SPAN
    lines = []
    for row in (row for row in found if not options.by or layout.shows(row)):
        period = Period.of(row["starts_on"], span)
        lines.append(
            (wording.period(period, complete=row["complete"]), row["segment"] or "", *layout.line(book, row))
        )
    open_ = wording.NOT_OVER if any(not row["complete"] for row in found) else ""
    return Report(
        name=layout.name,
        as_of=book.as_of,
        settings=settings_used(book, options) | {"period": span},
        columns=layout.columns,
        rows=tuple(plain(row, layout.columns) for row in found),
        headline=headline(book, counting.title(layout.title, options)),
        sheet=sheet(
            layout.name,
            (span.capitalize(), "Segment", *layout.header),
            lines,
            right=layout.header,
            without=() if options.by else ("Segment",),
        ),
        legend="\n".join(words for words in (open_, legend) if words),
        notes=notes(book),
    )


def plain(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    """A row of a frame under the report's keys, its days as ISO text."""
    days = {"starts_on", "ends_on"}
    return {column: row[column].isoformat() if column in days else row[column] for column in columns}
