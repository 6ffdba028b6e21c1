"""Notes: what those who left told us, who was never asked, and what those who stay say in reviews, talks and answers.

It opens on exit interviews. A loss without one is a row like any other, so that silence is seen where the words are,
and each stands beside the loss it is about. Notes about living logos are read from the file when first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import kept
from churntui.data.stories import Subject
from churntui.model.choices import NoteKind
from churntui.model.notes import NOTES, NoteRef
from churntui.model.tables import tables_of
from churntui.plain import dates
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.questions import coverage
from churntui.questions.filtering import HELP as HELP_OF_FILTER
from churntui.questions.heard import (
    CLASS_OF,
    OF_KIND,
    OF_LOSSES,
    SAID,
    VIEW_OF,
    VIEWS,
    Heard,
    Line,
    View,
    counts,
    counts_held,
    heard,
    holding,
    living_lines,
    together,
    written,
)
from churntui.ui.interviews import reading
from churntui.ui.interviews.listing import columns, explanation, sheet
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.tagging import tag_notes
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts import forms
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen

EMPTY = "No interviews yet, and no loss to ask about. Press n to write one, or import contracts.csv first."

EMPTY_OF: Mapping[View, str] = {
    "held": "No interview was held yet. Press n to write one.",
    "silent": "Nobody who left stayed unheard.",
    "drafts": "No note is unfinished.",
    "reviews": "No business review yet. Press a to write one.",
    "talks": "No talk yet. Press a to write one of a page, t to note one in a line.",
    "all": "No notes yet. Press n to write one.",
}
"""What stands where there are none of a kind, but there are interviews or losses."""

NO_MATCH = "Nothing of this kind holds these words. f shows other kinds, ctrl+k searches everything, escape clears it."

MOST_LISTED = 10_000
"""Notes of a kind about living logos that are listed, the newest; search finds the others."""

_AT_ONCE = 60
"""Lines shown before the losses are counted: more than a screen holds."""


class NotesPlace(Place):
    """The list, and the chosen note beside it."""

    NAME = "Notes"
    filters = True
    FIELDS = SAID

    HELP = """
What did they tell us, those who left and those who stay? Drafts come first, then everything by day, the newest on
top. `f` goes from exit interviews to those *held*, *silent*, drafts, business *reviews*, *talks*, and *all* with the
comments of surveys and tickets.

- **! not asked** is a loss nobody has asked about yet. `n` or `enter` begins the interview; `N` records that they
  declined, did not answer, or will not be asked. Together those are *silent*. `n` on a loss that has an interview opens
  it; a draft that another window has open is only copied.
- `a` writes what is listed: a review, a talk of a page, an interview. `f2` changes the chosen note, `delete` takes it
  away.
- `tab` goes into the words: arrows walk, shift with them selects, `ctrl+t` puts themes on the selected words or on the
  sentence under the cursor. `T` puts them on the whole note, whatever kind it is; on all marked
  notes it puts them beside what each has.
- Of each kind of notes about living logos the newest 10,000 are listed; `ctrl+k` finds the others.
- **ARR lost** is the ARR of the logo's last day of service. An interview belongs to the last loss of its logo
  on or before its effective day; *to come* where that end is still ahead. A note about a living logo is no loss, and
  stands in no attrition figure.
- **Stated** is what they said, **Assessed** what we think it was. **Likely** is how likely they are to renew, as they
  put it.
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
            tooltip="Show interviews, those held, silent, drafts, reviews, talks, or all",
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
        self._living: Sequence[Line] | None = None
        """The notes about living logos; None until they are asked for."""
        self._asked_of: Book | None = None
        """The book they were asked of already; None once it is counted anew."""
        self._living_counts: Mapping[NoteKind, int] = {}
        self._view: View = "interviews"
        self._words = ""
        self._saved: NoteRef | None = None
        """The note the cursor is to stand on once it is listed."""
        self.table: VirtualTable[Line] = VirtualTable(
            columns(Book.empty), empty=EMPTY, id="interviews-list", classes="panel"
        )
        self._counts = Static("", id="interviews-views", markup=False)
        self._coverage = Static("", id="interviews-coverage", markup=False)
        self._reading = reading.Reading(classes="panel side", id="interviews-reading")

    def compose(self) -> ComposeResult:
        """Coverage on top, the list, the note beside it."""
        with Horizontal(id="interviews-head"):
            yield self._counts
            yield self._coverage
        with Horizontal(id="interviews-body"):
            yield self.table
            yield self._reading

    def show(self, book: Book) -> None:
        """What is written at once, the losses when they are counted."""
        self.table.set_columns(columns(book, self._view))
        if self._heard is None:
            self._lines = written(book, _AT_ONCE)
            self._narrow()
        self.app.do(self._count(book), group="interviews", exclusive=True)

    async def _count(self, book: Book) -> None:
        everything = await self.app.compute(lambda: heard(book))
        by_logo = await self.app.ask(lambda store: {kind: kept.counts(store, kind) for kind in CLASS_OF})
        if self.shown is not book:
            return
        self._heard, self._lines = everything, everything.lines
        self._living_counts = {
            kind: sum(count for logo_id, count in counted.items() if logo_id in book.logos)
            for kind, counted in by_logo.items()
        }
        self._coverage.update(t(coverage.in_short(everything.coverage)))
        self._living = self._asked_of = None
        if self._wants_living:
            await self._read_living(book)
        else:
            self._narrow()

    @property
    def _wants_living(self) -> bool:
        """Whether they are listed, counted under a filter, or one that was just written is to be found."""
        is_looked_for = self._saved is not None and self._saved.kind != "interview"
        return self._view not in OF_LOSSES or bool(self._words) or is_looked_for

    async def _read_living(self, book: Book) -> None:
        """Have the notes about living logos too."""
        rows = await self.app.ask(
            lambda store: [row for kind in CLASS_OF.values() for row in kept.newest(store, kind, MOST_LISTED)]
        )
        found = await self.app.compute(lambda: living_lines(book, rows))
        if self.shown is book:
            self._living = found
            self._narrow()

    def filter(self, text: str) -> None:
        """Show only lines that hold these words, notes included, and count them in every view."""
        self._words = text
        self._ask_for_living()
        self._narrow()

    def _ask_for_living(self) -> None:
        """Have the notes about living logos read where they are wanted and not there yet."""
        is_asked = self._asked_of is self.shown
        if self.shown is not None and self._wants_living and self._living is None and not is_asked:
            self._asked_of = self.shown
            self.app.do(self._read_living(self.shown), group="interviews-living", exclusive=True)

    def _narrow(self) -> None:
        rows = self._listed()
        if self._saved is not None and self._is_known(self._saved):
            if not any(line.note == self._saved for line in rows):
                self._show_view(VIEW_OF.get(self._saved.kind, "all"))
                rows = self._listed()
            place = next((at for at, line in enumerate(rows) if line.note == self._saved), None)
            if place is not None:
                self.table.cursor = place
            self._saved = None

    def _is_known(self, note: NoteRef) -> bool:
        return any(line.note == note for line in (*self._lines, *(self._living or ())))

    def _listed(self) -> Sequence[Line]:
        """List what the view and the words leave."""
        self._counts.update(self._views())
        is_bare = self._view in OF_LOSSES and not self._lines
        empty = EMPTY if is_bare else EMPTY_OF.get(self._view, EMPTY)
        known = self._lines if self._view in OF_LOSSES else together(self._lines, self._living or ())
        self.table.empty = NO_MATCH if self._words else empty
        rows = holding(known, self._view, self._words, self.fields)
        self.table.set_rows(rows, keep=lambda line: line.key)
        return rows

    def stand_on(self, note: NoteRef) -> None:
        """Put the cursor on a note, from the next rows on that have it.

        A view that hides it gives way to one that shows it: what one has just written is not to be looked for.
        """
        self._saved = note

    def _views(self) -> Content:
        """`interviews 29  [held 21]  silent 5  drafts 1  reviews 3  talks 40  all 73`; what a filter leaves."""
        shown: Mapping[View, int | None] = counts(self._lines, self._living_counts)
        if self._words:
            known = (*self._lines, *(self._living or ()))
            held = holding(known, "all", self._words, self.fields)
            shown = counts_held(held, living_read=self._living is not None)
        told = {view: f"{view} {'…' if count is None else count}" for view, count in shown.items()}
        return Content("  ").join(
            Content.styled(f"[{words}]", "bold") if view == self._view else Content(words)
            for view, words in told.items()
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
        """Read it, or write it: where the text does not stand beside the list, a note is read first."""
        is_read = not (line.waits or self._reading.display) or self.app.opening.read_only
        if line.note is not None and is_read:
            await self.app.open_reading(line.note)
        elif not self.app.may_write():
            return
        elif line.note is not None:
            await self.app.change_note(line.note)
        elif line.draft is not None:
            await self.app.write_interview(line.logo_id, draft_id=line.draft.id)
        else:
            await open_interview(self.app, line.logo_id, effective_on=line.day)

    def action_rows(self) -> None:
        """To the next kind of row."""
        self._show_view(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])
        self._ask_for_living()
        self._narrow()

    def _show_view(self, view: View) -> None:
        self._view = view
        if self.shown is not None:
            self.table.set_columns(columns(self.shown, view))

    def change(self) -> Work | str:
        """Open the chosen one where it is changed."""
        line = self.table.row
        if line is None:
            return super().change()
        return self.note() if line.note is None else self.app.change_note(line.note)

    def add(self) -> Work | str:
        """Write what is listed: of the chosen logo, or of one that is asked for."""
        kind = OF_KIND.get(self._view)
        return self.note() if kind is None else self._begin(kind)

    async def _begin(self, kind: NoteKind) -> None:
        logo_id = self.logo_id
        if logo_id is None:
            logo_id = await self.app.pick_logo(f"A {NOTES[kind].label} with which logo?")
        if logo_id is not None:
            await self.app.write_about_living(kind, logo_id)

    def take_away(self) -> Work | str:
        """Delete the chosen notes, which are of one kind, or throw a draft away."""
        chosen = self.table.chosen_rows
        notes = [line.note for line in chosen if line.note is not None]
        unfinished = [line.draft.id for line in chosen if line.draft is not None]
        if unfinished and len(unfinished) == len(chosen):
            called = cut(chosen[0].name, 40) if len(chosen) == 1 else counted(len(chosen), "draft")
            return forms.throw_away(self.app, unfinished, called)
        if not notes and not unfinished:
            return "Nobody was asked about this loss yet: there is no note to take away"
        if len({note.kind for note in notes}) > 1 or len(notes) < len(chosen):
            return "Mark notes of one kind, or drafts: they go together"
        table = tables_of(notes[0].kind)[0]
        day = f" of {dates.short(chosen[0].day)}" if chosen[0].day else ""
        called = f"with {cut(chosen[0].name, 40)}{day}"
        several = counted(len(notes), table.label, table.plural)
        return forms.take_away(
            self.app, table.name, [note.id for note in notes], called if len(notes) == 1 else several
        )

    def tag(self) -> Work | str:
        """Put themes on the chosen notes."""
        chosen = self.table.chosen_rows
        notes = [line.note for line in chosen if line.note is not None]
        if not notes:
            return "Themes go on a note: press n to write it first"
        if len(notes) < len(chosen):
            without = len(chosen) - len(notes)
            return f"Themes go on notes: {without} of the marked rows {'has' if without == 1 else 'have'} no note yet"
        return tag_notes(self.app, notes, chosen[0].name)

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked lines, else the one under the cursor."""
        return tuple(map(_chosen, self.table.chosen_rows))

    @property
    def logo_id(self) -> int | None:
        """The chosen line's logo."""
        return self.table.row.logo_id if self.table.row else None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The note; the logo where there is none."""
        line = self.table.row
        return super().subject if line is None or line.note is None else line.note

    @property
    def lost_on(self) -> date | None:
        """The loss the line is about, where it is about one."""
        line = self.table.row
        return line.loss.lost_on if line and line.loss else None

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
    row: tuple[str, int] | None = None
    if line.draft is not None:
        row = ("draft", line.draft.id)
    elif line.note is not None:
        row = line.note
    return Chosen(line.logo_id, lost_on=line.loss.lost_on if line.loss else None, row=row)
