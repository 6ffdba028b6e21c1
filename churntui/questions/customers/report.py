"""The customers report: people lost of those active at each period's opening, and how much of it left with its logo.

What is counted on (the crowd) is read from the file for the periods asked for, because a book does not hold single
customers. The Customers tab of Trends stands on the same functions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from churntui.book import Book
from churntui.data import presence
from churntui.data.file.store import Store
from churntui.metrics import customers as metrics
from churntui.metrics import segments
from churntui.metrics.attrition import RateRow
from churntui.metrics.customers import CustomerRow
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.wording import rate_text
from churntui.presence import Crowd, grid_index
from churntui.questions import actions, counting, spans
from churntui.questions.asked import Asked
from churntui.questions.attrition.room import anyone
from churntui.questions.report import Report, keys_of, left_out, published, settings_used, sheet

COLUMNS = (*keys_of(RateRow), "lost_with_logo")

NO_ACTIVITY = "No activity yet. Import it: churntui import activity.csv"

_NAMED = 4
"""Actions that are named in a line; of more, how many they are."""


def read(store: Store, book: Book, options: Asked) -> Crowd:
    """Who was active around the periods asked for.

    Raises:
        BadInputError: There is no such action or period.
    """
    chosen = actions.chosen(store, options.actions)
    covered = _periods(book, options, presence.measured(store, book.as_of))
    return crowd_of(store, book, covered, actions=chosen or None, window=options.window, sized=True)


def crowd_of(
    store: Store,
    book: Book,
    covered: Sequence[Period],
    *,
    actions: Collection[str] | None = None,
    window: int | None = None,
    sized: bool = False,
) -> Crowd:
    """Who was active at the ends of these periods and in between; `actions` None are the qualifying ones.

    With `sized` only how many they were in each logo, where that is kept: enough for figures, and much faster.
    """
    grid = metrics.grid_of(covered[0]) if covered else "month"
    ends = [grid_index(grid, day) for period in covered for day in (period.starts_on, period.ends_on)]
    first, end = (min(ends), max(ends)) if ends else (0, 0)
    return presence.crowd(
        store,
        book.as_of,
        grid,
        first,
        end,
        settings=book.settings,
        actions=actions,
        window=window,
        sized=sized and len(ends) > 0 and covered[0].span != "quarter",
    )


def counted(book: Book, crowd: Crowd, covered: Sequence[Period], by: Sequence[str]) -> list[CustomerRow]:
    """`metrics.customers.customers` of the book, split by fields of the logos."""
    split_by = segments.labels(tuple(by), book.logos, book.frame, book.timeline, covered) if by else None
    return metrics.customers(crowd, covered, timeline=book.timeline, logo_ids=book.logo_ids, segment=split_by)


def report(book: Book, options: Asked, crowd: Crowd) -> Report:
    """One row for each period and segment; rates are fractions, null where nobody was active at the opening."""
    covered = _periods(book, options, crowd.measured)
    found = counted(book, crowd, covered, options.by)
    span = options.every
    by_start = {period.starts_on: period for period in covered}
    header = (
        span.capitalize(),
        "Segment",
        "Attrition",
        "95 %",
        "With logo",
        "Gained",
        "Early churn",
        "At end",
    )
    shown = [row for row in found if not options.by or anyone(row)]
    title = (counting.title("Customer attrition", options), f"as of {dates.short(book.as_of)}", rule(crowd))
    return Report(
        name="customers",
        as_of=book.as_of,
        settings=settings_used(book, options)
        | {"active_window_days": crowd.window, "period": span}
        | settings_of(crowd),
        columns=COLUMNS,
        rows=tuple(published(row, COLUMNS) for row in found),
        headline=" · ".join(title),
        sheet=sheet(
            "customers",
            header,
            [_line(by_start[row.starts_on], row) for row in shown],
            right=header[2:],
            without=() if options.by else ("Segment",),
        ),
        legend=_legend(crowd, covered),
        notes=tuple(note for note in (missing(crowd), *left_out(book)) if note),
    )


def rule(crowd: Crowd) -> str:
    """What makes a customer active: `active: 2 times send or export in 28 days`."""
    return f"{deeds(crowd)} in {wording.counted(crowd.window, 'day')}"


def deeds(crowd: Crowd) -> str:
    """What a customer must have done: `active: 2 times send or export`."""
    times = "" if crowd.min_count == 1 else f"{crowd.min_count} times "
    *others, last = crowd.actions or ("nothing",)
    listed = f"{', '.join(others)} or {last}" if others else last
    if len(crowd.actions) > _NAMED:
        listed = f"any of {len(crowd.actions)} actions"
    return f"active: {times}{listed}"


def missing(crowd: Crowd) -> str:
    """What to do where there is nobody to count; empty where there is somebody."""
    if crowd.measured is None:
        return NO_ACTIVITY
    if not crowd.actions:
        return "No action qualifies as activity. Choose them: churntui actions --qualify A,B"
    if not len(crowd.roster):
        return (
            "The activity names no customers, so it tells of whole logos only. "
            "Import customers.csv, and activity with a customer_id"
        )
    return ""


def measured_through(crowd: Crowd) -> date | None:
    """The last measured day; None where nothing is measured."""
    return None if crowd.measured is None else dates.from_number(crowd.measured[1] - 1)


def _periods(book: Book, options: Asked, measured: tuple[int, int] | None) -> list[Period]:
    """The periods asked for, else all that hold a measured day."""
    if measured is None:
        return spans.within(None, book.as_of + timedelta(days=1), options)
    first, end = (dates.from_number(day) for day in measured)
    return spans.within(first, end, options)


def settings_of(crowd: Crowd) -> dict[str, object]:
    """What every figure about customers depends on."""
    first, end = (
        (dates.from_number(day).isoformat() for day in crowd.measured) if crowd.measured else (None, None)
    )
    return {
        "active_min_count": crowd.min_count,
        "actions": list(crowd.actions),
        "measured_from": first,
        "measured_until": end,
    }


def _legend(crowd: Crowd, covered: Sequence[Period]) -> str:
    """What is not whole: periods at the measured end, and windows at its beginning."""
    if crowd.measured is None or not covered:
        return ""
    begun, end = map(dates.from_number, crowd.measured)
    parts = []
    if covered[-1].ends_on > end:
        parts.append(f"* counted so far: activity is measured through {dates.short(end - timedelta(days=1))}")
    if covered[0].starts_on < begun + timedelta(days=crowd.window):
        parts.append(
            f"activity is measured from {dates.short(begun)}: windows that begin before it are not whole"
        )
    return "\n".join(parts)


def _line(period: Period, row: CustomerRow) -> tuple[str, ...]:
    return (
        wording.period(period, complete=row.complete),
        row.segment or "",
        rate_text(row.lost, row.initial),
        wording.interval(row.low, row.high, row.initial),
        str(row.lost_with_logo),
        str(row.gained),
        str(row.early_churn),
        str(row.at_end),
    )
