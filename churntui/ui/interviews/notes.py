"""Notes with tagged passages: Textual's editor that keeps its passages on their words and shows where they are.

Every edit goes through one of three doors (a key, undo or redo, another text), and each tells the passages. Text is
cleaned on the way in, so that offsets on the screen are those in the book. To read, the same widget is read-only:
the cursor walks, a selection can be made, and `ctrl+t` tags.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, takewhile
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from churntui.model.rows import Highlight
from churntui.plain.anchors import Replacement, Span, replacement
from churntui.plain.text import clean_note
from churntui.plain.transcript import Transcript
from churntui.plain.transcript import read as read_transcript
from churntui.ui.interviews.passages import Passage, Passages

StyleOf = Callable[[Sequence[str]], Style]
"""How words with themes of these names look."""


PLACEHOLDER = "Type what they say, or paste the transcript of the call; f5 takes one from a file."


class Notes(TextArea):
    """An editor, or with `read_only` a reader, of notes.

    Args:
        text: The notes.
        passages: As the book or a draft has them.
        style_of: How a passage looks by its themes.
        read_only: To read and tag, not to write.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t",
            "tag",
            "Tag",
            id="notes.tag",
            tooltip="Put themes on the selected words, or on the sentence under the cursor",
        ),
        Binding(
            "ctrl+g",
            "mark_theirs",
            "Their words",
            id="notes.theirs",
            show=False,
            tooltip="The selected words, or the sentence under the cursor, are in their own words, or not",
        ),
    ]

    class Tagging(Message):
        """Somebody wants to put themes on words."""

        def __init__(self, notes: Notes) -> None:
            super().__init__()
            self.notes = notes

        @property
        def control(self) -> Notes:
            """The notes, for `@on` with a selector."""
            return self.notes

    class Marking(Tagging):
        """Somebody says that words are the customer's own, or takes it back."""

    class Transcribed(Message):
        """A call's transcript was pasted, and stands in the notes as it was."""

        def __init__(self, span: Span, transcript: Transcript) -> None:
            super().__init__()
            self.span = span
            self.transcript = transcript

    def __init__(
        self,
        text: str,
        passages: Iterable[Highlight],
        style_of: StyleOf,
        *,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        cleaned = clean_note(text)
        self.passages = Passages(cleaned, passages)
        self._style_of = style_of
        self._starts: list[int] | None = None
        self._marks: dict[int, list[tuple[int, int, Style]]] | None = None
        super().__init__(
            cleaned,
            soft_wrap=True,
            show_line_numbers=False,
            read_only=read_only,
            highlight_cursor_line=False,
            placeholder="" if read_only else PLACEHOLDER,
            id=id,
        )
        self.cursor_blink = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Where one can write, the editor around it has the key."""
        return action not in {"tag", "mark_theirs"} or self.read_only

    def action_tag(self) -> None:
        """Ask whoever holds the notes for themes."""
        self.post_message(self.Tagging(self))

    def action_mark_theirs(self) -> None:
        """Tell whoever holds the notes that these are their own words."""
        self.post_message(self.Marking(self))

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """As Textual's; under the last line to read, what stands below comes into view."""
        if self.read_only and not select and self.cursor_at_last_line and isinstance(self.parent, Widget):
            self.parent.scroll_down(animate=False)
        else:
            super().action_cursor_down(select)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """As Textual's; over the first line to read, what stands above comes into view."""
        if self.read_only and not select and self.cursor_at_first_line and isinstance(self.parent, Widget):
            self.parent.scroll_up(animate=False)
        else:
            super().action_cursor_up(select)

    @property
    def cursor_line(self) -> int:
        """The line of the widget that the cursor is on, as the text is wrapped."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    def edit(self, edit: Edit) -> EditResult:
        """As Textual's; the text is cleaned and the passages follow."""
        edit.text = clean_note(edit.text)
        at = self.offset_of(edit.top)
        removed = self.offset_of(edit.bottom) - at
        result = super().edit(edit)
        self._edited(Replacement(at, removed, edit.text))
        return result

    def on_paste(self, event: events.Paste) -> None:
        """Textual pastes it, after this; whoever holds the notes is told where it is a transcript."""
        if self.read_only or (transcript := read_transcript(event.text)) is None:
            return
        start = min(map(self.offset_of, self.selection))
        self.post_message(self.Transcribed(Span(start, start + len(clean_note(event.text))), transcript))

    def add_below(self, text: str) -> int:
        """Put a text at the end of the notes, as lines of its own, and say where it begins."""
        lead = "" if not self.text else "\n" if self.text.endswith("\n") else "\n\n"
        self.history.checkpoint()
        self.insert(f"{lead}{text}", self.document.end)
        return len(self.text) - len(text)

    def put_instead(self, span: Span, text: str) -> None:
        """Another text in the place of a part of the notes, as one edit that can be undone; the cursor at its begin."""
        self.history.checkpoint()
        begin = self.location_of(span.start)
        self.edit(Edit(text, begin, self.location_of(span.end), maintain_selection_offset=False))
        self.history.checkpoint()
        self.move_cursor(begin)

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        super()._undo_batch(edits)
        self._edited(replacement(self.passages.text, self.text))

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        super()._redo_batch(edits)
        self._edited(replacement(self.passages.text, self.text))

    def load_text(self, text: str) -> None:
        """Another text from elsewhere: passages stay where their very words are."""
        cleaned = clean_note(text)
        self.passages.replaced(cleaned)
        self._starts = None
        super().load_text(cleaned)
        self.redraw()

    def replace_all(self, text: str) -> None:
        """The same as one edit that can be undone."""
        cleaned = clean_note(text)
        before = self.passages.text
        kept = Passages(before, self.passages.highlights())
        kept.replaced(cleaned)
        change = replacement(before, cleaned)
        start, end = self.location_of(change.at), self.location_of(change.at + change.removed)
        super().edit(Edit(change.inserted, start, end, maintain_selection_offset=False))
        self.passages = kept
        self.redraw()

    def write_question(self, question: str) -> None:
        """Put it under the line of the cursor, as a line of its own, and begin the answer below it.

        Where it stands there already, its answer is gone on with.
        """
        lines = self.document.lines
        if (heading := _heading(question)) in lines:
            begins = lines.index(heading) + 1
            answer = _until_heading(lines[begins:])
            said = [begins + nth for nth, line in enumerate(answer) if line.strip()]
            row = said[-1] if said else min(begins, len(lines) - 1)
            self.move_cursor((row, len(lines[row])))
            return
        row, _ = self.cursor_location
        above = lines[row - 1] if row else ""
        lead = "\n\n" if lines[row].strip() else "\n" if above.strip() else ""
        written = self.insert(f"{lead}{heading}\n", (row, len(lines[row])))
        self.move_cursor(written.end_location)

    def take_question(self, question: str) -> None:
        """Take its line away where nothing was answered below it: the last one of these words."""
        lines = self.document.lines
        places = [row for row, line in enumerate(lines) if line == _heading(question)]
        if not places or any(line.strip() for line in _until_heading(lines[places[-1] + 1 :])):
            return
        row = places[-1]
        end = (row + 1, 0) if row + 1 < len(lines) else (row, len(lines[row]))
        self.edit(Edit("", (row, 0), end, maintain_selection_offset=True))

    def show(self, text: str, passages: Iterable[Highlight], style_of: StyleOf, *, stay: bool) -> None:
        """Other notes, with their own passages; with `stay` the cursor stays where the text is the same."""
        cleaned = clean_note(text)
        self.passages = Passages(cleaned, passages)
        self._style_of = style_of
        self._starts = None
        if not (stay and cleaned == self.text):
            super().load_text(cleaned)
        self.redraw()

    def _edited(self, edit: Replacement) -> None:
        self.passages.edited(edit, self.text)
        self.redraw()

    def redraw(self) -> None:
        """Draw the marks anew, after the passages have changed."""
        self._starts = self._marks = None
        self._line_cache.clear()
        self.refresh()

    @property
    def _line_starts(self) -> list[int]:
        if self._starts is None or len(self._starts) != self.document.line_count:
            self._starts = [0, *accumulate(len(line) + 1 for line in self.document.lines[:-1])]
        return self._starts

    def offset_of(self, location: Location) -> int:
        """The code point of the text at a row and column; the end of the text for one below its last line."""
        row, column = location
        starts = self._line_starts
        return starts[row] + column if row < len(starts) else len(self.passages.text)

    def location_of(self, offset: int) -> Location:
        """The row and column of a code point of the text."""
        row = bisect_right(self._line_starts, offset) - 1
        return row, offset - self._line_starts[row]

    @property
    def meant(self) -> tuple[Span, Passage | None]:
        """The words to be tagged, and the passage that is on just these already."""
        start, end = sorted((self.offset_of(self.selection.start), self.offset_of(self.selection.end)))
        return self.passages.meant(self.offset_of(self.cursor_location), Span(start, end))

    @property
    def line_meant(self) -> str:
        """The selected words, else the line the cursor is on."""
        return self.selected_text.strip() or str(self.document.get_line(self.cursor_location[0])).strip()

    @property
    def under_cursor(self) -> list[Passage]:
        """The passages the cursor stands on, the shortest first."""
        return self.passages.at(self.offset_of(self.cursor_location))

    def show_passage(self, highlight_id: int | None) -> None:
        """Select the words of that passage, where it is still there."""
        for passage in self.passages.kept:
            if passage.id is not None and passage.id == highlight_id:
                self.show_span(passage.span)

    def show_span(self, span: Span) -> None:
        """Select these words and bring them into view."""
        self.selection = Selection(self.location_of(span.start), self.location_of(span.end))
        self.scroll_cursor_visible()

    def get_line(self, line_index: int) -> Text:
        """The line with its passages marked."""
        line = super().get_line(line_index)
        if line.plain.startswith("#"):
            line.stylize(Style(bold=True))
        if self._marks is None:
            self._marks = self._marked()
        for start, end, style in self._marks.get(line_index, ()):
            line.stylize(style, start, end)
        return line

    def _marked(self) -> dict[int, list[tuple[int, int, Style]]]:
        """Line to the marks on it: columns and style, the longest passages first, so that shorter ones show."""
        marks: dict[int, list[tuple[int, int, Style]]] = {}
        for passage in sorted(self.passages.kept, key=lambda passage: passage.span.start - passage.span.end):
            style = self._style_of(passage.themes)
            (first, begins), (last, ends) = (
                self.location_of(passage.span.start),
                self.location_of(passage.span.end),
            )
            for row in range(first, last + 1):
                stop = ends if row == last else len(self.document.get_line(row))
                marks.setdefault(row, []).append((begins if row == first else 0, stop, style))
        return marks


def _heading(question: str) -> str:
    """A question as a line of the notes; lines that begin so are shown as headings."""
    return f"# {question}"


def _until_heading(lines: Sequence[str]) -> list[str]:
    return list(takewhile(lambda line: not line.startswith("#"), lines))
