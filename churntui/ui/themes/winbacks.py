"""The win-back list: lost logos that can be told what has changed since they left.

It keeps what they said at the door beside what was done about it, so that the call begins with their own words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import kept, themes, winbacks
from churntui.data.rows.winbacks import Hint
from churntui.model.rows import WinBackCall
from churntui.plain import dates
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.questions.win_backs import Asked, asked, told_of, total
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import VirtualTable
from churntui.ui.parts import forms
from churntui.ui.shell.base import Page, Work
from churntui.ui.shell.chosen import Chosen
from churntui.ui.shell.frame import TopLine
from churntui.ui.shell.keyline import KeyLine
from churntui.ui.themes.changes import short
from churntui.ui.themes.winback_rows import OUTCOME_NAMES, columns, content, line, sheet

EMPTY = "Nobody to ask back: nothing that has shipped answers what a lost logo named. c in Initiatives (6, i) ships it."


NOBODY = "There is nobody here to ask back"


class WinBackPage(Page):
    """The list, and the chosen logo's words beside it."""

    NARROWS = True
    NAME = "Win back"
    REDRAWS = True

    HELP = """
Whom can we tell that the cause is mended?

- On it are the logos lost to a theme that a **shipped** initiative answers, where they named it, or were gone, before
  it shipped. A logo with a contract in force again is not on it.
- **!** nobody has called them, and the day they named has come. The day, the trigger and how likely it is come from
  the exit interview.
- `c` notes that they were called today, `r` what came of it, `f2` the day, the outcome and a note, `delete` takes
  all of it back. `enter` opens the logo.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "called", "Called today", id="winback.called", tooltip="Note that they were called today"
        ),
        Binding("r", "outcome", "Result", id="winback.outcome", tooltip="Say how it ended, or stands"),
        Binding("f", "rows", "All", id="winback.all", tooltip="Show all, or those it was opened for"),
    ]

    def __init__(self, *, theme_id: int | None = None, initiative_id: int | None = None) -> None:
        super().__init__()
        self._theme_id = theme_id
        self._initiative_id = initiative_id
        self._all = theme_id is None and initiative_id is None
        self._asked: list[Asked] = []
        self._heading = Static("", id="winback-heading", markup=False)
        self.table: VirtualTable[Asked] = VirtualTable(
            columns(Book.empty), empty="Counting …", id="winback-list", classes="panel"
        )
        self._panel = VerticalScroll(id="winback-words", classes="panel side")
        self._text = Static("", id="winback-text", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the list, the chosen one beside it."""
        yield TopLine(id="top")
        yield self._heading
        with Horizontal(id="winback-body"):
            yield self.table
            with self._panel:
                yield self._text
        yield KeyLine()

    def on_mount(self) -> None:
        """The arrows move in the list."""
        self.table.focus()

    def show(self, book: Book) -> None:
        """Count in a thread, and read what they said."""
        self.query_one(TopLine).tell(self.app.opening, book, "Themes", self.NAME)
        self.table.set_columns(columns(book))
        self.app.do(self._count(book), group="winback", exclusive=True)

    async def _count(self, book: Book) -> None:
        backs = await self.app.compute(lambda: book.win_backs)
        theme_ids = sorted({theme_id for back in backs for theme_id in back.theme_ids})

        def read(store: Store) -> tuple[dict[int, Hint], dict[int, list[tuple[int, str]]]]:
            said = {theme_id: themes.quotes(store, theme_id) for theme_id in theme_ids}
            return winbacks.hints(store), said

        hints, said = await self.app.ask(read)
        if self.shown is book:
            self._asked = asked(book, backs, hints, said)
            self._arrange()

    def _arrange(self) -> None:
        book = self.shown or self.app.book
        theme_id, initiative_id = (None, None) if self._all else (self._theme_id, self._initiative_id)
        kept = [
            row for row in self._asked if told_of(row.back, theme_id=theme_id, initiative_id=initiative_id)
        ]
        worth = total(kept)
        parts = [
            self._scope(book),
            counted(worth.logos, "lost logo"),
            f"{book.money(worth.arr)} ARR lost",
            f"{worth.waiting} not called",
        ]
        self._heading.update(t(" · ".join(parts)))
        self.table.empty = EMPTY if self._all else f"{EMPTY} f shows all."
        self.table.set_rows(kept, keep=lambda row: row.back.logo_id)

    def _scope(self, book: Book) -> str:
        """What it was opened for."""
        if self._all:
            return "All win-backs"
        if self._initiative_id is not None:
            named = (
                initiative.name for initiative in book.initiatives if initiative.id == self._initiative_id
            )
        else:
            named = (theme.name for theme in book.themes if theme.id == self._theme_id)
        return cut(next(named, "(gone)"), 60)

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved[Asked]) -> None:
        event.stop()
        book = self.shown or self.app.book
        self._panel.border_title = t(cut(event.row.name, 36) if event.row else "")
        self._text.update(content(book, event.row) if event.row else "")
        self._panel.scroll_home(animate=False)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Asked]) -> None:
        event.stop()
        self.app.do(self.app.open_logo(event.row.back.logo_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Opened for nothing in particular it shows all anyway."""
        return action != "rows" or self._theme_id is not None or self._initiative_id is not None

    def action_rows(self) -> None:
        """Show all, or those it was opened for."""
        self._all = not self._all
        self._arrange()

    def action_called(self) -> None:
        """Note that the chosen one was called today; once more takes it back."""
        row = self.table.row
        if row is None:
            self.app.notify(NOBODY)
            return
        if not self.app.may_write():
            return
        today = self.app.opening.as_of
        again = row.call.called_on == today
        label = f"{'Not called' if again else 'Called'} today: {short(row.name)}"
        self.app.do(self._record(replace(row.call, called_on=None if again else today), label))

    def action_outcome(self) -> None:
        """Say how it ended."""
        if self.table.row is None:
            self.app.notify(NOBODY)
        elif self.app.may_write():
            self.app.do(self._choose_outcome(self.table.row))

    async def _choose_outcome(self, row: Asked) -> None:
        choices = [Choice(code, label) for code, label in OUTCOME_NAMES.items()]
        picked = await self.app.push_screen_wait(
            Picker(f"What came of asking {short(row.name)}", [*choices, Choice("none", "nothing yet")])
        )
        if picked is None or picked.id is None:
            return
        outcome = next((code for code in OUTCOME_NAMES if code == picked.id), None)
        called_on = row.call.called_on or (self.app.opening.as_of if outcome else None)
        label = f"Win back {short(row.name)}: {OUTCOME_NAMES[outcome] if outcome else 'nothing yet'}"
        await self._record(replace(row.call, outcome=outcome, called_on=called_on), label)

    def add(self) -> str:
        """The list follows from the book."""
        return "Logos come onto the list by themselves: once an initiative ships that answers what they named"

    def change(self) -> Work | str:
        """Change what came of asking: the day, the outcome, the note."""
        return NOBODY if self.table.row is None else self._fill_in(self.table.row)

    def take_away(self) -> Work | str:
        """Take back what came of asking the chosen ones."""
        asked = [row for row in self.table.chosen_rows if row.call != WinBackCall(row.call.logo_id)]
        if not asked:
            return "Nobody asked it yet" if self.table.row else NOBODY
        names = cut(", ".join(row.name for row in asked), 60)
        label = f"Not asked: {names}"

        def doing(store: Store) -> None:
            with store.edit(label):
                for row in asked:
                    winbacks.record(store, WinBackCall(row.call.logo_id), label)

        return self.app.change(label, doing)

    def chosen(self) -> tuple[Chosen, ...]:
        """The marked logos, else the one under the cursor."""
        return tuple(
            Chosen(row.back.logo_id, lost_on=row.back.lost_on, row=("logo", row.back.logo_id))
            for row in self.table.chosen_rows
        )

    async def _fill_in(self, row: Asked) -> None:
        logo_id = row.call.logo_id
        known = await self.app.ask(lambda store: kept.only_id(store, WinBackCall, logo_id))
        heading = f"What came of asking {short(row.name)} back"
        if known is None:
            await forms.add_row(self.app, "win_backs", {"logo_id": logo_id}, begin="note", heading=heading)
        else:
            await forms.change_row(self.app, "win_backs", known, begin="note", heading=heading)

    async def _record(self, call: WinBackCall, label: str) -> None:
        await self.app.change(label, lambda store: winbacks.record(store, call, label))

    @property
    def logo_id(self) -> int | None:
        """The chosen logo."""
        return self.table.row.back.logo_id if self.table.row else None

    def exported(self) -> Sheet | None:
        """The list in full."""
        return sheet(self.table.rows, self.shown) if self.shown else None

    def copied(self) -> str:
        """The chosen one as a line."""
        return line(self.table.row) if self.table.row else ""

    def explained(self) -> str:
        """Why the chosen one is on the list, without a word of the user's."""
        row, book = self.table.row, self.shown
        if row is None or book is None:
            return ""
        shipped = [done.shipped_on for done in row.back.initiatives if done.shipped_on]
        since = f", the first of them on {dates.short(min(shipped))}" if shipped else ""
        return (
            f"## On the list\n\nService ended on {dates.short(row.back.lost_on)}; on the day before, the logo paid"
            f" {book.money(row.back.arr)} a year. What they named is answered by"
            f" {counted(len(row.back.initiatives), 'initiative')} that shipped{since}, and they named it, or were"
            " gone, before that."
        )
