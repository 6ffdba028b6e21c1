"""Planning the next step in one line; below it what is planned for the logo already, to be done, changed or dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from churntui.data.file.store import Store
from churntui.data.rows import steps
from churntui.model.living import Step
from churntui.model.planned import HINT, Planned, read_planned, typed_again
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.looks import CellStyle
from churntui.questions.renewals.words import overdue
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp

_MOST_ROWS = 8
"""Steps in view."""


class StepDialog(Dialog[Planned]):
    """Closes with a new step, or with None; what is done to those there are is done at once."""

    DEFAULT_CSS = """
    StepDialog VirtualTable { height: auto; max-height: 8; margin: 1 0 0 0; }
    StepDialog VirtualTable > .virtual-table--cursor {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", "List", id="steps.list", show=False, tooltip="To the steps there are"),
        Binding("d", "done", "Done", id="steps.done", show=False, tooltip="The step is done"),
        Binding(
            "f2",
            "change",
            "Change",
            id="steps.change",
            show=False,
            tooltip="Change the step in the line above",
        ),
        Binding("delete", "drop", "Drop", id="steps.drop", show=False, tooltip="Take the step away"),
    ]

    def __init__(self, app: BookApp, name: str, logo_id: int | None) -> None:
        super().__init__()
        self._book_app = app
        self._name = name
        self._logo_id = logo_id
        self._changed: Step | None = None
        """The step that is in the line to be changed; None for a new one."""
        today = app.book.as_of

        def due(step: Step) -> tuple[str, CellStyle]:
            late = overdue(step, today)
            day = dates.short(step.due_on, today) if step.due_on else "some day"
            return (f"{day} !", "warn") if late else (day, "")

        self._list: VirtualTable[Step] = VirtualTable(
            [
                Column("Due", 12, due),
                Column("Planned", 30, lambda step: step.what, flex=True),
                Column("Who", 10, lambda step: step.owner, priority=1),
            ],
            id="steps-list",
        )

    def compose(self) -> ComposeResult:
        """A heading, the line, what is wrong with it, the steps there are, the keys."""
        with Vertical():
            yield Label(t(cut(f"Next step for {self._name}: what, and when", 66)), classes="dialog--title")
            yield Input(placeholder=HINT, id="steps-line")
            yield Static(classes="dialog--problem", id="steps-problem", markup=False)
            yield self._list
            yield Label(t(""), classes="dialog--note", id="steps-keys")

    def on_mount(self) -> None:
        """Show the steps there are."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        rows = [] if self._logo_id is None else self._book_app.book.steps_of(self._logo_id)
        self._list.set_rows(rows, keep=lambda step: step.id)
        self._list.display = bool(rows)
        self._list.styles.height = min(len(rows), _MOST_ROWS) + 1
        keys = "enter plans it · escape leaves"
        if rows:
            keys += " · down to the list: d done, f2 change, del drop"
        self.query_one("#steps-keys", Label).update(t(keys))
        if not rows:
            self.query_one(Input).focus()

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#steps-problem", Static).update("")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        book = self._book_app.book
        owners = {logo.owner for logo in book.logos.values() if logo.owner}
        try:
            planned = read_planned(event.value, book.as_of, me=self._book_app.author, owners=owners)
        except BadInputError as error:
            self.query_one("#steps-problem", Static).update(t(str(error)))
            return
        step = self._changed
        if step is None:
            self.dismiss(planned)
            return
        self._changed = None
        event.input.value = ""
        label = f"{self._name}: {planned.what}"
        self._keep(label, lambda store: steps.change(store, step.id, planned, label))

    def action_to_list(self) -> None:
        """To the steps there are."""
        if self._list.display:
            self._list.focus()

    def action_done(self) -> None:
        """The chosen step is done."""
        step, today = self._list.row, self._book_app.book.as_of
        if step is not None:
            label = f"{self._name}: {step.what} done"
            self._keep(label, lambda store: steps.done(store, step.id, today, label))

    def action_drop(self) -> None:
        """The chosen step is none any more."""
        step = self._list.row
        if step is not None:
            label = f"{self._name}: {step.what} dropped"
            self._keep(label, lambda store: steps.remove(store, step.id, label))

    def action_change(self) -> None:
        """Bring the chosen step into the line."""
        step, line = self._list.row, self.query_one(Input)
        if step is not None:
            self._changed = step
            line.value = typed_again(step.what, step.owner, step.due_on, self._book_app.author)
            line.focus()

    def _keep(self, label: str, doing: Callable[[Store], object]) -> None:
        self._book_app.do(self._change(label, doing))

    async def _change(self, label: str, doing: Callable[[Store], object]) -> None:
        await self._book_app.change(label, doing)
        if self.is_attached:
            self._show()
