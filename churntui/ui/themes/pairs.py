"""Which themes are heard together: a matrix by logos, or by the ARR of the losses both were named for.

Columns are numbers, so that as many themes as possible stand side by side; each row carries its number and name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data.stories import Subject
from churntui.plain import money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.questions.themes_heard import HeardTheme, heard_themes
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

MOST = 30
"""Themes that get a column; more do not fit side by side."""


class PairsPage(Page):
    """The matrix, and the chosen theme's pairs under it."""

    NARROWS = True
    NAME = "Together"
    REDRAWS = True

    HELP = """
Which causes come together?

- A cell counts the **logos** that named both themes, in whatever interviews: two people of one logo often name one
  thing each. The cell where a theme meets itself, in brackets, counts the logos that named it at all.
- `v` shows **ARR** instead: the losses that both themes were named for, each once. A logo that named one theme when it
  left and the other when it left again counts among the logos, and adds nothing to the ARR.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "measure", "Logos or ARR", id="pairs.measure", tooltip="Count logos, or add up ARR"),
    ]

    def __init__(self, theme_id: int | None = None) -> None:
        super().__init__()
        self._theme_id = theme_id
        self._rows: Sequence[HeardTheme] = ()
        self._by_arr = False
        self._heading = Static("", id="pairs-heading", markup=False)
        self.table: VirtualTable[tuple[int, HeardTheme]] = VirtualTable(
            [], empty="Counting …", id="pairs-list", classes="panel"
        )
        self._text = Static("", id="pairs-text", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the matrix, the chosen theme's pairs."""
        yield TopLine(id="top")
        yield self._heading
        yield self.table
        with VerticalScroll(id="pairs-more", classes="panel"):
            yield self._text
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the matrix."""
        self.table.focus()

    def show(self, book: Book) -> None:
        """Count in a thread."""
        self.query_one(TopLine).tell(self.app.opening, book, "Themes", self.NAME)
        self.app.do(self._count(book), group="pairs", exclusive=True)

    async def _count(self, book: Book) -> None:
        rows = await self.app.compute(lambda: heard_themes(book))
        if self.shown is book:
            self._rows = [row for row in rows if row.counted.logos and not row.theme.archived]
            self._arrange(book)

    def _arrange(self, book: Book) -> None:
        measure = "the ARR of the losses both were named for" if self._by_arr else "logos that named both"
        self._heading.update(t(f"Heard together · {measure}"))
        self.table.empty = "No theme has been heard yet: put one on an interview (5, then T)"
        self.table.set_columns(columns(book, self._rows, by_arr=self._by_arr))
        is_first = not self.table.rows
        self.table.set_rows(list(enumerate(self._rows, 1)), keep=lambda numbered: numbered[1].theme.id)
        if is_first:
            places = [at for at, row in enumerate(self._rows) if row.theme.id == self._theme_id]
            self.table.cursor = places[0] if places else 0

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[tuple[int, HeardTheme]]) -> None:
        event.stop()
        panel = self.query_one("#pairs-more")
        panel.border_title = t(cut(event.row[1].name, 60) if event.row else "")
        self._text.update(pairs(self.shown or self.app.book, event.row[1]) if event.row else "")

    @on(VirtualTable.Opened)
    async def _opened(self, event: VirtualTable.Opened[tuple[int, HeardTheme]]) -> None:
        event.stop()
        await self.app.open_theme(event.row[1].theme.id)

    def action_measure(self) -> None:
        """Logos, or ARR."""
        self._by_arr = not self._by_arr
        if self.shown:
            self._arrange(self.shown)

    @property
    def subject(self) -> tuple[Subject, int] | None:
        """The chosen theme, for its history."""
        return ("theme", self.table.row[1].theme.id) if self.table.row else None

    def exported(self) -> Sheet | None:
        """Every two themes in a row of their own."""
        return sheet(self._rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen theme's pairs."""
        chosen = self.table.row
        return f"{chosen[1].name}\n{pairs(self.shown, chosen[1]).plain}" if chosen and self.shown else ""


def columns(book: Book, rows: Sequence[HeardTheme], *, by_arr: bool) -> list[Column[tuple[int, HeardTheme]]]:
    """The name, then a column for each theme, which goes the sooner the fewer named it."""
    width = 10 if by_arr else 4

    def column(nth: int, other: HeardTheme) -> Column[tuple[int, HeardTheme]]:
        def cell(numbered: tuple[int, HeardTheme]) -> str | tuple[str, CellStyle]:
            if numbered[1].theme.id == other.theme.id:
                own = book.money(other.counted.arr_lost) if by_arr else str(other.counted.logos)
                return f"({own})", "dim"
            pair = dict(numbered[1].together).get(other.theme.name)
            if pair is None:
                return "·", "dim"
            return book.money(pair.arr_lost) if by_arr else str(pair.logos)

        return Column(str(nth), width, cell, "right", priority=nth)

    first = Column[tuple[int, HeardTheme]](
        "Theme", 30, lambda numbered: f"{numbered[0]:>2}  {numbered[1].theme.name}"
    )
    return [first, *(column(nth, row) for nth, row in enumerate(rows[:MOST], 1))]


def pairs(book: Book, row: HeardTheme) -> Content:
    """The themes heard with this one, a line each."""
    lines = [
        f"{counted(pair.logos, 'logo'):>8}  {book.money(pair.arr_lost):>8}  {name}"
        for name, pair in row.together
    ]
    return t("\n".join(lines) or "Heard with no other theme")


def sheet(rows: Sequence[HeardTheme], book: Book) -> Sheet:
    """Each two themes once, the widest spread first."""
    order = {row.theme.name: place for place, row in enumerate(rows)}
    body = tuple(
        (row.theme.name, name, str(pair.logos), money.plain(pair.arr_lost, book.currency))
        for row in rows
        for name, pair in row.together
        if order[row.theme.name] < order.get(name, -1)
    )
    return Sheet(
        "themes-together", ("theme", "with", "logos", f"arr_lost_{book.currency}"), body, frozenset({2, 3})
    )
