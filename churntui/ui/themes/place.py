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

from churntui.book import Book
from churntui.data.rows import theme_edits
from churntui.data.rows.speakers import of_theme
from churntui.model.rows import Theme
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.spark import spark
from churntui.plain.text import fold
from churntui.questions.theme_words import said
from churntui.questions.themes import at_stake
from churntui.questions.themes_behind import next_renewal
from churntui.questions.themes_heard import SORTS, HeardTheme, Sort, heard_themes, ordered
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.themes import changes as theme_changes
from churntui.ui.themes.keys import ThemeKeys
from churntui.ui.themes.winback_rows import to_call
from churntui.ui.themes.words import answered_by, explanation, growth, heading, words_behind

EMPTY = "No themes yet. Go to Notes (5) and press T on one to say what it is about."

NO_MATCH = "No theme holds these words. Escape clears the filter."

SHOWN_QUARTERS = 4
"""How many quarters a row's spark shows."""

_SORTED_BY: dict[Sort, str] = {
    "logos": "Lost",
    "arr": "ARR lost",
    "stake": "At stake",
    "growth": "Trend",
    "recent": "Last",
}
"""Which column a sort is by."""


def columns(book: Book) -> list[Column[HeardTheme]]:
    """How a theme reads as a row."""
    return [
        Column("Theme", 20, lambda row: row.name, flex=True),
        Column("Lost", 4, lambda row: str(row.counted.logos), "right"),
        Column("ARR lost", 9, lambda row: _lost(book, row), "right"),
        Column("Living", 6, lambda row: str(row.stake.logos), "right"),
        Column("At stake", 9, lambda row: at_stake(book, row.counted), "right"),
        Column("Next renewal", 12, lambda row: next_renewal(row.coming, book), "right", priority=1),
        Column("Last 4 quarters", 15, _spark, priority=2),
        Column("Initiative", 20, answered_by, flex=True, priority=3),
        Column("To call", 7, _to_call, "right", priority=4),
        Column("Trend", 5, growth, "right", priority=5),
        Column("Last", 8, lambda row: _month(row.last), "right", priority=6),
        Column("First", 8, lambda row: _month(row.counted.first), "right", priority=7),
        Column("Interviews", 10, lambda row: str(row.counted.interviews), "right", priority=8),
    ]


def _lost(book: Book, row: HeardTheme) -> str:
    """The ARR lost; with a `+` where more of it is known to be lost ahead."""
    return f"{book.money(row.counted.arr_lost)}{'+' * bool(row.stake.ahead_by_logo)}"


def _to_call(row: HeardTheme) -> str | tuple[str, CellStyle]:
    if not row.win_backs:
        return "–" if row.is_heard else ""
    return to_call(row.to_call, len(row.win_backs))


def _spark(row: HeardTheme) -> str:
    return spark(row.counted.by_quarter[-SHOWN_QUARTERS:], SHOWN_QUARTERS) if row.is_heard else ""


def _month(day: date | None) -> str:
    return dates.short_month(day, year=True) if day else ""


class Themes(ThemeKeys, Place):
    """The table of themes, the words behind the chosen one under it."""

    NAME = "Themes"
    filters = True

    HELP = """
Which causes come back, what did they cost, and what may they still cost?

- **Lost** is how many logos named the theme in exit interviews, in whatever number of them. It is the order at first,
  because one large logo should not decide what is mended; `s` sorts by ARR lost, by ARR at stake, by trend, or by the
  day it was heard last.
- **ARR lost** adds up the losses the theme was named for, each once. A logo that names two themes counts under both,
  so the column has no total. `+`: logos that named it still pay, and their end is known: they stand here, *ahead*.
- **Living** is how many logos named it in a call, a review, a survey or a ticket, and are still here; **At stake** is
  their ARR. The two figures are never added: what is lost is lost, what is at stake may stay. `*`: some of them pay in
  a currency without a rate. **Next renewal** is the first among them, `!` where notice ends within 30 days.
- **Last 4 quarters**: in how many notes it was heard, the current quarter last. **Trend** sets the last two against
  the two before; the running quarter is not over.
- `v` lists the logos behind the figures. **To call**: a shipped initiative answers the theme, and lost logos can be
  told. `! 2/5`: of five, two wait for a call. `w` lists them.
- Under the table stand the words of the living and of the lost, the newest first: passages tagged with the theme, else
  what was said in short. **Heard together with**
  counts the logos that named both themes.
- A theme that is locked can be used, but not renamed, moved, merged, split or removed. One that is archived is not
  offered any more and stands here only after `f`.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "sort",
            "Sort",
            id="themes.sort",
            tooltip="Sort by logos, ARR lost, at stake, trend, last heard",
        ),
        Binding(
            "f",
            "rows",
            "Archived",
            id="themes.archived",
            show=False,
            tooltip="Show archived themes too, or hide them",
        ),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._rows: tuple[HeardTheme, ...] = ()
        self._edits: int | None = None
        """How many changes this program had made when they were counted."""
        self._sort: Sort = "logos"
        self._words = ""
        self._with_archived = False
        self.table: VirtualTable[HeardTheme] = VirtualTable(
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
        rows = await self.app.compute(lambda: heard_themes(book))
        if self.shown is book:
            self._rows, self._edits = rows, book.generation[0]
            self._arrange()

    def filter(self, text: str) -> None:
        """Show only themes that hold these words in their name, description or initiatives."""
        self._words = text
        self._arrange()

    def _arrange(self) -> None:
        wanted = fold(self._words).split()
        kept = [
            row
            for row in self._rows
            if (self._with_archived or not row.theme.archived) and all(word in row.folded for word in wanted)
        ]
        self.table.empty = NO_MATCH if self._rows else EMPTY
        self.table.sorted_by = (_SORTED_BY[self._sort], True)
        self.table.set_rows(ordered(kept, self._sort), keep=lambda row: row.theme.id, edits=self._edits)

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[HeardTheme]) -> None:
        event.stop()
        self.app.do(self._quote(event.row), group="themes-words", exclusive=True, keys_wait=False)

    async def _quote(self, row: HeardTheme | None) -> None:
        """Show the words behind the chosen theme."""
        if row is None or self.shown is None:
            self._panel.border_title = t("")
            self._text.update("")
            return
        book, theme_id = self.shown, row.theme.id
        places, speakers = await self.app.ask(
            lambda store: (theme_edits.places(store, theme_id), of_theme(store, theme_id))
        )
        self._panel.border_title = t(heading(book, row))
        self._text.update(words_behind(row, said(book, row, places, speakers), book))
        self._panel.scroll_home(animate=False)

    @on(VirtualTable.Opened)
    async def _opened(self, event: VirtualTable.Opened[HeardTheme]) -> None:
        event.stop()
        await self.app.open_theme(event.row.theme.id)

    @property
    def theme(self) -> Theme | None:
        """The chosen theme."""
        return self.table.row.theme if self.table.row else None

    def add(self) -> Work:
        """Make a theme."""
        return theme_changes.create(self.app)

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked themes, else the one under the cursor."""
        return tuple(Chosen(None, row=("theme", theme.id)) for theme in self.chosen_themes)

    @property
    def chosen_themes(self) -> Sequence[Theme]:
        """The marked themes, else the one under the cursor."""
        return [row.theme for row in self.table.chosen_rows]

    def action_rows(self) -> None:
        """Show archived themes too, or hide them."""
        self._with_archived = not self._with_archived
        self._arrange()

    def action_sort(self) -> None:
        """By the next of the orders."""
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

    @property
    def heard_theme(self) -> HeardTheme | None:
        """The chosen theme with its figures."""
        return self.table.row


def sheet(rows: Sequence[HeardTheme], book: Book) -> Sheet:
    """The themes as a table to export."""
    header = (
        "theme",
        "parent",
        "logos",
        "interviews",
        f"arr_lost_{book.currency}",
        "first",
        "last",
        "trend",
        "initiatives",
        "to_call",
        "at_stake_logos",
        f"at_stake_{book.currency}",
        "next_renewal",
        f"arr_lost_ahead_{book.currency}",
    )
    body = tuple(
        (
            row.theme.name,
            row.counted.parent or "",
            str(row.counted.logos),
            str(row.counted.interviews),
            money.plain(row.counted.arr_lost, book.currency),
            row.counted.first.isoformat() if row.counted.first else "",
            row.counted.last.isoformat() if row.counted.last else "",
            str(row.counted.growth),
            "; ".join(f"{done.name} ({done.status})" for done in row.initiatives),
            str(row.to_call),
            str(row.stake.logos),
            money.plain(row.stake.arr, book.currency),
            row.coming[0].ends_on.isoformat() if row.coming else "",
            money.plain(row.stake.ahead_arr, book.currency),
        )
        for row in rows
    )
    return Sheet("themes", header, body, right=frozenset({2, 3, 4, 7, 9, 10, 11, 13}))
