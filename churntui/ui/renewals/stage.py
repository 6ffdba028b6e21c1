"""Calling a renewal's stage: five stages, each one letter away, with what it does to the forecast."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from churntui.model.choices import STAGE_LABELS, STAGES, Stage
from churntui.model.weights import Weights
from churntui.plain.looks import CellStyle
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable

_LETTERS: dict[Stage, str] = {"open": "o", "verbal": "v", "at_risk": "r", "won": "w", "lost": "l"}

_MEANS: dict[Stage, str] = {
    "open": "nothing is called yet",
    "verbal": "they said they will renew",
    "at_risk": "they may leave",
    "won": "renewed; the new contract is to come",
    "lost": "they said they will leave",
}


class StageDialog(Dialog[Stage]):
    """Choose a stage by its letter, or by arrows and enter. Closes with it, or with None."""

    DEFAULT_CSS = """
    StageDialog {
        & > Vertical { width: 64; }
        VirtualTable { height: 6; margin: 1 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            _LETTERS[stage],
            f"call('{stage}')",
            STAGE_LABELS[stage],
            id=f"stage.{stage}",
            show=False,
            tooltip=f"Call it {STAGE_LABELS[stage]}: {_MEANS[stage]}",
        )
        for stage in STAGES
    ]

    def __init__(self, title: str, called: Stage, known: Weights) -> None:
        super().__init__()
        self._weights = known
        self._heading = title
        self._called = called

    def compose(self) -> ComposeResult:
        """A heading and the stages."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield VirtualTable(_columns(self._weights), STAGES)
            yield Label(t("a letter or enter calls it · escape leaves"), classes="dialog--note")

    def on_mount(self) -> None:
        """Starts on the stage that is called now."""
        table: VirtualTable[Stage] = self.query_one(VirtualTable)
        table.cursor = STAGES.index(self._called)
        table.focus()

    @on(VirtualTable.Opened)
    def _take(self, event: VirtualTable.Opened[Stage]) -> None:
        event.stop()
        self.dismiss(event.row)

    def action_call(self, stage: Stage) -> None:
        """Closes with the stage."""
        self.dismiss(stage)


def _columns(known: Weights) -> list[Column[Stage]]:
    def letter(stage: Stage) -> tuple[str, CellStyle]:
        return _LETTERS[stage], "accent"

    return [
        Column("", 1, letter),
        Column("Stage", 7, lambda stage: STAGE_LABELS[stage]),
        Column("Forecast", 8, lambda stage: f"{known[stage]} %", align="right"),
        Column("", 30, lambda stage: _MEANS[stage], flex=True),
    ]
