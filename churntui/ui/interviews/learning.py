"""Learning: what the losses say taken together, one question on each tab, the interviews behind each figure.

The page shows what `questions.learning` has counted off the event loop; changing the time counts anew, changing the
tab does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from churntui.book import Book
from churntui.data.rows import interview_facts
from churntui.model.notes import NoteRef
from churntui.plain import money
from churntui.plain.sheets import Sheet
from churntui.plain.wording import grace
from churntui.questions.learning.learnt import SINCE, SINCE_TEXT, Cells, Learnt, Since, learnt
from churntui.questions.learning.rows import HINTS, SILENT, VERDICTS, WARNINGS, Row
from churntui.questions.shown import Heading, sheet_of, told
from churntui.ui.interviews.heard_page import HeardPage
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.kit.matrix import Matrix
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.kit.tabs import TabStrip
from churntui.ui.parts.figures import columns_of
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

Tab = Literal["reasons", "phases", "verdicts", "warnings", "silent", "hints"]


@dataclass(frozen=True, slots=True)
class _Tab:
    """One tab of the page."""

    id: Tab
    name: str
    empty: str
    explained: str
    headings: tuple[Heading, ...] = ()
    """Of its table; none for a matrix."""


_CODED = "No interview says both yet. Press n to write one."

TABS = (
    _Tab(
        "reasons",
        "Reasons",
        _CODED,
        "What they stated, as the interviewer coded it, against the first reason we assessed. A `=` marks pairs that"
        " agree. One vendor's study found the two alike in 27 % of 723 cases.",
    ),
    _Tab(
        "phases",
        "Phases",
        _CODED,
        "In which phase the loss began, against the one it came to light in. What lies far below the diagonal was"
        " noticed late.",
    ),
    _Tab(
        "verdicts",
        "Verdicts",
        "No interviews in this time",
        "Each share is of the interviews that answered the question; *not said* is counted apart. The interval is"
        " Wilson's, at 95 %; under five answers the fraction stands alone. A theme is *new* in the first interview that"
        " names it, of all time; where the last ones, held and tagged, name none, what you hear repeats itself.",
        VERDICTS,
    ),
    _Tab(
        "warnings",
        "Warnings",
        "No interviews in this time",
        "Days from one moment of a loss to the next: the median of the interviews that know both days, with the"
        " shortest and the longest. A negative lag ran the other way round: acted on after the notice had come. The"
        " save rate counts attempts that are over: saved ÷ (saved + lost), of those told in interviews; Trends, Saving"
        " counts all there are.",
        WARNINGS,
    ),
    _Tab(
        "silent",
        "Silent",
        "Every loss in this time was heard about",
        "Losses without an interview that was held: not asked, declined, or no answer. ARR is that of the last day of"
        " service.",
        SILENT,
    ),
    _Tab(
        "hints",
        "Coding",
        "No interviews in this time",
        "Signs that reasons were coded too quickly. They never block anything, and none is raised on fewer than five"
        " interviews.",
        HINTS,
    ),
)


class LearningPage(Page):
    """The figures, tab by tab."""

    NARROWS = True
    NAME = "Learning"
    REDRAWS = True

    HELP = """
What do the losses teach, taken together?

- Everything is counted over interviews, whatever their status, and only over what somebody coded: nothing is guessed
  from the words. **ARR lost** counts each loss once; an interview about no loss, or one still to come, adds none.
- **Reasons** (stated against assessed) and **Phases** (began against surfaced) are matrices: the arrows walk over the
  pairs, `v` turns counts into ARR. `tab` goes to the next kind of figures.
- `enter` opens the interviews behind a figure; on a silent loss it begins the exit interview, as `n` does.
- `p` narrows the time: a loss belongs to its first day without service, an interview about none to the end it names,
  else to the day of the talk.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "tab(1)", "Next figures", id="learning.next", tooltip="The next kind of figures"),
        Binding("shift+tab", "tab(-1)", "Figures before", id="learning.previous", show=False,
                tooltip="The kind of figures before"),
        Binding("p", "span", "Time", id="learning.since", tooltip="All time, 12 months, or 3 months"),
        Binding("v", "amounts", "Counts, ARR", id="learning.amounts", tooltip="Matrices in interviews or in ARR lost"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._learnt: Learnt | None = None
        self._since: Since = "all"
        self._in_amounts = False
        self._place = 0

    def compose(self) -> ComposeResult:
        """Tabs, a line of what they come to, the figures, a line on the chosen one."""
        yield TopLine(id="top")
        yield TabStrip([tab.name for tab in TABS], id="learning-tabs")
        yield Static("", id="learning-said", markup=False)
        with ContentSwitcher(initial=TABS[0].id, id="learning-figures"):
            for tab in TABS:
                with Vertical(id=tab.id, classes="panel"):
                    if tab.headings:
                        yield VirtualTable[Row](columns_of(tab.headings), empty="Counting …")
                    else:
                        yield Matrix(empty="Counting …")
        yield Static("", id="learning-note", classes="note", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows walk over the first matrix."""
        self._enter()

    def show(self, book: Book) -> None:
        """Count in a thread; what stands there stays until then."""
        self.query_one(TopLine).tell(self.app.opening, book, "Notes", "Learning")
        self.app.do(self._count(book, self._since), group="learning", exclusive=True)

    async def _count(self, book: Book, since: Since) -> None:
        facts = await self.app.ask(interview_facts.every)
        figures = await self.app.compute(lambda: learnt(book, facts, since))
        if self.shown is book and self.is_attached:
            self._learnt = figures
            self._fill(figures)

    @property
    def _tab(self) -> _Tab:
        return TABS[self._place]

    def _table(self, tab: _Tab) -> VirtualTable[Row]:
        return self.query_one(f"#{tab.id} VirtualTable", VirtualTable)

    def _matrix(self, tab: _Tab) -> Matrix:
        return self.query_one(f"#{tab.id} Matrix", Matrix)

    def _rows(self, figures: Learnt, tab: _Tab) -> Sequence[Row]:
        rows = {
            "verdicts": figures.verdicts,
            "warnings": figures.warnings,
            "silent": figures.silent,
            "hints": figures.hints,
        }
        return rows[tab.id] if figures.interviews or tab.id in {"silent", "hints"} else ()

    def _cells(self, tab: _Tab) -> Cells | None:
        """What the tab's matrix shows; None for a table, and until it is counted."""
        if self._learnt is None or tab.headings:
            return None
        return self._learnt.reasons if tab.id == "reasons" else self._learnt.phases

    def _fill(self, figures: Learnt) -> None:
        strip = self.query_one(TabStrip)
        strip.note = f"{SINCE_TEXT[self._since]}, n = {figures.interviews}"
        for tab in TABS:
            if tab.headings:
                self._table(tab).empty = tab.empty
                self._table(tab).set_rows(self._rows(figures, tab), keep=lambda row: row.key)
            elif (cells := self._cells(tab)) is not None:
                self._matrix(tab).empty = tab.empty
                self._matrix(tab).pairs = cells.amounts if self._in_amounts else cells.counts
        self._say()

    def _say(self) -> None:
        """The line of the tab, and the one on the chosen figure."""
        figures, tab = self._learnt, self._tab
        if figures is None:
            return
        raised = f"{figures.raised} of {len(figures.hints)} signs raised"
        said = {
            "reasons": figures.agreement,
            "verdicts": figures.news,
            "silent": figures.coverage,
            "hints": raised,
        }
        self.query_one("#learning-said", Static).update(t(said.get(tab.id, "")))
        self.query_one("#learning-note", Static).update(t(self._note()))

    def _note(self) -> str:
        tab, cells = self._tab, self._cells(self._tab)
        if cells is not None:
            pair = self._matrix(tab).pair
            return cells.said.get(pair, "No interview has this pair") if pair and cells.tallies else ""
        return row.note if (row := self._row) is not None else ""

    @property
    def _row(self) -> Row | None:
        """The chosen row of a table."""
        return self._table(self._tab).row if self._tab.headings else None

    def _enter(self) -> None:
        widget = self._table(self._tab) if self._tab.headings else self._matrix(self._tab)
        widget.focus()

    @on(VirtualTable.Moved)
    @on(Matrix.Moved)
    def _moved(self) -> None:
        self._say()

    @on(TabStrip.Chosen)
    def _chosen(self, event: TabStrip.Chosen) -> None:
        self._go(event.place)

    def action_tab(self, steps: int) -> None:
        """To the next kind of figures, round and round."""
        self._go((self._place + steps) % len(TABS))

    def _go(self, place: int) -> None:
        self._place = place
        self.query_one(TabStrip).current = place
        self.query_one(ContentSwitcher).current = self._tab.id
        self._enter()
        self._say()

    def action_span(self) -> None:
        """The next length of time."""
        self._since = SINCE[(SINCE.index(self._since) + 1) % len(SINCE)]
        if self.shown is not None:
            self.show(self.shown)

    def action_amounts(self) -> None:
        """Counts or ARR."""
        self._in_amounts = not self._in_amounts
        if self._learnt is not None:
            self._fill(self._learnt)

    @on(Matrix.Opened)
    async def _open_pair(self) -> None:
        cells, pair = self._cells(self._tab), self._matrix(self._tab).pair
        if cells is not None and pair is not None and pair in cells.tallies:
            title = cells.said[pair].partition(":")[0]
            await self.app.push_screen(HeardPage(title, cells.tallies[pair].ids, self.explained()))

    @on(VirtualTable.Opened)
    async def _open_row(self, event: VirtualTable.Opened[Row]) -> None:
        event.stop()
        row = event.row
        if row.silent is not None:
            self.app.do(self._ask(row))
        elif row.ids:
            await self.app.push_screen(HeardPage(row.title, row.ids, self.explained()))

    async def _ask(self, row: Row) -> None:
        """Begin the interview of a silent loss, or read what was recorded about it."""
        line = row.silent
        if line is None:
            return
        if line.interview is not None:
            await self.app.push_screen(ReadingPage(NoteRef("interview", line.interview.id)))
        elif self.app.opening.read_only:
            self.app.notify("The book is open read-only: nothing can be written")
        else:
            await open_interview(self.app, line.logo_id, effective_on=line.day)

    @property
    def lost_on(self) -> date | None:
        """The day of a silent loss."""
        row = self._row
        return row.silent.day if row is not None and row.silent is not None else None

    @property
    def logo_id(self) -> int | None:
        """The logo of a silent loss."""
        row = self._row
        return row.silent.logo_id if row is not None and row.silent is not None else None

    def exported(self) -> Sheet | None:
        """The figures of the tab; a matrix as one row for each pair."""
        tab, cells = self._tab, self._cells(self._tab)
        if self._learnt is None or self.shown is None:
            return None
        if cells is None:
            return sheet_of(f"learning-{tab.id}", tab.headings, [row.line for row in self._table(tab).rows])
        titles = cells.counts.down.title.lower(), cells.counts.across.title.lower()
        rows = tuple(
            (*pair, str(tally.n), money.plain(tally.arr, self.shown.currency))
            for pair, tally in sorted(cells.tallies.items())
        )
        header = (*titles, "interviews", f"arr_lost_{self.shown.currency}")
        return Sheet(f"learning-{tab.id}", header, rows, frozenset({2, 3}))

    def copied(self) -> str:
        """The chosen figure as a line."""
        row = self._row
        if row is None:
            return self._note()
        return f"{row.title} · {told(self._tab.headings, row.line)}"

    def explained(self) -> str:
        """What the figures of the tab mean, and what they were counted with."""
        if self.shown is None:
            return ""
        return (
            f"## {self._tab.name}\n\n{self._tab.explained}\n\nTime: {SINCE_TEXT[self._since]}; amounts in"
            f" {self.shown.currency}, {grace(self.shown.settings.grace_days)}."
        )
