"""Survival, quarter by quarter: what the losses took away besides the ARR they ended."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from churntui.book import Book
from churntui.metrics.expected import Basis, Total
from churntui.metrics.service import Ints
from churntui.metrics.splits import split
from churntui.metrics.survival import Mask
from churntui.plain import dates, wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period
from churntui.questions.asked import Asked
from churntui.questions.charting import ROLES, marks_on
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow
from churntui.questions.survival import behind
from churntui.questions.survival import explaining as words
from churntui.questions.survival.amounts import cells, is_told
from churntui.questions.survival.counted import Counted, Valued

_Cell = tuple[Period, str | None]


def taken(book: Book, view: Asked, counted: Counted) -> Figures:
    """A row for each quarter, or for each segment that lost logos in it."""
    lost = Valued.lost(book, counted)
    quarters = lost.quarters()
    covered = _covered(book, quarters)
    masks = _masks(counted, lost, quarters, covered, split_up=bool(view.by))
    totals = {cell: lost.total(mask) for cell, mask in masks.items()}
    rows = tuple(
        _row(book, counted.basis, view, cell, lost.stakes.arr[mask].tolist(), totals[cell])
        for cell, mask in masks.items()
    )
    return Figures(
        _headings(view),
        rows,
        _charts(book, covered, masks, totals, lost) if rows else (),
        told=f"what losses took away · {covered[0].label} – {covered[-1].label}" if covered else "quarters",
        words="Expected: as if the lost had been average logos of their tenure, over the five years after.",
    )


def number_of(quarter: Period) -> int:
    """How many quarters it comes after the first of 1970."""
    return 4 * (quarter.starts_on.year - dates.EPOCH.year) + (quarter.starts_on.month - 1) // 3


def _covered(book: Book, quarters: Ints) -> list[Period]:
    """From the quarter of the first loss to that of the as-of day."""
    if not len(quarters):
        return []
    years, rest = divmod(int(quarters.min()), 4)
    first = date(dates.EPOCH.year + years, 3 * rest + 1, 1)
    return dates.periods("quarter", first, book.as_of + timedelta(days=1))


def _masks(
    counted: Counted, lost: Valued, quarters: Ints, covered: list[Period], *, split_up: bool
) -> dict[_Cell, Mask]:
    """Which losses are in each row: every quarter has one; of segments only those with losses."""
    parts = split(lost.stakes.logo_ids, counted.segment)
    masks: dict[_Cell, Mask] = {
        (period, name): (quarters == number_of(period)) & (parts.codes == code)
        for period in covered
        for code, name in enumerate(parts.labels)
    }
    return {cell: mask for cell, mask in masks.items() if mask.any() or not split_up}


def _headings(view: Asked) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading("Quarter", PERIOD_WIDTH["quarter"], "left"),
        *segment,
        Heading("Losses", 6, flex=True),
        Heading("ARR lost", 8, flex=True),
        Heading("Expected, 5 y", 13, flex=True),
        Heading("From – to", 19, priority=1, flex=True),
        Heading("Seen", 5, priority=3, flex=True),
        Heading("Years of ARR", 12, priority=2, flex=True),
    )


def _row(book: Book, basis: Basis, view: Asked, cell: _Cell, arrs: list[int], whole: Total) -> TrendRow:
    period, name = cell
    arr, complete = sum(arrs), period.ends_on <= book.as_of
    known = arr > 0 and is_told(basis)
    line = (
        wording.period(period, complete=complete),
        *((name,) if name is not None else ()),
        str(len(arrs)),
        *cells(book, basis, arr, whole),
        f"{whole.amount / arr:.1f}" if known else wording.NOTHING,
    )
    return TrendRow(
        (period.name, name),
        Line(line, look="" if complete else "dim"),
        partial(words.taken, book, basis, period, name, arrs, whole),
        period=period,
        segment=name,
        behind=partial(behind.taken, view=view, quarter=number_of(period), name=name),
    )


def _charts(
    book: Book, covered: list[Period], masks: dict[_Cell, Mask], totals: dict[_Cell, Total], lost: Valued
) -> tuple[ChartData, ...]:
    """What was taken as bars; then the ARR lost."""
    taken_away = {cell: whole.amount for cell, whole in totals.items()}
    ended = {cell: int(lost.stakes.arr[mask].sum()) for cell, mask in masks.items()}
    return tuple(
        ChartData(
            "stacked",
            tuple(period.label for period in covered),
            _parts(covered, amounts),
            unit="money",
            currency=book.currency,
            marks=marks_on(covered, book.marks),
            dim_last=covered[-1].ends_on > book.as_of,
            title=title,
        )
        for title, amounts in (
            ("Five years' revenue that losses took away, by quarter", taken_away),
            ("ARR lost by quarter", ended),
        )
    )


def _parts(covered: list[Period], amounts: dict[_Cell, int]) -> tuple[Series, ...]:
    """The parts of each bar: all losses, or those of the segments that lost most."""
    sums: dict[str | None, int] = {}
    for (_, name), amount in amounts.items():
        sums[name] = sums.get(name, 0) + amount
    largest = sorted(sums, key=lambda name: (-sums[name], name or ""))[: len(ROLES)]
    return tuple(
        Series(name or "taken away", tuple(amounts.get((period, name), 0) for period in covered), role)
        for name, role in zip(largest, ROLES if largest != [None] else ("bad",), strict=False)
    )
