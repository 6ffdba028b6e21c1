"""Themes: which causes come back, how far they spread, and what the losses behind them cost.

A number here is never far from the words it was counted from: the quotes of the chosen theme stand under the
table, the interviews are one key away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from churntui import dates, money
from churntui.book import Book
from churntui.data import themes
from churntui.sheets import Sheet
from churntui.text import fold
from churntui.ui.base import Place
from churntui.ui.safe import t
from churntui.ui.spark import spark
from churntui.ui.table import Column, VirtualTable
from churntui.ui.theme_page import ThemePage
from churntui.ui.theme_rows import QUARTERS, SORTS, Row, Sort, heading, how_many, ordered, rows, words_behind

EMPTY = "No themes yet. Go to Interviews (5) and press t on one to say what it is about."

NO_MATCH = "No theme holds these words. Escape clears the filter."

_ADDED_UP = 12
"""Losses named one by one where a figure is explained."""

_SORTED_BY = {"logos": "Logos", "arr": "ARR lost", "recent": "Last"}
"""Which column a sort is by."""


def columns(book: Book) -> list[Column[Row]]:
    """How a theme reads as a row."""
    return [
        Column("Theme", 26, lambda row: row.name, flex=True),
        Column("Logos", 7, lambda row: str(row.counted.logos), "right"),
        Column("Interviews", 10, lambda row: str(row.counted.interviews), "right", priority=1),
        Column("ARR lost", 10, lambda row: book.money(row.counted.arr_lost), "right"),
        Column("Quarters", QUARTERS, _spark),
        Column("First", 8, lambda row: _month(row.counted.first), "right", priority=4),
        Column("Last", 8, lambda row: _month(row.counted.last), "right"),
        Column("Initiative", 22, lambda row: row.initiative, flex=True, priority=3),
        Column("Answer", 14, lambda row: row.status, priority=2),
    ]


def _spark(row: Row) -> str:
    return spark(row.counted.by_quarter, QUARTERS) if row.counted.interviews else ""


def _month(day: date | None) -> str:
    return dates.short_month(day, year=True) if day else ""


class Themes(Place):
    """The table of themes, the words behind the chosen one under it."""

    NAME = "Themes"
    filters = True

    HELP = f"""
Which causes come back, and what did they cost?

- **Logos** is how many logos named the theme, in whatever number of interviews. It is the order at first, because
  one large logo should not decide what is mended; `s` sorts by ARR lost or by the day it was heard last.
- **ARR lost** adds up the losses the theme was named for, each once. A logo that names two themes counts under both,
  so the column has no total.
- **Quarters**: in how many interviews it was heard, in each of the last {QUARTERS} quarters,
  the current one last.
- Under the table stand the words: passages tagged with the theme, else what the logo stated. **Heard together with**
  counts the logos that named both themes.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "Sort", id="themes.sort", tooltip="Sort by logos, ARR lost, or last heard"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._sort: Sort = "logos"
        self._words = ""
        self.table: VirtualTable[Row] = VirtualTable(
            columns(Book.empty), empty="Counting …", id="themes-list", classes="panel"
        )
        self._panel = VerticalScroll(classes="panel", id="themes-words")
        self._text = Static("", id="themes-text", markup=False)

    def compose(self) -> ComposeResult:
        """The table over the words."""
        with Vertical(id="themes-body"):
            yield self.table
            with self._panel:
                yield self._text

    def show(self, book: Book) -> None:
        """Count in a thread; what stood there stays until then."""
        self.table.set_columns(columns(book))
        self.app.do(self._count(book), group="themes", exclusive=True)

    async def _count(self, book: Book) -> None:
        found = await self.app.compute(lambda: rows(book))
        if self.shown is book:
            self._rows = found
            self._arrange()

    def filter(self, text: str) -> None:
        """Show only themes that hold these words in their name, description or initiatives."""
        self._words = text
        self._arrange()

    def _arrange(self) -> None:
        wanted = fold(self._words).split()
        kept = [row for row in self._rows if all(word in row.folded for word in wanted)]
        self.table.empty = NO_MATCH if self._rows else EMPTY
        self.table.sorted_by = (_SORTED_BY[self._sort], True)
        self.table.set_rows(ordered(kept, self._sort), keep=lambda row: row.counted.theme.id)

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Row]) -> None:
        event.stop()
        self.app.do(self._quote(event.row), group="themes-words", exclusive=True)

    async def _quote(self, row: Row | None) -> None:
        """Show the words behind the chosen theme."""
        if row is None or self.shown is None:
            self._panel.border_title = t("")
            self._text.update("")
            return
        book, theme_id = self.shown, row.counted.theme.id
        passages: dict[int, list[str]] = {}
        for interview_id, words in await self.app.ask(lambda store: themes.quotes(store, theme_id)):
            passages.setdefault(interview_id, []).append(words)
        self._panel.border_title = t(heading(book, row))
        self._text.update(words_behind(book, row, passages))
        self._panel.scroll_home(animate=False)

    @on(VirtualTable.Opened)
    async def _opened(self, event: VirtualTable.Opened[Row]) -> None:
        event.stop()
        await self.app.push_screen(ThemePage(event.row.counted.theme.id))

    def action_sort(self) -> None:
        """By the next of the three orders."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._arrange()

    def exported(self) -> Sheet | None:
        """The table in full, days and amounts written out."""
        return sheet(self.table.rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen theme with its figures."""
        row = self.table.row
        return heading(self.shown, row) if row is not None and self.shown is not None else ""

    def explained(self) -> str:
        """How the chosen theme's figures came about."""
        row = self.table.row
        return explanation(row, self.shown) if row is not None and self.shown is not None else ""


def explanation(row: Row, book: Book) -> str:
    """The figures of a theme as Markdown, without a word of the user's in it."""
    losses = {(line.logo_id, line.loss.lost_on): line.loss.arr for line in row.lines if line.loss}
    still = sum(line.loss is None for line in row.lines)
    amounts = " + ".join(book.money(arr) for arr in sorted(losses.values(), reverse=True)[:_ADDED_UP])
    more = f" and {len(losses) - _ADDED_UP} more" if len(losses) > _ADDED_UP else ""
    return (
        f"## ARR lost {book.money(row.counted.arr_lost)}\n\n"
        f"Heard in {how_many(row.counted.interviews, 'interview')} of {how_many(row.counted.logos, 'logo')}; they are"
        f" about {how_many(len(losses), 'loss', 'losses')} up to {dates.short(book.as_of)}"
        f"{': ' + amounts + more if amounts else ''}. Each loss counts once, with the ARR of its last day of service,"
        f" in {book.currency}; grace {book.settings.grace_days} days."
        + (f" {how_many(still, 'interview')} about no loss yet, which adds nothing." if still else "")
    )


def sheet(found: Sequence[Row], book: Book) -> Sheet:
    """The themes as a table to export."""
    header = (
        "theme",
        "parent",
        "logos",
        "interviews",
        f"arr_lost_{book.currency}",
        "first",
        "last",
        "initiatives",
    )
    body = tuple(
        (
            row.counted.theme.name,
            row.counted.parent or "",
            str(row.counted.logos),
            str(row.counted.interviews),
            money.plain(row.counted.arr_lost, book.currency),
            row.counted.first.isoformat() if row.counted.first else "",
            row.counted.last.isoformat() if row.counted.last else "",
            "; ".join(f"{one.name} ({one.status})" for one in row.initiatives),
        )
        for row in found
    )
    return Sheet("themes", header, body, right=frozenset({2, 3, 4}))
