"""The survival report: how long logos stay, day of tenure by day of tenure.

A segment is what a logo is, or the plan it began on: a plan moves, and who stays long moves up, so that the plan it
ended on would explain its staying by its staying. For the same reason nothing is split by tenure here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from churntui.book import Book
from churntui.metrics import segments, service, survival
from churntui.metrics.service import Ints
from churntui.metrics.splits import NOT_SET, split
from churntui.metrics.survival import Curve, LogRank, Tenures
from churntui.model import splits
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("time_days", "at_risk", "lost", "censored", "survival", "low", "high")

FIELDS = splits.names(but={"tenure"})
"""What logos can be split by here."""

MEDIAN_RULE = "the first day by which half were lost: the smallest t with S(t) <= 1/2"

_DIFFERENT = 0.05
"""Curves are said to differ where chance alone would do as much in fewer than one in twenty books."""

Curves = Mapping[str | None, Curve]
"""Segment to its curve, in the order of the segments; a single one under None where nothing is split."""


def report(book: Book, options: Asked, _known: object = None) -> Report:
    """One row for each distinct time to a loss or to the as-of day; with `by`, of each segment.

    The settings hold, for each segment, how many logos it has, how many of them were lost and the median in days
    (null where it is not reached), and the log-rank test of two segments.
    """
    found = curves(
        survival.tenures(book.timeline, book.as_of, counting.logo_ids(book)), labels(book, options.by)
    )
    test = compared(found)
    columns = (*COLUMNS, "segment") if options.by else COLUMNS
    rows = [
        _row(name, curve, place) for name, curve in found.items() for place in range(len(curve.time_days))
    ]
    header = ("Segment", "Tenure", "Day", "At risk", "Lost", "Still there", "95 %")
    lines = [
        _line(name, curve, place)
        for name, curve in found.items()
        for place in np.flatnonzero(curve.lost > 0).tolist()
    ]
    told = [*(_told(name, curve) for name, curve in found.items()), *([test.words] if test else [])]
    return Report(
        name="survival",
        as_of=book.as_of,
        settings=settings_used(book, options)
        | {"median_rule": MEDIAN_RULE, "segments": [_summary(*one) for one in found.items()]}
        | {"log_rank": _tested(test)},
        columns=columns,
        rows=tuple({column: row[column] for column in columns} for row in rows),
        headline="\n".join([headline(book, _title(options)), *map(clean_line, told)]),
        sheet=sheet("survival", header, lines, right=header[1:], without=() if options.by else ("Segment",)),
        legend=f"Median: {MEDIAN_RULE}" if rows else "",
        notes=notes(book),
    )


def _title(options: Asked) -> str:
    """`Survival of logos by industry and size`."""
    return "Survival of logos" + (f" by {' and '.join(options.by)}" if options.by else "")


def labels(book: Book, by: Sequence[str]) -> pd.Series | None:
    """The segment of each counted logo; None where nothing is split.

    Raises:
        BadInputError: Logos cannot be split by that.
    """
    if not by:
        return None
    if "tenure" in by:
        raise BadInputError(
            "Survival is about tenure, so it cannot be split by it", f"Choose one of {', '.join(FIELDS)}"
        )
    ids, frame = counting.logo_ids(book), book.frame
    counted = {logo_id: book.logos[logo_id] for logo_id in ids.tolist()}
    opening = Period.of(dates.EPOCH, "month")
    if "plan" in by:
        frame = _from_first_paid_days(book, ids, dates.number(opening.starts_on))
    found = segments.labels(by, counted, frame, book.timeline, [opening])
    return found[opening] if isinstance(found, Mapping) else found


def _from_first_paid_days(book: Book, ids: Ints, opening: int) -> pd.DataFrame:
    """The contracts on a calendar of each logo's own, on which it begins to pay on the day `opening`."""
    shift = book.frame["logo_id"].map(
        pd.Series(opening - service.first_paid_days(book.timeline, ids), index=ids)
    )
    return book.frame.assign(starts=book.frame["starts"] + shift, ends=book.frame["ends"] + shift)


def curves(found: Tenures, segment: pd.Series | None) -> Curves:
    """The curve of all, or of each segment that has a logo."""
    parts = split(found.logo_ids, segment)
    masks = ((name, parts.codes == place) for place, name in enumerate(parts.labels))
    return {name: survival.kaplan_meier(found.days[own], found.lost[own]) for name, own in masks if own.any()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two segments compared."""

    one: str
    other: str
    of: int
    """How many segments there are."""
    test: LogRank | None
    """None where they are too few to compare, or nobody was lost."""

    @property
    def words(self) -> str:
        """`Food and Retail differ (log-rank, p = 0.003)`; never a difference that is not shown."""
        both = f"{self.one} and {self.other}"
        which = f"The two largest, {both}," if self.of > 2 else both
        if self.test is None:
            return f"{which} cannot be compared: too few logos, or nobody lost"
        p = "p < 0.001" if self.test.p < 0.001 else f"p = {self.test.p:.3f}"
        if self.test.p < _DIFFERENT:
            return f"{which} differ (log-rank, {p})"
        return f"{which.removesuffix(',')}: no difference shown (log-rank, {p})"


def compared(found: Curves) -> Comparison | None:
    """The two segments there are, or the two largest; None where there are not two."""
    named = [(name, curve) for name, curve in found.items() if name is not None and name != NOT_SET]
    if len(named) < 2:
        return None
    (one, first), (other, second) = sorted(named, key=lambda pair: -pair[1].cases)[:2]
    enough = min(first.cases, second.cases) >= FEWEST_FOR_A_PERCENTAGE
    return Comparison(one, other, len(named), survival.log_rank(first, second) if enough else None)


def _tested(comparison: Comparison | None) -> dict[str, object] | None:
    if comparison is None or comparison.test is None:
        return None
    return {
        "between": [comparison.one, comparison.other],
        "chi2": comparison.test.chi2,
        "p": comparison.test.p,
    }


def _summary(name: str | None, curve: Curve) -> dict[str, object]:
    return {
        "segment": name,
        "logos": curve.cases,
        "lost": curve.losses,
        "median_days": survival.median(curve),
    }


def _told(name: str | None, curve: Curve) -> str:
    """`Food: 23 logos, 9 lost · median 1 y 2 m (day 426)`."""
    who = f"{name}: " if name is not None else ""
    return f"{who}{wording.counted(curve.cases, 'logo')}, {curve.losses} lost · {median_words(curve)}"


def median_words(curve: Curve) -> str:
    """`median 1 y 2 m (day 426)`; where half were never lost, how many are left at the end of what was seen."""
    if curve.cases < FEWEST_FOR_A_PERCENTAGE:
        return "too few for a median"
    day = survival.median(curve)
    if day is not None:
        return f"median {wording.tenure(day)} (day {day:,})"
    left = wording.percent(float(curve.survival[-1]))
    return f"median not reached: {left} left after {wording.tenure(curve.last_day)}"


def _row(name: str | None, curve: Curve, place: int) -> dict[str, Value]:
    point = curve.point(place)
    return {
        "segment": name,
        "time_days": int(curve.time_days[place]),
        "at_risk": int(curve.at_risk[place]),
        "lost": int(curve.lost[place]),
        "censored": int(curve.censored[place]),
        "survival": point.survival,
        "low": point.low,
        "high": point.high,
    }


def _line(name: str | None, curve: Curve, place: int) -> tuple[str, ...]:
    day, point = int(curve.time_days[place]), curve.point(place)
    return (
        name or "",
        wording.tenure(day),
        f"{day:,}",
        str(curve.at_risk[place]),
        str(curve.lost[place]),
        wording.percent(point.survival if curve.cases >= FEWEST_FOR_A_PERCENTAGE else None),
        wording.interval(point.low, point.high, curve.cases),
    )
