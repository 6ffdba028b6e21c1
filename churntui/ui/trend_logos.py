"""Trends, Logos: attrition by period, what was lost with it, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from churntui.book import Book
from churntui.dates import Period
from churntui.metrics import attrition as logo_metrics
from churntui.metrics.intervals import FEWEST_FOR_A_PERCENTAGE
from churntui.metrics.splits import NOT_SET
from churntui.model import REASONS, Interview
from churntui.reports import counting, wording
from churntui.ui.chartdata import ChartData, Series
from churntui.ui.trend_parts import LINE_ROLES, Figures, Heading, Line, TrendRow, View, largest
from churntui.ui.trend_words import explained_attrition

Row = dict[str, Any]
"""A row of a metric's frame."""

_KEEP_A_MONTH = 1 / 3
"""A quarter's target kept evenly over its months: the retention of each is this power of the quarter's."""


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


def losses(book: Book, covered: Sequence[Period], view: View) -> dict[tuple[str, str | None], list[Loss]]:
    """The losses behind each row: (period's name, segment) to losses, the largest ARR first."""
    found = counting.losses(book, covered, regrettable=view.regrettable)
    interviews = {interview.id: interview for interview in book.interviews}
    columns = book.losses[["logo_id", "lost_on", "interview_id"]].itertuples(index=False)
    about = {(logo_id, lost_on): interviews.get(interview_id) for logo_id, lost_on, interview_id in columns}
    regrettable = book.losses_that(regrettable=True)
    behind: dict[tuple[str, str | None], list[Loss]] = defaultdict(list)
    labels = {period.name: counting.segment(book, view.by, period) for period in covered}
    for name, logo_id, lost_on, arr, tenure in found.itertuples(index=False):
        key = (logo_id, lost_on)
        loss = Loss(logo_id, lost_on, arr, tenure, about.get(key), key in regrettable)
        behind[name, segment_of(labels[name], logo_id)].append(loss)
    for group in behind.values():
        group.sort(key=lambda loss: (-loss.arr, loss.lost_on, loss.logo_id))
    return behind


def segment_of(labels: pd.Series | None, logo_id: int) -> str | None:
    """The logo's segment as the metrics call it."""
    if labels is None:
        return None
    label = labels.get(logo_id)
    return NOT_SET if pd.isna(label) else str(label)


def figures(book: Book, view: View) -> Figures:
    """The Logos tab for a view; None of it is counted on the event loop."""
    covered = book.span(view.span)
    counted = counting.attrition(book, covered, by=view.by, regrettable=view.regrettable).to_dict("records")
    # What counts as regrettable is told by a loss's day, which another grace moves: no comparison there.
    bare = [] if view.regrettable else counting.attrition(book, covered, by=view.by, grace_days=0).to_dict("records")
    without_grace: dict[object, Row] = {(row["period"], row["segment"]): row for row in bare}
    behind = losses(book, covered, view)
    by_name = {period.name: period for period in covered}
    rows = []
    for row in counted:
        if view.by and not (row["initial"] or row["gained"] or row["early_churn"]):
            continue
        key = (row["period"], row["segment"])
        period = by_name[row["period"]]
        rows.append(
            TrendRow(
                period,
                row["segment"],
                _line(book, view, period, row, behind.get(key, [])),
                explained_attrition(book, view, period, row, without_grace.get(key)),
            )
        )
    return Figures(_headings(view), tuple(rows), _charts(book, view, covered, counted))


def _headings(view: View) -> tuple[Heading, ...]:
    segment = (Heading("Segment", 14, "left", flex=True),) if view.by else ()
    return (
        Heading(view.span.capitalize(), 10, "left"),
        *segment,
        Heading("At start", 8),
        Heading("Lost", 4),
        Heading("Rate", 9),
        Heading("95 %", 12, priority=2),
        Heading("Regrettable", 11, priority=3),
        Heading("Early", 5, priority=4),
        Heading("ARR lost", 9),
        Heading("Gained", 6, priority=5),
        Heading("Most named cause", 22, "left", priority=1, flex=True),
    )


def _line(book: Book, view: View, period: Period, row: Row, behind: Sequence[Loss]) -> Line:
    """A row's texts."""
    complete, lost = row["complete"], row["lost"]
    target = target_rate(book, view)
    over = target is not None and row["initial"] >= FEWEST_FOR_A_PERCENTAGE and row["rate"] > target
    rate = wording.rate(lost, row["initial"]) + (" !" if over else "  " if target is not None else "")
    cells = [
        wording.period(period, complete=complete),
        *([row["segment"]] if view.by else []),
        str(row["initial"]),
        str(lost),
        rate,
        wording.interval(row["low"], row["high"]),
        str(sum(loss.regrettable for loss in behind)),
        str(row["early_churn"]),
        book.money(row["arr_lost"]) if lost else wording.NOTHING,
        str(row["gained"]),
        cause(behind),
    ]
    return Line(tuple(cells), {cells.index(rate): "bad"} if over else {}, "" if complete else "dim")


def cause(behind: Sequence[Loss]) -> str:
    """`price 2/5 (1 not interviewed)`: the reason assessed most often; of equals the first in the list of reasons."""
    reasons = Counter(loss.interview.primary_reason for loss in behind if loss.interview)
    known = [reason for reason in REASONS if reasons[reason]]
    silent = sum(loss.interview is None or loss.interview.status != "held" for loss in behind)
    parts = []
    if known:
        most = max(known, key=lambda reason: reasons[reason])
        parts.append(f"{most.replace('_', ' ')} {reasons[most]}/{len(behind)}")
    if silent:
        parts.append(f"({silent} not interviewed)")
    return " ".join(parts)


def target_rate(book: Book, view: View) -> float | None:
    """The attrition set as bearable for one period of the view: the setting is a quarter's."""
    target = book.settings.target_rate
    if target is None or view.span == "quarter":
        return target
    return 1 - (1 - target) ** _KEEP_A_MONTH


def _charts(book: Book, view: View, covered: Sequence[Period], counted: Sequence[Row]) -> tuple[ChartData, ...]:
    """The rate as a line, and logos gained and lost as bars; with a split, the rate and the losses by segment."""
    by_key = {(row["period"], row["segment"]): row for row in counted}

    def series(segment: str | None, key: str, factor: int = 1) -> tuple[float | None, ...]:
        rows = (by_key[period.name, segment] for period in covered)
        return tuple(None if row[key] is None else factor * row[key] for row in rows)

    base = ChartData(
        "line",
        tuple(period.label for period in covered),
        (),
        dim_last=bool(counted) and not counted[-1]["complete"],
    )
    which = "regrettable attrition" if view.regrettable else "logo attrition"
    rate = _replaced(base, f"{which.capitalize()} by {view.span}", unit="percent", target=target_rate(book, view))
    if view.by is None:
        bars = (
            Series("gained", series(None, "gained"), "good"),
            Series("lost", series(None, "lost", -1), "bad"),
        )
        return (
            _replaced(rate, rate.title, series=(Series("rate", series(None, "shown_rate"), "primary"),)),
            _replaced(base, f"Logos gained and lost by {view.span}", kind="stacked", series=bars),
        )
    raise NotImplementedError
