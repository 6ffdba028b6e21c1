"""The columns of the renewals' table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.book import Book
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import has_fallen
from churntui.model.choices import Stage
from churntui.plain import dates
from churntui.plain.looks import CellStyle
from churntui.plain.wording import change
from churntui.ui.kit.table import Column
from churntui.ui.renewals import words
from churntui.ui.renewals.stage import STAGE_NAMES

_Cell = str | tuple[str, CellStyle]

_NEAR = len("24 Nov")
"""Cells of a day near the as-of day, which has no year."""

_CHANGE = len("−44 %")
"""Cells of a usual change of use."""

_STAGE_LOOKS: dict[Stage, CellStyle] = {"at_risk": "warn", "won": "good", "verbal": "good", "lost": "dim"}


def columns(book: Book, rows: Sequence[Renewal]) -> list[Column[Renewal]]:
    """The columns for these rows: where a day needs its year, its column is wider."""
    steps = [row.contract.next_step_on for row in rows if row.contract.next_step_on]
    talks = [row.contract.talked_on for row in rows if row.contract.talked_on]

    def ends(renewal: Renewal) -> str:
        return _short(renewal.ends_on, book)

    def talked(renewal: Renewal) -> str:
        return _short(renewal.contract.talked_on, book)

    def arr(renewal: Renewal) -> _Cell:
        return ("no rate", "dim") if renewal.arr is None else book.money(renewal.arr)

    def use(renewal: Renewal) -> _Cell:
        if book.usage is None:
            return "…", "dim"
        fell = has_fallen(renewal.usage_change, book.settings.usage_fall) and book.usage_is_fresh
        return words.use(book.usage.get(renewal.logo.id)), "bad" if fell else ""

    def by(renewal: Renewal) -> _Cell:
        day = _short(renewal.contract.next_step_on, book)
        return (f"{day} !", "warn") if words.overdue(renewal.contract, book.as_of) else day

    return [
        Column("Logo", 14, lambda renewal: renewal.logo.name, flex=True),
        Column("Renews", _width([row.ends_on for row in rows], book), ends, align="right", priority=1),
        Column("Notice", 13, _notice, align="right"),
        Column("ARR", 8, arr, align="right"),
        Column("Stage", 7, _stage, priority=1),
        Column("Use 28 d", _use_width(rows), use, priority=2),
        Column("Next step", 20, lambda renewal: renewal.contract.next_step, flex=True, priority=3),
        Column("By", _width(steps, book) + len(" !"), by, align="right", priority=3),
        Column("Talked", _width(talks, book), talked, align="right", priority=4),
        Column("Owner", 14, lambda renewal: renewal.logo.owner, priority=5),
    ]


def _short(day: date | None, book: Book) -> str:
    return dates.short(day, book.as_of) if day else ""


def _width(days: Sequence[date], book: Book) -> int:
    """The cells a column of days needs: the outermost are those that show a year."""
    outermost = (min(days), max(days)) if days else ()
    return max((_NEAR, *(len(_short(day, book)) for day in outermost)))


def _use_width(rows: Sequence[Renewal]) -> int:
    """The cells the weeks and the widest change need."""
    changes = [change(row.usage_change) for row in rows if row.usage_change is not None]
    return words.SPARK_WEEKS + 1 + max((_CHANGE, *map(len, changes)))


def _notice(renewal: Renewal) -> _Cell:
    return words.notice(renewal), "warn" if renewal.pressing else ""


def _stage(renewal: Renewal) -> _Cell:
    stage = renewal.contract.stage
    return STAGE_NAMES[stage], _STAGE_LOOKS.get(stage, "")
