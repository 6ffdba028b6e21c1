"""Periods, segments and counts of a book: what the reports and the Trends place both stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from churntui import dates
from churntui.book import Book
from churntui.dates import Period, Span
from churntui.errors import BadInputError
from churntui.metrics import attrition as logo_metrics
from churntui.metrics import revenue as revenue_metrics
from churntui.metrics import segments
from churntui.metrics.service import Ints
from churntui.metrics.splits import NOT_SET
from churntui.reports.report import Options

DEFAULT_SPAN: Span = "month"

_YEARS = range(1900, 2200)
"""The years that are counted: more would only be a typing error, and millions of cells."""


def periods(book: Book, options: Options) -> list[Period]:
    """The periods a report covers, oldest first; empty where nothing says when to begin.

    Raises:
        BadInputError: Weeks, or an option that is no start of a period, or `first` not before `end`.
    """
    span = options.span or DEFAULT_SPAN
    if span == "week":
        raise BadInputError(
            "Contracts are monthly, quarterly or yearly, so logos are counted by month or quarter",
            "Use --period month or --period quarter",
        )
    for name, day in (("from", options.first), ("to", options.end)):
        if day is not None:
            _check_start(name, day, span)
    if options.first and options.end and options.first >= options.end:
        raise BadInputError(f"--from {options.first} is not before --to {options.end}", "Swap them")
    first, end = options.first, options.end or book.as_of + timedelta(days=1)
    if first is None:
        own = book.span(span)
        if not own:
            return []
        first = own[0].starts_on
    return dates.periods(span, first, end)


def _check_start(name: str, day: date, span: Span) -> None:
    if day.year not in _YEARS:
        raise BadInputError(f"--{name} {day} is too far away", f"Use a day from {_YEARS[0]} to {_YEARS[-1]}")
    here = Period.of(day, span)
    if here.starts_on != day:
        raise BadInputError(
            f"--{name} {day} is not the first day of a {span}",
            f"The nearest are {here.starts_on} and {here.ends_on}",
        )


def logo_ids(book: Book) -> Ints:
    """The logos that can be counted: those with a contract whose amount is known in the reporting currency."""
    return np.intersect1d(book.logo_ids, book.frame["logo_id"].to_numpy(dtype=np.int64))


def segment(book: Book, by: str | None, period: Period) -> pd.Series | None:
    """Logo id to segment in a period, None where nothing is split: see `metrics.segments`."""
    if by is None:
        return None
    counted = {logo_id: book.logos[logo_id] for logo_id in logo_ids(book).tolist()}
    return segments.segments(by, counted, book.frame, period.starts_on)


def attrition(
    book: Book,
    covered: Sequence[Period],
    *,
    by: str | None = None,
    regrettable: bool = False,
    grace_days: int | None = None,
) -> pd.DataFrame:
    """`metrics.attrition.attrition` of the book, by period and segment; another grace than the book's on request."""
    timeline = book.timeline if grace_days is None else book.timeline_with(grace_days)
    only = book.losses_that(regrettable=True) if regrettable else None
    counted = logo_ids(book)

    def count(batch: Sequence[Period], label: pd.Series | None) -> pd.DataFrame:
        return logo_metrics.attrition(
            timeline, batch, as_of=book.as_of, logo_ids=counted, segment=label, only=only
        )

    return _in_batches(book, covered, by, count)


def revenue(
    book: Book, covered: Sequence[Period], *, by: str | None = None, grace_days: int | None = None
) -> pd.DataFrame:
    """`metrics.revenue.revenue` of the book, by period and segment; another grace on request."""
    timeline = book.timeline if grace_days is None else book.timeline_with(grace_days)
    counted = logo_ids(book)

    def count(batch: Sequence[Period], label: pd.Series | None) -> pd.DataFrame:
        return revenue_metrics.revenue(
            timeline,
            batch,
            as_of=book.as_of,
            logo_ids=counted,
            currency=book.currency,
            segment=label,
        )

    return _in_batches(book, covered, by, count)


def losses(book: Book, covered: Sequence[Period], *, regrettable: bool = False) -> pd.DataFrame:
    """`metrics.attrition.losses` of the book: the logos that `attrition` counts as lost."""
    only = book.losses_that(regrettable=True) if regrettable else None
    return logo_metrics.losses(book.timeline, covered, as_of=book.as_of, logo_ids=logo_ids(book), only=only)


def _in_batches(
    book: Book,
    covered: Sequence[Period],
    by: str | None,
    count: Callable[[Sequence[Period], pd.Series | None], pd.DataFrame],
) -> pd.DataFrame:
    """All periods at once, or one by one where a logo's segment may change between them.

    Labels that no logo has in any of the periods (the plan of an add-on, say) have no rows.
    """
    if by is not None:
        segments.check(by)
    if not covered or by not in segments.MOVING:
        return count(covered, segment(book, by, covered[0]) if covered else None)
    labels = [segment(book, by, period) for period in covered]
    used = {label for label_of in labels if label_of is not None for label in label_of.dropna()}
    frames = [count([period], label_of) for period, label_of in zip(covered, labels, strict=True)]
    whole = pd.concat(frames, ignore_index=True)
    return whole[whole["segment"].isin({*used, NOT_SET})].reset_index(drop=True)
