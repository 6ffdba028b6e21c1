"""The dialog that chooses which actions count as activity, with what the choice does to the figures beside it.

Whether logging in shows value received is the product's own question. So every action stands there with how often it
was done and by how many, and each tick is answered at once with the attrition and the active customers it would
make: nothing is changed until enter takes the set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import app as app_getter
from textual.widgets import Label, Static

from churntui.data.activity import Action
from churntui.data.file.store import Store
from churntui.plain.looks import CellStyle
from churntui.plain.wording import rate_text
from churntui.questions.customers.trial import Trial
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import pad, t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.shell.base import BookApp

_NAMED = 22
"""Cells of the column that says which set a line of figures is of."""

_AROUND = 12
"""Lines of the dialog, and around it, that are not of the table."""


Try = Callable[[Store, frozenset[str]], Trial]
"""Works out what a set would make of the figures, without changing anything; on the store's thread."""


class ActionSet(Dialog[frozenset[str]]):
    """Tick the actions that qualify. Closes with their names, or with None where it was left."""

    app = app_getter(BookApp)

    DEFAULT_CSS = """
    ActionSet {
        & > Vertical { width: 76; }
        #action-figures { height: 4; padding: 1 0 0 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="actions.tick", show=False, tooltip="Tick or untick it"),
    ]

    def __init__(self, actions: Sequence[Action], chosen: frozenset[str], attempt: Try, enter: str) -> None:
        """Make one.

        Args:
            actions: All there are.
            chosen: The names of those that qualify now.
            attempt: Works out what a set makes of the figures.
            enter: What enter does: `saves it`.
        """
        super().__init__()
        self._actions = actions
        self._before = chosen
        self._chosen = chosen
        self._attempt = attempt
        self._enter = enter
        self._known: dict[frozenset[str], Trial] = {}

    def compose(self) -> ComposeResult:
        """A heading, the actions, the figures, the keys."""
        with Vertical():
            yield Label(t("Actions that count as activity"), classes="dialog--title")
            yield VirtualTable(
                [
                    Column[Action]("", 1, self._tick),
                    Column[Action]("Action", 24, lambda action: action.name, flex=True),
                    Column[Action]("Times", 12, lambda action: f"{action.times:,}", "right"),
                    Column[Action]("Customers", 10, lambda action: f"{action.customers:,}", "right"),
                ],
                self._actions,
                empty="No action was ever imported",
                id="action-table",
            )
            yield Static("", id="action-figures", markup=False)
            yield Static("", id="action-problem", classes="dialog--problem", markup=False)
            yield Label(
                t(f"space ticks · enter {self._enter} · escape leaves it as it was"), classes="dialog--note"
            )

    def on_mount(self) -> None:
        """Works out the figures of the set as it is."""
        self.query_one(VirtualTable).focus()
        self._show_figures()
        self.app.do(self._work_out(self._before), group="action-set", keys_wait=False)

    def on_resize(self) -> None:
        """As high as the actions are, or as the terminal allows with the figures still in view."""
        room = self.app.size.height - _AROUND
        self.query_one(VirtualTable).styles.height = max(3, min(room, len(self._actions) + 1))

    def _tick(self, action: Action) -> tuple[str, CellStyle]:
        return ("✓", "good") if action.name in self._chosen else ("·", "dim")

    def action_tick(self) -> None:
        """Tick or untick the action under the cursor."""
        table: VirtualTable[Action] = self.query_one(VirtualTable)
        if table.row is None:
            return
        self._chosen ^= {table.row.name}
        self.query_one("#action-problem", Static).update("")
        table.set_rows(self._actions, keep=lambda action: action.name)
        self._show_figures()
        if self._chosen not in self._known:
            self.app.do(
                self._work_out(self._chosen), group="action-set-trial", exclusive=True, keys_wait=False
            )

    async def _work_out(self, chosen: frozenset[str]) -> None:
        figures = await self.app.ask(lambda store: self._attempt(store, chosen))
        self._known[chosen] = figures
        if self.is_attached:
            self._show_figures()

    def _show_figures(self) -> None:
        before, tried = self._known.get(self._before), self._known.get(self._chosen)
        lines = [_titles(before), _told("As it was", before, None)]
        if self._chosen != self._before:
            lines.append(_told("With these", tried, before))
        self.query_one("#action-figures", Static).update(t("\n".join(lines)))

    @on(VirtualTable.Opened)
    def _take(self, event: VirtualTable.Opened[Action]) -> None:
        event.stop()
        if self._chosen:
            self.dismiss(self._chosen)
        else:
            problem = "Tick at least one: without activity nobody would be active"
            self.query_one("#action-problem", Static).update(t(problem))


def _titles(known: Trial | None) -> str:
    lost = f"Lost in {known.period.label}" if known and known.period else "Lost"
    return pad("", _NAMED) + pad(lost, 22, "right") + pad("Active now", 14, "right")


def _told(name: str, trial: Trial | None, before: Trial | None) -> str:
    """`With these    27/455 · 5.9 %    462  +12`."""
    if trial is None:
        return pad(name, _NAMED) + pad("…", 22, "right")
    more = 0 if before is None else trial.now - before.now
    change = f"  {'+' if more > 0 else '−'}{abs(more):,}" if more else ""
    return (
        pad(name, _NAMED)
        + pad(rate_text(trial.lost, trial.initial), 22, "right")
        + pad(f"{trial.now:,}", 14, "right")
        + change
    )
