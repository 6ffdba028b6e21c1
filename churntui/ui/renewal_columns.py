"""The columns of the renewals' table."""

from __future__ import annotations

from collections.abc import Sequence

from churntui import dates
from churntui.book import Book
from churntui.metrics.renewals import Renewal
from churntui.model import Stage
from churntui.ui import renewal_words as words
from churntui.ui.stage import STAGE_NAMES
from churntui.ui.table import CellStyle, Column

_Cell = str | tuple[str, CellStyle]

_STAGE_LOOKS: dict[Stage, CellStyle] = {"at_risk": "warn", "won": "good", "verbal": "good", "lost": "dim"}


def columns(book: Book, rows: Sequence[Renewal]) -> list[Column[Renewal]]:
    """The columns for these rows: where a day needs its year, its column is wider."""

    def ends(renewal: Renewal) -> str:
        return dates.short(renewal.ends_on, book.as_of)

    def arr(renewal: Renewal) -> _Cell:
        return ("no rate", "dim") if renewal.arr is None else book.money(renewal.arr)

    def use(renewal: Renewal) -> _Cell:
        if book.usage is None:
            return "…", "dim"
        fell = renewal.usage_change is not None and renewal.usage_change <= -book.settings.usage_fall
        return words.use(book.usage.get(renewal.logo.id)), "bad" if fell else ""

    def next_step(renewal: Renewal) -> _Cell:
        step = words.next_step(renewal.contract, book.as_of)
        return (f"{step} !", "warn") if words.overdue(renewal.contract, book.as_of) else step

    def talked(renewal: Renewal) -> _Cell:
        day = renewal.contract.talked_on
        return dates.short(day, book.as_of) if day else ""

    widest = max((len(ends(renewal)) for renewal in rows), default=0)
    return [
        Column("Logo", 14, lambda renewal: renewal.logo.name, flex=True),
        Column("Renews", max(6, widest), ends, align="right", priority=1),
        Column("Notice", 13, _notice, align="right"),
        Column("ARR", 8, arr, align="right"),
        Column("Stage", 7, _stage, priority=1),
        Column("Use 28 d", 10, use, priority=2),
        Column("Next step", 24, next_step, flex=True, priority=3),
        Column("Talked", 11, talked, align="right", priority=4),
        Column("Owner", 14, lambda renewal: renewal.logo.owner, priority=5),
    ]


def _notice(renewal: Renewal) -> _Cell:
    return words.notice(renewal), "warn" if words.pressing(renewal) else ""


def _stage(renewal: Renewal) -> _Cell:
    stage = renewal.contract.stage
    return STAGE_NAMES[stage], _STAGE_LOOKS.get(stage, "")
