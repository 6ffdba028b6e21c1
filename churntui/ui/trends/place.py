"""Trends: how attrition and revenue moved, as a chart over a table, and who stands behind each figure.

Figures are counted by the questions' rooms off the event loop and kept per tab and what is asked until the book
changes, so that going back is instant; what was counted last stays in view while the next is counted.
"""

from __future__ import annotations

from collections.abc import Coroutine, Hashable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.widgets import Static

from churntui.book import Book
from churntui.model import splits
from churntui.plain.chart import ChartData
from churntui.plain.sheets import Sheet
from churntui.questions.asked import LATEST, Asked
from churntui.questions.question import Question
from churntui.questions.registry import TABS
from churntui.questions.shown import Figures, TrendRow, sheet_of, told
from churntui.questions.telling import after, narrowing, told_events, told_view
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.figures import columns_of
from churntui.ui.shell.base import Place
from churntui.ui.trends.body import TrendBody
from churntui.ui.trends.keys import KEYS, NEEDS
from churntui.ui.trends.triangle import Triangle

_AROUND = 8
"""Lines that neither the chart nor the table has: the tabs and the sentence."""

_NOT_THEN = "There is nothing in the periods chosen. Press D to choose others"
_NO_MATCH = "No row holds these words. Press escape to see all"


class Trends(Place):
    """The place for what happened over time."""

    NAME = "Trends"

    HELP: ClassVar[str] = """How attrition, revenue and use moved, and who stands behind each figure.

A period with `*` is not over, and counted up to the as-of day, or it counts logos as pending. The 95 % interval
(Wilson) says how far the true rate may lie from the one observed: with few logos, far. `!` marks a rate over the
target, and the dotted line is that target. Enter lists who stands behind a row, `?` works its figures out."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    filters = True

    tab: var[int] = var(0, init=False)
    """Which tab is in view, from 0."""

    view: var[Asked] = var(LATEST, init=False)
    """What is asked of the tabs."""

    chart: var[int] = var(0, init=False)
    """Which of the charts is shown; past the last it begins again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._kept: dict[tuple[int, Asked], Figures] = {}
        self._figures: Figures | None = None
        self._counted_for = (0, LATEST)
        self._bodies: dict[int, TrendBody] = {}
        self._words = ""

    def compose(self) -> ComposeResult:
        """The tabs, a chart, the table under it, and a sentence about what is shown."""
        yield TabStrip([tab.tab for tab in TABS], id="trends-tabs")
        yield Static("", id="trends-note", markup=False)
        yield Chart(id="trends-chart")
        yield VirtualTable[TrendRow]([], empty="Counting …", id="trends-table")
        yield Static("", id="trends-words", classes="note", markup=False)

    @property
    def _table(self) -> VirtualTable[TrendRow]:
        return self.query_one("#trends-table", VirtualTable)

    @property
    def _body(self) -> TrendBody | None:
        """The widget that stands in place of the table now; where a tab has nothing to show in its own, the table."""
        has_own = self._figures is not None and self._figures.body is not None
        return self._bodies.get(self._counted_for[0]) if has_own else None

    @property
    def _row(self) -> TrendRow | None:
        body = self._body
        return self._table.row if body is None else body.row

    @property
    def _tab(self) -> Question:
        return TABS[self.tab]

    @property
    def _key(self) -> tuple[int, Asked]:
        return self.tab, self._tab.meant(self.view)

    def show(self, book: Book) -> None:
        """Count this book's figures; the old ones stand until then."""
        self._kept.clear()
        if book.is_first:
            self._note("reading the book …")
            return
        left = tuple(field for field in self.view.by if splits.is_known(field) or field in book.own)
        if left != self.view.by:  # a field of the user's own that is no more
            self.view = replace(self.view, by=left)
        else:
            self._count()

    def watch_tab(self) -> None:
        """Show the other tab."""
        self.query_one(TabStrip).current = self.tab
        self.set_reactive(Trends.chart, 0)
        self._count()

    def watch_view(self) -> None:
        """Show the other view."""
        self.refresh_bindings()
        self._count()

    def watch_chart(self) -> None:
        """Show the other chart."""
        self._draw_chart()

    def _count(self) -> None:
        """Show the figures wanted: at once where they are kept, else when they are counted."""
        if self.shown is None or self.shown.is_first:
            return
        if self._tab.needs_contracts and not self.shown.contracts:
            empty = self.app.opening.to_begin("contracts", "contracts.csv", self.shown.owner)
            self._apply(Figures((), (), empty=empty))
            self._note("")
            return
        kept = self._kept.get(self._key)
        if kept is not None:
            self._apply(kept)
        else:
            self._note("counting …")
            self.app.do(self._counted(self.shown, *self._key), group="trends", exclusive=True)

    async def _counted(self, book: Book, place: int, view: Asked) -> None:
        tab = TABS[place]
        room = await self.app.compute(tab.load)
        known = await self.app.ask(lambda store: room.read(store, book, view)) if tab.reads else None
        figures = await self.app.compute(lambda: room.answer(book, view, known).figures())
        if self.shown is not book:
            return
        if tab.body and place not in self._bodies:
            self._bodies[place] = Triangle(id="trends-triangle")
            self._bodies[place].display = False
            await self.mount(self._bodies[place], before="#trends-words")
        self._kept[place, view] = figures
        if self._key == (place, view):
            self._apply(figures)

    def _apply(self, figures: Figures) -> None:
        """Show these figures, with the cursor on the same row as before where there is one."""
        row = self._row
        self._figures, self._counted_for = figures, self._key
        nothing = figures.empty if self._counted_for[1].first is None else _NOT_THEN
        self._table.empty = _NO_MATCH if figures.rows else nothing
        if self._body is None:  # else the table keeps its columns with its rows
            self._table.set_columns(columns_of(figures.headings))
        self._share_room()
        self._change_body()
        self._fill(row.key if row else None)
        self._draw_chart()
        self._note(self._told(figures))
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Share the room anew."""
        self._share_room()

    def _share_room(self) -> None:
        """Leave to the chart what a short table does not need; a filter changes nothing, or both would jump."""
        lines = len(self._figures.rows) + 2 if self._figures and self._figures.rows else 0
        fits = 0 < lines <= (self.size.height - _AROUND) * 3 // 5
        self._table.styles.height = lines if fits else None

    def _told(self, figures: Figures) -> str:
        """What is shown; where the tab has several parts also which of them it is, and the key to the next."""
        place, view = self._counted_for
        parts = (figures.told or told_view(view, figures), TABS[place].told_part(view))
        return " · ".join(part for part in parts if part)

    def _change_body(self) -> None:
        """Show the table, or the widget that stands in its place, with the focus if the other had it."""
        shown = self._body or self._table
        bodies = [self._table, *self._bodies.values()]
        had_focus = self.screen.focused in bodies
        for body in bodies:
            body.display = body is shown
        if had_focus and not shown.has_focus:
            shown.focus()

    def _fill(self, before: Hashable) -> None:
        if self._figures is None:
            self._table.set_rows(())
        elif (body := self._body) is not None:
            body.show(self._figures, self._words)
        else:
            rows = self._figures.having(self._words)
            self._table.set_rows(rows)
            same = (place for place, row in enumerate(rows) if row.key == before)
            self._table.cursor = next(same, 0 if self._figures.opens_on == "first" else len(rows) - 1)
            self._say()

    def _charts(self) -> tuple[ChartData, ...]:
        """The chart of the row under the cursor, where it has one, then those of the tab."""
        row = self._row
        own = (row.chart,) if row is not None and row.chart is not None else ()
        return own + (self._figures.charts if self._figures else ())

    def _draw_chart(self) -> None:
        chart, charts = self.query_one(Chart), self._charts()
        chart.display = bool(charts)
        if charts:
            chart.data = charts[self.chart % len(charts)]

    def _say(self) -> None:
        """Tell the sentence of the row under the cursor, or that of the tab."""
        row, line = self._row, self.query_one("#trends-words", Static)
        words = (row.words if row else "") or (self._figures.words if self._figures else "")
        happened = told_events(self.app.book, row.period) if row and row.period else ""
        sentence = ". ".join(part for part in (happened, words) if part)
        line.update(t(sentence))
        line.display = bool(sentence)

    def _note(self, text: str) -> None:
        self.query_one(TabStrip).note = text
        self.query_one("#trends-note", Static).update(t(text))

    @on(VirtualTable.Moved)
    @on(TrendBody.Moved)
    def _moved(self) -> None:
        self._say()
        self._draw_chart()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key is there where it means something for the tab."""
        del parameters
        tab = self._tab
        if action == "of" and tab.parts:
            return False
        if action == "unit" and self.view.of == "customers":
            return False
        if action in NEEDS:
            return NEEDS[action] in tab.takes_of(self.view)
        part = tab.part_of(self.view)
        there = {
            "span": len(tab.spans_of(self.view)) > 1,
            "split": bool(tab.splits_of(self.view)),
            "ask": tab.asks and part not in tab.timeless,
            "fall": bool(part) and part == tab.fall_part,
            "part": bool(tab.parts),
            "chart": self._figures is not None and len(self._charts()) > 1,
        }
        return there.get(action, True)

    def action_tab(self, steps: int) -> None:
        """Go to the next tab, or the one before."""
        self.tab = (self.tab + steps) % len(TABS)

    def action_span(self) -> None:
        """Go on to the tab's next span."""
        spans = self._tab.spans_of(self.view)
        self.view = replace(self.view, span=after(spans, self._key[1].every))

    def action_regrettable(self) -> None:
        """Count only regrettable losses, or all."""
        self.view = replace(self.view, regrettable=not self.view.regrettable)

    def action_voluntary(self) -> None:
        """Go on from all losses to those they decided on, to the others, to all."""
        self.view = replace(self.view, voluntary=after((None, True, False), self.view.voluntary))

    def action_of(self) -> None:
        """Go on to the cohorts of customers, or back to those of logos."""
        self.view = replace(self.view, of=None if self.view.of == "customers" else "customers")

    def action_part(self) -> None:
        """Go on to the tab's next part."""
        self.view = replace(self.view, part=after(self._tab.parts, self._tab.part_of(self.view)))

    def action_unit(self) -> None:
        """Count logos, or weigh them by their MRR."""
        self.view = replace(self.view, unit=after(("logos", "mrr"), self.view.unit))

    def action_share(self) -> None:
        """Go on to the next way to say how many are left."""
        self.view = replace(self.view, share=after(("start", "previous", "count"), self.view.share))

    def action_chart(self) -> None:
        """Show the next chart."""
        self.chart += 1

    def action_mark(self) -> None:
        """Mark an event: in the period under the cursor, where that is over."""
        from churntui.ui.trends.events_page import mark_event

        if not self.app.may_write():
            return
        row, as_of = self._row, self.app.book.as_of
        period = row.period if row is not None else None
        day = period.starts_on if period is not None and period.ends_on <= as_of else as_of
        self.app.do(mark_event(self.app, None, day))

    async def action_marks(self) -> None:
        """Go to the list of marked events."""
        from churntui.ui.trends.events_page import MarksPage

        await self.app.push_screen(MarksPage(self._key[1].every))

    def add(self) -> str:
        """Figures are counted, not added."""
        return "There is nothing to add here: m marks what happened"

    def action_split(self) -> None:
        """Ask for one or two fields to split by."""
        from churntui.ui.trends.asking import ask_for_split

        self.app.do(self._change_view(ask_for_split(self.app, self._tab, self.view)))

    def action_range(self) -> None:
        """Ask for the periods that are covered."""
        from churntui.ui.trends.asking import ask_for_range

        self.app.do(self._change_view(ask_for_range(self.app, self._key[1])))

    def action_ask(self) -> None:
        """Ask for what only this tab has."""
        if self.shown is not None and self._figures is not None:
            from churntui.ui.trends.asking import ask_for_own

            self.app.do(self._change_view(ask_for_own(self.app, self._tab, self.shown, self._key[1])))

    def action_fall(self) -> None:
        """Ask how deep a fall is meant."""
        self.action_ask()

    async def _change_view(self, asking: Coroutine[None, None, Asked | None]) -> None:
        wanted = await asking
        if wanted is not None:
            self.view = wanted

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        self.tab = event.place

    @on(VirtualTable.Opened)
    @on(TrendBody.Opened)
    async def _open(self, event: VirtualTable.Opened[TrendRow] | TrendBody.Opened) -> None:
        row = event.row
        if row.behind is None and row.behind_in_file is None:
            if row.logo_id is not None:
                await self.app.open_logo(row.logo_id)
            return
        from churntui.ui.parts.behind_page import BehindPage

        place, view = self._counted_for
        parts = (TABS[place].tab, row.heading, *narrowing(view))
        await self.app.push_screen(BehindPage(" · ".join(part for part in parts if part), row))

    @property
    def logo_id(self) -> int | None:
        """The logo the row under the cursor is about."""
        row = self._row
        return row.logo_id if row else None

    def filter(self, text: str) -> None:
        """Show only the rows that hold these words, such as a year or a segment."""
        self._words = text
        row = self._row
        self._fill(row.key if row else None)
        self._draw_chart()

    def exported(self) -> Sheet | None:
        """The table as it is shown."""
        if self._figures is None:
            return None
        place, view = self._counted_for
        rows = self._table.rows if self._body is None else self._figures.having(self._words)
        name = TABS[place].sheet_name(view)
        return sheet_of(name, self._figures.headings, [row.line for row in rows])

    def copied(self) -> str:
        """The row under the cursor."""
        row = self._row
        return told(self._figures.headings, row.line) if row and self._figures else ""

    def explained(self) -> str:
        """The row under the cursor with its numbers."""
        row = self._row
        return row.explained if row else ""

    def helped(self) -> str:
        """What the tab answers, then what is true of all."""
        own = TABS[self._counted_for[0]].load().help if self._figures else ""
        return f"{own}\n\n{self.HELP}" if own else self.HELP
