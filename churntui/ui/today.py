"""Today: what needs me, each row handled where it stands, or a way in; beside it how the running quarter stands.

Drawn twice: at once from what SQLite gives, then with signals, losses and rates when pandas is there. The cursor
stays on its logo; where that was handled and is gone, it is on the next one. Where there is room, what the row is about
stands beside the list, with the key that answers each, and below it the renewal's talk sheet.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics import today
from churntui.metrics.need import Need
from churntui.metrics.renewals import Renewal
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
from churntui.ui.parts.talk_sheet import TalkSheet
from churntui.ui.shell.base import Place, Work
from churntui.ui.shell.chosen import Chosen

if TYPE_CHECKING:
    from churntui.plain.chart import ChartData
    from churntui.questions.quarter import Standing
    from churntui.ui.kit.charts import Chart

_NOTHING = "Nothing needs you today."

SIDE_BY_SIDE = 110
"""Columns from which the quarter stands beside the list."""

SHEET_FROM = 118
"""Columns from which what the row is about stands above the quarter."""

CHART_FROM = 44
"""Lines from which there is room for the quarter's chart below that."""

_REST = 0.15
"""Seconds the cursor rests on a row before the file is asked about its logo."""

_COUNT_LINES = 2
"""Lines of counts."""


class Today(Place):
    """What needs me today."""

    NAME = "Today"
    HELP = """
What needs someone today: a row for each logo, with all it needs. `!` marks what cannot wait. A row ranks by what its
logo pays a year for each month left until something of it is due: a step or a promise now, a renewal at its notice
deadline or its end, else twelve months. Beside the list stands what the row is about, and the key that does it.

- **over target**: the running quarter has passed the attrition set as bearable (`target_rate`).
- **notice**: a contract that renews itself, whose notice deadline is within 30 days or has passed, and nobody called
  it verbal, won or lost.
- **expired**: the end has passed and waits for an answer; until then it still counts as active. It waits for the grace
  days, for `renewal_wait_days` where it renews itself, and without limit where it was called won.
- **ending**: any other contract that ends within 60 days, called open or at risk; urgent from 30 days.
- **no talk yet**: it ends in 61–90 days, the time to share usage and roadmap.
- **step due**, **promise overdue**, **fix overdue**: what somebody planned, what either side promised, what was to be
  mended after a loss. `C` says that it is done.
- **no interview**: nobody heard why. `n` begins an interview; `N` records that they declined or did not answer; one
  that was *not asked* stays here until somebody asks, also after a talk. Weeks two to six after the end are the time
  to ask (`◷`): before, the anger speaks; later nobody remembers.
- **Signals** of logos that pay and are not known to leave; each limit is a setting (`,`). *silent*: nothing that
  qualifies for 28 days, for as long as it lasts. *only other actions*: used, and nothing that qualifies. *never used*:
  in force for 60 days, and never measured though others are. *use falling*: by 40 % in 28 days. *few active*: under
  half of the seats. *champion left*, *no champion*, *buyer not reached*, *no talk* for 90 days. *tickets*: 5 in
  90 days, an urgent one open, or one for 14 days. *detractor*: the last NPS 6 or less, or 3 points less than before.
  *payment failed*: the last one, or its card expires. *unlikely*: 5 or less of 10 in the last review. *milestone* and
  *goal overdue*. *contradicting*: its record cannot be right. What is not known is no signal, and is said.
- **contradicting** without a logo that pays: one row for each kind. Enter lists them.
- **to win back**: an initiative has shipped, and logos that left over its themes do not know it yet.

Rows are handled where they stand: `d` decides, `t` notes a talk, `x` plans a step, `C` completes it, `n` writes, `P`
begins an attempt to keep the logo, or takes it further. The line of `x` begins with what the signal proposes. A
planned step puts a row off until its day, where that is in time; a talk does for two weeks, but not over the last
two, and a red flag only where you noted it here. `S` puts off all that a row says, to a day: what is new comes at
once. `f` shows what rests: there `S` gives another day, and `del` has it back at once.

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
        self.sheet = TalkSheet(id="today-sheet", classes="panel")
        self.table: VirtualTable[Need] = VirtualTable(
            self._columns(), id="today-list", classes="panel", empty=_NOTHING
        )
        self._chart: Chart | None = None
        self._needs: list[Need] = []
        self._rests = False
        """Whether what rests is in view, in place of what needs someone."""
        self._words = ""
        self._standing: Standing | None = None
        self._active_arr: Mapping[int, int] = {}
        """Logo id to what it pays a year today; empty until it is known."""
        self._looked_at = _NOTHING
        """What stands where there is no row."""

    def compose(self) -> ComposeResult:
        """Counts over the list; the quarter beside it."""
        yield self._tally
        with Horizontal(id="today-body"):
            yield self.table
            with Vertical(id="today-side"):
                yield self.sheet
                yield self._quarter

    def on_resize(self, event: Resize) -> None:
        """The quarter moves below where the reasons beside it would not be read whole; the counts fill their lines."""
        width, height = event.size
        self.set_class(width < SIDE_BY_SIDE, "-stacked")
        self.set_class(width >= SHEET_FROM, "-sheet")
        self.set_class(width >= SHEET_FROM and height < CHART_FROM, "-low")
        self._tell_counts()

    def _tell_counts(self) -> None:
        """As many kinds as go into the lines, the most pressing first, and how many more there are."""
        if cells := self.size.width - self._tally.gutter.width:
            tally = attention.tally(self.book, today.awake(self._needs))
            shown = len(tally)
            lines = in_lines(tally, cells)
            while len(lines) > _COUNT_LINES and shown > 1:
                shown -= 1
                lines = in_lines([*tally[:shown], f"+{len(tally) - shown} more kinds"], cells)
            self._tally.update(t("\n".join(lines)))

    def _columns(self, rows: Sequence[Need] = (), *, rests: bool = False) -> list[Column[Need]]:
        """Names and reasons take no more room than these rows need, so that the other has what is over."""

        def title(need: Need) -> tuple[str, CellStyle]:
            sign = "!" if need.urgent else "◷" if need.in_time else " "
            return (f"{sign} {need.title}", "bold" if need.urgent else "")

        back = [Column[Need]("Back", 9, self._back, align="right")] if rests else []
        return [
            Column("  Logo", 18, title, flex=True, needs=needed(title(need)[0] for need in rows)),
            Column(
                "Why", 35, lambda need: need.sentence, flex=True, needs=needed(need.sentence for need in rows)
            ),
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
        from churntui.questions.signals.looking import read

        active = await self.app.ask(lambda store: read(store, book))
        needs, standing, looked_at = await self.app.compute(
            lambda: (
                attention.everything(book, active),
                quarter(book),
                attention.nothing_needed(book, active),
            )
        )
        if self.shown is book and self.is_attached:
            self._active_arr, self._looked_at = book.active_arr, looked_at
            is_untouched = self._standing is None and self.table.cursor == 0
            self._put(needs)
            if is_untouched:
                self.table.cursor = 0
            self._standing = standing
            self._tell_sheet()
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
        needs = today.asleep(self._needs) if self._rests else today.awake(self._needs)
        shown = attention.rows(self.book, needs, is_whole=bool(self._active_arr))
        if self._rests:
            shown.sort(key=lambda row: row.until or date.max)
        self.table.set_columns(self._columns(shown, rests=self._rests))
        rows = [row for row in shown if wanted.fits(fold(_words(row)), fields.of(row.logo_id))]
        self.table.border_title = t("At rest" if self._rests else "Needs you")
        self.table.empty = self._why_empty()
        self.table.set_rows(rows, keep=lambda row: row.logo_id or row.about)
        self.table.border_subtitle = t(self._summed(rows))

    def _summed(self, rows: Sequence[Need]) -> str:
        """How many rows, and what their logos pay, once that is known; how many are in the other list."""
        paid = today.worth(rows, self._active_arr)
        worth = f", {self.book.money(paid)} ARR of their logos" if paid else ""
        asleep = today.asleep(self._needs)
        resting = len({need.logo_id or need.about for need in asleep})
        need_you = len({need.logo_id or need.about for need in today.awake(self._needs)})
        others = f"{need_you} need you" if self._rests else f"{resting} at rest"
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
        return self._looked_at

    def action_rows(self) -> None:
        """What rests until a day, or what needs someone now."""
        self._rests = not self._rests
        self.filter(self._words)

    @on(VirtualTable.Moved, "#today-list")
    def _moved(self) -> None:
        self._tell_sheet()

    def _tell_sheet(self) -> None:
        """What the row is about, and what to do; the rest once the cursor has come to rest."""
        row, book = self.table.row, self.book
        if book.is_first or not self.has_class("-sheet"):
            return
        self.sheet.display = row is not None
        renewal = None if row is None else self._renewal(row)
        self.sheet.tell_need(book, row, renewal)
        if row is not None and renewal is not None:
            self.app.do(
                self._look_inside(book, row, renewal), group="today-sheet", exclusive=True, keys_wait=False
            )

    def _renewal(self, row: Need) -> Renewal | None:
        """The one the row is about, else the next of its logo."""
        contracts = {part.contract_id for part in row.parts if part.contract_id is not None}
        own = [due for due in self.book.renewals if due.logo.id == row.logo_id]
        return next((due for due in own if due.contract.id in contracts), own[0] if own else None)

    async def _look_inside(self, book: Book, row: Need, renewal: Renewal) -> None:
        from churntui.questions.renewal_file import look_inside

        await asyncio.sleep(_REST)
        inside = await self.app.ask(partial(look_inside, book=book, contract=renewal.contract))
        if self.table.row is row and self.shown is book:
            self.sheet.tell_need(book, row, renewal, inside)

    @on(VirtualTable.Opened, "#today-list")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go where the row can be dealt with."""
        need = self.table.row
        if need is None:
            return
        if (draft_id := _drafted(need)) is not None:
            self.app.do(self.app.go_on_writing(draft_id))
        elif need.initiative_id is not None:
            self.app.do(self.app.open_win_backs(initiative_id=need.initiative_id))
        elif need.contradiction is not None:
            self.app.do(self.app.open_contradictions(need.contradiction))
        elif need.kind == "fix" and need.row is not None:
            self.app.do(self.app.open_fixes(need.row[1]))
        elif need.kind == "alarm":
            self.app.do(self.app.run_action("app.place('trends')"))
        elif need.kind == "unheard":
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
            return need is not None and (self._rests or any(map(_is_taken_away, need.parts)))
        if method == "done":
            return need is not None and any(map(_is_done, need.parts))
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

        row = self.table.row
        first = next((part for part in row.parts if part.row is not None), None) if row else None
        if first is not None and first.kind == "fix" and first.row is not None:
            return fix_line.change(self.app, first.row[1])
        return super().change()

    def take_away(self) -> Work | str:
        """Have resting rows back at once, delete steps and promises, or throw drafts away."""
        from churntui.ui.parts import forms
        from churntui.ui.parts.resting import wake

        rows = self.table.chosen_rows
        if self._rests:
            put_off = [row for row in rows if any(part.about in self.book.snoozed for part in row.parts)]
            return (
                wake(self.app, put_off)
                if put_off
                else "It rests until its step, or after a talk: x shows the steps"
            )
        going = [part for row in rows if (part := next(filter(_is_taken_away, row.parts), None))]
        if not rows:
            return super().take_away()
        if len(going) < len(rows) or len({part.row and part.row[0] for part in going}) > 1:
            return "Only steps, or promises, or drafts, can be taken away here: S lets a row rest"
        if going[0].draft_id is not None:
            unfinished = [part.draft_id for row in rows for part in row.parts if part.draft_id is not None]
            called = cut(rows[0].title, 40) if len(unfinished) == 1 else counted(len(unfinished), "draft")
            return forms.throw_away(self.app, unfinished, called)
        named = [part.row for part in going if part.row is not None]
        table, ids = tables_of(named[0][0])[0], [row_id for _, row_id in named]
        called = going[0].text if len(ids) == 1 else counted(len(ids), table.label, table.plural)
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
        row = self.table.row
        return next((part.day for part in row.parts if part.kind == "unheard"), None) if row else None

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
                "; ".join(part.text for part in need.parts),
                "" if need.arr is None else money.plain(need.arr, book.currency),
                need.day.isoformat() if need.day else "",
            )
            for need in self.table.rows
        )
        return Sheet("today", header, rows, frozenset({4}))

    def copied(self) -> str:
        """The row as a line."""
        need = self.table.row
        return f"{need.title}: {'; '.join(part.text for part in need.parts)}" if need else ""

    def explained(self) -> str:
        """The running quarter's figures, in words."""
        if self._standing is None:
            return ""
        return "## This quarter so far\n\n" + "\n".join(
            f"- {' '.join(line.split())}" for line in self._standing.lines if line.strip()
        )


def _words(row: Need) -> str:
    """What a filter looks through."""
    return " ".join((row.title, *(part.text for part in row.parts)))


def _drafted(row: Need) -> int | None:
    """What was left unfinished about its logo: enter goes on with it, as is said beside the row."""
    return next((part.draft_id for part in row.parts if part.draft_id is not None), None)


def _is_done(need: Need) -> bool:
    """Whether it can be ticked off: it is a row of the book that says so."""
    return need.row is not None and need.row[0] in {"step", "commitment", "interview", "milestone"}


def _is_taken_away(need: Need) -> bool:
    """Whether it can be deleted where it stands."""
    return need.draft_id is not None or (need.row is not None and need.row[0] in {"step", "commitment"})


def _chosen(row: Need) -> Chosen:
    """A row in the words of the commands: what is first to be done of it, the contract and the loss it is about."""
    drafted = _drafted(row)
    first = next((part.row for part in row.parts if _is_done(part)), row.row)
    return Chosen(
        row.logo_id,
        next((part.contract_id for part in row.parts if part.contract_id is not None), None),
        lost_on=next((part.day for part in row.parts if part.kind == "unheard"), None),
        row=first if first is not None or drafted is None else ("draft", drafted),
        proposed=row.proposed,
    )
