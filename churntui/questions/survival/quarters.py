"""Survival, quarter by quarter: what the losses took away besides the ARR they ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from churntui.book import Book
from churntui.metrics.expected import Basis, Total
from churntui.metrics.splits import split
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData
from churntui.plain.dates import Period
from churntui.questions.asked import Asked
from churntui.questions.charting import blank, series
from churntui.questions.columns import Column, headings, line
from churntui.questions.shown import PERIOD_WIDTH, Figures, TrendRow
from churntui.questions.survival import behind, explaining
from churntui.questions.survival.lives import Lives
from churntui.questions.survival.worth import Worth, is_told, worth_columns


@dataclass(frozen=True, slots=True)
class Taken:
    """What the losses of a quarter, or of a segment in it, took away."""

    quarter: Period
    segment: str | None
    complete: bool
    worth: Total

    @property
    def period(self) -> str:
        """The quarter's name."""
        return self.quarter.name


def by_quarter(book: Book, asked: Asked, lives: Lives) -> Figures:
    """A row for each quarter, or for each segment that lost logos in it."""
    covered, rows = _taken(book, asked, lives)
    columns = _columns(book, asked, lives.basis)
    return Figures(
        headings(columns),
        tuple(
            TrendRow(
                (row.period, row.segment),
                line((), columns, row, "" if row.complete else "dim"),
                partial(explaining.taken, book, lives.basis, row.quarter, row.segment, row.worth),
                period=row.quarter,
                segment=row.segment,
                behind=partial(behind.quarter, asked, row.quarter, row.segment),
            )
            for row in rows
        ),
        _charts(book, covered, rows) if rows else (),
        told=f"what losses took away · {covered[0].label} – {covered[-1].label}" if covered else "quarters",
        words="Expected: as if the lost had been average logos of their tenure, over the five years after.",
    )


def _taken(book: Book, asked: Asked, lives: Lives) -> tuple[list[Period], list[Taken]]:
    """The quarters from that of the first loss to that of the as-of day, and their rows."""
    lost = Worth.lost(book, lives)
    if not len(lost.stakes.until):
        return [], []
    first = dates.from_number(int(lost.stakes.until.min()) - 1)
    covered = dates.periods("quarter", first, book.as_of + timedelta(days=1))
    parts, rows = split(lost.stakes.logo_ids, lives.segment), []
    for quarter in covered:
        within = lost.ended_in(quarter)
        for code, name in enumerate(parts.labels):
            chosen = within & (parts.codes == code)
            if chosen.any() or not asked.by:
                rows.append(Taken(quarter, name, quarter.ends_on <= book.as_of, lost.total(chosen)))
    return covered, rows


def _columns(book: Book, asked: Asked, basis: Basis) -> tuple[Column[Taken], ...]:
    def years(row: Taken) -> str:
        known = row.worth.arr > 0 and is_told(basis)
        return f"{row.worth.amount / row.worth.arr:.1f}" if known else wording.NOTHING

    segment = Column[Taken]("Segment", lambda row: row.segment or "", 14, align="left", flex=True)
    return (
        Column(
            "Quarter",
            lambda row: wording.period(row.quarter, complete=row.complete),
            PERIOD_WIDTH["quarter"],
            align="left",
        ),
        *((segment,) if asked.by else ()),
        Column("Losses", lambda row: str(row.worth.logos), 6, flex=True),
        *worth_columns(book, basis, "ARR lost", priorities=(0, 0, 1, 3), flex=True),
        Column("Years of ARR", years, 12, priority=2, flex=True),
    )


def _charts(book: Book, covered: Sequence[Period], rows: Sequence[Taken]) -> tuple[ChartData, ...]:
    """What was taken as bars; then the ARR lost."""
    bars = replace(
        blank(covered, rows, "", book.marks),
        kind="stacked",
        unit="money",
        currency=book.currency,
        dim_last=covered[-1].ends_on > book.as_of,
    )
    drawn = partial(series, covered, rows, name="taken away", role="bad")
    return (
        replace(
            bars,
            series=drawn(lambda row: row.worth.amount, size=lambda row: row.worth.amount),
            title="Five years' revenue that losses took away, by quarter",
        ),
        replace(
            bars,
            series=drawn(lambda row: row.worth.arr, size=lambda row: row.worth.arr),
            title="ARR lost by quarter",
        ),
    )
