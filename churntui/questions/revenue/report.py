"""The revenue report: what moved the MRR between two snapshots, and what was kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from churntui.book import Book
from churntui.metrics.revenue import COLUMNS as COUNTED
from churntui.metrics.revenue import quick_ratio_text
from churntui.plain import wording
from churntui.questions import counting, over_time
from churntui.questions.report import Options, Report

COLUMNS = tuple(name for name in COUNTED if name != "nrr_with_reactivated")

_MONEY = ("mrr_start", "new", "expansion", "contraction", "churned", "reactivated", "mrr_end")
_TITLES = ("MRR start", "New", "Expansion", "Contraction", "Churned", "Reactivated", "MRR end")


def report(book: Book, options: Options) -> Report:
    """One row for each period and segment; money is MRR in minor units, rates are fractions."""
    covered = counting.periods(book, options)
    found = counting.revenue(book, covered, counting.labels(book, options.by, covered)).to_dict("records")
    return over_time.report(book, options, _LAYOUT, found)


def anything(row: Mapping[Any, Any]) -> bool:
    """Whether there is any money in a row; segments without are only shown to programs."""
    return any(row[key] for key in _MONEY)


def quick_ratio(row: Mapping[Any, Any]) -> str:
    """A row's quick ratio as text."""
    return quick_ratio_text(row["quick_ratio"], row["new"] + row["expansion"] + row["reactivated"])


def _line(book: Book, row: over_time.Row) -> tuple[str, ...]:
    losses = {"contraction", "churned"}
    amounts = [book.money(-row[key] if key in losses else row[key]) for key in _MONEY]
    return (*amounts, wording.percent(row["grr"]), wording.percent(row["nrr"]), quick_ratio(row))


_LAYOUT = over_time.Layout(
    name="revenue",
    title="Revenue",
    columns=COLUMNS,
    header=(*_TITLES, "GRR", "NRR", "Quick ratio"),
    line=_line,
    shows=anything,
)
