"""Who was active around the periods asked for, and in words what that means: for every question about customers.

Read from the file, because a book does not hold single customers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics import segments
from churntui.metrics.splits import Labels
from churntui.model.presence import Crowd, Grid, grid_index
from churntui.plain import dates
from churntui.plain.dates import Period, Span
from churntui.plain.errors import BadInputError

NO_ACTIVITY = "No activity yet. Import it: churntui import activity.csv"

_NAMED = 4
"""Actions that are named in a line; of more, how many they are."""


def around(
    store: Store,
    book: Book,
    covered: Sequence[Period],
    *,
    actions: Collection[str] | None = None,
    window: int | None = None,
    sized: bool = False,
) -> Crowd:
    """Who was active at the ends of these periods and in between; `actions` None are the qualifying ones.

    With `sized` only how many they were in each logo: enough for figures, and much faster.

    Raises:
        BadInputError: The periods are years.
    """
    grid = grid_of(covered[0].span if covered else "month")
    ends = [grid_index(grid, day) for period in covered for day in (period.starts_on, period.ends_on)]
    first, end = (min(ends), max(ends)) if ends else (0, 0)
    crowd = activity.crowd(
        store,
        book.as_of,
        grid,
        first,
        end,
        settings=book.settings,
        actions=actions,
        window=window,
        sized=sized,
    )
    return of_book(book, crowd)


def of_book(book: Book, crowd: Crowd) -> Crowd:
    """The crowd without the customers of logos that the book was narrowed away from."""
    return crowd.only(book.logo_ids) if book.owner else crowd


def grid_of(span: Span) -> Grid:
    """The grid that customers are counted on by such periods.

    Raises:
        BadInputError: They are years, at whose openings nobody's activity is kept.
    """
    if span == "year":
        raise BadInputError("Customers are counted by week, month or quarter", "Use --period quarter")
    return span


def labels(book: Book, by: Sequence[str], covered: Sequence[Period]) -> Labels | None:
    """The segment of every logo, with or without a contract; None where nothing is split."""
    if not by:
        return None
    return segments.labels(
        tuple(by), book.logos, book.frame, book.timeline, covered, book.own, book.first_use
    )


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


def so_far(crowd: Crowd) -> str:
    """What the mark beside a period means that is not measured to its end; empty where nothing is measured."""
    if crowd.measured is None:
        return ""
    last = dates.from_number(crowd.measured[1] - 1)
    return f"* counted so far: activity is measured through {dates.short(last)}"


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
