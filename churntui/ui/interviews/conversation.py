"""The left side of the editor: the notes, their passages below, and the themes the notes speak of.

A passage in the line of a speaker of theirs is in their words from the start; a key says so of any other, or takes it
back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import app as app_getter
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static, TextArea

from churntui.data.rows.highlights import OURS_SAID
from churntui.model.rows import Highlight
from churntui.plain.anchors import Span
from churntui.plain.text import fold
from churntui.plain.transcript import side_of, without_ours
from churntui.ui.interviews import form
from churntui.ui.interviews.notes import Notes, StyleOf
from churntui.ui.interviews.passage_list import PassageList
from churntui.ui.interviews.passages import Passage, said_under, with_themes
from churntui.ui.interviews.tagging import pick_themes, said_theirs, suggestions
from churntui.ui.interviews.transcribing import lines_of_theirs, next_of_theirs
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.shell.base import BookApp

if TYPE_CHECKING:
    from churntui.metrics.suggest import Suggestion

NOBODY_NAMED = "No line of theirs is here: paste a transcript, or begin lines with who speaks, `Dana: …`"

_PAUSE = 0.3
"""Seconds without a key after which themes are suggested: while somebody types, nobody reads them."""


class NotesPane(Vertical):
    """The notes that are being written.

    Args:
        text: The notes.
        passages: Their passages, as the book or the draft has them.
        style_of: How words with themes look.
        people: Who is known of the other side: their lines are in their words.
    """

    app = app_getter(BookApp)

    question: reactive[str] = reactive("")
    """What to ask now; stands in the title, for screens too low for all questions."""

    class Tagged(Message):
        """Passages, or their themes, have changed."""

    def __init__(
        self, text: str, passages: Iterable[Highlight], style_of: StyleOf, people: Sequence[str] = ()
    ) -> None:
        super().__init__(id="interview-left", classes="panel")
        self._people = people
        self.notes = Notes(text, passages, style_of, id="interview-notes")
        self._list = PassageList(id="interview-passages")
        self._hint = Static("", id="interview-suggested", markup=False)

    def compose(self) -> ComposeResult:
        """The notes get what the others leave."""
        yield self.notes
        yield self._list
        yield self._hint

    def on_mount(self) -> None:
        """Shows the passages there are."""
        self._list.show(self.notes.passages)
        self._suggest_soon()

    def watch_question(self, question: str) -> None:
        """The next question in the title."""
        self.border_title = t(f"f2 asks: {question}" if question else "Notes")

    def fields(self) -> dict[str, str]:
        """What a draft keeps of it."""
        passages = form.join_passages(self.notes.passages.highlights())
        return {"notes": self.notes.text, "passages": passages}

    def settled(self) -> tuple[tuple[Highlight, ...], list[str]]:
        """The passages as they are saved, and the themes of those that have lost their words."""
        lost = with_themes((), (name for passage in self.notes.passages.lost for name in passage.themes))
        return tuple(self.notes.passages.settled()), lost

    def names(self) -> list[str]:
        """The themes on its passages."""
        return with_themes((), (name for passage in self.notes.passages.all for name in passage.themes))

    def take_over(self, text: str) -> None:
        """The notes as they were left in another editor; tells how many passages lost their words."""
        if text == self.notes.text:
            return
        before = len(self.notes.passages.lost)
        self.notes.replace_all(text)
        lost = len(self.notes.passages.lost) - before
        if lost > 0:
            self.app.notify(f"{lost} passages lost their words; ctrl+z brings the old notes back")

    @property
    def has_words(self) -> bool:
        """Whether there are words to tag where the cursor is."""
        span, _ = self.notes.meant
        return span.start < span.end

    def tag_theirs(self) -> None:
        """Go to the next line of theirs that has no theme, and ask for its themes."""
        span = next_of_theirs(self.notes)
        if span is None:
            said = "Every line of theirs has themes" if lines_of_theirs(self.notes.text) else NOBODY_NAMED
            self.app.notify(said)
            return
        self.notes.focus()
        self.notes.show_span(span)
        self.tag()

    def tag(self) -> None:
        """Ask for the themes of the words the cursor is on."""
        self.app.do(self._tag(), group="tag")

    def recode_chosen(self) -> bool:
        """Where the list of passages has the focus, ask for other themes of the chosen one."""
        if not self._list.has_focus:
            return False
        self._list.action_tag()
        return True

    async def _tag(self) -> None:
        span, present = self.notes.meant
        if span.start == span.end:
            return
        words = self.notes.text[span.start : span.end]
        names = await self._pick(words, present)
        if names is not None:
            theirs = present.theirs if present else self._is_theirs(span) and bool(names)
            self.notes.passages.tag(span, names, present, theirs=theirs)
            self.notes.move_cursor(self.notes.selection.end)
            self._changed()

    def _is_theirs(self, span: Span) -> bool:
        return side_of(self.notes.text, span, self._people) == "theirs"

    def mark_theirs(self) -> None:
        """The words the cursor is on are the customer's own; or, where they were, they are not."""
        chosen = self._list.row if self._list.has_focus else None
        if chosen is not None and chosen.is_lost:
            return
        span, present = self.notes.meant if chosen is None else (chosen.passage.span, chosen.passage)
        if span.start == span.end:
            self.app.notify("Select some words, or put the cursor on a sentence")
        elif side_of(self.notes.text, span) == "ours" and not (present and present.theirs):
            self.app.notify("Mark what they answered", title=OURS_SAID, severity="warning")
        else:
            theirs = present is None or not present.theirs
            words = cut(self.notes.text[span.start : span.end], 40)
            self.notes.passages.tag(span, present.themes if present else (), present, theirs=theirs)
            self._changed()
            self.app.notify(f"«{words}» {said_theirs(theirs=theirs)}")

    async def _pick(self, words: str, present: Passage | None) -> list[str] | None:
        return await pick_themes(
            self.app,
            present.themes if present else (),
            f"Themes of «{cut(words, 44)}»",
            suggested=await suggestions(self.app, words),
            unsaved=self.names(),
        )

    @on(Notes.Tagging)
    def _wanted(self) -> None:
        if self.app.may_write():
            self.tag()

    @on(Notes.Marking)
    def _wants_mark(self) -> None:
        if self.app.may_write():
            self.mark_theirs()

    @on(PassageList.Recoding)
    def _recoding(self, event: PassageList.Recoding) -> None:
        if self.app.may_write():
            self.app.do(self._recode(event.passage), group="tag")

    async def _recode(self, passage: Passage) -> None:
        names = await self._pick(passage.anchor.words(self.notes.text), passage)
        if names is not None:
            self.notes.passages.tag(passage.span, names, passage)
            self._changed()

    @on(PassageList.Dropping)
    def _dropping(self, event: PassageList.Dropping) -> None:
        if self.app.may_write():
            self.notes.passages.drop(event.passage)
            self._changed()

    @on(VirtualTable.Opened, "#interview-passages")
    def _go_there(self, event: VirtualTable.Opened[object]) -> None:
        event.stop()
        row = self._list.row
        if row is not None and not row.is_lost:
            self.notes.show_span(row.passage.span)
            self.notes.focus()

    def _changed(self) -> None:
        self.notes.redraw()
        self._show()
        self.post_message(self.Tagged())

    @on(TextArea.Changed)
    def _show(self) -> None:
        self._list.show(self.notes.passages)
        self._name_themes()
        self._suggest_soon()

    @on(TextArea.SelectionChanged)
    def _name_themes(self) -> None:
        """The themes under the cursor, in the panel's lower edge."""
        self.border_subtitle = t(cut(said_under(self.notes.under_cursor), 60))

    def _suggest_soon(self) -> None:
        self.app.do(self._show_suggested(), group="suggest", exclusive=True, keys_wait=False)

    async def suggestions(self) -> list[Suggestion]:
        """The themes the notes as a whole speak of; what we said in them does not speak for any."""
        return await suggestions(self.app, without_ours(self.notes.text))

    async def _show_suggested(self) -> None:
        await asyncio.sleep(_PAUSE)
        if not self.is_attached:
            return
        likely = await self.suggestions()
        if not self.is_attached:
            return
        names = {theme.id: theme.name for theme in self.app.book.themes}
        used = {fold(name) for name in self.names()}
        said = [
            f"{names[suggestion.theme_id]} ({', '.join(suggestion.words)})"
            for suggestion in likely
            if fold(names[suggestion.theme_id]) not in used
        ]
        self._hint.update(t("Suggested: " + " · ".join(said) if said else ""))
        self._hint.display = bool(said)
