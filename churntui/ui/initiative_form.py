"""Writing down an initiative: one small form, enter keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from churntui.data.initiatives import Plan
from churntui.errors import BadInputError
from churntui.model import INITIATIVE_STATUSES, Initiative, InitiativeStatus
from churntui.text import clean_line
from churntui.ui.dialogs import Dialog
from churntui.ui.fields import FieldRow, OneOf, PickField
from churntui.ui.safe import cut, t
from churntui.when import Toward, parse_when

STATUS_NAMES: dict[InitiativeStatus, str] = {one: one.replace("_", " ") for one in INITIATIVE_STATUSES}
"""Each status as people read it."""


def status_choices() -> Sequence[tuple[str, str]]:
    """Code and label of each status."""
    return list(STATUS_NAMES.items())


class InitiativeForm(Dialog[Plan]):
    """Closes with what was filled in, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="initiative.keep", show=False, tooltip="Keep it as it stands"),
    ]

    def __init__(self, title: str, one: Initiative | None, as_of: date, *, name: str = "") -> None:
        super().__init__()
        self._heading = title
        self._as_of = as_of
        self._given = given = one or Initiative(0, "", name, "planned")
        day = {"due": given.due_on, "shipped": given.shipped_on}
        self._called = FieldRow("Name", Input(given.name, select_on_focus=False, id="initiative-name"))
        self._status = OneOf(status_choices(), given.status, needed=True, id="initiative-status")
        self._owner = Input(given.owner, id="initiative-owner")
        self._days = {
            key: FieldRow(
                title, Input(value.isoformat() if value else "", placeholder=hint, id=f"initiative-{key}")
            )
            for (key, value), title, hint in zip(
                day.items(), ("Due", "Shipped on"), ("+6w, 31 jan", "the day it reached them"), strict=True
            )
        }
        self._note = Input(clean_line(given.note), id="initiative-note")

    def compose(self) -> ComposeResult:
        """The fields, in the order they are known."""
        with Vertical():
            yield Label(t(cut(self._heading, 60)), classes="dialog--title")
            yield self._called
            yield FieldRow("Status", self._status)
            yield FieldRow("Owner", self._owner)
            yield from self._days.values()
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
        name = clean_line(self.query_one("#initiative-name", Input).value)
        if not name:
            self._called.wrong("An initiative needs a name")
            self._called.field.focus()
            return
        days: dict[str, date | None] = {}
        directions: tuple[tuple[str, Toward], ...] = (("due", "future"), ("shipped", "past"))
        for key, toward in directions:
            try:
                days[key] = self._day(key, toward)
            except BadInputError as error:
                self._days[key].wrong(str(error))
                self._days[key].field.focus()
                return
        status = next(code for code in STATUS_NAMES if code == self._status.value)
        # a note of several lines, from a file, keeps them unless it is written anew
        is_same = self._note.value == clean_line(self._given.note)
        note = self._given.note if is_same else self._note.value
        self.dismiss(Plan(name, status, self._owner.value, days["due"], days["shipped"], note))

    def _day(self, key: str, toward: Toward) -> date | None:
        text = self.query_one(f"#initiative-{key}", Input).value
        return parse_when(text, self._as_of, toward) if text.strip() else None
