"""Measuring a goal: a value in one line, and its day where that was not today; below it what was measured before."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from churntui.data.file.store import Store
from churntui.data.keeping import rows
from churntui.data.rows import goals
from churntui.model.living import Goal, GoalValue
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.questions.goals import HINT, Measured, amount, read_measured, typed_again
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp

_MOST_ROWS = 8
"""Measurements in view."""

_LONGEST = 60


async def measure(app: BookApp, goal: Goal) -> None:
    """Ask what a goal is at, and keep it."""
    values = await app.ask(lambda store: goals.values(store, goal.id))
    measured = await app.push_screen_wait(MeasureDialog(app, goal, values))
    if measured is not None:
        label = f"{goal.goal}: {amount(measured.value, goal.unit)}"
        await app.change(
            label, lambda store: goals.measure(store, goal.id, measured.day, measured.value, label)
        )


class MeasureDialog(Dialog[Measured]):
    """Closes with a new measurement, or with None; what is done to those there are is done at once."""

    DEFAULT_CSS = """
    MeasureDialog VirtualTable { height: auto; max-height: 8; margin: 1 0 0 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", "List", id="measured.list", show=False, tooltip="To what was measured before"),
        Binding("f2", "change", "Change", id="measured.change", show=False,
                tooltip="Change the measurement in the line above"),
        Binding("delete", "drop", "Drop", id="measured.drop", show=False, tooltip="Take the measurement away"),
    ]  # fmt: skip

    def __init__(self, app: BookApp, goal: Goal, values: tuple[GoalValue, ...]) -> None:
        super().__init__()
        self._book_app = app
        self._goal = goal
        self._values = values
        self._changed: GoalValue | None = None
        """What is in the line to be changed; None for a new one."""
        self._list: VirtualTable[GoalValue] = VirtualTable(
            [
                Column("Day", 14, lambda value: dates.short(value.day, app.book.as_of)),
                Column("Measured", 14, lambda value: amount(value.value, goal.unit), align="right"),
            ],
            id="measured-list",
        )

    def compose(self) -> ComposeResult:
        """A heading, the line, what is wrong with it, what was measured, the keys."""
        with Vertical():
            yield Label(t(cut(f"How far is “{self._goal.goal}”?", _LONGEST)), classes="dialog--title")
            yield Input(placeholder=HINT, id="measured-line")
            yield Static(classes="dialog--problem", id="measured-problem", markup=False)
            yield self._list
            yield Label(t(""), classes="dialog--note", id="measured-keys")

    def on_mount(self) -> None:
        """Show what was measured."""
        self._show()
        self.query_one(Input).focus()

    def _show(self) -> None:
        self._list.set_rows(self._values[::-1], keep=lambda value: value.id)
        self._list.display = bool(self._values)
        self._list.styles.height = min(len(self._values), _MOST_ROWS) + 1
        keys = "enter keeps it · esc leaves"
        if self._values:
            keys += " · down to the list: f2 changes, del drops"
        else:
            self.query_one(Input).focus()
        self.query_one("#measured-keys", Label).update(t(keys))

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#measured-problem", Static).update("")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            measured = read_measured(event.value, self._goal.unit, self._book_app.book.as_of)
        except BadInputError as error:
            self.query_one("#measured-problem", Static).update(t(str(error)))
            return
        before = self._changed
        if before is None:
            self.dismiss(measured)
            return
        self._changed = None
        event.input.value = ""
        label = f"{self._goal.goal}: {amount(measured.value, self._goal.unit)}"
        self._keep(
            label, lambda store: goals.measure_anew(store, before, measured.day, measured.value, label)
        )

    def action_to_list(self) -> None:
        """To what was measured."""
        if self._list.display:
            self._list.focus()

    def action_drop(self) -> None:
        """The chosen measurement is none."""
        value = self._list.row
        if value is not None and self._list.has_focus:
            label = f"{self._goal.goal}: {amount(value.value, self._goal.unit)} dropped"
            self._keep(label, lambda store: rows.remove(store, "goal_values", value.id, label))

    @on(VirtualTable.Opened)
    def action_change(self) -> None:
        """Bring the chosen measurement into the line."""
        line = self.query_one(Input)
        if self._list.row is not None:
            self._changed = self._list.row
            line.value = typed_again(self._list.row)
            line.focus()

    def _keep(self, label: str, doing: Callable[[Store], object]) -> None:
        self._book_app.do(self._change(label, doing))

    async def _change(self, label: str, doing: Callable[[Store], object]) -> None:
        await self._book_app.change(label, doing)
        self._values = await self._book_app.ask(lambda store: goals.values(store, self._goal.id))
        if self.is_attached:
            self._show()
