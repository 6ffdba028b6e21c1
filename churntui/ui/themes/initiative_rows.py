"""How an initiative reads as a row, in full, and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from churntui.book import Book
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions.initiatives import Work, is_late
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column
from churntui.ui.themes.initiative_form import STATUS_NAMES
from churntui.ui.themes.winback_rows import to_call


def columns(book: Book) -> list[Column[Work]]:
    """How an initiative reads as a row."""

    def day(on: date | None) -> str:
        return dates.short(on, book.as_of) if on else ""

    def due(work: Work) -> str | tuple[str, CellStyle]:
        due_on = day(work.initiative.due_on)
        return (f"! {due_on}", "warn") if is_late(work.initiative, book.as_of) else due_on

    return [
        Column("Initiative", 24, lambda work: work.initiative.name, flex=True),
        Column("Status", 11, lambda work: STATUS_NAMES[work.initiative.status]),
        Column("Owner", 14, lambda work: work.initiative.owner, flex=True, priority=3),
        Column("Due", 13, due, "right", priority=2),
        Column("Shipped", 11, lambda work: day(work.initiative.shipped_on), "right", priority=4),
        Column("Logos lost", 10, lambda work: str(work.logos), "right", priority=5),
        Column("ARR lost", 9, lambda work: book.money(work.arr), "right"),
        Column("To call", 7, _to_call, "right", priority=1),
    ]


def _to_call(work: Work) -> str | tuple[str, CellStyle]:
    if not work.told and not work.to_tell:
        return "–" if work.initiative.status == "shipped" else ""
    return to_call(work.to_tell, work.told + work.to_tell)


def more(work: Work) -> Content:
    """What it answers and the note."""
    initiative = work.initiative
    blocks = [
        Content.assemble(("Answers  ", "dim"), t(", ".join(initiative.themes) or "nothing yet: press t"))
    ]
    if initiative.note:
        blocks.append(t(initiative.note))
    return Content("\n\n").join(blocks)


def sheet(works: Sequence[Work], book: Book) -> Sheet:
    """The initiatives as a table to export."""
    header = (
        "initiative_id", "name", "status", "owner", "due_on", "shipped_on", "themes", "logos_lost",
        f"arr_lost_{book.currency}", "told", "to_tell", "note",
    )  # fmt: skip
    body = tuple(
        (
            work.initiative.ref,
            work.initiative.name,
            work.initiative.status,
            work.initiative.owner,
            work.initiative.due_on.isoformat() if work.initiative.due_on else "",
            work.initiative.shipped_on.isoformat() if work.initiative.shipped_on else "",
            "; ".join(work.initiative.themes),
            str(work.logos),
            money.plain(work.arr, book.currency),
            str(work.told),
            str(work.to_tell),
            work.initiative.note,
        )
        for work in works
    )
    return Sheet("initiatives", header, body, right=frozenset({7, 8, 9, 10}))
