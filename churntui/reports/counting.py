"""Periods, segments and counts of a book: what the reports and the Trends place both stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from churntui.metrics.splits import NOT_SET, Labels
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


def labels(book: Book, by: str | None, covered: Sequence[Period]) -> Labels | None:
    """The segment of each counted logo (see `metrics.segments.labels`), None where nothing is split.

    Raises:
        BadInputError: Logos cannot be split by that.
    """
    if by is None:
        return None
    counted = {logo_id: book.logos[logo_id] for logo_id in logo_ids(book).tolist()}
    return segments.labels(by, counted, book.frame, covered)


def label_of(split_by: Labels | None, period: Period, logo_id: int) -> str | None:
    """A logo's segment in a period as the reports call it, None where nothing is split."""
    if split_by is None:
        return None
    label = (split_by[period] if isinstance(split_by, Mapping) else split_by).get(logo_id)
    return label if isinstance(label, str) else NOT_SET


def attrition(
    book: Book,
    covered: Sequence[Period],
    split_by: Labels | None = None,
    *,
    regrettable: bool = False,
    grace_days: int | None = None,
) -> pd.DataFrame:
    """`metrics.attrition.attrition` of the book; with another grace than the book's on request."""
    return logo_metrics.attrition(
        book.timeline if grace_days is None else book.timeline_with(grace_days),
        covered,
        as_of=book.as_of,
        logo_ids=logo_ids(book),
        segment=split_by,
        only=book.losses_that(regrettable=True) if regrettable else None,
    )


def losses(book: Book, covered: Sequence[Period], *, regrettable: bool = False) -> pd.DataFrame:
    """`metrics.attrition.losses` of the book: the logos that `attrition` counts as lost."""
    only = book.losses_that(regrettable=True) if regrettable else None
    return logo_metrics.losses(book.timeline, covered, as_of=book.as_of, logo_ids=logo_ids(book), only=only)


def revenue(
    book: Book, covered: Sequence[Period], split_by: Labels | None = None, *, grace_days: int | None = None
) -> pd.DataFrame:
    """`metrics.revenue.revenue` of the book; with another grace than the book's on request."""
    return revenue_metrics.revenue(
        book.timeline if grace_days is None else book.timeline_with(grace_days),
        covered,
        as_of=book.as_of,
        logo_ids=logo_ids(book),
        currency=book.currency,
        segment=split_by,
    )
