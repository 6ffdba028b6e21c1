"""Trends: how attrition and revenue moved, as a chart over a table, and who stands behind each figure.

A tab is named here and counted in a module of its own, which brings pandas and is therefore imported by the
metrics' thread, with the first figures asked of it. Figures are kept per tab and view until the book changes, so
that going back is instant; what was counted last stays in view while the next is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var

from churntui.book import Book
from churntui.dates import Period
from churntui.sheets import Sheet
from churntui.ui.base import Place
from churntui.ui.charts import Chart
from churntui.ui.table import VirtualTable
from churntui.ui.tabs import TabStrip
from churntui.ui.trend_parts import Figures, Members, TrendRow, View, columns_of, sheet_of, told

_NOT_BEGUN = "No contract has begun yet"
_NO_MATCH = "No row holds these words. Press escape to see all"
_SPLITS = {
    "": "not split",
    "industry": "industry",
    "country": "country",
    "owner": "account owner",
    "fit": "fit: good or poor",
    "plan": "plan at the period's opening",
    "size": "size by employees",
}
"""What the user can split by, the first being nothing."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the tabs: its figures, and the logos behind them, are functions of other modules."""

    name: str
    module: str
    """In it, `figures(book, view)` counts what is shown."""
    behind: str
    """In `trend_behind`, this function finds the logos behind a row."""
    takes_regrettable: bool = False
    """Whether it can be narrowed to regrettable losses."""

    def view(self, wanted: View) -> View:
        """What of a view means something here."""
        return wanted if self.takes_regrettable else replace(wanted, regrettable=False)

    def figures(self, book: Book, view: View) -> Figures:
        """Count; for the metrics' thread."""
        count = cast("Callable[[Book, View], Figures]", import_module(f"churntui.ui.{self.module}").figures)
        return count(book, self.view(view))

    def members(self, view: View, period: Period, segment: str | None, book: Book) -> tuple[Members, ...]:
        """Find the logos behind a row; for the metrics' thread."""
        find = cast(
            "Callable[[Book, View, Period, str | None], tuple[Members, ...]]",
            getattr(import_module("churntui.ui.trend_behind"), self.behind),
        )
        return find(book, self.view(view), period, segment)


TABS = (
    Tab("Logos", "trend_logos", "logos", takes_regrettable=True),
    Tab("Revenue", "trend_revenue", "revenue"),
)


class Trends(Place):
    """The place for what happened over time."""

    NAME = "Trends"

    HELP: ClassVar[str] = """How attrition and revenue moved, by quarter or month.

**Logo attrition** is the share of the logos active at a period's opening that are not active at its end. Logos gained
meanwhile never count; those that came and left in between are *early*. The 95 % interval (Wilson) says how far the
true rate may lie from the one observed: with few logos, far. *Regrettable* losses are those an interview says so of,
else those of logos that fitted well. *Most named cause* is the reason assessed most often, of all the period's losses;
*silent* losses are those nobody held an exit interview about.

**Revenue**: MRR at the start + new + expansion + reactivated − contraction − churned = MRR at the end, a logo's
contracts added up first. *GRR* keeps what was there and never passes 100 %; *NRR* adds its expansion; the *quick ratio*
is what was gained over what was lost.

A period with `*` is not over: it is counted up to the as-of day. `!` marks a rate over the target, and the dotted line
is that target, which is set for quarters. Enter lists the logos behind a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,shift+tab",
            "tab(-1)",
            "Tab",
            key_display="←→",
            id="trends.left",
            tooltip="To the tab before",
        ),
        Binding("right,tab", "tab(1)", "Next tab", id="trends.right", show=False, tooltip="To the next tab"),
        Binding("p", "span", "Period", id="trends.span", tooltip="Count by month, or by quarter again"),
        Binding(
            "s",
            "split",
            "Split",
            id="trends.split",
            tooltip="Split by industry, country, owner, fit, plan, size",
        ),
        Binding(
            "r",
            "regrettable",
            "Regrettable",
            id="trends.regrettable",
            tooltip="Count only regrettable losses, or all",
        ),
        Binding("v", "chart", "Chart", id="trends.chart", tooltip="Show the same periods in another chart"),
    ]

    filters = True

    tab: var[int] = var(0, init=False)
    """Which tab is in view, from 0."""

    view: var[View] = var(View(), init=False)
    """What is asked of the tabs."""

    chart: var[int] = var(0, init=False)
    """Which of a tab's charts is shown; past the last it begins again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._kept: dict[tuple[int, View], Figures] = {}
        self._figures: Figures | None = None
        self._counted_for = (0, View())
        self._words = ""

    def compose(self) -> ComposeResult:
        """The tabs, a chart, and the table under it."""
        yield TabStrip([tab.name for tab in TABS], id="trends-tabs")
        yield Chart(id="trends-chart")
        yield VirtualTable[TrendRow]([], empty="Counting …", id="trends-table")

    @property
    def _table(self) -> VirtualTable[TrendRow]:
        return self.query_one("#trends-table", VirtualTable)

    @property
    def _tab(self) -> Tab:
        return TABS[self.tab]

    @property
    def _key(self) -> tuple[int, View]:
        return self.tab, self._tab.view(self.view)

    def show(self, book: Book) -> None:
        """Count this book's figures; the old ones stand until then."""
        self._kept.clear()
        if book.is_first:
            self._note("reading the book …")
        elif book.contract_rows:
            self._count()
        else:
            self._figures = None
            self._table.empty = (
                f"No contracts yet. Import them: {self.app.opening.importing('contracts.csv')}"
            )
            self._table.set_rows(())
            self.query_one(Chart).display = False
            self._note("")

    def watch_tab(self) -> None:
        """Show the other tab."""
        self.query_one(TabStrip).current = self.tab
        self.refresh_bindings()
        self._count()

    def watch_view(self) -> None:
        """Show the other view."""
        self._count()

    def watch_chart(self) -> None:
        """Show the other chart."""
        self._draw_chart()

    def _count(self) -> None:
        """Show the figures wanted: at once where they are kept, else when they are counted."""
        if self.shown is None or self.shown.is_first or not self.shown.contract_rows:
            return
        kept = self._kept.get(self._key)
        if kept is not None:
            self._apply(kept)
        else:
            self._note("counting …")
            self.app.do(self._counted(self.shown, *self._key), group="trends", exclusive=True)

    async def _counted(self, book: Book, tab: int, view: View) -> None:
        found = await self.app.compute(lambda: TABS[tab].figures(book, view))
        if self.shown is book:
            self._kept[tab, view] = found
            if self._key == (tab, view):
                self._apply(found)

    def _apply(self, figures: Figures) -> None:
        """Show these figures, with the cursor on the same period as before, or on the newest."""
        before = self._table.row.key if self._table.row else None
        self._figures, self._counted_for = figures, self._key
        self._table.empty = _NO_MATCH if figures.rows else _NOT_BEGUN
        self._table.set_columns(columns_of(figures.headings))
        self._fill(before)
        self._draw_chart()
        self._note(self._told_view())

    def _fill(self, before: tuple[str, str | None] | None) -> None:
        rows = self._figures.having(self._words) if self._figures else ()
        self._table.set_rows(rows)
        same = (place for place, row in enumerate(rows) if row.key == before)
        self._table.cursor = next(same, len(rows) - 1)

    def _draw_chart(self) -> None:
        chart = self.query_one(Chart)
        chart.display = self._figures is not None
        if self._figures is not None:
            chart.data = self._figures.charts[self.chart % len(self._figures.charts)]

    def _note(self, text: str) -> None:
        self.query_one(TabStrip).note = text

    def _told_view(self) -> str:
        """`quarters · 2022 Q4 – 2026 Q4 · split by plan · regrettable only`."""
        _, view = self._counted_for
        parts = [f"{view.span}s"]
        if self._figures and self._figures.rows:
            rows = self._figures.rows
            parts.append(f"{rows[0].period.label} – {rows[-1].period.label}")
        parts.append(f"split by {view.by}" if view.by else "not split")
        if view.regrettable:
            parts.append("regrettable only")
        return " · ".join(parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Regrettable losses are a matter of logos."""
        del parameters
        return None if action == "regrettable" and not self._tab.takes_regrettable else True

    def action_tab(self, steps: int) -> None:
        """Go to the next tab, or the one before."""
        self.tab = (self.tab + steps) % len(TABS)

    def action_span(self) -> None:
        """Count by month, or by quarter."""
        self.view = replace(self.view, span="month" if self.view.span == "quarter" else "quarter")

    def action_regrettable(self) -> None:
        """Count only regrettable losses, or all."""
        self.view = replace(self.view, regrettable=not self.view.regrettable)

    def action_chart(self) -> None:
        """Show the next chart."""
        self.chart += 1

    def action_split(self) -> None:
        """Ask for a field to split by."""
        self.app.do(self._ask_for_split())

    async def _ask_for_split(self) -> None:
        from churntui.ui.picker import Choice, Picker

        choices = [Choice(field, told) for field, told in _SPLITS.items()]
        picked = await self.app.push_screen_wait(Picker("Split the figures by", choices))
        if picked is not None:
            self.view = replace(self.view, by=picked.id or None)

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        self.tab = event.place

    @on(VirtualTable.Opened)
    async def _open(self, event: VirtualTable.Opened[TrendRow]) -> None:
        from churntui.ui.trend_page import BehindPage

        row = event.row
        tab, view = TABS[self._counted_for[0]], self._counted_for[1]
        parts = [tab.name, row.period.label, row.segment or ""]
        if view.regrettable:
            parts.append("regrettable only")
        title = " · ".join(part for part in parts if part)
        await self.app.push_screen(
            BehindPage(title, row.explained, partial(tab.members, view, row.period, row.segment))
        )

    def filter(self, text: str) -> None:
        """Show only the rows that hold these words, such as a year or a segment."""
        self._words = text
        self._fill(self._table.row.key if self._table.row else None)

    def exported(self) -> Sheet | None:
        """The table as it is shown."""
        if self._figures is None:
            return None
        tab, view = self._counted_for
        lines = [row.line for row in self._table.rows]
        return sheet_of(f"{TABS[tab].name.lower()}-by-{view.span}", self._figures.headings, lines)

    def copied(self) -> str:
        """The row under the cursor."""
        row = self._table.row
        return told(self._figures.headings, row.line) if row and self._figures else ""

    def explained(self) -> str:
        """The row under the cursor with its numbers."""
        row = self._table.row
        return row.explained if row else ""
