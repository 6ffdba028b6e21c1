"""Reading one note: its facts, the notes with their passages marked, and what else was said.

The same stands beside the list and, where there is no room beside it, on a page of its own. The notes can be walked
in and tagged: nothing else of them is changed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.getters import app as app_getter
from textual.widgets import Static, TextArea

from churntui.book import Book
from churntui.data.rows import highlights, interview_facts, kept
from churntui.data.stories import Subject
from churntui.model.notes import NOTES, NoteRef
from churntui.model.rows import Highlight, InterviewFacts
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import tenure
from churntui.questions.attempts import called
from churntui.questions.heard import CLASS_OF, Line, lines, of_living
from churntui.ui.interviews import form
from churntui.ui.interviews.fields import INTERVIEW, Field
from churntui.ui.interviews.living_facts import Names, linked_names, living_facts
from churntui.ui.interviews.notes import Notes
from churntui.ui.interviews.passages import said, said_under
from churntui.ui.interviews.tagging import mark_style, mark_words, tag_note, tag_words
from churntui.ui.kit.safe import cut, t
from churntui.ui.parts import theme_colours
from churntui.ui.shell.base import BookApp, Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

SILENT = (
    "Nobody has asked them yet. n or enter begins the exit interview, N records that nobody will be heard."
)

_SHOWN_ABOVE = frozenset(
    {
        "logo",
        "status",
        "held_on",
        "effective_on",
        "stated_reason",
        "primary_reason",
        "voluntary",
        "regrettable",
        "themes",
    }
)


def head(book: Book, line: Line, names: Names) -> Content:
    """What stands over the words of a note, draft or silent loss: facts, what they stated, themes."""
    if line.living is not None:
        return living_facts(book, line, names)
    blocks = [_facts(book, line)]
    if line.stated:
        blocks.append(Content.assemble(("Stated\n", "dim"), t(f"“{line.stated}”")))
    if line.themes:
        blocks.append(Content.assemble(("Themes\n", "dim"), t(" · ".join(line.themes))))
    if line.kind == "silent":
        blocks.append(t(SILENT))
    return Content("\n\n").join(blocks)


def tail(book: Book, passages: Sequence[Highlight], facts: InterviewFacts | None) -> Content:
    """What stands under them: the passages with their themes, and everything else that was asked."""
    colours = {fold(theme.name): theme for theme in book.themes}
    rows = []
    for passage in passages:
        theme = next((coloured for name in passage.themes if (coloured := colours.get(fold(name)))), None)
        mark = theme_colours.bar(theme) if theme else Content("▌")
        rows.append(
            Content.assemble(
                mark, t(f"«{passage.quote}» "), t(said(passage.themes, theirs=passage.theirs)).stylize("dim")
            )
        )
    blocks = [Content("\n").join(rows)] if rows else []
    if facts is not None:
        blocks += _asked(facts)
    return Content("\n\n").join(blocks)


def _asked(facts: InterviewFacts) -> list[Content]:
    """The facts that are known, a block for each group."""
    texts = form.facts_typed(facts)
    blocks = []
    for group, fields in INTERVIEW.groups.items():
        shown = [(field.title.strip(), _shown(field, texts.get(field.name, ""), facts)) for field in fields]
        known = [Content.assemble((name.ljust(13), "dim"), t(value)) for name, value in shown if value]
        if known:
            blocks.append(Content("\n").join([Content.styled(group, "dim bold"), *known]))
    return blocks


def _shown(field: Field, text: str, facts: InterviewFacts) -> str:
    """A field's text as people read it; empty where it stands above already, or says nothing."""
    if field.name in _SHOWN_ABOVE or (field.name == "kind" and text == "full"):
        return ""
    if field.name == "save_attempts":
        return "; ".join(called(attempt) for attempt in facts.save_attempts)
    labels = dict(field.choices)
    if field.shape == "day" and text:
        return dates.short(dates.parse_day(text))
    return ", ".join(labels.get(part, part) for part in form.split(text))


def _facts(book: Book, line: Line) -> Content:
    """One fact a line, what is not known left out."""
    interview = line.interview
    rows = [("Status", f"{line.said}{_on(book, line)}")]
    if line.loss is not None:
        rows.append(("Lost", f"{dates.short(line.loss.lost_on)} · {book.money(line.loss.arr)} ARR"))
        rows.append(("After", tenure(line.loss.tenure_days)))
    elif interview is not None and interview.effective_on is not None:
        to_come = " · still to come" if interview.effective_on > book.as_of else ""
        rows.append(("Effective", dates.short(interview.effective_on) + to_come))
    if line.assessed:
        rows.append(("Assessed", line.assessed))
    if interview is not None:
        rows += [("Voluntary", _yes_no(interview.voluntary)), ("Regrettable", _yes_no(interview.regrettable))]
    return Content("\n").join(
        Content.assemble((name.ljust(13), "dim"), t(value)) for name, value in rows if value
    )


def _on(book: Book, line: Line) -> str:
    if line.interview is not None and line.interview.held_on is not None:
        return f" {dates.short(line.interview.held_on)}"
    return f", touched {dates.short(line.day, book.as_of)}" if line.draft is not None and line.day else ""


def _yes_no(flag: bool | None) -> str:  # noqa: FBT001 - the value itself, not a switch
    return "" if flag is None else "yes" if flag else "no"


class Reading(VerticalScroll, can_focus=False):
    """One note, draft or silent loss; the words between what stands over and under them.

    It scrolls as one text. The cursor walks in the notes, and takes the view along.
    """

    app = app_getter(BookApp)

    DEFAULT_CSS = """
    Reading {
        scrollbar-size-vertical: 1;
        & > Static { width: 1fr; height: auto; max-width: 100; }
        & > Notes { height: auto; max-width: 100; margin: 1 0; }
    }
    """

    def __init__(self, *, id: str, classes: str = "panel") -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._head = Static("", markup=False)
        self._tail = Static("", markup=False)
        self.notes = Notes("", (), mark_style(()), read_only=True, id=f"{id}-notes")
        self._line: Line | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self._head
        yield self.notes
        yield self._tail

    async def read(self, book: Book, line: Line | None, highlight_id: int | None = None) -> None:
        """Show one; where it is the same as before, the cursor stays.

        Args:
            book: The book in view.
            line: What to read; None for nothing.
            highlight_id: The passage to show first.
        """
        passages, facts, names = await self._found(line)
        same = self._line is not None and line is not None and self._line.key == line.key
        self._line = line
        kind = f" · {NOTES[line.note.kind].label}" if line and line.living and line.note else ""
        self.border_title = t(f"{cut(line.name, 60)}{kind}" if line else "")
        self._head.update(head(book, line, names) if line else "")
        self.notes.show(line.text if line else "", passages, mark_style(book.themes), stay=same)
        self.notes.display = bool(self.notes.text)
        self._tail.update(tail(book, passages, facts))
        if not same:
            self.scroll_home(animate=False)
        self.notes.show_passage(highlight_id)

    async def _found(self, line: Line | None) -> tuple[list[Highlight], InterviewFacts | None, Names]:
        """Its passages, what else an interview was asked, and the names of whom it links to."""
        if line is not None and line.draft is not None:
            return form.split_passages(line.draft.fields.get("passages", "")), None, {}
        if line is None or line.note is None:
            return [], None, {}
        about, note = line, line.note
        facts_of = note.id if note.kind == "interview" else 0
        return await self.app.ask(
            lambda store: (
                highlights.of_note(store, note),
                interview_facts.every(store, facts_of).get(facts_of) if facts_of else None,
                linked_names(store, about),
            )
        )

    @on(TextArea.SelectionChanged)
    def _name_themes(self) -> None:
        """The themes under the cursor, in the panel's lower edge; the cursor's line in view."""
        if self.notes.has_focus:
            self.border_subtitle = t(cut(said_under(self.notes.under_cursor), 40))
            line = self.notes.virtual_region.y + self.notes.cursor_line
            self.scroll_to_region(Region(0, line, 1, 1), animate=False)

    @on(Notes.Tagging)
    @on(Notes.Marking)
    def _tag(self, event: Notes.Tagging) -> None:
        event.stop()
        line = self._line
        if not self.app.may_write():
            return
        if line is None or line.note is None:
            self.app.notify("Words of a draft are tagged in the editor: enter opens it")
        else:
            put = mark_words if isinstance(event, Notes.Marking) else tag_words
            self.app.do(put(self.app, self.notes, line.note, line.name), group="tag")


class ReadingPage(Page):
    """One note on the whole screen."""

    NAME = "Note"
    REDRAWS = True

    HELP = """
One note: who said it and when, the facts, the words, and what else was said.

In the words the arrows walk, shift with them selects, and `ctrl+t` puts themes on the selected ones, or on the
sentence under the cursor; on a passage it changes its themes. `ctrl+g` says of them that they are the logo's own words,
as a brief may quote them, or takes it back; in a call's lines of theirs they are from the start. `T` puts themes on
the whole note. `enter` opens it to be changed.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Edit", id="reading.edit", tooltip="Open the note to be changed"),
    ]

    def __init__(self, note: NoteRef, highlight_id: int | None = None) -> None:
        super().__init__()
        self._note = note
        self._highlight_id = highlight_id
        self._reading = Reading(id="reading")
        self._line: Line | None = None

    def compose(self) -> ComposeResult:
        """The text."""
        yield TopLine(id="top")
        yield self._reading
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows walk in the words."""
        self._reading.notes.focus()

    def show(self, book: Book) -> None:
        """Its text as it is now."""
        self.app.do(self._fill(book), group="reading", exclusive=True)

    async def _fill(self, book: Book) -> None:
        line = await self._read(book)
        if self.shown is not book or not self.is_attached:
            return
        self._line = line
        self.refresh_bindings()  # whose it is, is known by now
        if line is None:
            self.notify("It is no longer in the book: press escape")
            return
        label = NOTES[self._note.kind].label
        name = label[:1].upper() + label[1:]
        self.query_one(TopLine).tell(self.app.opening, book, name, cut(line.name, 60))
        await self._reading.read(book, line, self._highlight_id)
        self._highlight_id = None

    async def _read(self, book: Book) -> Line | None:
        note = self._note
        if note.kind == "interview":
            known = await self.app.compute(lambda: lines(book))
            return next((line for line in known if line.note == note), None)
        row = await self.app.ask(lambda store: kept.one(store, CLASS_OF[note.kind], note.id))
        return None if row is None or row.logo_id not in book.logos else of_living(book, row)

    @property
    def logo_id(self) -> int | None:
        """The logo it is about."""
        return self._line.logo_id if self._line else None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The note."""
        return self._note.kind, self._note.id

    def copied(self) -> str:
        """The words."""
        return self._line.notes if self._line else ""

    def action_open(self) -> None:
        """Open it to be changed."""
        if self.app.may_write():
            self.app.do(self.change())

    def change(self) -> Work:
        """Open it to be changed."""
        return self.app.change_note(self._note)

    def tag(self) -> Work | str:
        """Put themes on the whole of it."""
        if self._line is None:
            return "It is no longer in the book"
        return tag_note(self.app, self._note, self._line.name)
