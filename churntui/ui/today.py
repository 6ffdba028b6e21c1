"""Today: what needs me, each row handled where it stands, or a way in; beside it how the running quarter stands.

Drawn twice: at once from what SQLite gives, then with usage, losses and rates when pandas is there. The cursor
stays on its row; where that was handled and is gone, it is on the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics import today
from churntui.metrics.today import Need
from churntui.model.tables import tables_of
from churntui.plain import dates, money
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import fold
from churntui.plain.wording import counted
from churntui.questions import today as attention
from churntui.questions.filtering import HELP as HELP_OF_FILTER
from churntui.ui.kit.safe import cut, in_lines, t
from churntui.ui.kit.table import Column, VirtualTable, needed
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen

if TYPE_CHECKING:
    from churntui.plain.chart import ChartData
    from churntui.questions.quarter import Standing
    from churntui.ui.kit.charts import Chart

_WELL_KEPT = "Nothing needs you today. Well kept."

SIDE_BY_SIDE = 110
"""Columns from which the quarter stands beside the list."""


class Today(Place):
    """What needs me today."""

    NAME = "Today"
    HELP = """
What needs someone today. `!` marks what waits for a decision; the rest is sorted by what is at stake.

- **over target**: the running quarter has passed the attrition set as bearable (`target_rate`).
- **notice**: a contract that renews itself, whose notice deadline is within 30 days or has passed, and nobody called
  it verbal, won or lost.
- **expired**: the end has passed and waits for an answer; until then it still counts as active. It waits for the grace
  days, for `renewal_wait_days` where it renews itself, and without limit where it was called won.
- **ending**: any other contract that ends within 60 days, called open or at risk; urgent from 30 days.
- **no talk yet**: it ends in 61–90 days, the time to share usage and roadmap.
- **step due**, **promise overdue**, **fix overdue**: what somebody planned, what either side promised, what was to be
  mended after a loss. `C` says that it is done.
- **usage falling**: qualifying actions of the last 28 days against the 28 before, `usage_fall` or more.
- **no interview**: nobody heard why. `n` begins an interview; `N` records that they declined or did not answer; one
  that was *not asked* stays here until somebody asks, also after a talk. Weeks two to six after the end are the time
  to ask (`◷`): before, the anger speaks; later nobody remembers.
- **champion left**: in the last 120 days, and nobody is named as champion since.
- **contradicting**: what was entered and imported cannot all be true; one row for each kind. Enter lists them.
- **to win back**: an initiative has shipped, and logos that left over its themes do not know it yet.

Rows are handled where they stand: `d` decides, `t` notes a talk, `x` plans a step, `C` completes it, `n` writes, `P`
begins an attempt to keep the logo, or takes it further. A
planned step puts a row off until its day, where that is in time; a talk does for two weeks, but not over the last two.
`S` puts off any row, to a day. `f` shows what rests: there `S` gives another day, and `del` has it back at once.

Enter goes where the row can be dealt with.
"""
    HELP += f"\n{HELP_OF_FILTER}\n"
    filters = True
    FIELDS = ()

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Go there", id="today.open", tooltip="Go where the row can be dealt with"),
        Binding(
            "f", "rows", "At rest", id="today.rows", tooltip="What rests until a day, or what needs you now"
        ),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._tally = Static("", id="today-counts", markup=False)
        self._figures = Static("", id="today-figures", markup=False)
        self._quarter = Vertical(self._figures, id="today-quarter", classes="panel side")
        self.table: VirtualTable[Need] = VirtualTable(
            self._columns(), id="today-list", classes="panel", empty=_WELL_KEPT
        )
        self._chart: Chart | None = None
        self._needs: list[Need] = []
        self._rests = False
        """Whether what rests is in view, in place of what needs someone."""
        self._words = ""
        self._standing: Standing | None = None
        self._active_arr: Mapping[int, int] = {}
        """Logo id to what it pays a year today; empty until it is known."""

    def compose(self) -> ComposeResult:
        """Counts over the list; the quarter beside it."""
        yield self._tally
        with Horizontal(id="today-body"):
            yield self.table
            yield self._quarter

    def on_resize(self, event: Resize) -> None:
        """The quarter moves below where the reasons beside it would not be read whole; the counts fill their lines."""
        self.set_class(event.size.width < SIDE_BY_SIDE, "-stacked")
        self._tell_counts()

    def _tell_counts(self) -> None:
        if cells := self.size.width - self._tally.gutter.width:
            tally = today.tally(today.awake(self._needs)) or ["Nothing needs you today"]
            self._tally.update(t("\n".join(in_lines(tally, cells))))

    def _columns(self, rows: Sequence[Need] = (), *, rests: bool = False) -> list[Column[Need]]:
        """Names and reasons take no more room than these rows need, so that the other has what is over."""

        def title(need: Need) -> tuple[str, CellStyle]:
            sign = "!" if need.urgent else "◷" if need.in_time else " "
            return (f"{sign} {need.title}", "bold" if need.urgent else "")

        back = [Column[Need]("Back", 9, self._back, align="right")] if rests else []
        return [
            Column("  Logo", 18, title, flex=True, needs=needed(title(need)[0] for need in rows)),
            Column("Why", 35, lambda need: need.text, flex=True, needs=needed(need.text for need in rows)),
            Column("ARR", 8, self._amount, align="right", priority=1),
            # Wider than a day needs, so that it comes only where names and reasons have their room.
            Column("Date", 18, self._day, align="right", priority=2),
            *back,
        ]

    def _amount(self, need: Need) -> str:
        return "" if need.arr is None else self.book.money(need.arr)

    def _day(self, need: Need) -> str:
        return "" if need.day is None else dates.short(need.day, self.book.as_of)

    def _back(self, need: Need) -> str:
        return "" if need.until is None else dates.short(need.until, self.book.as_of)

    @property
    def book(self) -> Book:
        """The book in view."""
        return self.shown or self.app.book

    def show(self, book: Book) -> None:
        """Draw what is known at once; ask for the rest when usage is there."""
        self._quarter.border_title = t("This quarter so far")
        if book.usage is None or self._standing is None:
            self._put(attention.at_once(book))
        if book.usage is not None:
            self.app.do(self._complete(book), group="today", exclusive=True)

    async def _complete(self, book: Book) -> None:
        """Fill in what takes pandas."""
        from churntui.questions.quarter import quarter

        needs, standing = await self.app.compute(lambda: (attention.everything(book), quarter(book)))
        if self.shown is book and self.is_attached:
            self._active_arr = book.active_arr
            self._put(needs)
            self._standing = standing
            self._figures.update(t("\n".join(standing.lines)))
            await self._draw_chart(standing.chart)

    async def _draw_chart(self, chart: ChartData) -> None:
        """The chart comes with its first data: the first frame does not wait for its modules."""
        from churntui.ui.kit.charts import Chart

        if self._chart is None:
            self._chart = Chart(id="today-chart")
            await self._quarter.mount(self._chart)
        self._chart.data = chart

    def _put(self, needs: list[Need]) -> None:
        self._needs = needs
        self._tell_counts()
        self.filter(self._words)

    def filter(self, text: str) -> None:
        """Keep rows whose logo or reason holds every word."""
        self._words = text
        wanted, fields = self.fields.parsed(text), self.fields
        shown = today.asleep(self._needs) if self._rests else today.awake(self._needs)
        self.table.set_columns(self._columns(shown, rests=self._rests))
        rows = [n for n in shown if wanted.fits(fold(f"{n.title} {n.text}"), fields.of(n.logo_id))]
        self.table.border_title = t("At rest" if self._rests else "Needs you")
        self.table.empty = self._why_empty()
        self.table.set_rows(rows, keep=lambda need: need.about)
        self.table.border_subtitle = t(self._summed(rows))

    def _summed(self, rows: Sequence[Need]) -> str:
        """How many rows, and what their logos pay, once that is known; how many are in the other list."""
        paid = today.worth(rows, self._active_arr)
        worth = f", {self.book.money(paid)} ARR of their logos" if paid else ""
        resting = len(today.asleep(self._needs))
        others = f"{len(self._needs) - resting} need you" if self._rests else f"{resting} at rest"
        shown = counted(len(rows), "row") + worth if rows else ""
        return " · ".join(filter(None, (shown, f"{others}: f" if resting else "")))

    def _why_empty(self) -> str:
        if self._words:
            return "Nothing here holds these words"
        if self._rests:
            return "Nothing rests. S puts a row off until a day, and so does a step that is planned"
        if not self.book.contracts and not self.book.is_first:
            if self.book.owner:
                return self.app.opening.to_begin("contracts", "contracts.csv", self.book.owner)
            files = self.app.opening.importing("contracts.csv")
            return f"No contracts yet. a enters the first logo and its contract, I imports files, as does {files}"
        return _WELL_KEPT

    def action_rows(self) -> None:
        """What rests until a day, or what needs someone now."""
        self._rests = not self._rests
        self.filter(self._words)

    @on(VirtualTable.Opened, "#today-list")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go where the row can be dealt with."""
        need = self.table.row
        if need is None:
            return
        if need.kind == "draft":
            self.app.do(self.app.go_on_writing(need.draft_id or 0))
        elif need.initiative_id is not None:
            self.app.do(self.app.open_win_backs(initiative_id=need.initiative_id))
        elif need.contradiction is not None:
            self.app.do(self.app.open_contradictions(need.contradiction))
        elif need.kind == "fix" and need.row is not None:
            self.app.do(self.app.open_fixes(need.row[1]))
        elif need.kind == "alarm":
            self.app.do(self.app.run_action("app.place('trends')"))
        elif need.kind == "silent":
            self.app.do(self.app.write_interview(need.logo_id, effective_on=need.day))
        elif need.logo_id is not None:
            of_contract = None if need.contract_id is None else ("contract", need.contract_id)
            self.app.do(self.app.open_logo(need.logo_id, need.row or of_contract))

    def serves(self, method: str) -> bool:
        """Only what is there to be done can be ticked off, and what is rows of the book taken away."""
        need = self.table.row
        if method in {"snooze", "change"}:
            return need is not None
        if method == "take_away":
            return need is not None and (self._rests or need.row is not None or need.draft_id is not None)
        if method == "done":
            return need is not None and need.row is not None
        return super().serves(method)

    def snooze(self) -> Work | str:
        """Put the chosen rows off, or give them another day."""
        from churntui.ui.parts.resting import put_off

        rows = self.table.chosen_rows
        return put_off(self.app, rows) if rows else "There is no row here to put off"

    def add(self) -> Work | str:
        """Enter the first logo; what needs someone follows from the book, and is not added."""
        from churntui.ui.parts import forms

        if self.app.book.contracts or self.app.book.is_first:
            return (
                "x plans a step for the chosen logo; a adds logos in Logos (2), and contracts on their pages"
            )
        return forms.add_row(self.app, "logos")

    def change(self) -> Work | str:
        """Change what the row is about; a fix in one line, as steps are written."""
        from churntui.ui.parts import fix_line

        need = self.table.row
        if need is not None and need.kind == "fix" and need.row is not None:
            return fix_line.change(self.app, need.row[1])
        return super().change()

    def take_away(self) -> Work | str:
        """Have resting rows back at once, delete steps and promises, or throw drafts away."""
        from churntui.ui.parts import forms
        from churntui.ui.parts.resting import wake

        rows = self.table.chosen_rows
        if self._rests:
            put_off = [need for need in rows if need.about in self.book.snoozed]
            return (
                wake(self.app, put_off)
                if put_off
                else "It rests until its step, or after a talk: x shows the steps"
            )
        if not rows:
            return super().take_away()
        unfinished = [need.draft_id for need in rows if need.draft_id is not None]
        if len(unfinished) == len(rows):
            called = cut(rows[0].title, 40) if len(rows) == 1 else counted(len(rows), "draft")
            return forms.throw_away(self.app, unfinished, called)
        named = [need.row for need in rows if need.row is not None and need.kind != "fix"]
        if len(named) < len(rows) or len({stored for stored, _ in named}) > 1:
            return "Only steps, or promises, or drafts, can be taken away here: S lets a row rest"
        table, ids = tables_of(named[0][0])[0], [row_id for _, row_id in named]
        called = rows[0].text if len(ids) == 1 else counted(len(ids), table.label, table.plural)
        return forms.take_away(self.app, table.name, ids, called)

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked rows, else the one under the cursor."""
        return tuple(map(_chosen, self.table.chosen_rows))

    @property
    def logo_id(self) -> int | None:
        """The logo under the cursor."""
        return self.table.row.logo_id if self.table.row else None

    @property
    def lost_on(self) -> date | None:
        """The loss nobody was asked about, where the row is one."""
        need = self.table.row
        return need.day if need and need.kind == "silent" else None

    def _ref(self, logo_id: int | None) -> str:
        """What other programs call the logo; a draft may be about one that is gone."""
        logo = None if logo_id is None else self.book.logos.get(logo_id)
        return logo.ref if logo else ""

    def exported(self) -> Sheet:
        """The rows shown, with ISO days and plain amounts."""
        book = self.book
        header = ("due", "logo_id", "logo", "why", f"arr_{book.currency}", "date")
        rows = tuple(
            (
                "!" if need.urgent else "",
                self._ref(need.logo_id),
                need.title,
                need.text,
                "" if need.arr is None else money.plain(need.arr, book.currency),
                need.day.isoformat() if need.day else "",
            )
            for need in self.table.rows
        )
        return Sheet("today", header, rows, frozenset({4}))

    def copied(self) -> str:
        """The row as a line."""
        need = self.table.row
        return f"{need.title}: {need.text}" if need else ""

    def explained(self) -> str:
        """The running quarter's figures, in words."""
        if self._standing is None:
            return ""
        return "## This quarter so far\n\n" + "\n".join(
            f"- {' '.join(line.split())}" for line in self._standing.lines if line.strip()
        )


def _chosen(need: Need) -> Chosen:
    """A row in the words of the commands."""
    return Chosen(
        need.logo_id,
        need.contract_id,
        lost_on=need.day if need.kind == "silent" else None,
        row=need.row if need.draft_id is None else ("draft", need.draft_id),
    )
