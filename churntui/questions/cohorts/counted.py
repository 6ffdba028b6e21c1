"""Trends, Cohorts: what is counted for a view, and every figure of it as a text, so that all of them agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from churntui.book import Book
from churntui.data import presence
from churntui.data.file.store import Store
from churntui.metrics.cohorts import UNKNOWN, Base, Cohorts, Unit
from churntui.plain import dates, wording
from churntui.plain.dates import OPEN_END, Period, Span
from churntui.plain.money import monthly
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.presence import Crowd
from churntui.questions import spans
from churntui.questions.asked import Asked
from churntui.questions.cohorts import report as counting

_LEAST_SPREAD = 0.2
"""The shades span at least so many points: cohorts that hardly differ should not look as if they did."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The cohorts of a view."""

    book: Book
    view: Asked
    table: Cohorts
    crowd: Crowd | None
    """What customers did; None for logos."""

    @property
    def span(self) -> Span:
        """How long each period is."""
        return self.view.every

    @property
    def of(self) -> Base:
        """What a share is of; counts stand beside the share of the start."""
        return "previous" if self.view.share == "previous" else "start"

    @property
    def unit(self) -> Unit:
        """Heads or money; customers have none."""
        return "mrr" if self.view.unit == "mrr" and self.crowd is None else "logos"

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

    def share_text(self, value: int, base: int | None) -> str:
        """A share in few cells: `87`, of fewer than five `3/4`; empty where it is of nothing."""
        if not base:
            return ""
        if self.unit == "logos" and base < FEWEST_FOR_A_PERCENTAGE:
            return f"{value}/{base}"
        return whole_percent(value / base)

    def texts(self) -> list[list[str | None]]:
        """What stands in each cell, row by row; None where it has no figure."""
        values = self.table.values(self.unit).tolist()
        if self.view.share == "count":
            return [[None if value == UNKNOWN else self.amount(value) for value in row] for row in values]
        if self.of == "previous":
            bases = [[UNKNOWN, *row[:-1]] for row in values]
        else:
            starts = self.table.sizes.tolist() if self.unit == "logos" else [row[0] for row in values if row]
            bases = [[start] * self.table.ages for start in starts]
        return [
            [
                None if value == UNKNOWN else self.share_text(value, max(base, 0)) or wording.NOTHING
                for value, base in zip(row, of, strict=True)
            ]
            for row, of in zip(values, bases, strict=True)
        ]


def whole_percent(share: float) -> str:
    """A percentage without decimals that never says all or nothing where it is not: `87`, `>99`, `<1`."""
    if 0 < share < 0.005:
        return "<1"
    if 0.995 <= share < 1:
        return ">99"
    return f"{100 * share:.0f}"


def count(book: Book, view: Asked, crowd: Crowd | None) -> Counted:
    """Count the cohorts of a view, of customers where there is a crowd."""
    covered = joining(book, view, crowd)
    if crowd is None:
        return Counted(book, view, counting.of_logos(book, covered, view.by), None)
    return Counted(book, view, counting.of_customers(book, crowd, covered, view.by), crowd)


def crowd_for(store: Store, book: Book, view: Asked) -> Crowd:
    """What customers did since the first period of joining in view, as far as it was measured."""
    known = presence.measured(store, book.as_of)
    begun = dates.from_number(known[0]) if known else book.as_of
    covered = spans.within(begun, book.as_of + timedelta(days=1), view)
    return counting.crowd(store, book, view.every, covered[0].starts_on if covered else None)


def joining(book: Book, view: Asked, crowd: Crowd | None) -> Sequence[Period]:
    """The periods of joining that a view covers."""
    if crowd is None:
        return spans.covered(book, view)
    joined = np.asarray(crowd.roster.joined)
    if not (joined < OPEN_END).any():
        return ()
    first = dates.from_number(joined.min())
    return spans.within(first, book.as_of + timedelta(days=1), view)


def heats(counted: Counted) -> list[list[float | None]]:
    """For each cell its share, spread over those shown (the first age aside, which is the same for all): 0 to 1."""
    table = counted.table
    values = np.where(table.known, table.values(counted.unit), np.nan)
    if not values.size:
        return [[] for _ in table.joined]
    start = table.sizes if counted.unit == "logos" else values[:, 0]
    before = (
        np.roll(values, 1, axis=1)
        if counted.of == "previous"
        else np.broadcast_to(start[:, None], values.shape)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(before > 0, values / before, np.nan)
    if counted.of == "previous":
        shares[:, 0] = np.nan
    later = shares[:, 1:][~np.isnan(shares[:, 1:])]
    high = float(later.max(initial=0.0)) if later.size else 1.0
    low = max(0.0, min(float(later.min(initial=high)), high - _LEAST_SPREAD))
    spread = np.clip((shares - low) / ((high - low) or 1.0), 0, 1)
    return [[None if np.isnan(heat) else heat for heat in row] for row in spread.tolist()]


def opening(period: Period, age: int) -> date:
    """The day a cohort's `age`-th period opens."""
    return dates.step(period.starts_on, period.span, age)


def ages(span: Span, age: int) -> str:
    """`3 quarters`, `1 month`."""
    return wording.counted(age, span)
