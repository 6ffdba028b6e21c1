"""Trends, Survival: how long logos stay, what those here are still expected to pay, and what losses took away."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.metrics import survival
from churntui.metrics.survival import Curve, Point
from churntui.plain import wording
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions.asked import Asked
from churntui.questions.shown import Figures, Heading, Line, TrendRow
from churntui.questions.survival import amounts, behind
from churntui.questions.survival import explaining as words
from churntui.questions.survival.chart import charts
from churntui.questions.survival.counted import Counted, Valued, Year
from churntui.questions.survival.report import compared
from churntui.questions.survival.taken import taken
from churntui.questions.survival.times import times
from churntui.questions.survival.years import HEADINGS, years

HELP = """**Survival**: the share of logos that stay longer than each day of tenure, counted from the first paid day
to the first loss (Kaplan and Meier 1958). A logo still here is counted for as long as it was seen: it neither left nor
stayed for ever. The faint lines are the 95 % band: where few logos are that old it is wide. The *median* is the first
day by which half were lost.

`s` splits by what a logo is, or the plan it began on. With two segments the *log-rank test* (Mantel 1966) says whether
they differ; of more, the two largest are compared. `c` shows how many logos were seen for so long. `f` goes on to the
days on which logos were lost, and to what each quarter's losses took away.

**Expected, 5 y** is ARR × the years a logo of that tenure still stays on average, of the next five: the area under the
curve from its tenure on, over the curve there. Beyond the longest tenure seen, losses are taken to go on at the mean
pace up to it: `~` marks an amount with such a part, *Seen* is the share without it, and *from – to* reaches from all
lost at that point to none lost any more, each at the end of the 95 % band. A segment has a curve of its own from 30
logos and 10 losses on; smaller ones are counted with that of all. ARR is taken as it is: no growth, no discount."""

_YEARS = (Year(1), Year(2), Year(3))

_HEADINGS = (
    Heading("Segment", 14, "left", flex=True),
    Heading("Logos", 6),
    Heading("Lost", 5),
    Heading("Median", 10),
    Heading("1 year", 8),
    Heading("95 %", 12, priority=6),
    Heading("2 years", 8, priority=3),
    Heading("95 %", 12, priority=6),
    Heading("3 years", 8, priority=3),
    Heading("95 %", 12, priority=6),
    Heading("Active", 6, priority=2),
    Heading("ARR", 8, priority=1),
    Heading("Expected, 5 y", 13),
    Heading("From – to", 19, priority=4),
    Heading("Seen", 5, priority=5),
)


def figures(book: Book, view: Asked, _: object) -> Figures:
    """The Survival tab for a view; none of it is counted on the event loop."""
    counted = Counted.of(book, view)
    part = {"time points": times, "quarters": taken}.get(view.part, _tenure)
    made = part(book, view, counted)
    split = f" · split by {' and '.join(view.by)}" if view.by else ""
    empty = "No logo has been lost yet" if counted.curves else "No logo has begun to pay yet"
    return replace(made, told=f"{made.told}{split}", empty=empty)


def _tenure(book: Book, view: Asked, counted: Counted) -> Figures:
    """A row for each segment; of all logos together one for each year of tenure."""
    active = Valued.active(book, counted)
    comparison = compared(counted.curves)
    rows = (
        tuple(_row(book, view, counted, active, name) for name in counted.curves)
        if view.by
        else years(book, view, counted, active)
    )
    return Figures(
        _HEADINGS if view.by else HEADINGS,
        rows,
        charts(counted.curves),
        told="by tenure",
        words=comparison.words + "." if comparison else "",
        opens_on="first",
    )


def _row(book: Book, view: Asked, counted: Counted, active: Valued, name: str | None) -> TrendRow:
    curve = counted.curves[name]
    chosen = counted.within(active.stakes.logo_ids, name)
    whole, arr = active.total(chosen), int(active.stakes.arr[chosen].sum())
    enough = curve.cases >= FEWEST_FOR_A_PERCENTAGE
    points = [
        year.point(curve)
        if year.at_start(curve) >= FEWEST_FOR_A_PERCENTAGE and not year.is_open(curve)
        else None
        for year in _YEARS
    ]
    cells = (
        name or "",
        f"{curve.cases:,}",
        f"{curve.losses:,}",
        _median(curve) if enough else wording.NOTHING,
        *(cell for point in points for cell in _point(point)),
        f"{chosen.sum():,}",
        *amounts.cells(book, counted.basis, arr, whole),
    )
    return TrendRow(
        name,
        Line(cells),
        words.tenure(book, view, counted, name, whole, arr),
        segment=name,
        behind=partial(behind.tenure, view=view, name=name),
    )


def _median(curve: Curve) -> str:
    day = survival.median(curve)
    return "> " + wording.tenure(curve.last_day) if day is None else wording.tenure(day)


def _point(point: Point | None) -> tuple[str, str]:
    """The share left, and its band; none before the first loss, where it has no width."""
    if point is None:
        return wording.NOTHING, wording.NOTHING
    has_band = 0 < point.survival < 1
    interval = (
        wording.interval(point.low, point.high, FEWEST_FOR_A_PERCENTAGE) if has_band else wording.NOTHING
    )
    return wording.percent(point.survival), interval
