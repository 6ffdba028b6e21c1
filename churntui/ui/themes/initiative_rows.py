"""How an initiative reads as a row, in full, and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from churntui.book import Book
from churntui.metrics.at_stake import coming
from churntui.metrics.renewals import Renewal
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions.initiatives import Work, is_late
from churntui.questions.themes_behind import next_renewal
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column
from churntui.ui.themes.initiative_form import STATUS_NAMES
from churntui.ui.themes.winback_rows import to_call

_LIVING_SHOWN = 8


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
        Column("Living", 6, lambda work: str(len(work.at_stake)), "right", priority=1),
        Column("At stake", 9, lambda work: book.money(work.arr_at_stake), "right"),
        Column("To call", 7, _to_call, "right", priority=1),
    ]


def _to_call(work: Work) -> str | tuple[str, CellStyle]:
    if not work.told and not work.to_tell:
        return "–" if work.initiative.status == "shipped" else ""
    return to_call(work.to_tell, work.told + work.to_tell)


def more(work: Work, book: Book) -> Content:
    """What it answers, who is still here and named that, and the note."""
    initiative = work.initiative
    blocks = [
        Content.assemble(("Answers  ", "dim"), t(", ".join(initiative.themes) or "nothing yet: press T"))
    ]
    if work.at_stake:
        title = (
            "To be told, still here  " if initiative.status == "shipped" else "Waiting for it, still here  "
        )
        blocks.append(Content.assemble((title, "dim"), t(_living(work, book))))
    if initiative.note:
        blocks.append(t(initiative.note))
    return Content("\n\n").join(blocks)


def _living(work: Work, book: Book) -> str:
    """`Acme €96.0k, renews 12 Feb !; Birch €30.0k`: those who renew first, first."""
    renews: dict[int, Renewal] = {}
    for renewal in coming(book.renewals, work.at_stake):
        renews.setdefault(renewal.logo.id, renewal)
    due = [*renews, *(logo_id for logo_id in work.at_stake if logo_id not in renews)]
    told = []
    for logo_id in due[:_LIVING_SHOWN]:
        day = f", renews {next_renewal([renews[logo_id]], book)[0]}" if logo_id in renews else ""
        told.append(f"{book.name(logo_id)} {book.money(work.at_stake[logo_id])}{day}")
    more = [f"{len(due) - _LIVING_SHOWN} more"] if len(due) > _LIVING_SHOWN else []
    return "; ".join([*told, *more])


def sheet(works: Sequence[Work], book: Book) -> Sheet:
    """The initiatives as a table to export."""
    header = (
        "initiative_id", "name", "status", "owner", "due_on", "shipped_on", "themes", "logos_lost",
        f"arr_lost_{book.currency}", "told", "to_tell", "note",
        "living", f"at_stake_{book.currency}",
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
            str(len(work.at_stake)),
            money.plain(work.arr_at_stake, book.currency),
        )
        for work in works
    )
    return Sheet("initiatives", header, body, right=frozenset({7, 8, 9, 10, 12, 13}))
