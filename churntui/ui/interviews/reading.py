"""Reading one interview: its facts, the notes with their passages marked, and what else was said.

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
from churntui.data.rows import highlights, interview_facts
from churntui.data.stories import Subject
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight, InterviewFacts
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import tenure
from churntui.questions.heard import Line, lines, of_interview
from churntui.ui.interviews import form
from churntui.ui.interviews.attempts import called
from churntui.ui.interviews.fields import INTERVIEW, Field
from churntui.ui.interviews.notes import Notes
from churntui.ui.interviews.passages import with_themes
from churntui.ui.interviews.tagging import mark_style, tag_note, tag_words
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


def head(book: Book, line: Line) -> Content:
    """What stands over the notes of an interview, draft or silent loss: facts, their words, themes."""
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
            Content.assemble(mark, t(f"«{passage.quote}» "), t(", ".join(passage.themes)).stylize("dim"))
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


def _notes(line: Line | None) -> str:
    """The notes just as they are kept, because passages count their characters."""
    if line is None:
        return ""
    if line.interview is not None:
        return line.interview.notes
    return line.draft.fields.get("notes", "") if line.draft else ""


class Reading(VerticalScroll, can_focus=False):
    """One interview, draft or silent loss; the notes between what stands over and under them.

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
        passages, facts = await self._found(line)
        same = self._line is not None and line is not None and self._line.key == line.key
        self._line = line
        self.border_title = t(cut(line.name, 60) if line else "")
        self._head.update(head(book, line) if line else "")
        self.notes.show(_notes(line), passages, mark_style(book.themes), stay=same)
        self.notes.display = bool(self.notes.text)
        self._tail.update(tail(book, passages, facts))
        if not same:
            self.scroll_home(animate=False)
        self.notes.show_passage(highlight_id)

    async def _found(self, line: Line | None) -> tuple[list[Highlight], InterviewFacts | None]:
        if line is not None and line.draft is not None:
            return form.split_passages(line.draft.fields.get("passages", "")), None
        if line is None or line.interview is None:
            return [], None
        known = line.interview.id
        return await self.app.ask(
            lambda store: (
                highlights.of_note(store, NoteRef("interview", known)),
                interview_facts.every(store, known).get(known),
            )
        )

    @on(TextArea.SelectionChanged)
    def _name_themes(self) -> None:
        """The themes under the cursor, in the panel's lower edge; the cursor's line in view."""
        if self.notes.has_focus:
            here = with_themes((), (name for passage in self.notes.under_cursor for name in passage.themes))
            self.border_subtitle = t(cut(" · ".join(here), 40))
            line = self.notes.virtual_region.y + self.notes.cursor_line
            self.scroll_to_region(Region(0, line, 1, 1), animate=False)

    @on(Notes.Tagging)
    def _tag(self, event: Notes.Tagging) -> None:
        event.stop()
        line = self._line
        if not self.app.may_write():
            return
        if line is None or line.interview is None:
            self.app.notify("Words of a draft are tagged in the editor: enter opens it")
        else:
            self.app.do(
                tag_words(self.app, self.notes, NoteRef("interview", line.interview.id), line.name),
                group="tag",
            )


class ReadingPage(Page):
    """One interview on the whole screen."""

    NAME = "Interview"

    HELP = """
One exit interview: the facts, what they stated, what we think it was, the notes, and what else was said.

In the notes the arrows walk, shift with them selects, and `ctrl+t` puts themes on the selected words, or on the
sentence under the cursor; on a passage it changes its themes. `T` puts themes on the whole interview.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Edit", id="reading.edit", tooltip="Open the interview in the editor"),
    ]

    def __init__(self, interview_id: int, highlight_id: int | None = None) -> None:
        super().__init__()
        self._interview_id = interview_id
        self._highlight_id = highlight_id
        self._reading = Reading(id="reading")
        self._line: Line | None = None

    def compose(self) -> ComposeResult:
        """The text."""
        yield TopLine(id="top")
        yield self._reading
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows walk in the notes."""
        self._reading.notes.focus()

    def show(self, book: Book) -> None:
        """Its text as it is now."""
        interview = next(
            (interview for interview in book.interviews if interview.id == self._interview_id), None
        )
        if interview is None:
            self._line = None
            self.notify("It is no longer in the book: press escape")
            return
        self._line = of_interview(book, interview)
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME, cut(self._line.name, 60))
        self.app.do(self._fill(book, self._line), group="reading", exclusive=True)

    async def _fill(self, book: Book, line: Line) -> None:
        known = await self.app.compute(lambda: lines(book))
        full = next((other for other in known if other.key == line.key), line)
        if self.shown is book and self.is_attached:
            await self._reading.read(book, full, self._highlight_id)
            self._highlight_id = None

    @property
    def logo_id(self) -> int | None:
        """The logo it is about."""
        return self._line.logo_id if self._line else None

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The interview."""
        return "interview", self._interview_id

    def copied(self) -> str:
        """The notes."""
        return self._line.notes if self._line else ""

    def action_open(self) -> None:
        """Open it in the editor."""
        self.app.do(self.change())

    def change(self) -> Work:
        """Open it in the editor."""
        return self.app.write_interview(None, interview_id=self._interview_id)

    def tag(self) -> Work | str:
        """Put themes on the whole of it."""
        if self._line is None:
            return "It is no longer in the book"
        return tag_note(self.app, NoteRef("interview", self._interview_id), self._line.name)
