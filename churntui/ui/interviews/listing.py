"""How the lines of Notes read as rows: of losses with what they cost, of all notes with what kind they are."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.book import Book
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions import coverage
from churntui.questions.heard import OF_LOSSES, Heard, Line, View
from churntui.ui.kit.table import Column

Cell = str | tuple[str, CellStyle]


def columns(book: Book, view: View = "interviews") -> list[Column[Line]]:
    """How a line reads as a row of the list."""
    if view not in OF_LOSSES:
        return _columns_of_notes(book, view)

    def arr(line: Line) -> Cell:
        if line.loss is not None:
            return book.money(line.loss.arr)
        effective = line.interview.effective_on if line.interview else None
        return ("to come", "dim") if effective is not None and effective > book.as_of else ""

    return [
        Column("Logo", 16, lambda line: line.name, flex=True),
        Column("When", 11, lambda line: dates.short(line.day, book.as_of) if line.day else "", "right"),
        Column("Status", 12, _status),
        Column("ARR lost", 8, arr, "right"),
        Column("Stated", 20, lambda line: line.stated, flex=True, priority=2),
        Column("Assessed", 16, lambda line: line.assessed, priority=1),
        Column("Themes", 24, lambda line: ", ".join(line.themes), flex=True, priority=3),
        Column("Loss", 13, kind_of_loss, priority=4),
    ]


def _columns_of_notes(book: Book, view: View) -> list[Column[Line]]:
    """Where notes about living logos stand among the rows: what each is, its first words, how likely they renew."""
    likely = [
        Column[Line]("Likely", 8, lambda line: line.assessed if line.living else "", "right", priority=2),
    ]
    return [
        Column("Logo", 16, lambda line: line.name, flex=True),
        Column("When", 11, lambda line: dates.short(line.day, book.as_of) if line.day else "", "right"),
        Column("What", 16, _what),
        *(likely if view != "talks" else ()),
        Column("Said", 16, lambda line: line.stated, flex=True, priority=1),
        Column("Themes", 24, lambda line: ", ".join(line.themes), flex=True, priority=3),
    ]


def _what(line: Line) -> Cell:
    if line.living is not None:
        return f"  {line.said}"
    if line.draft is not None and line.draft.note_kind not in {None, "interview"}:
        return f"  ({line.draft.note_kind} draft)", "accent"
    return _status(line)


def kind_of_loss(line: Line) -> str:
    """`voluntary`, `involuntary`, or nothing where nobody said."""
    said = line.interview.voluntary if line.interview else None
    return "" if said is None else "voluntary" if said else "involuntary"


def sheet(lines: Sequence[Line], book: Book, name: str = "interviews") -> Sheet:
    """The lines as a table to export; notes are in it whole, amounts in the reporting currency."""
    header = (
        "logo", "when", "status", f"arr_lost_{book.currency}", "loss", "stated", "assessed", "themes", "notes",
    )  # fmt: skip
    rows = tuple(
        (
            line.name,
            line.day.isoformat() if line.day else "",
            line.said,
            money.plain(line.loss.arr, book.currency) if line.loss else "",
            kind_of_loss(line),
            line.stated,
            line.assessed,
            "; ".join(line.themes),
            line.notes,
        )
        for line in lines
    )
    return Sheet(name, header, rows, right=frozenset({3}))


def _status(line: Line) -> Cell:
    if line.kind == "draft":
        return "  (draft)", "accent"
    return (f"! {line.said}", "warn") if line.waits else f"  {line.said}"


def explanation(everything: Heard, line: Line | None, book: Book) -> str:
    """The figures in view as Markdown, without a word of the user's in it."""
    text = coverage.explained(book, everything.coverage)
    if line is None or line.loss is None:
        return text
    return (
        f"{text}\n\n## ARR lost\n\nService ended on {dates.short(line.loss.lost_on)}, the first day without it. On"
        f" the day before, the logo's contracts were worth {book.money(line.loss.arr)} a year, all of them summed."
    )
