"""Survival by tenure: of each segment, of all logos year by year, and day by day as a life table has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from churntui.book import Book
from churntui.metrics import survival
from churntui.metrics.expected import Basis, Total
from churntui.metrics.survival import Curve, LossDay, Point
from churntui.metrics.years import Year
from churntui.plain import wording
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.asked import Asked
from churntui.questions.columns import Column, headings, line
from churntui.questions.shown import Figures, TrendRow
from churntui.questions.survival import behind, explaining
from churntui.questions.survival.charts import charts
from churntui.questions.survival.lives import Lives, compared
from churntui.questions.survival.worth import Worth, worth_columns

_Row = TypeVar("_Row")


def by_segment(book: Book, asked: Asked, lives: Lives) -> Figures:
    """A row for each segment."""
    active, columns = Worth.active(book, lives), _segment_columns(book, lives.basis)
    rows = []
    for name, curve in lives.curves.items():
        segment = _Segment(name, curve, active.total(active.within(name)))
        row = TrendRow(
            name,
            line((), columns, segment),
            partial(explaining.tenure, book, asked, lives, name, segment.worth),
            segment=name,
            behind=partial(behind.tenure, asked, name, None),
        )
        rows.append(row)
    return _figures(lives, columns, rows, "by tenure")


def by_year(book: Book, asked: Asked, lives: Lives) -> Figures:
    """All logos, then those of each year of tenure that any has reached."""
    columns = _year_columns(book, lives.basis)
    rows = []
    for row in _years(Worth.active(book, lives), lives.curves[None]) if lives.curves else ():
        year = row.year
        if year is None:
            explained = partial(explaining.tenure, book, asked, lives, None, row.worth)
        else:
            explained = partial(explaining.year, book, lives.basis, year, row.worth)
        shown = TrendRow(
            year.number if year else 0,
            line((), columns, row, "dim" if row.is_open else ""),
            explained,
            title=f"{year.label} of tenure" if year else "all logos",
            behind=partial(behind.tenure, asked, None, year),
            words="" if year else explaining.in_short(book, lives.curves[None], row.worth),
        )
        rows.append(shown)
    return _figures(lives, columns, rows, "by tenure")


def by_day(book: Book, asked: Asked, lives: Lives) -> Figures:
    """A row for each tenure at which a logo was lost: of all logos, or of each segment in turn."""
    del book
    columns = day_columns(asked)
    rows = []
    for day in lives.loss_days():
        name, tenure = day.row.segment, day.row.time_days
        row = TrendRow(
            (name, tenure),
            line((), columns, day),
            partial(explaining.time_point, day),
            segment=name,
            title=" · ".join(part for part in (name, f"lost after {wording.tenure(tenure)}") if part),
            behind=partial(behind.time_point, asked, name, tenure, day.until),
        )
        rows.append(row)
    return _figures(lives, columns, rows, "days with losses")


def _figures(lives: Lives, columns: Sequence[Column[_Row]], rows: Sequence[TrendRow], scope: str) -> Figures:
    comparison = compared(lives.curves)
    return Figures(
        headings(columns),
        tuple(rows),
        charts(lives.curves),
        told=scope,
        words=comparison.words + "." if comparison else "",
        opens_on="first",
    )


@dataclass(frozen=True, slots=True)
class _Segment:
    """How long the logos of a segment stay, and what those active now are expected to pay."""

    name: str | None
    curve: Curve
    worth: Total

    @property
    def median(self) -> str:
        """The day by which half were lost, or that it lies beyond all that was seen."""
        if self.curve.cases < FEWEST_FOR_A_PERCENTAGE:
            return wording.NOTHING
        day = survival.median(self.curve)
        return f"> {wording.tenure(self.curve.last_day)}" if day is None else wording.tenure(day)

    def after(self, year: Year) -> Point | None:
        """Where the curve stands at the end of a year; None where too few were seen in it, or none to its end."""
        known = year.at_start(self.curve) >= FEWEST_FOR_A_PERCENTAGE and not year.is_open(self.curve)
        return year.point(self.curve) if known else None


def _segment_columns(book: Book, basis: Basis) -> tuple[Column[_Segment], ...]:
    def after(year: Year) -> tuple[Column[_Segment], ...]:
        """The share left after a year, and its band; none before the first loss, where it has no width."""

        def left(row: _Segment) -> str:
            point = row.after(year)
            return wording.percent(point.survival if point else None)

        def band(row: _Segment) -> str:
            point = row.after(year)
            if point is None or point.survival in {0, 1}:
                return wording.NOTHING
            return wording.interval(point.low, point.high, row.curve.cases)

        title = wording.counted(year.number, "year")
        priority = 3 if year.number > 1 else 0
        return Column(title, left, 8, priority=priority), Column("95 %", band, 12, priority=6)

    return (
        Column("Segment", lambda row: row.name or "", 14, align="left", flex=True),
        Column("Logos", lambda row: f"{row.curve.cases:,}", 6),
        Column("Lost", lambda row: f"{row.curve.losses:,}", 5),
        Column("Median", lambda row: row.median, 10),
        *(column for number in (1, 2, 3) for column in after(Year(number))),
        Column("Active", lambda row: f"{row.worth.logos:,}", 6, priority=2),
        *worth_columns(book, basis, priorities=(1, 0, 4, 5)),
    )


@dataclass(frozen=True, slots=True)
class _InYear:
    """The losses of a year of tenure, and what the logos in it now are expected to pay."""

    year: Year | None
    """None: all years together."""
    at_start: int
    lost: int
    worth: Total
    rate: float | None = None
    """Of those still there a year before; None of too few, as are the next three."""
    survival: float | None = None
    """The share of all logos still there at its end."""
    low: float | None = None
    """Its 95 % band; None also where it has no width."""
    high: float | None = None
    is_open: bool = False
    """Whether no logo was seen to its end yet."""

    @classmethod
    def of(cls, curve: Curve, year: Year, worth: Total) -> _InYear:
        """One year of a curve."""
        at_start, before, point = year.at_start(curve), year.before(curve), year.point(curve)
        enough = min(curve.cases, at_start) >= FEWEST_FOR_A_PERCENTAGE
        has_band = enough and 0 < point.survival < 1
        return cls(
            year,
            at_start,
            year.lost(curve),
            worth,
            rate=1 - point.survival / before if enough and before else None,
            survival=point.survival if enough else None,
            low=point.low if has_band else None,
            high=point.high if has_band else None,
            is_open=year.is_open(curve),
        )


def _years(active: Worth, curve: Curve) -> Iterator[_InYear]:
    yield _InYear(None, curve.cases, curve.losses, active.total())
    tenure_days = active.stakes.tenure_days
    for year in Year.up_to(max(curve.last_day, int(tenure_days.max(initial=0)))):
        yield _InYear.of(curve, year, active.total(year.holds(tenure_days)))


def _year_columns(book: Book, basis: Basis) -> tuple[Column[_InYear], ...]:
    def tenure(row: _InYear) -> str:
        return "all" if row.year is None else row.year.label + (" *" if row.is_open else "")

    return (
        Column("Tenure", tenure, 14, align="left", flex=True),
        Column("At start", lambda row: f"{row.at_start:,}", 8),
        Column("Lost", lambda row: f"{row.lost:,}", 5),
        Column("Rate", lambda row: wording.percent(row.rate), 8),
        Column("Still there", lambda row: wording.percent(row.survival), 11),
        Column("95 %", lambda row: wording.interval(row.low, row.high, row.at_start), 12, priority=3),
        Column("Active", lambda row: f"{row.worth.logos:,}", 6),
        *worth_columns(book, basis),
    )


def day_columns(asked: Asked) -> tuple[Column[LossDay], ...]:
    """What people see of a day with losses."""

    def tenure(day: LossDay) -> str:
        return wording.tenure(day.row.time_days)

    def still_there(day: LossDay) -> str:
        return wording.percent(day.row.survival if day.of >= FEWEST_FOR_A_PERCENTAGE else None)

    segment = Column[LossDay]("Segment", lambda day: day.row.segment or "", 14, align="left", flex=True)
    return (
        Column("Tenure", tenure, 9, "tab", align="left"),
        *((segment,) if asked.by else ()),
        Column("Tenure", tenure, where="report"),
        Column("Day", lambda day: f"{day.row.time_days:,}", 6, flex=True),
        Column(
            "At risk",
            lambda day: str(day.row.at_risk),
            7,
            flex=True,
            in_tab=lambda day: f"{day.row.at_risk:,}",
        ),
        Column("Lost", lambda day: str(day.row.lost), 5, flex=True, in_tab=lambda day: f"{day.row.lost:,}"),
        Column("Seen no longer", lambda day: f"{day.seen_no_longer:,}", 14, "tab", priority=2, flex=True),
        Column("Still there", still_there, 11, flex=True),
        Column(
            "95 %",
            lambda day: wording.interval(day.row.low, day.row.high, day.of),
            13,
            priority=1,
            flex=True,
        ),
    )
