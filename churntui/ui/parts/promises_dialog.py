"""What came of what both sides promised: each open promise is settled by a key, in the meeting or before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from churntui.data.rows import commitments, kept
from churntui.model.choices import UNSETTLED, CommitmentState
from churntui.model.living import Commitment
from churntui.plain import dates
from churntui.plain.looks import CellStyle
from churntui.plain.text import shortened
from churntui.questions.goals import is_overdue
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp

_MOST_ROWS = 10
"""Rows in view."""

_LONGEST = 60
"""Characters of a promise that are said of it."""


async def say_what_came(app: BookApp, logo_id: int, first: int | None = None) -> None:
    """List what the logo and we have not kept yet, the cursor on one, for the keys to say what came of each."""
    promises = await app.ask(
        lambda store: kept.of_logo(store, Commitment, logo_id, "due_on IS NULL, due_on, id")
    )
    still_open = [promise for promise in promises if promise.state in UNSETTLED]
    if not still_open:
        app.notify("No promise is open", title=app.book.name(logo_id))
    elif app.may_write():
        await app.push_screen_wait(PromisesDialog(app, logo_id, still_open, first))


class PromisesDialog(Dialog[None]):
    """The promises that were still open as it was opened, with what has been said of them since."""

    DEFAULT_CSS = """
    PromisesDialog {
        & > Vertical { width: 92; }
        VirtualTable { height: auto; margin: 1 0 0 0; }
        VirtualTable > .virtual-table--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "state('done')", "Done", id="promises.done", show=False, tooltip="It was kept"),
        Binding("p", "state('partly')", "Partly", id="promises.partly", show=False, tooltip="It was kept in part"),
        Binding("m", "state('missed')", "Missed", id="promises.missed", show=False, tooltip="It was not kept"),
        Binding("o", "state('open')", "Open", id="promises.open", show=False, tooltip="It is still open"),
    ]  # fmt: skip

    def __init__(
        self, app: BookApp, logo_id: int, promises: Sequence[Commitment], first: int | None = None
    ) -> None:
        super().__init__()
        self._book_app = app
        self._logo_id = logo_id
        self._promises = promises
        self._first = first
        self._list: VirtualTable[Commitment] = VirtualTable(self._columns(), id="promises-rows")

    def _columns(self) -> list[Column[Commitment]]:
        today = self._book_app.book.as_of

        def state(promise: Commitment) -> tuple[str, CellStyle]:
            looks: dict[str, CellStyle] = {"done": "good", "missed": "bad", "partly": "warn"}
            late = " !" if is_overdue(promise, today) else ""
            return promise.state + late, "warn" if late else looks.get(promise.state, "")

        return [
            Column("Promised", 30, lambda promise: promise.what, flex=True),
            Column("Who", 14, whose),
            Column("Due", 12, lambda promise: dates.short(promise.due_on, today) if promise.due_on else ""),
            Column("State", 8, state),
        ]

    def compose(self) -> ComposeResult:
        """A heading, the promises, the keys."""
        with Vertical():
            name = cut(self._book_app.book.name(self._logo_id), 50)
            yield Label(t(f"What came of what was promised · {name}"), classes="dialog--title")
            yield self._list
            keys = "d done · p partly · m missed · o still open · escape closes"
            yield Label(t(keys), classes="dialog--note")

    def on_mount(self) -> None:
        """The cursor on the one asked for."""
        self._show()
        at = next((at for at, promise in enumerate(self._promises) if promise.id == self._first), None)
        if at is not None:
            self._list.cursor = at
        self._list.focus()

    def _show(self) -> None:
        self._list.set_rows(self._promises, keep=lambda promise: promise.id)
        self._list.styles.height = min(len(self._promises), _MOST_ROWS) + 1

    def action_state(self, state: CommitmentState) -> None:
        """Say what came of the chosen one."""
        promise = self._list.row
        if promise is not None and promise.state != state:
            self._book_app.do(self._settle(promise, state))

    async def _settle(self, promise: Commitment, state: CommitmentState) -> None:
        label = f"{shortened(promise.what, _LONGEST)}: {state}"
        await self._book_app.change(
            label, lambda store: commitments.set_state(store, [promise.id], state, label)
        )
        of_logo = await self._book_app.ask(lambda store: kept.of_logo(store, Commitment, self._logo_id))
        now = {one.id: one for one in of_logo}
        self._promises = [now[one.id] for one in self._promises if one.id in now]
        if self.is_attached:
            self._show()
            self._list.cursor = min(self._list.cursor + 1, len(self._promises) - 1)


def whose(promise: Commitment) -> str:
    """`we, Ines`; `they`."""
    side = "we" if promise.by_us else "they"
    return f"{side}, {promise.owner}" if promise.owner else side
