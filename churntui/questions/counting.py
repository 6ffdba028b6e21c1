"""Periods, segments and counts of a book: what the reports and the Trends place both stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from churntui.book import Book
from churntui.metrics import attrition as logo_metrics
from churntui.metrics import revenue as revenue_metrics
from churntui.metrics import segments
from churntui.metrics.attrition import LossKey
from churntui.metrics.segments import Coded
from churntui.metrics.service import Ints
from churntui.metrics.splits import NOT_SET, Labels
from churntui.plain import dates, wording
from churntui.plain.dates import Period, Span
from churntui.plain.errors import BadInputError
from churntui.questions.report import Options

DEFAULT_SPAN: Span = "month"

_YEARS = range(1900, 2200)
"""The years that are counted: more would only be a typing error, and millions of cells."""


def periods(book: Book, options: Options) -> list[Period]:
    """The periods a report about logos covers, oldest first; empty where nothing says when to begin.

    Raises:
        BadInputError: Weeks, or an option that is no start of a period, or `first` not before `end`.
    """
    if options.span == "week":
        raise BadInputError(
            "Contracts are monthly, quarterly or yearly, so logos are counted by month or quarter",
            "Use --period month or --period quarter",
        )
    own = book.span(options.span or DEFAULT_SPAN)
    return periods_within(options, own[0].starts_on if own else None, book.as_of + timedelta(days=1))


def periods_within(options: Options, first: date | None, end: date) -> list[Period]:
    """The periods asked for; from that of `first` (None: nothing says when to begin) up to `end` where not asked.

    Raises:
        BadInputError: An option that is no start of a period, or its `first` not before its `end`.
    """
    span = options.span or DEFAULT_SPAN
    for name, day in (("from", options.first), ("to", options.end)):
        if day is not None:
            _check_start(name, day, span)
    if options.first and options.end and options.first >= options.end:
        raise BadInputError(f"--from {options.first} is not before --to {options.end}", "Swap them")
    begin = options.first or first
    return [] if begin is None else dates.periods(span, begin, options.end or end)


def _check_start(name: str, day: date, span: Span) -> None:
    if day.year not in _YEARS:
        raise BadInputError(f"--{name} {day} is too far away", f"Use a day from {_YEARS[0]} to {_YEARS[-1]}")
    here = Period.of(day, span)
    if here.starts_on != day:
        raise BadInputError(
            f"--{name} {day} is not the first day of a {span}",
            f"The nearest are {here.starts_on} and {here.ends_on}",
        )


def title(words: str, options: Options) -> str:
    """`Logo attrition by month, industry and size · regrettable losses only`."""
    *parts, last = (f"{words} by {options.span or DEFAULT_SPAN}", *options.by)
    split_by = f"{', '.join(parts)} and {last}" if parts else last
    narrowed = wording.losses(regrettable=options.regrettable, voluntary=options.voluntary)
    return f"{split_by} · {narrowed}" if narrowed else split_by


def logo_ids(book: Book) -> Ints:
    """The logos that can be counted: those with a contract whose amount is known in the reporting currency."""
    return book.ground.logo_ids


def labels(book: Book, by: Sequence[str] | None, covered: Sequence[Period]) -> Labels | None:
    """The segment of each counted logo (see `metrics.segments.labels`), None where nothing is split.

    `by` are one or two fields, in the order of their words in a label.

    Raises:
        BadInputError: Logos cannot be split by that.
    """
    return book.ground.labels(by, covered, book.settings.grace_days) if by else None


@dataclass(frozen=True, slots=True)
class SegmentOn:
    """Which segment a logo is in on some day: what single losses and talks are put under."""

    coded: Coded
    places: Mapping[int, int]
    """Logo id to its place in `coded`."""
    rows: Mapping[date, int]
    """The first day of a month to its row in `coded`."""

    def __call__(self, logo_id: int, day: date) -> str:
        """The label, by what holds at the opening of the day's month; the day is one of those asked for."""
        row = self.rows[dates.floor(day, "month")] if len(self.coded.codes) > 1 else 0
        code = int(self.coded.codes[row, self.places[logo_id]])
        return self.coded.names[code] if code >= 0 else NOT_SET

    def ordered(self, labels: Iterable[str]) -> list[str]:
        """The labels, each once, in the order to be shown."""
        found = set(labels)
        return [name for name in (*self.coded.names, NOT_SET) if name in found]


def segment_on(book: Book, by: Sequence[str], days: Iterable[date]) -> SegmentOn:
    """The segments of every logo of the book on these days.

    Raises:
        BadInputError: Logos cannot be split by that.
    """
    openings = sorted({dates.floor(day, "month") for day in days}) or [dates.floor(book.as_of, "month")]
    coded = segments.coded(by, book.logos, book.frame, book.timeline, openings)
    return SegmentOn(
        coded,
        {logo_id: place for place, logo_id in enumerate(book.logos)},
        {day: row for row, day in enumerate(openings)},
    )


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
    voluntary: bool | None = None,
    grace_days: int | None = None,
) -> pd.DataFrame:
    """`metrics.attrition.attrition` of the book; with another grace than the book's on request."""
    only = those_that_count(book, regrettable=regrettable, voluntary=voluntary)
    return logo_metrics.attrition_of(book.levels(covered, grace_days), split_by, only)


def losses(
    book: Book,
    covered: Sequence[Period],
    split_by: Labels | None = None,
    *,
    regrettable: bool = False,
    voluntary: bool | None = None,
) -> pd.DataFrame:
    """`metrics.attrition.losses` of the book, the logos that `attrition` counts as lost, with their `segment`."""
    only = those_that_count(book, regrettable=regrettable, voluntary=voluntary)
    return logo_metrics.losses_of(book.levels(covered), split_by, only)


def those_that_count(book: Book, *, regrettable: bool, voluntary: bool | None) -> set[LossKey] | None:
    """The losses that count where only some do; None for all."""
    if not regrettable and voluntary is None:
        return None
    return book.losses_that(regrettable=regrettable or None, voluntary=voluntary)


def revenue(
    book: Book, covered: Sequence[Period], split_by: Labels | None = None, *, grace_days: int | None = None
) -> pd.DataFrame:
    """`metrics.revenue.revenue` of the book; with another grace than the book's on request."""
    counted = book.levels(covered, grace_days)
    return revenue_metrics.revenue_of(counted, currency=book.currency, segment=split_by)
