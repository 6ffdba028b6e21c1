"""The events marked on the trends: listed with the attrition around them, added, changed and taken off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import marks
from churntui.data.rows.marks import Happened
from churntui.model.desk import Draft
from churntui.model.marks import Mark
from churntui.plain.dates import Span
from churntui.plain.sheets import Sheet
from churntui.questions.events import HEADINGS, MarkRow, rows
from churntui.questions.shown import sheet_of, told
from churntui.ui.kit.dialogs import Confirm
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts import leaving
from churntui.ui.parts.figures import columns_of
from churntui.ui.shell.base import BookApp, Page, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine
from churntui.ui.trends.event_form import MarkForm

NO_EVENT = "There is no event here: a marks one"


DRAFTED_AS = "events"
"""The table whose rows its drafts are."""


async def mark_event(app: BookApp, mark: Mark | None, day: date) -> None:
    """Ask what happened and keep it, as one change: a new event, or `mark` anew, begun where it was left."""
    draft = await leaving.found(app, DRAFTED_AS, None, None if mark is None else mark.id)
    await _write(app, mark, day, draft)


async def go_on(app: BookApp, draft: Draft) -> None:
    """Open the form that a draft was left in."""
    mark = next((one for one in app.book.marks if one.id == draft.row_id), None)
    await _write(app, mark, app.book.as_of, draft)


async def _write(app: BookApp, mark: Mark | None, day: date, draft: Draft | None) -> None:
    form = MarkForm(mark, day, app.book.as_of, leaving.begun(draft, is_new=mark is None))
    happened = await app.push_screen_wait(form)
    row_id = None if mark is None else mark.id
    async with leaving.settling(app, form, draft, table=DRAFTED_AS, row_id=row_id):
        if happened is not None:
            await _keep(app, mark, happened)


async def _keep(app: BookApp, mark: Mark | None, happened: Happened) -> None:
    name = cut(happened.name, 40)
    label = f"Marked: {name}" if mark is None else f"Changed the event: {name}"

    def doing(store: Store) -> None:
        if mark is None:
            marks.add(store, happened, label)
        else:
            marks.change(store, mark.id, happened, label)

    await app.change(label, doing)


class MarksPage(Page):
    """Every marked event, newest first."""

    NAME = "Events"

    HELP: ClassVar[str] = (
        "What happened that the trends may have to do with: they are drawn on every chart of periods. *Before* and "
        "*after* are the logo attrition of the whole periods on each side taken together; a difference is claimed "
        "only where the 95 % interval of the difference leaves out 0, and what came after an event need not have come "
        "of it."
    )

    def __init__(self, span: Span) -> None:
        super().__init__()
        self._span = span

    def compose(self) -> ComposeResult:
        """The list, and the chosen event's comparison."""
        yield TopLine(id="top")
        yield VirtualTable[MarkRow](columns_of(HEADINGS), empty="Looking them up …", id="marks-table")
        yield Static("", id="marks-words", classes="note", markup=False)
        yield KeyLine()

    @property
    def _table(self) -> VirtualTable[MarkRow]:
        return self.query_one("#marks-table", VirtualTable)

    def show(self, book: Book) -> None:
        """Count anew around each event."""
        self.query_one(TopLine).tell(self.app.opening, book, "Trends", self.NAME)
        self.app.do(self._count(book), group="marks", exclusive=True)

    async def _count(self, book: Book) -> None:
        events = await self.app.compute(lambda: rows(book, self._span))
        if self.shown is book and self.is_attached:
            self._table.empty = "Nothing is marked yet. Press a to mark a price change, an outage, a release"
            self._table.set_rows(events, keep=lambda row: row.mark.id, edits=book.generation[0])
            self._say()

    @on(VirtualTable.Moved)
    def _say(self) -> None:
        row, line = self._table.row, self.query_one("#marks-words", Static)
        line.update(t(row.words if row else ""))
        line.display = row is not None

    def add(self) -> Work:
        """Mark another event."""
        return mark_event(self.app, None, self.app.book.as_of)

    def change(self) -> Work | str:
        """Change the chosen event."""
        row = self._table.row
        return NO_EVENT if row is None else mark_event(self.app, row.mark, row.mark.day)

    def take_away(self) -> Work | str:
        """Take the chosen events off the trends, once it is sure."""
        chosen = [row.mark for row in self._table.chosen_rows]
        return self._take_away(chosen) if chosen else NO_EVENT

    async def _take_away(self, chosen: Sequence[Mark]) -> None:
        names = cut(", ".join(mark.name for mark in chosen), 60)
        if await self.app.push_screen_wait(Confirm("Take it off?", f"“{names}” goes; u brings it back")):
            label = f"Took off the event: {names}"
            await self.app.change(
                label, lambda store: marks.remove(store, [mark.id for mark in chosen], label)
            )

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked events, else the one under the cursor."""
        return tuple(Chosen(None, row=("mark", row.mark.id)) for row in self._table.chosen_rows)

    @on(VirtualTable.Opened)
    def _open(self, event: VirtualTable.Opened[MarkRow]) -> None:
        if self.app.may_write():
            self.app.do(mark_event(self.app, event.row.mark, event.row.mark.day))

    def exported(self) -> Sheet | None:
        """The list."""
        return sheet_of("events", HEADINGS, [row.line for row in self._table.rows])

    def copied(self) -> str:
        """The event under the cursor."""
        row = self._table.row
        return told(HEADINGS, row.line) if row else ""

    def explained(self) -> str:
        """The comparison around the event under the cursor."""
        row = self._table.row
        return row.explained if row else ""
