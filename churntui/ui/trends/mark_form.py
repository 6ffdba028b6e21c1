"""Writing down what happened on a day: one small form, enter keeps it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from churntui.data.marks import Happened
from churntui.errors import BadInputError
from churntui.mark import MARK_LABELS, Mark
from churntui.text import clean_line
from churntui.ui.dialogs import Dialog
from churntui.ui.fields import FieldRow, OneOf, PickField
from churntui.ui.safe import t
from churntui.when import parse_when


class MarkForm(Dialog[Happened]):
    """Closes with what was filled in, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="mark.keep", show=False, tooltip="Keep it as it stands"),
    ]

    def __init__(self, one: Mark | None, day: date, as_of: date) -> None:
        """`one` is the event to be changed, None for a new one; `day` is offered for that."""
        super().__init__()
        self._as_of = as_of
        self._given = given = one or Mark(0, "", day, "price_change", "")
        self._is_new = one is None
        self._called = FieldRow(
            "What",
            Input(given.name, placeholder="List prices up by 9 %", id="mark-name", select_on_focus=False),
        )
        self._kind = OneOf(list(MARK_LABELS.items()), given.kind, needed=True, id="mark-kind")
        self._day = FieldRow(
            "Day", Input(given.day.isoformat(), placeholder="3 dec, 2026-01-07", id="mark-day")
        )
        self._note = Input(clean_line(given.note), id="mark-note")

    def compose(self) -> ComposeResult:
        """The fields, in the order they are known."""
        with Vertical():
            yield Label(t("Mark an event" if self._is_new else "Change the event"), classes="dialog--title")
            yield self._called
            yield FieldRow("Kind", self._kind)
            yield self._day
            yield FieldRow("Note", self._note)
            yield Label(t("tab goes on · enter keeps it · escape leaves"), classes="dialog--note")

    @on(Input.Submitted)
    @on(PickField.Wanted)
    def _submitted(self) -> None:
        self.action_keep()

    @on(Input.Changed)
    def _forgive(self) -> None:
        for row in self.query(FieldRow):
            row.wrong("")

    def action_keep(self) -> None:
        """Closes with the fields, once they can be read."""
        name = clean_line(self.query_one("#mark-name", Input).value)
        if not name:
            self._called.wrong("Say in a few words what happened")
            self._called.field.focus()
            return
        try:
            day = parse_when(self.query_one("#mark-day", Input).value, self._as_of)
        except BadInputError as error:
            self._day.wrong(str(error))
            self._day.field.focus()
            return
        kind = next(kind for kind in MARK_LABELS if kind == self._kind.value)
        # a note of several lines, from a file, keeps them unless it is written anew
        is_same = self._note.value == clean_line(self._given.note)
        self.dismiss(Happened(day, name, kind, self._given.note if is_same else self._note.value))
