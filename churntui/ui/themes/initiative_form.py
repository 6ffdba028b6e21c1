"""Writing down an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual.widgets import Input

from churntui.data.rows.initiatives import Plan
from churntui.model.choices import INITIATIVE_STATUSES, InitiativeStatus
from churntui.model.rows import Initiative
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.when import Toward, parse_when
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.forms import Form, noted, refused

STATUS_NAMES: dict[InitiativeStatus, str] = {
    status: status.replace("_", " ") for status in INITIATIVE_STATUSES
}
"""Each status as people read it."""


def status_choices() -> Sequence[tuple[str, str]]:
    """Code and label of each status."""
    return list(STATUS_NAMES.items())


class InitiativeForm(Form[Plan]):
    """Closes with what was filled in, or with None."""

    def __init__(self, title: str, initiative: Initiative | None, as_of: date, *, name: str = "") -> None:
        super().__init__(title)
        self._as_of = as_of
        self._given = given = initiative or Initiative(0, "", name, "planned")
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

    def rows(self) -> Iterable[FieldRow]:
        """The fields, in the order they are known."""
        yield self._called
        yield FieldRow("Status", self._status)
        yield FieldRow("Owner", self._owner)
        yield from self._days.values()
        yield FieldRow("Note", self._note)

    def action_keep(self) -> None:
        """Closes with the fields, once they can be read."""
        name = clean_line(self.query_one("#initiative-name", Input).value)
        if not name:
            refused(self._called, "An initiative needs a name")
            return
        days: dict[str, date | None] = {}
        directions: tuple[tuple[str, Toward], ...] = (("due", "future"), ("shipped", "past"))
        for key, toward in directions:
            try:
                days[key] = self._day(key, toward)
            except BadInputError as error:
                refused(self._days[key], str(error))
                return
        status = next(code for code in STATUS_NAMES if code == self._status.value)
        note = noted(self._note, self._given.note)
        self.dismiss(Plan(name, status, self._owner.value, days["due"], days["shipped"], note))

    def _day(self, key: str, toward: Toward) -> date | None:
        text = self.query_one(f"#initiative-{key}", Input).value
        return parse_when(text, self._as_of, toward) if text.strip() else None
