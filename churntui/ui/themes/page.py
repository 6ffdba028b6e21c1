"""One theme: the words it was heard in, each a way to its interview; beside them how it spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import theme_edits
from churntui.data.rows.speakers import of_theme
from churntui.model.notes import WRITTEN
from churntui.model.rows import Theme
from churntui.plain import dates, money
from churntui.plain.sheets import Sheet
from churntui.questions.theme_words import SHOWN, Said, Shown, Side, said
from churntui.questions.themes_heard import HeardTheme, heard_themes, months
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts import theme_colours
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine
from churntui.ui.themes import changes as theme_changes
from churntui.ui.themes.facts import facts
from churntui.ui.themes.keys import ThemeKeys
from churntui.ui.themes.words import explanation, heading, renews, whose

EMPTY = "It is on nothing yet: put it on a note (5, then T)"

LONGEST = 2_000
"""Characters of a passage shown below the table; the interview has all of it."""


def columns(book: Book) -> list[Column[Said]]:
    """How a passage reads as a row."""
    return [
        Column("Words", 24, lambda said: said.words, flex=True),
        Column("Note", 9, lambda said: said.place.note.kind, priority=3),
        Column("Who", 14, lambda said: said.by, priority=4),
        Column("Logo", 18, lambda said: said.name, priority=1),
        Column("When", 11, lambda said: dates.short(said.day, book.as_of) if said.day else "", "right"),
        Column("Renews", 10, lambda said: renews(said, book), "right", priority=2),
        Column("ARR", 8, lambda said: "" if said.arr is None else book.money(said.arr), "right", priority=2),
        Column("On", 7, lambda said: "passage" if said.place.kind == "highlight" else "whole", priority=5),
    ]


class ThemePage(ThemeKeys, Page):
    """The words behind a theme, and its figures."""

    NARROWS = True
    NAME = "Theme"
    REDRAWS = True

    HELP = """
Where was it said, by whom, and whom does it strike? The newest words stand first; `enter` opens the note at that
passage.

- The words of the living stand beside those of the lost: **Renews** says when the logo renews (`!`: notice ends within
  30 days), or that it is *lost*, or *leaves* on a known day. **ARR** is what was lost, or what is at stake; the two are
  never added. `f` shows the living or the lost alone; `v` lists the logos.
- **Note** says where it was said, **On** whether a passage carries the theme, or only the note as a whole; then what
  was said in short is shown.
- **Industry** and **Staff**: of the logos heard there (an interview was held), how many named it. A theme that half
  of one industry names and hardly any of the others belongs to that industry, whatever its total.
- **Heard together with** counts logos that named both, and adds up the losses that both were named for.
- `T` gives the chosen words to another theme; `X` does so with many at once.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "rows", "Living, lost", id="theme.rows",
                tooltip="All words, those of the living, of the lost"),
    ]  # fmt: skip

    def __init__(self, theme_id: int) -> None:
        super().__init__()
        self._theme_id = theme_id
        self._row: HeardTheme | None = None
        self._said: list[Said] = []
        self._which: Shown = "all"
        self._heading = Static("", id="theme-heading", markup=False)
        self.table: VirtualTable[Said] = VirtualTable(
            columns(Book.empty),
            empty=EMPTY,
            id="theme-list",
            classes="panel",
        )
        self._words = Static("", id="theme-words", markup=False)
        self._facts = Static("", id="theme-facts", markup=False)
        self._chart = Chart(id="theme-chart")

    def compose(self) -> ComposeResult:
        """The words on the left, the figures on the right."""
        yield TopLine(id="top")
        yield self._heading
        with Horizontal(id="theme-body"):
            with Vertical(id="theme-left"):
                yield self.table
                with VerticalScroll(id="theme-quote", classes="panel"):
                    yield self._words
            with VerticalScroll(id="theme-side", classes="panel side"):
                yield self._chart
                yield self._facts
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.query_one("#theme-side").border_title = t("Notes by month")
        self.table.focus()

    def show(self, book: Book) -> None:
        """Count in a thread."""
        name = self.theme.name if self.theme else ""
        self.query_one(TopLine).tell(self.app.opening, book, "Themes", cut(name, 60))
        self.app.do(self._count(book), group="theme", exclusive=True)

    async def _count(self, book: Book) -> None:
        rows = await self.app.compute(lambda: heard_themes(book))
        row = next((row for row in rows if row.theme.id == self._theme_id), None)
        if row is None:
            self._row = None
            self._heading.update("It is no longer in the book: press escape")
            self.table.set_rows(())
            return
        chart, figures = await self.app.compute(lambda: (months(book, row), facts(book, row)))
        places, speakers = await self.app.ask(
            lambda store: (theme_edits.places(store, self._theme_id), of_theme(store, self._theme_id))
        )
        if self.shown is book:
            self._row = row
            self.table.set_columns(columns(book))
            self._heading.update(Content.assemble(theme_colours.bar(row.theme), " ", t(heading(book, row))))
            self._chart.data = chart
            self._facts.update(figures)
            self._said = said(book, row, places, speakers)
            self._arrange()

    def _arrange(self) -> None:
        shown = [one for one in self._said if one.is_shown(self._which)]
        self.table.empty = EMPTY if self._which == "all" else f"No words of the {self._which}: f shows others"
        self.table.border_subtitle = t("" if self._which == "all" else f"the {self._which} only · f")
        self.table.set_rows(shown, keep=lambda said: (said.place.kind, said.place.id))

    def action_rows(self) -> None:
        """All words, those of the living, those of the lost."""
        self._which = SHOWN[(SHOWN.index(self._which) + 1) % len(SHOWN)]
        self._arrange()

    @property
    def theme(self) -> Theme | None:
        """The theme as the book in view has it."""
        book = self.shown or self.app.book
        return next((theme for theme in book.themes if theme.id == self._theme_id), None)

    @property
    def heard_theme(self) -> HeardTheme | None:
        """The theme with its figures."""
        return self._row

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Said]) -> None:
        event.stop()
        panel, chosen = self.query_one("#theme-quote"), event.row
        panel.border_title = t(cut(whose(chosen, self.shown or self.app.book), 90) if chosen else "")
        self._words.update(t(chosen.place.words[:LONGEST] if chosen else ""))
        panel.scroll_home(animate=False)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Said]) -> None:
        event.stop()
        self.app.do(self._open(event.row))

    async def _open(self, chosen: Said) -> None:
        """Go to the passage in its note; one tagged as a whole is read, a ticket or an answer is on its logo's page."""
        note, is_passage = chosen.place.note, chosen.place.kind == "highlight"
        highlight_id = chosen.place.id if is_passage else None
        if note.kind != "interview" and note.kind not in WRITTEN:
            await self.app.open_logo(chosen.logo_id, note)
        elif is_passage and not self.app.opening.read_only:
            await self.app.change_note(note, highlight_id)
        else:
            await self.app.open_reading(note, highlight_id)

    def add(self) -> str:
        """What is said is in the notes."""
        return "Words are added in a note: enter opens one, and ctrl+t puts the theme on words of it"

    def tag(self) -> Work | str:
        """Give the chosen words to another theme."""
        chosen = [said.place for said in self.table.chosen_rows]
        if not chosen or self.theme is None:
            return "Nothing is tagged with it"
        return theme_changes.recode(self.app, self.theme, chosen)

    @property
    def logo_id(self) -> int | None:
        """The chosen words' logo."""
        return self.table.row.logo_id if self.table.row else None

    def exported(self) -> Sheet | None:
        """The words with whose they are."""
        return sheet(self.table.rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen words."""
        chosen = self.table.row
        return f"«{chosen.words}» {chosen.name}" if chosen else ""

    def explained(self) -> str:
        """How the theme's figures came about."""
        return explanation(self._row, self.shown) if self._row and self.shown else ""


def sheet(words: Sequence[Said], book: Book) -> Sheet:
    """The words as a table to export."""
    header = (
        "words", "on", "logo", "when", f"arr_lost_{book.currency}", "interview_id",
        "note_kind", "who", "side", f"at_stake_{book.currency}", "renews",
    )  # fmt: skip
    body = tuple(
        (
            said.place.words,
            "passage" if said.place.kind == "highlight" else said.place.note.kind,
            said.name,
            said.day.isoformat() if said.day else "",
            _amount(said, "lost", book),
            said.line.interview.ref if said.line and said.line.interview else "",
            said.place.note.kind,
            said.by,
            said.side,
            _amount(said, "living", book),
            said.renewal.ends_on.isoformat() if said.renewal else "",
        )
        for said in words
    )
    return Sheet("theme-quotes", header, body, right=frozenset({4, 9}))


def _amount(said: Said, side: Side, book: Book) -> str:
    return money.plain(said.arr, book.currency) if said.side == side and said.arr is not None else ""
