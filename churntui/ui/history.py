"""The history of a logo, an interview or a theme: what, from, to and when, newest first, taken back or not."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from churntui.book import Book
from churntui.data import imported, stories
from churntui.data.file.store import Store
from churntui.data.stories import Subject, Told
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.parts.story import NOTHING, Step, change, parts, steps, values, what, when
from churntui.ui.shell.base import Page
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine

LONGEST = 2_000
"""Characters of a value that are shown below the table."""


def columns(*, signed: bool) -> list[Column[Step]]:
    """How a step reads as a row; whose it was where any is `signed`."""
    by = Column[Step](
        "By", 12, lambda step: (step.told.author if step.begins else "", _look(step)), priority=2
    )
    return [
        Column("When, UTC", 16, lambda step: (when(step.told), _look(step)) if step.begins else ""),
        Column("Done", 20, lambda step: (_done(step), _look(step)), flex=True),
        *((by,) if signed else ()),
        Column("What", 16, lambda step: (what(step.told), _look(step))),
        Column("From", 12, lambda step: (parts(step.told)[0], _look(step)), flex=True, priority=1),
        Column("To", 12, lambda step: (parts(step.told)[1], _look(step)), flex=True),
    ]


def _done(step: Step) -> str:
    """What the person did, once for all lines of it; `undone: ` before it where it was taken back."""
    return ("undone: " if step.told.undone else "") + step.told.label if step.begins else ""


def _look(step: Step) -> CellStyle:
    return "dim" if step.told.undone else ""


class HistoryPage(Page):
    """The story of one of the book's rows."""

    NAME = "History"
    REDRAWS = True

    HELP = """
What was changed by hand and by imports, newest first, and what it was before.

- The lines of one action stand together: it is said once when it was done and what it was called.
- **undone** was taken back and stands no more; `u` takes back your own last change of the book that stands,
  `ctrl+r` does it again, also after a restart. **By** is who did it.
- Of a long text the part that changed is shown; the whole of it stands below the table.
- An import is one line: what it added and changed here. The last three are told; **Imports** in the palette (`ctrl+p`)
  lists all, and takes the newest back whole. Times are UTC.
"""

    def __init__(self, subject: Subject, row_id: int) -> None:
        super().__init__()
        self._subject = subject
        self._row_id = row_id
        self._called = ""
        self.table: VirtualTable[Step] = VirtualTable(
            columns(signed=False), empty="Reading …", id="history-list", classes="panel"
        )

    def compose(self) -> ComposeResult:
        """The steps, the chosen one in full below."""
        yield TopLine(id="top")
        yield self.table
        yield Static("", id="history-words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    def show(self, book: Book) -> None:
        """Read the log; the old lines stand until then."""
        self._called = _name(book, self._subject, self._row_id)
        self.query_one(TopLine).tell(self.app.opening, book, "History", cut(self._called, 60))
        self.app.do(self._read(book), group="history", exclusive=True)

    def _story(self, store: Store, *, is_masked: bool) -> list[Told]:
        """What was changed by hand and by imports; masked names say nothing of imports."""
        edits = stories.of(store, self._subject, self._row_id)
        if is_masked:
            return edits
        taken_in = imported.of(store, self._subject, self._row_id)
        return sorted([*edits, *taken_in], key=lambda told: told.at, reverse=True)

    async def _read(self, book: Book) -> None:
        story = await self.app.ask(partial(self._story, is_masked=self.app.opening.is_incognito))
        if self.shown is book and self.is_attached:
            self.table.empty = "Nothing was changed by hand, nor by one of the last three imports."
            self.table.border_title = t(cut(self._called, 60))
            self.table.set_columns(columns(signed=any(told.author for told in story)))
            self.table.set_rows(list(steps(story)), keep=lambda step: (step.told.change_id, step.told.column))

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Step]) -> None:
        event.stop()
        self.query_one("#history-words", Static).update(_in_full(event.row) if event.row else "")

    @property
    def logo_id(self) -> int | None:
        """The logo the story is about."""
        if self.shown is None or self._subject == "theme":
            return None
        if self._subject == "interview":
            return next(
                (interview.logo_id for interview in self.shown.interviews if interview.id == self._row_id),
                None,
            )
        return self._row_id if self._row_id in self.shown.logos else None

    def exported(self) -> Sheet | None:
        """Every line in full."""
        header = ("at_utc", "done", "state", "what", "from", "to", "by")
        rows = tuple(
            (
                step.told.at,
                step.told.label,
                "undone" if step.told.undone else "done",
                what(step.told),
                *("" if value == NOTHING else value for value in values(step.told)),
                step.told.author,
            )
            for step in self.table.rows
        )
        return Sheet("history", header, rows)

    def copied(self) -> str:
        """The chosen line."""
        step = self.table.row
        return f"{when(step.told)} · {step.told.label} · {change(step.told)}" if step else ""


def _name(book: Book, subject: Subject, row_id: int) -> str:
    if subject == "logo":
        return book.name(row_id) if row_id in book.logos else "a logo that is gone"
    if subject == "theme":
        return next((theme.name for theme in book.themes if theme.id == row_id), "a theme that is gone")
    owner = next((interview.logo_id for interview in book.interviews if interview.id == row_id), None)
    return "an interview that is gone" if owner is None else f"Interview with {book.name(owner)}"


def _in_full(step: Step) -> Content:
    before, after = (value[:LONGEST] for value in values(step.told))
    return Content.assemble(("from  ", "dim"), t(before).stylize("dim"), "\n", ("to    ", "dim"), t(after))
