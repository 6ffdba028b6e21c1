"""Reading one interview: its facts, what was said in their words and in ours, the passages, the notes.

The same text stands beside the list and, where there is no room beside it, on a page of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from churntui import dates
from churntui.book import Book
from churntui.data import themes
from churntui.ui.base import Page
from churntui.ui.chrome import TopLine
from churntui.ui.heard import Line, lines, of_interview, tenure
from churntui.ui.safe import cut, t
from churntui.ui.tagging import tag_interview

LONGEST = 20_000
"""Characters of a note shown here; the editor has all of it."""

Passage = tuple[str, str]
"""(words, theme): a tagged passage."""


def content(book: Book, line: Line, passages: Sequence[Passage] = ()) -> Content:
    """The interview, draft or silent loss as text: facts, words, themes, passages, notes."""
    blocks = [_facts(book, line)]
    if line.stated:
        blocks.append(Content.assemble(("Stated\n", "dim"), t(f"“{line.stated}”")))
    if line.themes:
        blocks.append(Content.assemble(("Themes\n", "dim"), t(" · ".join(line.themes))))
    if passages:
        said = Content("\n").join(_passage(*one) for one in passages)
        blocks.append(Content.assemble(("Passages\n", "dim"), said))
    if line.notes:
        blocks.append(Content.assemble(("Notes\n", "dim"), noted(line.notes)))
    if line.kind == "silent":
        blocks.append(t("Nobody has asked them yet. Press n or enter to begin the exit interview."))
    return Content("\n\n").join(blocks)


def noted(text: str) -> Content:
    """A note as it was written, its Markdown headings in bold."""
    shown = text if len(text) <= LONGEST else text[:LONGEST] + "\n… the rest is in the editor"
    return Content("\n").join(
        t(row.lstrip("# ")).stylize("bold") if row.startswith("#") else t(row) for row in shown.split("\n")
    )


def _passage(words: str, theme: str) -> Content:
    return Content.assemble(t(f"«{words}»"), " ", t(theme).stylize("dim"))


def _facts(book: Book, line: Line) -> Content:
    """One fact a line, what is not known left out."""
    one = line.interview
    rows = [("Status", f"{line.said}{_on(book, line)}")]
    if line.loss is not None:
        rows.append(("Lost", f"{dates.short(line.loss.lost_on)} · {book.money(line.loss.arr)} ARR"))
        rows.append(("After", tenure(line.loss.tenure_days)))
    elif one is not None and one.effective_on is not None:
        to_come = " · still to come" if one.effective_on > book.as_of else ""
        rows.append(("Effective", dates.short(one.effective_on) + to_come))
    if line.assessed:
        rows.append(("Assessed", line.assessed))
    if one is not None:
        rows += [("Voluntary", _yes_no(one.voluntary)), ("Regrettable", _yes_no(one.regrettable))]
    return Content("\n").join(
        Content.assemble((name.ljust(13), "dim"), t(value)) for name, value in rows if value
    )


def _on(book: Book, line: Line) -> str:
    if line.interview is not None and line.interview.held_on is not None:
        return f" {dates.short(line.interview.held_on)}"
    return f", touched {dates.short(line.day, book.as_of)}" if line.draft is not None and line.day else ""


def _yes_no(flag: bool | None) -> str:  # noqa: FBT001 - the value itself, not a switch
    return "" if flag is None else "yes" if flag else "no"


class ReadingPage(Page):
    """One interview on the whole screen."""

    NAME = "Interview"

    HELP = "One exit interview: the facts, what they stated, what we think it was, the themes heard and the notes."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", "Edit", id="reading.edit", tooltip="Open the interview in the editor"),
        Binding("t", "tag", "Themes", id="reading.tag", tooltip="Put themes on the interview"),
    ]

    def __init__(self, interview_id: int) -> None:
        super().__init__()
        self._interview_id = interview_id
        self._line: Line | None = None
        self._text = Static("", id="reading-text", markup=False)

    def compose(self) -> ComposeResult:
        """The text, scrolled by the arrows."""
        yield TopLine(id="top")
        with VerticalScroll(classes="panel", id="reading"):
            yield self._text
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#reading").focus()

    def show(self, book: Book) -> None:
        """Its text as it is now, or that it is gone."""
        one = next((one for one in book.interviews if one.id == self._interview_id), None)
        if one is None:
            self._text.update("It is no longer in the book: press escape")
            self._line = None
            return
        self._line = of_interview(book, one)
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME, cut(self._line.name, 60))
        self.query_one("#reading").border_title = t(cut(self._line.name, 60))
        self.app.do(self._fill(book, self._line), group="reading", exclusive=True)

    async def _fill(self, book: Book, line: Line) -> None:
        found = await self.app.compute(lambda: lines(book))
        passages = await self.app.ask(lambda store: themes.passages(store, self._interview_id))
        full = next((one for one in found if one.key == line.key), line)
        if self.shown is book:
            self._text.update(content(book, full, passages))

    @property
    def logo_id(self) -> int | None:
        """The logo it is about."""
        return self._line.logo_id if self._line else None

    def copied(self) -> str:
        """The notes."""
        return self._line.notes if self._line else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A book that is read-only is not written."""
        return None if action == "tag" and self.app.opening.read_only else True

    def action_edit(self) -> None:
        """Open it in the editor."""
        self.app.do(self.app.write_interview(None, interview_id=self._interview_id))

    def action_tag(self) -> None:
        """Put themes on it."""
        if self._line is not None:
            self.app.do(tag_interview(self.app, self._interview_id, self._line.name))
