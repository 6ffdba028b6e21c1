"""What can be decided about one contract, or about all that are marked: a letter each, and what it would write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from churntui.model.weights import Weights
from churntui.plain.looks import CellStyle
from churntui.questions.renewals import deciding, words
from churntui.questions.renewals.deciding import Case, Choice, Outcome
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.kit.table import Column, VirtualTable

Answer = Outcome | Literal["there"]
"""What was decided; `there` goes to what answers the contract already."""

_LETTERS: dict[Outcome, str] = {
    "renewed": "r",
    "uplifted": "i",
    "changed": "c",
    "notice": "n",
    "lost": "l",
    "open": "o",
}

_MEANS: dict[Outcome, str] = {
    "renewed": "Renew it as it was, for another term of its length",
    "uplifted": "Renew it with the yearly rise it has agreed",
    "changed": "Renew it with another amount, term, plan or start",
    "notice": "Keep that notice was given: service ends with the contract",
    "lost": "Record that service ends",
    "open": "Take the last decision back",
}

_MOST_NAMED = 6
"""Lines for the contracts that cannot be decided so."""

_FULL, _NARROW = 96, 76
"""Cells of the dialog where there is room, and what it may have in 80."""


@dataclass(frozen=True, slots=True)
class Line:
    """One choice as it stands in the list."""

    choice: Choice
    cannot: tuple[str, ...] = ()
    """Of several contracts, those that cannot be decided so, each with the reason."""


class DecideDialog(Dialog[Answer]):
    """Closes with what is chosen by its letter, or by arrows and enter; with None where it is left."""

    DEFAULT_CSS = """
    DecideDialog {
        & > Vertical { width: 96; }
        VirtualTable { height: 7; margin: 1 0; }
        #decide-note { height: auto; width: 1fr; color: $text-muted; &.-trouble { color: $text-error; } }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            _LETTERS[outcome],
            f"take('{outcome}')",
            deciding.TITLES[outcome].removesuffix(" …"),
            id=f"decide.{outcome}",
            show=False,
            tooltip=_MEANS[outcome],
        )
        for outcome in _LETTERS
    ]

    def __init__(
        self, heading: str, lines: Sequence[Line], *, called: str = "", leads_there: bool = False
    ) -> None:
        """`called` says how its renewal is called; `leads_there` that enter can go to what answers it already."""
        super().__init__()
        self._heading = heading
        self._lines = tuple(lines)
        self._called = called
        self._leads_there = leads_there

    def compose(self) -> ComposeResult:
        """The contract, the choices, and what there is to say of the one under the cursor."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield VirtualTable(_columns(), self._lines)
            yield Static(id="decide-note", markup=False)
            yield Label(t("a letter or enter decides · escape leaves"), classes="dialog--note")

    def on_mount(self) -> None:
        """Starts on the first that can be chosen."""
        table = self._table
        table.styles.height = len(self._lines) + 1
        table.cursor = next((at for at, line in enumerate(self._lines) if line.choice.can_be), 0)
        table.focus()

    @property
    def _table(self) -> VirtualTable[Line]:
        return self.query_one(VirtualTable)

    @on(VirtualTable.Moved)
    def _moved(self) -> None:
        """Tell what cannot be decided so, else how the renewal is called."""
        line = self._table.row
        self._tell(_cannot(line.cannot) if line and line.cannot else self._called)

    @on(VirtualTable.Opened)
    def _opened(self, event: VirtualTable.Opened[Line]) -> None:
        event.stop()
        if event.row.choice.can_be:
            self.dismiss(event.row.choice.outcome)
        elif self._leads_there:
            self.dismiss("there")
        else:
            self._refuse(event.row)

    def action_take(self, outcome: Outcome) -> None:
        """Closes with the choice; where some of several contracts cannot be, they are shown before enter decides."""
        at = next((at for at, line in enumerate(self._lines) if line.choice.outcome == outcome), None)
        if at is None:
            self._tell("No uplift is agreed", is_trouble=True)
            return
        line, is_seen = self._lines[at], self._table.cursor == at
        self._table.cursor = at
        if not line.choice.can_be:
            self.call_after_refresh(self._refuse, line)
        elif is_seen or not line.cannot:
            self.dismiss(outcome)

    def _refuse(self, line: Line) -> None:
        there = ": enter goes there" if self._leads_there else ""
        why = line.choice.writes
        self._tell(f"{why[:1].upper()}{why[1:]}{there}", is_trouble=True)

    def _tell(self, text: str, *, is_trouble: bool = False) -> None:
        note = self.query_one("#decide-note", Static)
        note.set_class(is_trouble, "-trouble")
        note.update(t(text))


def one_line_each(case: Case) -> list[Line]:
    """The choices of one contract."""
    return [Line(choice) for choice in deciding.choices(case)]


def called(case: Case, known: Weights) -> str:
    """`Called: at risk (25 %) · c in Renewals calls it anew`: an opinion, which no decision changes."""
    stage = case.contract.stage
    return f"{words.called(stage)} ({known[stage]} %) · c in Renewals calls it anew"


def _cannot(lines: Sequence[str]) -> str:
    shown = [cut(line, _NARROW - 6) for line in lines[:_MOST_NAMED]]
    more = [f"and {len(lines) - _MOST_NAMED} more"] if len(lines) > _MOST_NAMED else []
    return "\n".join(["These stay as they are:", *(f"  {line}" for line in [*shown, *more])])


def _columns() -> list[Column[Line]]:
    def styled(text: str, line: Line, look: CellStyle = "") -> tuple[str, CellStyle]:
        return text, look if line.choice.can_be else "dim"

    return [
        Column("", 1, lambda line: styled(_LETTERS[line.choice.outcome], line, "accent")),
        Column("Decide", 20, lambda line: styled(line.choice.title, line)),
        Column("What it writes", 30, lambda line: styled(line.choice.writes, line), flex=True),
    ]
