"""Interviews: what those who left told us, and who was never asked.

A loss without an interview is a row like any other, so that silence is seen where the words are. The list is
read with what it cost: each interview stands beside the loss it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data.stories import Subject
from churntui.model.notes import NoteRef
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.questions import coverage
from churntui.questions.filtering import HELP as HELP_OF_FILTER
from churntui.questions.heard import SAID, VIEWS, Heard, Line, View, counts, heard, holding, written
from churntui.ui.interviews import reading
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.tagging import tag_note
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen

Cell = str | tuple[str, CellStyle]

EMPTY = "No interviews yet, and no loss to ask about. Press n to write one, or import contracts.csv first."

NO_MATCH = "Nothing of this kind holds these words. f shows other kinds, ctrl+k searches everything, escape clears it."

_AT_ONCE = 60
"""Lines shown before the losses are counted: more than a screen holds."""


def columns(book: Book) -> list[Column[Line]]:
    """How a line reads as a row of the list."""

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


def _is(line: Line, interview_id: int) -> bool:
    return line.interview is not None and line.interview.id == interview_id


def _status(line: Line) -> Cell:
    if line.kind == "draft":
        return "  (draft)", "accent"
    return (f"! {line.said}", "warn") if line.waits else f"  {line.said}"


class Interviews(Place):
    """The list, and the chosen interview beside it."""

    NAME = "Interviews"
    filters = True
    FIELDS = SAID

    HELP = """
What did those who left tell us? Drafts come first, then everything by day, the newest on top.

- **! not asked** is a loss nobody has asked about yet. `n` or `enter` begins the interview; `N` records that they
  declined, did not answer, or will not be asked. Together those are *silent*. `n` on a loss that has an interview opens
  it; a draft that another window has open is only copied.
- `tab` goes into the notes: arrows walk, shift with them selects, `ctrl+t` puts themes on the selected words or on the
  sentence under the cursor. `T` puts them on the whole interview.
- **ARR lost** is the ARR of the logo's last day of service. An interview belongs to the last loss of its logo
  on or before its effective day; *to come* where that end is still ahead.
- **Stated** is what they said, **Assessed** what we think it was.
- The line on top says how many losses somebody asked about (*held* interviews only), and what part of the lost ARR
  that is.
"""
    HELP += f"- {HELP_OF_FILTER}\n"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f",
            "rows",
            "Show",
            id="interviews.view",
            tooltip="Show all, held, silent or drafts",
        ),
        Binding(
            "l",
            "app.learning",
            "Learning",
            id="interviews.learning",
            tooltip="What the losses teach, taken together",
        ),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._heard: Heard | None = None
        self._lines: Sequence[Line] = ()
        self._view: View = "all"
        self._words = ""
        self._saved: int | None = None
        """The interview the cursor is to stand on once it is listed."""
        self.table: VirtualTable[Line] = VirtualTable(
            columns(Book.empty), empty=EMPTY, id="interviews-list", classes="panel"
        )
        self._counts = Static("", id="interviews-views", markup=False)
        self._coverage = Static("", id="interviews-coverage", markup=False)
        self._reading = reading.Reading(classes="panel side", id="interviews-reading")

    def compose(self) -> ComposeResult:
        """Coverage on top, the list, the interview beside it."""
        with Horizontal(id="interviews-head"):
            yield self._counts
            yield self._coverage
        with Horizontal(id="interviews-body"):
            yield self.table
            yield self._reading

    def show(self, book: Book) -> None:
        """What is written at once, the losses when they are counted."""
        self.table.set_columns(columns(book))
        if self._heard is None:
            self._lines = written(book, _AT_ONCE)
            self._narrow()
        self.app.do(self._count(book), group="interviews", exclusive=True)

    async def _count(self, book: Book) -> None:
        everything = await self.app.compute(lambda: heard(book))
        if self.shown is book:
            self._heard, self._lines = everything, everything.lines
            self._coverage.update(t(coverage.in_short(everything.coverage)))
            self._narrow()

    def filter(self, text: str) -> None:
        """Show only lines that hold these words, notes included."""
        self._words = text
        self._narrow()

    def _narrow(self) -> None:
        self._counts.update(self._views())
        self.table.empty = NO_MATCH if self._lines else EMPTY
        rows = holding(self._lines, self._view, self._words, self.fields)
        self.table.set_rows(rows, keep=lambda line: line.key)
        self._find_saved(rows)

    def stand_on(self, note: NoteRef) -> None:
        """Put the cursor on an interview, from the next rows on that have it."""
        if note.kind == "interview":
            self._saved = note.id

    def _find_saved(self, rows: Sequence[Line]) -> None:
        """A view that hides what was saved shows all: what one has just written is not to be looked for."""
        if self._saved is None or not any(_is(line, self._saved) for line in self._lines):
            return
        place = next((at for at, line in enumerate(rows) if _is(line, self._saved)), None)
        if place is None:
            self._view = "all"
            rows = holding(self._lines, self._view, self._words, self.fields)
            self._counts.update(self._views())
            self.table.set_rows(rows, keep=lambda line: line.key)
            place = next((at for at, line in enumerate(rows) if _is(line, self._saved)), None)
        if place is not None:
            self.table.cursor = place
        self._saved = None

    def _views(self) -> Content:
        """`all 29 · [held 21] · silent 5 · drafts 1`."""
        return Content(" · ").join(
            Content.styled(f"[{view} {count}]", "bold") if view == self._view else Content(f"{view} {count}")
            for view, count in counts(self._lines).items()
        )

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Line]) -> None:
        event.stop()
        self.app.do(self._read(event.row), group="interviews-reading", exclusive=True, keys_wait=False)

    async def _read(self, line: Line | None) -> None:
        """Show the chosen one in full."""
        if self.shown is not None:
            await self._reading.read(self.shown, line)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Line]) -> None:
        event.stop()
        self.app.do(self._open(event.row))

    async def _open(self, line: Line) -> None:
        """Read it, or write it: where the text does not stand beside the list, an interview is read first."""
        if line.draft is not None:
            await self.app.write_interview(line.logo_id, draft_id=line.draft.id)
        elif line.interview is None and self.app.opening.read_only:
            self.app.may_write()
        elif line.interview is None:
            await open_interview(self.app, line.logo_id, effective_on=line.day)
        elif line.waits or self._reading.display:
            await self.app.write_interview(line.logo_id, interview_id=line.interview.id)
        else:
            await self.app.push_screen(reading.ReadingPage(line.interview.id))

    def action_rows(self) -> None:
        """To the next kind of row."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._narrow()

    def change(self) -> Work | str:
        """Open the chosen one in the editor."""
        return self.note() if self.table.row else super().change()

    def add(self) -> Work | str:
        """Write an interview: of the chosen loss, or of a logo that is asked for."""
        return self.note()

    def tag(self) -> Work | str:
        """Put themes on the chosen interview."""
        line = self.table.row
        if line is None or line.interview is None:
            return "Themes go on an interview: press n to write it first"
        return tag_note(self.app, NoteRef("interview", line.interview.id), line.name)

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked lines, else the one under the cursor."""
        return tuple(map(_chosen, self.table.chosen_rows))

    @property
    def logo_id(self) -> int | None:
        """The chosen line's logo."""
        return self.table.row.logo_id if self.table.row else None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The interview; the logo where there is none."""
        line = self.table.row
        if line is None or line.interview is None:
            return super().subject
        return "interview", line.interview.id

    @property
    def lost_on(self) -> date | None:
        """The loss the line is about, where it is about one."""
        line = self.table.row
        return line.loss.lost_on if line and line.loss else None

    @property
    def draft_id(self) -> int | None:
        """The draft the line is, where it is one."""
        line = self.table.row
        return line.draft.id if line and line.draft else None

    def exported(self) -> Sheet | None:
        """What the list shows, with the notes."""
        return sheet(self.table.rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen one as text: who, when, what they stated, the notes."""
        line = self.table.row
        if line is None:
            return ""
        parts = [
            f"{line.name}, {line.said}, {line.day.isoformat() if line.day else ''}",
            line.stated,
            line.notes,
        ]
        return "\n\n".join(part for part in parts if part)

    def explained(self) -> str:
        """How the ARR beside the chosen line and the coverage came about."""
        if self._heard is None or self.shown is None:
            return ""
        return explanation(self._heard, self.table.row, self.shown)


def _chosen(line: Line) -> Chosen:
    """A line in the words of the commands."""
    row = None
    if line.draft is not None:
        row = ("draft", line.draft.id)
    elif line.interview is not None:
        row = ("interview", line.interview.id)
    return Chosen(line.logo_id, lost_on=line.loss.lost_on if line.loss else None, row=row)


def explanation(everything: Heard, line: Line | None, book: Book) -> str:
    """The figures in view as Markdown, without a word of the user's in it."""
    text = coverage.explained(book, everything.coverage)
    if line is None or line.loss is None:
        return text
    return (
        f"{text}\n\n## ARR lost\n\nService ended on {dates.short(line.loss.lost_on)}, the first day without it. On"
        f" the day before, the logo's contracts were worth {book.money(line.loss.arr)} a year, all of them summed."
    )
