"""Segments and counts of a book: what several questions stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from churntui.book import Book
from churntui.metrics import attrition as logo_metrics
from churntui.metrics import renewal_rate as renewal_metrics
from churntui.metrics import revenue as revenue_metrics
from churntui.metrics import segments
from churntui.metrics.attrition import AttritionRow, LossKey
from churntui.metrics.renewal_rate import Due, RenewalRateRow
from churntui.metrics.revenue import RevenueRow
from churntui.metrics.segments import Coded
from churntui.metrics.service import Ints
from churntui.metrics.splits import NOT_SET, Labels
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.questions.asked import Asked

MOST_KINDS = 30
"""A field with more values than these names logos and sorts none."""


def title(words: str, asked: Asked) -> str:
    """`Logo attrition by month, industry and size · regrettable losses only`."""
    *parts, last = (f"{words} by {asked.every}", *asked.by_words)
    split_by = f"{', '.join(parts)} and {last}" if parts else last
    narrowed = wording.losses(regrettable=asked.regrettable, voluntary=asked.voluntary)
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
        present = set(labels)
        return [name for name in (*self.coded.names, NOT_SET) if name in present]


def segment_on(book: Book, by: Sequence[str], days: Iterable[date]) -> SegmentOn:
    """The segments of every logo of the book on these days.

    Raises:
        BadInputError: Logos cannot be split by that.
    """
    openings = sorted({dates.floor(day, "month") for day in days}) or [dates.floor(book.as_of, "month")]
    coded = segments.coded(by, book.logos, book.frame, book.timeline, openings, book.own, book.first_use)
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


def own_that_tell(book: Book) -> tuple[str, ...]:
    """The fields of the user's own that put logos into kinds: their keys, without those that each logo has anew."""
    return tuple(key for key, own in book.own.items() if 1 < len(set(own.values.values())) <= MOST_KINDS)


def of_segment(
    book: Book, asked: Asked, period: Period, segment: str | None, ids: Sequence[int]
) -> list[int]:
    """Those of the logos that are of a segment in a period."""
    split_by = labels(book, asked.by, [period])
    return [logo_id for logo_id in ids if label_of(split_by, period, logo_id) == segment]


def attrition(
    book: Book,
    covered: Sequence[Period],
    asked: Asked,
    split_by: Labels | None = None,
    *,
    grace_days: int | None = None,
) -> list[AttritionRow]:
    """`metrics.attrition.attrition` of the book; with another grace than the book's on request."""
    counted = book.levels(covered, grace_days)
    return logo_metrics.attrition_of(counted, split_by, those_that_count(book, asked))


def losses(
    book: Book, covered: Sequence[Period], asked: Asked, split_by: Labels | None = None
) -> pd.DataFrame:
    """`metrics.attrition.losses` of the book, the logos that `attrition` counts as lost, with their `segment`."""
    return logo_metrics.losses_of(book.levels(covered), split_by, those_that_count(book, asked))


def those_that_count(book: Book, asked: Asked) -> set[LossKey] | None:
    """The losses that count where only some do; None for all."""
    if not asked.regrettable and asked.voluntary is None:
        return None
    return book.losses_that(regrettable=asked.regrettable or None, voluntary=asked.voluntary)


def revenue(
    book: Book, covered: Sequence[Period], split_by: Labels | None = None, *, grace_days: int | None = None
) -> list[RevenueRow]:
    """`metrics.revenue.revenue` of the book; with another grace than the book's on request."""
    counted = book.levels(covered, grace_days)
    return revenue_metrics.revenue_of(counted, currency=book.currency, segment=split_by)


def due(book: Book) -> list[Due]:
    """`metrics.renewal_rate.due` of the book."""
    return book.ground.due(book.settings.grace_days)


def renewal_rate(
    book: Book, covered: Sequence[Period], split_by: Labels | None = None
) -> list[RenewalRateRow]:
    """`metrics.renewal_rate.renewal_rate` of the book."""
    return renewal_metrics.renewal_rate(
        due(book),
        covered,
        as_of=book.as_of,
        logo_ids=logo_ids(book),
        currency=book.currency,
        segment=split_by,
    )
