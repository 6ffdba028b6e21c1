"""Search: one line over everything that was written down, answered with every key.

The store answers in order, so a search that a newer key has overtaken is computed but never shown; nothing waits for
a pause in typing. The list shows where the words stand, the panel what stands around them.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from churntui.book import Book
from churntui.data.words import search
from churntui.data.words.search import Hit
from churntui.data.words.text_index import HitKind
from churntui.model.rows import Interview
from churntui.plain import dates, words
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import counted
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, Marked, VirtualTable
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

MOST = 100
"""Hits listed: nobody reads further, they type on."""

KINDS: dict[HitKind, str] = {
    "logo": "logo",
    "theme": "theme",
    "own": "field",
    "reason": "stated",
    "note": "note",
    "quote": "quote",
}
"""How a kind of hit reads."""

BEGIN = (
    "Type words: a beginning of a word is enough, accents and case do not matter, "
    "“quoted words” stand as they are."
)

_LEAD = 24
"""Characters of an excerpt that stand before the first mark at most, so that a narrow list shows it."""

_BEFORE, _AFTER = 300, 900
"""Characters of a text shown in the panel before and after where the words stand."""


def columns() -> list[Column[Hit]]:
    """How a hit reads as a row."""
    return [
        Column("Kind", 6, lambda hit: (KINDS[hit.kind], "dim")),
        Column("Logo or theme", 22, lambda hit: hit.title),
        Column("Passage", 30, passage, flex=True),
    ]


def passage(hit: Hit) -> Marked:
    """The excerpt from shortly before its first mark on."""
    first = hit.marks[0][0] if hit.marks else 0
    start = max(0, first - _LEAD)
    while 0 < start < first and not hit.excerpt[start - 1].isspace():
        start += 1
    lead = "…" if start and not hit.excerpt.startswith("…", start) else ""
    shift = len(lead) - start
    return Marked(lead + hit.excerpt[start:], [(begin + shift, end + shift) for begin, end in hit.marks])


class SearchPage(Page):
    """A line to type in, the hits, and what stands around the chosen one."""

    NAME = "Search"

    HELP = """
Where was it said? Every note, stated reason, passage, theme and logo name that has **all** the words typed.

- A word may be the beginning of a longer one: `pri` finds *price*. `"too expensive"` finds the words side by side, as
  they stand. Accents and case do not matter; Chinese is found by a single character.
- The best hits come first. `enter` opens the note, at the passage where there is one, the theme or the logo.
- **stated** is what they gave as their reason, **quote** a passage that was tagged.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Hit up", id="search.up", show=False, tooltip="The hit above"),
        Binding("down", "move(1)", "Hit down", id="search.down", show=False, tooltip="The hit below"),
        Binding("pageup", "page(-1)", "Page up", id="search.pageup", show=False, tooltip="A page of hits up"),
        Binding(
            "pagedown",
            "page(1)",
            "Page down",
            id="search.pagedown",
            show=False,
            tooltip="A page of hits down",
        ),
    ]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._interviews: dict[int, Interview] = {}
        self.table: VirtualTable[Hit] = VirtualTable(
            columns(), empty=BEGIN, id="search-hits", classes="panel"
        )
        self.table.can_focus = False
        self._text = Static("", id="search-text", markup=False)

    def compose(self) -> ComposeResult:
        """The line on top, the hits, the text around the chosen one."""
        yield TopLine(id="top")
        yield Input(self._query, placeholder="search notes, quotes, themes and logos", id="search-query")
        yield self.table
        with VerticalScroll(id="search-around", classes="panel", can_focus=False):
            yield self._text
        yield KeyLine()

    def on_mount(self) -> None:
        """What is typed goes into the line."""
        self.table.border_subtitle = "↑↓ choose · enter opens · esc leaves"
        self.query_one(Input).focus()

    def show(self, book: Book) -> None:
        """Search again: the book has changed."""
        self.query_one(TopLine).tell(self.app.opening, book, self.NAME)
        self._interviews = {interview.id: interview for interview in book.interviews}
        self._search()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._query = event.value
        self._search()

    def _search(self) -> None:
        self.app.do(self._find(self._query), group="search", exclusive=True)

    async def _find(self, query: str) -> None:
        found = await self.app.ask_plainly(lambda store: search.matches(store, query, MOST + 1))
        hits = await self.app.ask(lambda store: search.hits(store, found, query))
        if query != self._query or not self.is_attached:
            return
        self.table.empty = "Nothing has all these words" if words.phrases(query) else BEGIN
        self.table.border_title = t(_count(len(hits)))
        self.table.set_rows(hits[:MOST], keep=lambda hit: (hit.kind, hit.id))

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Hit]) -> None:
        event.stop()
        self._text.update(self._around(event.row) if event.row else "")

    def _around(self, hit: Hit) -> Content:
        """Who said it and when, and the text around the words, each marked."""
        is_interview = hit.note is not None and hit.note.kind == "interview"
        interview = self._interviews.get(hit.note.id) if hit.note is not None and is_interview else None
        if interview is None:
            return _marked(hit.excerpt, hit.marks)
        text = interview.stated_reason if hit.kind == "reason" else interview.notes
        start = max(0, hit.starts_at - _BEFORE)
        part = text[start : hit.starts_at + _AFTER]
        day = interview.held_on or interview.effective_on
        who = " · ".join([cut(hit.title, 60), *([dates.short(day)] if day else [])])
        shown = _marked(part, words.matches(part, self._query))
        edges = "…" if start else "", "…" if start + len(part) < len(text) else ""
        return Content.assemble((f"{who}\n", "bold"), edges[0], shown, edges[1])

    @on(Input.Submitted)
    @on(VirtualTable.Opened)
    def _opened(self) -> None:
        if self.table.row is not None:
            self.app.do(self._open(self.table.row))

    async def _open(self, hit: Hit) -> None:
        if hit.note is not None:
            passage_id = hit.id if hit.kind == "quote" else None
            await self.app.open_reading(hit.note, passage_id)
        elif hit.kind == "theme":
            await self.app.open_theme(hit.id)
        elif hit.logo_id is not None:
            await self.app.open_logo(hit.logo_id, hit.note)

    def action_move(self, rows: int) -> None:
        """To another hit."""
        self.table.action_move(rows)

    def action_page(self, pages: int) -> None:
        """By what the list holds."""
        self.table.action_page(pages)

    @property
    def logo_id(self) -> int | None:
        """The logo of the chosen hit."""
        return self.table.row.logo_id if self.table.row else None

    def exported(self) -> Sheet | None:
        """The hits."""
        rows = tuple((KINDS[hit.kind], hit.title, clean_line(hit.excerpt)) for hit in self.table.rows)
        return Sheet("search", ("kind", "logo_or_theme", "passage"), rows)

    def copied(self) -> str:
        """The chosen hit."""
        hit = self.table.row
        return f"{hit.title}: {hit.excerpt}" if hit else ""


def _count(hits: int) -> str:
    return "" if not hits else f"the first {MOST} hits" if hits > MOST else counted(hits, "hit")


def _marked(text: str, places: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> Content:
    content = t(text)
    for start, end in places:
        content = content.stylize("bold reverse", start, end)
    return content
