"""Trends, Logos: attrition by period, what was lost with it, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from churntui.book import Book
from churntui.dates import Period
from churntui.metrics.intervals import FEWEST_FOR_A_PERCENTAGE
from churntui.model import REASON_LABELS, Interview
from churntui.reports import counting, wording
from churntui.reports.attrition import anyone
from churntui.ui import trend_words
from churntui.ui.chartdata import ChartData
from churntui.ui.trend_charts import Row, blank, series
from churntui.ui.trend_parts import PERIOD_WIDTH, Figures, Heading, Line, TrendRow, View

if TYPE_CHECKING:
    from churntui.metrics.splits import Labels


@dataclass(frozen=True, slots=True)
class Loss:
    """One lost logo of a period."""

    logo_id: int
    lost_on: date
    """The first day without service."""
    arr: int
    """At the period's opening, in minor units of the reporting currency."""
    tenure_days: int
    interview: Interview | None
    regrettable: bool
    """As an interview says, else by the logo's fit."""


def told_losses(book: Book, found: Iterable[tuple[int, date, int, int]]) -> list[Loss]:
    """Losses (logo id, first day without service, ARR, days of tenure) with what the book says about each."""
    interviews = {interview.id: interview for interview in book.interviews}
    columns = book.losses[["logo_id", "lost_on", "interview_id"]].itertuples(index=False)
    about = {(logo_id, lost_on): interviews.get(interview_id) for logo_id, lost_on, interview_id in columns}
    regrettable = book.losses_that(regrettable=True)
    return [
        Loss(logo_id, lost_on, arr, tenure, about.get((logo_id, lost_on)), (logo_id, lost_on) in regrettable)
        for logo_id, lost_on, arr, tenure in found
    ]


def losses(
    book: Book, covered: Sequence[Period], view: View, split_by: Labels | None
) -> dict[tuple[str, str | None], list[Loss]]:
    """The losses behind each row: (period's name, segment) to losses, the largest ARR first."""
    found = counting.losses(book, covered, regrettable=view.regrettable)
    told = told_losses(book, found[["logo_id", "lost_on", "arr_lost", "tenure_days"]].itertuples(index=False))
    behind: dict[tuple[str, str | None], list[Loss]] = defaultdict(list)
    by_name = {period.name: period for period in covered}
    for name, loss in zip(found["period"], told, strict=True):
        behind[name, counting.label_of(split_by, by_name[name], loss.logo_id)].append(loss)
    for group in behind.values():
        group.sort(key=lambda loss: (-loss.arr, loss.lost_on, loss.logo_id))
    return behind


def figures(book: Book, view: View) -> Figures:
    """The Logos tab for a view; none of it is counted on the event loop."""
    covered = book.span(view.span)
    split_by = counting.labels(book, view.by, covered)
    counted = counting.attrition(book, covered, split_by, regrettable=view.regrettable).to_dict("records")
    # What counts as regrettable is told by a loss's day, which another grace moves: no comparison there.
    bare = (
        []
        if view.regrettable
        else counting.attrition(book, covered, split_by, grace_days=0).to_dict("records")
    )
    without_grace: dict[object, Row] = {(row["period"], row["segment"]): row for row in bare}
    behind = losses(book, covered, view, split_by)
    by_name = {period.name: period for period in covered}
    rows = []
    for row in counted:
        if view.by and not anyone(row):
            continue
        key = (row["period"], row["segment"])
        period = by_name[row["period"]]
        rows.append(
            TrendRow(
                period,
                row["segment"],
                _line(book, view, period, row, behind.get(key, [])),
                trend_words.attrition(book, view, period, row, without_grace.get(key)),
            )
        )
    return Figures(_headings(view), tuple(rows), _charts(book, view, covered, counted))


def _headings(view: View) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading(view.span.capitalize(), PERIOD_WIDTH[view.span], "left"),
        *segment,
        Heading("At start", 8),
        Heading("Lost", 4),
        Heading("Rate", 8),
        Heading("95 %", 12, priority=2),
        Heading("Regrettable", 11, priority=3),
        Heading("Early", 5, priority=4),
        Heading("ARR lost", 8),
        Heading("Gained", 6, priority=5),
        Heading("Most named cause", 22, "left", priority=1, flex=True),
    )


def _line(book: Book, view: View, period: Period, row: Row, behind: Sequence[Loss]) -> Line:
    """A row's texts."""
    complete, lost = row["complete"], row["lost"]
    target = None if view.by else target_rate(book, view)
    over = target is not None and row["initial"] >= FEWEST_FOR_A_PERCENTAGE and row["rate"] > target
    rate = wording.rate(lost, row["initial"]) + (" !" if over else "  " if target is not None else "")
    segment = (row["segment"],) if view.by else ()
    cells = (
        wording.period(period, complete=complete),
        *segment,
        str(row["initial"]),
        str(lost),
        rate,
        wording.interval(row["low"], row["high"], row["initial"]),
        str(sum(loss.regrettable for loss in behind)),
        str(row["early_churn"]),
        book.money(row["arr_lost"]) if lost else wording.NOTHING,
        str(row["gained"]),
        cause(behind),
    )
    return Line(cells, {len(segment) + 3: "bad"} if over else {}, "" if complete else "dim")


def cause(behind: Sequence[Loss]) -> str:
    """`price 2/5, 1 silent`: the reason assessed most often, of all losses, and losses without a held interview.

    Where several were named equally often, none of them is put forward: `3 causes, 1 each`.
    """
    reasons = Counter(
        loss.interview.primary_reason for loss in behind if loss.interview and loss.interview.primary_reason
    )
    parts = []
    if reasons:
        most = max(reasons.values())
        tied = [reason for reason, times in reasons.items() if times == most]
        alone = f"{REASON_LABELS[tied[0]]} {most}/{len(behind)}"
        parts.append(alone if len(tied) == 1 else f"{len(tied)} causes, {most} each")
    silent = sum(loss.interview is None or loss.interview.status != "held" for loss in behind)
    if silent:
        parts.append(f"{silent} silent")
    return ", ".join(parts)


def target_rate(book: Book, view: View) -> float | None:
    """The attrition set as bearable. It is a quarter's: a month of a small book would pass its third at each loss."""
    return book.settings.target_rate if view.span == "quarter" else None


def _charts(
    book: Book, view: View, covered: Sequence[Period], counted: Sequence[Row]
) -> tuple[ChartData, ...]:
    """The rate as lines; then logos gained and lost as bars, or, with a split, the losses of each segment."""
    what = "Regrettable attrition" if view.regrettable else "Logo attrition"
    rate = replace(
        blank(covered, counted, f"{what} by {view.span}"),
        unit="percent",
        target=target_rate(book, view),
        series=series(covered, counted, _drawn_rate, size=_initial, name=what),
        empty=f"No percentage is drawn of fewer than {FEWEST_FOR_A_PERCENTAGE} logos",
    )
    bars = replace(blank(covered, counted, f"Logos lost by {view.span}"), kind="stacked")
    if view.by:
        return rate, replace(bars, series=series(covered, counted, _lost, size=_initial))
    gained = series(covered, counted, lambda row: row["gained"], name="gained", role="good")
    lost = series(covered, counted, lambda row: -row["lost"], name="lost", role="bad")
    return rate, replace(bars, title=f"Logos gained and lost by {view.span}", series=gained + lost)


def _drawn_rate(row: Row) -> float | None:
    return float(row["rate"]) if row["initial"] >= FEWEST_FOR_A_PERCENTAGE else None


def _lost(row: Row) -> float:
    return float(row["lost"])


def _initial(row: Row) -> float:
    return float(row["initial"])
