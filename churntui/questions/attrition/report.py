"""The attrition report: logos lost of those active at each period's opening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from churntui.book import Book
from churntui.metrics.attrition import RATE_COLUMNS
from churntui.plain import wording
from churntui.plain.wording import rate_text
from churntui.questions import counting, over_time
from churntui.questions.report import Options, Report


def report(book: Book, options: Options) -> Report:
    """One row for each period and segment; rates are fractions, null where nobody was there at the opening.

    A period that loses more than the target is marked in the text. The book's own target is one for quarters.
    """
    covered = counting.periods(book, options)
    counted = counting.attrition(
        book,
        covered,
        counting.labels(book, options.by, covered),
        regrettable=options.regrettable,
        voluntary=options.voluntary,
    ).to_dict("records")
    target = _target(book, options)
    found = [row | {"target": target} for row in counted]
    legend = f"! above the target of {wording.percent(target)}" if any(map(_above, found)) else ""
    made = over_time.report(book, options, _LAYOUT, found, legend=legend)
    return replace(made, settings=made.settings | {"target": target})


def _target(book: Book, options: Options) -> float | None:
    of_book = book.settings.target_rate if options.span == "quarter" and not options.by else None
    return of_book if options.target is None else options.target


def anyone(row: Mapping[Any, Any]) -> bool:
    """Whether any logo stands behind a row; segments without one are only shown to programs."""
    return bool(row["initial"] or row["gained"] or row["early_churn"])


def _above(row: over_time.Row) -> bool:
    """Whether a row's rate is above the target that stands in it."""
    return row["target"] is not None and row["rate"] is not None and row["rate"] > row["target"]


def _line(book: Book, row: over_time.Row) -> tuple[str, ...]:
    return (
        rate_text(row["lost"], row["initial"]) + (" !" if _above(row) else ""),
        wording.interval(row["low"], row["high"], row["initial"]),
        str(row["gained"]),
        str(row["early_churn"]),
        book.money(row["arr_lost"]) if row["lost"] else wording.NOTHING,
    )


_LAYOUT = over_time.Layout(
    name="attrition",
    title="Logo attrition",
    columns=RATE_COLUMNS,
    header=("Attrition", "95 %", "Gained", "Early churn", "ARR lost"),
    line=_line,
    shows=anyone,
)
