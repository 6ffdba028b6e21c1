"""The cohorts report: of those who joined in a period, how many are there at each age (see `metrics.cohorts`).

Programs get one row for each cell that is known; people get the triangle, with the weighted average under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from churntui.book import Book
from churntui.data import presence
from churntui.data.file.store import Store
from churntui.metrics import cohorts, segments
from churntui.metrics.cohorts import Cohorts
from churntui.plain import dates, wording
from churntui.plain.dates import OPEN_END, Period, Span
from churntui.plain.errors import BadInputError
from churntui.plain.money import monthly
from churntui.presence import Crowd, Grid, grid_index
from churntui.questions import actions, counting, spans
from churntui.questions.asked import Asked
from churntui.questions.customers.report import deeds, measured_through, missing, settings_of
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("cohort", "size", "age", "active", "share", "complete")
MONEY_COLUMNS = ("mrr_start", "mrr", "mrr_share", "currency")

_ALL_SHOWN = 14
"""So many ages are all shown to people; of more, those of `_milestone`."""


def read(store: Store, book: Book, options: Asked) -> Crowd | None:
    """What customers did; None where the cohorts are of logos.

    Raises:
        BadInputError: Quarters, or an action that is none.
    """
    if options.of != "customers":
        return None
    if options.span == "quarter":
        raise BadInputError(
            "Cohorts of customers are by week or month", "Use --period week or --period month"
        )
    chosen = actions.chosen(store, options.actions)
    span = options.every
    return crowd(store, book, span, options.first, chosen or None)


def crowd(
    store: Store, book: Book, span: Span, first: date | None, actions: Sequence[str] | None = None
) -> Crowd:
    """What customers did in each week or month from `first` on (None: ever) up to the as-of day."""
    grid: Grid = "week" if span == "week" else "month"
    known = presence.measured(store, book.as_of)
    begun = dates.from_number(known[0]) if known else book.as_of
    end = grid_index(grid, book.as_of) + 1
    since = min(grid_index(grid, max(begun, first or begun)), end)
    return presence.crowd(store, book.as_of, grid, since, end, settings=book.settings, actions=actions)


def joining(crowd: Crowd, as_of: date, options: Asked) -> list[Period]:
    """The periods customers joined in: from that of the first one, as far as the options do not narrow it."""
    joined = np.asarray(crowd.roster.joined, dtype=np.int64)
    first = dates.from_number(joined.min()) if (joined < OPEN_END).any() else None
    return spans.within(first, as_of + timedelta(days=1), options)


def of_logos(book: Book, covered: Sequence[Period], by: Sequence[str] = ()) -> Cohorts:
    """The cohorts of the book's logos."""
    return cohorts.logo_cohorts(
        book.timeline,
        covered,
        as_of=book.as_of,
        logo_ids=counting.logo_ids(book),
        segment=counting.labels(book, by, covered),
    )


def of_customers(book: Book, crowd: Crowd, covered: Sequence[Period], by: Sequence[str] = ()) -> Cohorts:
    """The cohorts of the book's customers."""
    segment = segments.labels(tuple(by), book.logos, book.frame, book.timeline, covered) if by else None
    return cohorts.customer_cohorts(crowd, covered, as_of=book.as_of, segment=segment)


def report(book: Book, options: Asked, found: Crowd | None) -> Report:
    """One row for each cohort and age that is known; shares are fractions of those the cohort began with."""
    if found is None:
        table = of_logos(book, spans.covered(book, options), options.by)
    else:
        table = of_customers(book, found, joining(found, book.as_of, options), options.by)
    columns = COLUMNS + (MONEY_COLUMNS if found is None else ()) + (("segment",) if options.by else ())
    span = options.every
    title = counting.title(f"Cohorts of {options.of or 'logos'}", options)
    ages = [age for age in range(table.ages) if table.ages <= _ALL_SHOWN or _milestone(age)]
    header = ("Joined", "Segment", "Size", *(str(age) for age in ages))
    return Report(
        name="cohorts",
        as_of=book.as_of,
        settings=settings_used(book, options)
        | {"of": options.of or "logos", "period": span}
        | ({} if found is None else settings_of(found)),
        columns=columns,
        rows=tuple(_row(book, table, row, age, columns) for row, age in np.argwhere(table.known).tolist()),
        headline=_headline(book, title, found),
        sheet=sheet(
            "cohorts",
            header,
            _lines(table, ages) if len(table.joined) else (),
            right=header[2:],
            without=() if options.by else ("Segment",),
        ),
        legend=_legend(table, len(ages), found),
        notes=notes(book) if found is None else customer_notes(found, table),
    )


def customer_notes(crowd: Crowd, table: Cohorts) -> tuple[str, ...]:
    """What a reader of customers' cohorts must know: why there is nobody, who is in none, what was not measured."""
    if crowd.measured is None or missing(crowd):
        return (missing(crowd),)
    begun, told = crowd.measured[0], []
    unknown = int((np.asarray(crowd.roster.joined) >= OPEN_END).sum())
    if unknown:
        who = wording.counted(unknown, "customer has", "customers have")
        told.append(f"{who} neither a day of joining nor any activity, and no cohort")
    if any(dates.number(joined.ends_on) <= begun for joined in table.joined):
        told.append(
            f"Nothing was measured before {dates.short(dates.from_number(begun))}: no cell lies before it"
        )
    return tuple(told)


def _row(book: Book, table: Cohorts, row: int, age: int, columns: Sequence[str]) -> dict[str, Value]:
    cell: dict[str, Value] = {
        "cohort": table.joined[row].name,
        "size": int(table.sizes[row]),
        "age": age,
        "active": int(table.active[row, age]),
        "share": table.share(row, age, "start"),
        "complete": bool(table.complete[row, age]),
        "segment": table.segments[row],
    }
    if table.arr is not None:
        cell |= {
            "mrr_start": monthly(int(table.arr[row, 0])),
            "mrr": monthly(int(table.arr[row, age])),
            "mrr_share": table.share(row, age, "start", "mrr"),
            "currency": book.currency,
        }
    return {column: cell[column] for column in columns}


def _lines(table: Cohorts, ages: Sequence[int]) -> list[tuple[str, ...]]:
    """A line for each cohort, their average, and of how many that is."""
    lines = [
        (
            wording.period(joined, complete=not table.has(row, 0) or bool(table.complete[row, 0])),
            table.segments[row] or "",
            str(table.sizes[row]),
            *(_cell(table, row, age) for age in ages),
        )
        for row, joined in enumerate(table.joined)
    ]
    sums = table.average("start")
    average = ("" if not sums[age][1] else wording.rate(*sums[age][:2]) for age in ages)
    counts = ((str(sums[age][1]) if sums[age][1] else "") for age in ages)
    return [*lines, ("Average", "", "", *average), ("of so many", "", "", *counts)]


def _cell(table: Cohorts, row: int, age: int) -> str:
    if not table.has(row, age):
        return ""
    text = wording.rate(int(table.active[row, age]), int(table.sizes[row]))
    return text if table.complete[row, age] else f"{text} *"


def _milestone(age: int) -> bool:
    """Whether an age is shown where there are too many for all: ever fewer, the older the cohort."""
    return age <= 6 or (age <= 12 and age % 3 == 0) or (age <= 36 and age % 6 == 0) or age % 12 == 0


def _headline(book: Book, title: str, crowd: Crowd | None) -> str:
    if crowd is None:
        return headline(book, f"{title} · share still there at each age")
    within = f"{deeds(crowd)} within the {crowd.grid}"
    return f"{title} · share active at each age · as of {dates.short(book.as_of)} · {within}"


def _legend(table: Cohorts, shown: int, crowd: Crowd | None) -> str:
    parts = []
    if (table.known & ~table.complete).any():
        through = measured_through(crowd) if crowd else None
        measured = f"* counted so far: activity is measured through {dates.short(through)}" if through else ""
        parts.append(measured or wording.NOT_OVER)
    if shown < table.ages:
        parts.append("not every age is shown: --csv and --json have them all")
    return " · ".join(parts)
