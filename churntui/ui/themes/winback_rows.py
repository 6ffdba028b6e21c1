"""How a lost logo that can be asked back reads as a row, in full, and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from churntui.book import Book
from churntui.model.choices import WinBackOutcome
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions.win_backs import Asked, shipped
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column

Cell = str | tuple[str, CellStyle]

OUTCOME_NAMES: dict[WinBackOutcome, str] = {
    "back": "back: they come back",
    "talking": "talking",
    "later": "later: ask again",
    "no": "no",
}
"""How each outcome reads; the word before the colon is its name."""


def columns(book: Book) -> list[Column[Asked]]:
    """How a lost logo reads as a row."""

    def day(on: date | None) -> str:
        return dates.short(on, book.as_of) if on else ""

    def called(row: Asked) -> Cell:
        return day(row.call.called_on) or (("! due", "warn") if row.is_due else ("–", "dim"))

    return [
        Column("Logo", 18, lambda row: row.name, flex=True),
        Column("ARR", 8, lambda row: book.money(row.back.arr), "right"),
        Column("Lost", 11, lambda row: day(row.back.lost_on), "right", priority=4),
        Column("Why, in their words", 18, lambda row: row.why, flex=True, priority=1),
        Column("What changed", 20, lambda row: row.changed, flex=True, priority=5),
        Column("Back?", 18, lambda row: row.returns, priority=3),
        Column("Called", 11, called, "right"),
        Column("Outcome", 8, lambda row: row.outcome, priority=2),
    ]


def to_call(waits: int, total: int) -> Cell:
    """`! 2/5`: of five lost logos that can be told, two wait for a call."""
    return (f"! {waits}/{total}", "warn") if waits else f"0/{total}"


def content(book: Book, row: Asked) -> Content:
    """What to begin the call with: their words, what has changed, what they said about coming back."""
    lost = f"Lost {dates.short(row.back.lost_on, book.as_of)} · {book.money(row.back.arr)} ARR"
    blocks = [t(lost)]
    if row.words:
        quotes = Content("\n").join(t(f"«{words}»") for words in row.words)
        blocks.append(Content.assemble(("Why they left\n", "dim"), quotes))
    changed = "\n".join(shipped(done) for done in row.back.initiatives)
    blocks.append(Content.assemble(("What changed\n", "dim"), t(changed)))
    answers = [
        row.hint.viability or "",
        row.hint.trigger,
        f"ask {dates.short(row.hint.on)}" if row.hint.on else "",
    ]
    if any(answers):
        blocks.append(Content.assemble(("Back?\n", "dim"), t("\n".join(part for part in answers if part))))
    call = row.call
    if not row.back.waits or call.note:
        done = f"called {dates.short(call.called_on, book.as_of)}" if call.called_on else ""
        parts = (done, OUTCOME_NAMES[call.outcome] if call.outcome else "", call.note)
        blocks.append(Content.assemble(("Asked\n", "dim"), t("\n".join(part for part in parts if part))))
    return Content("\n\n").join(blocks)


def line(row: Asked) -> str:
    """`Lumen Labs: «Nobody called back» · SSO (4 Feb 2027)`."""
    return f"{row.name}: «{row.why}» · {row.changed}"


def sheet(rows: Sequence[Asked], book: Book) -> Sheet:
    """The list as a table to export."""
    header = (
        "logo_id", "logo", f"arr_lost_{book.currency}", "lost_on", "why", "changed", "win_back", "trigger", "ask_on",
        "called_on", "outcome", "note",
    )  # fmt: skip
    body = tuple(
        (
            book.logos[row.back.logo_id].ref,
            row.name,
            money.plain(row.back.arr, book.currency),
            row.back.lost_on.isoformat(),
            " / ".join(row.words),
            "; ".join(shipped(done) for done in row.back.initiatives),
            row.hint.viability or "",
            row.hint.trigger,
            row.hint.on.isoformat() if row.hint.on else "",
            row.call.called_on.isoformat() if row.call.called_on else "",
            row.outcome,
            row.call.note,
        )
        for row in rows
    )
    return Sheet("win-back", header, body, right=frozenset({2}))
