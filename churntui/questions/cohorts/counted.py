"""The cohorts asked for, counted, and every figure of them as a text, so that all of them agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics import cohorts
from churntui.metrics.cohorts import UNKNOWN, Base, Cohorts, Unit
from churntui.model.presence import Crowd, Grid, grid_index
from churntui.plain import dates, wording
from churntui.plain.dates import OPEN_END, Period, Span
from churntui.plain.errors import BadInputError
from churntui.plain.money import monthly
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import actions, counting, spans
from churntui.questions.asked import Asked
from churntui.questions.customers import crowds

_LEAST_SPREAD = 0.2
"""The shades span at least so many points: cohorts that hardly differ should not look as if they did."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The cohorts."""

    book: Book
    asked: Asked
    table: Cohorts
    crowd: Crowd | None
    """What customers did; None for logos."""

    @property
    def span(self) -> Span:
        """How long each period is."""
        return self.asked.every

    @property
    def of(self) -> Base:
        """What a share is of; counts stand beside the share of the start."""
        return "previous" if self.asked.share == "previous" else "start"

    @property
    def unit(self) -> Unit:
        """Heads or money; customers have none."""
        return "mrr" if self.asked.unit == "mrr" and self.crowd is None else "logos"

    @property
    def who(self) -> str:
        """`logos` or `customers`."""
        return "logos" if self.crowd is None else "customers"

    def name(self, row: int) -> str:
        """What a cohort is called: `2025 Q1 · Health`."""
        joined, segment = self.table.joined[row], self.table.segments[row]
        return joined.label if segment is None else f"{joined.label} · {segment}"

    def amount(self, value: int) -> str:
        """A figure that is no share: how many, or how much a month."""
        return self.book.money(monthly(value)) if self.unit == "mrr" else f"{value:,}"

    def share_text(self, value: int, base: int) -> str:
        """A share in few cells: `87`, of fewer than five `3/4`; empty where it is of nothing."""
        if base <= 0:
            return ""
        if self.unit == "logos" and base < FEWEST_FOR_A_PERCENTAGE:
            return f"{value}/{base}"
        return whole_percent(value / base)

    def texts(self) -> list[list[str | None]]:
        """What stands in each cell, row by row; None where it has no figure."""
        tables = self.table.values(self.unit), self.table.bases(self.of, self.unit)
        return [
            [None if value == UNKNOWN else self._text(value, base) for value, base in zip(*row, strict=True)]
            for row in zip(*(table.tolist() for table in tables), strict=True)
        ]

    def _text(self, value: int, base: int) -> str:
        return (
            self.amount(value)
            if self.asked.share == "count"
            else self.share_text(value, base) or wording.NOTHING
        )

    def heats(self) -> list[list[float | None]]:
        """For each cell its share, spread over those shown (the first age aside, the same for all): 0 to 1."""
        values, bases = self.table.values(self.unit), self.table.bases(self.of, self.unit)
        if not values.size:
            return [[] for _ in self.table.joined]
        shares = np.full(values.shape, np.nan)
        np.divide(values, bases, out=shares, where=self.table.known & (bases > 0))
        later = shares[:, 1:][~np.isnan(shares[:, 1:])]
        high = float(later.max(initial=0.0)) if later.size else 1.0
        low = max(0.0, min(float(later.min(initial=high)), high - _LEAST_SPREAD))
        spread = np.clip((shares - low) / ((high - low) or 1.0), 0, 1)
        return [[None if np.isnan(heat) else heat for heat in row] for row in spread.tolist()]


def whole_percent(share: float) -> str:
    """A percentage without decimals that never says all or nothing where it is not: `87`, `>99`, `<1`."""
    if 0 < share < 0.005:
        return "<1"
    if 0.995 <= share < 1:
        return ">99"
    return f"{100 * share:.0f}"


def crowd_for(store: Store, book: Book, asked: Asked) -> Crowd:
    """What customers did since the first period of joining asked for, as far as it was measured.

    Raises:
        BadInputError: There is no such action or period.
    """
    if asked.span in ("quarter", "year"):
        raise BadInputError(
            "Cohorts of customers are by week or month", "Use --period week or --period month"
        )
    # a set of actions that is tried out in Customers is tried there alone
    chosen = () if asked.latest else actions.chosen(store, asked.actions)
    known = activity.measured(store, book.as_of)
    begun = dates.from_number(known[0]) if known else book.as_of
    covered = spans.within(begun, book.as_of + timedelta(days=1), asked)
    since = max(begun, covered[0].starts_on) if covered else begun
    grid: Grid = "week" if asked.span == "week" else "month"
    end = grid_index(grid, book.as_of) + 1
    first = min(grid_index(grid, since), end)
    crowd = activity.crowd(
        store, book.as_of, grid, first, end, settings=book.settings, actions=chosen or None
    )
    return crowds.of_book(book, crowd)


def count(book: Book, asked: Asked, crowd: Crowd | None) -> Counted:
    """Count the cohorts asked for, of customers where there is a crowd."""
    if crowd is None:
        covered = spans.covered(book, asked)
        segment, logo_ids = counting.labels(book, asked.by, covered), counting.logo_ids(book)
        table = cohorts.logo_cohorts(
            book.timeline, covered, as_of=book.as_of, logo_ids=logo_ids, segment=segment
        )
        return Counted(book, asked, table, None)
    joined = np.asarray(crowd.roster.joined, dtype=np.int64)
    first = dates.from_number(joined.min()) if (joined < OPEN_END).any() else None
    covered = spans.within(first, book.as_of + timedelta(days=1), asked)
    segment = crowds.labels(book, asked.by, covered)
    return Counted(
        book, asked, cohorts.customer_cohorts(crowd, covered, as_of=book.as_of, segment=segment), crowd
    )


def opening(period: Period, age: int) -> date:
    """The day a cohort's `age`-th period opens."""
    return dates.step(period.starts_on, period.span, age)


def ages(span: Span, age: int) -> str:
    """`3 quarters`, `1 month`."""
    return wording.counted(age, span)
