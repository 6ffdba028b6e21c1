"""One theme: the words it was heard in, each a way to its interview; beside them how it spread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import theme_edits
from churntui.data.rows.theme_edits import Place
from churntui.model.rows import Theme
from churntui.plain import dates, money
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.questions.heard import Line
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
from churntui.ui.themes.words import explanation, heading

LONGEST = 2_000
"""Characters of a passage shown below the table; the interview has all of it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the theme is on, with its interview."""

    place: Place
    line: Line

    @property
    def words(self) -> str:
        """The passage, else what was stated, else that it is about the whole of the interview."""
        return clean_line(self.place.words) or "(the interview as a whole)"


def columns(book: Book) -> list[Column[Said]]:
    """How a passage reads as a row."""
    return [
        Column("Words", 24, lambda said: said.words, flex=True),
        Column("On", 8, lambda said: "passage" if said.place.kind == "highlight" else "whole", priority=3),
        Column("Logo", 18, lambda said: said.line.name, priority=1),
        Column(
            "When", 11, lambda said: dates.short(said.line.day, book.as_of) if said.line.day else "", "right"
        ),
        Column(
            "ARR lost",
            8,
            lambda said: book.money(said.line.loss.arr) if said.line.loss else "",
            "right",
            priority=2,
        ),
    ]


class ThemePage(ThemeKeys, Page):
    """The words behind a theme, and its figures."""

    NARROWS = True
    NAME = "Theme"

    HELP = """
Where was it said, by whom, and whom does it strike? The newest words stand first; `enter` opens the note at that
passage.

- **On** says whether a passage carries the theme, or only the interview as a whole; then the stated reason is shown.
- **Industry** and **Staff**: of the logos heard there (an interview was held), how many named it. A theme that half
  of one industry names and hardly any of the others belongs to that industry, whatever its total.
- **Heard together with** counts logos that named both, and adds up the losses that both were named for.
- `T` gives the chosen words to another theme; `X` does so with many at once.
"""

    def __init__(self, theme_id: int) -> None:
        super().__init__()
        self._theme_id = theme_id
        self._row: HeardTheme | None = None
        self._heading = Static("", id="theme-heading", markup=False)
        self.table: VirtualTable[Said] = VirtualTable(
            columns(Book.empty),
            empty="It is on nothing yet: tag an interview with it (5, then T)",
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
        places = await self.app.ask(lambda store: theme_edits.places(store, self._theme_id))
        if self.shown is book:
            self._row = row
            self.table.set_columns(columns(book))
            self._heading.update(Content.assemble(theme_colours.bar(row.theme), " ", t(heading(book, row))))
            self._chart.data = chart
            self._facts.update(figures)
            self.table.set_rows(said(row, places), keep=lambda said: (said.place.kind, said.place.id))

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
        panel.border_title = t(cut(chosen.line.name, 60) if chosen else "")
        self._words.update(t(chosen.place.words[:LONGEST] if chosen else ""))
        panel.scroll_home(animate=False)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Said]) -> None:
        event.stop()
        self.app.do(self._open(event.row.place))

    async def _open(self, place: Place) -> None:
        """Go to the passage in its note; an interview tagged as a whole is read."""
        if place.kind == "highlight":
            await self.app.write_interview(None, place.note.id, highlight_id=place.id)
        else:
            await self.app.open_reading(place.note.id)

    def add(self) -> str:
        """What is said is in the notes."""
        return "Words are added in a note: enter opens one, and ctrl+t puts the theme on words of it"

    def tag(self) -> Work | str:
        """Give the chosen words to another theme."""
        if self.table.row is None or self.theme is None:
            return "Nothing is tagged with it"
        return theme_changes.recode(self.app, self.theme, self.table.row.place)

    @property
    def logo_id(self) -> int | None:
        """The chosen words' logo."""
        return self.table.row.line.logo_id if self.table.row else None

    def exported(self) -> Sheet | None:
        """The words with whose they are."""
        return sheet(self.table.rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen words."""
        chosen = self.table.row
        return f"«{chosen.words}» {chosen.line.name}" if chosen else ""

    def explained(self) -> str:
        """How the theme's figures came about."""
        return explanation(self._row, self.shown) if self._row and self.shown else ""


def said(row: HeardTheme, places: Iterable[Place]) -> list[Said]:
    """The words of a theme, the newest first: passages, and the whole of an interview only where it has none."""
    by_interview: dict[int, list[Place]] = {}
    for place in sorted(places, key=lambda place: place.kind == "interview"):
        if place.note.kind != "interview":
            continue
        mine = by_interview.setdefault(place.note.id, [])
        if place.kind == "highlight" or not mine:
            mine.append(place)
    return [
        Said(place, line)
        for line in row.lines
        if line.interview is not None
        for place in by_interview.get(line.interview.id, ())
    ]


def sheet(words: Sequence[Said], book: Book) -> Sheet:
    """The words as a table to export."""
    header = ("words", "on", "logo", "when", f"arr_lost_{book.currency}", "interview_id")
    body = tuple(
        (
            said.place.words,
            "passage" if said.place.kind == "highlight" else "interview",
            said.line.name,
            said.line.day.isoformat() if said.line.day else "",
            money.plain(said.line.loss.arr, book.currency) if said.line.loss else "",
            said.line.interview.ref if said.line.interview else "",
        )
        for said in words
    )
    return Sheet("theme-quotes", header, body, right=frozenset({4}))
