"""Writing down an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual.widgets import Input

from churntui.data.rows.initiatives import Plan
from churntui.model.choices import INITIATIVE_STATUSES, InitiativeStatus
from churntui.model.rows import Initiative
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.when import Toward, parse_when, settled
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.forms import Form, noted, refused

STATUS_NAMES: dict[InitiativeStatus, str] = {
    status: status.replace("_", " ") for status in INITIATIVE_STATUSES
}
"""Each status as people read it."""


def status_choices() -> Sequence[tuple[str, str]]:
    """Code and label of each status."""
    return list(STATUS_NAMES.items())


_DAYS: Mapping[str, Toward] = {"due_on": "future", "shipped_on": "past"}


class InitiativeForm(Form[Plan]):
    """Closes with what was filled in, or with None."""

    def __init__(
        self, title: str, initiative: Initiative | None, as_of: date, begun: Mapping[str, str]
    ) -> None:
        """`begun` is by field what was typed before: all of a new one, of another what differs."""
        super().__init__(title)
        self._as_of = as_of
        self._initiative = given = initiative or Initiative(0, "", "", "planned")
        day = {"due": given.due_on, "shipped": given.shipped_on}
        self._called = Input(given.name, select_on_focus=False, id="initiative-name")
        self._name_row = FieldRow("Name", self._called)
        self._status = OneOf(status_choices(), given.status, needed=True, id="initiative-status")
        self._owner = Input(given.owner, id="initiative-owner")
        self._days = {
            f"{key}_on": Input(value.isoformat() if value else "", placeholder=hint, id=f"initiative-{key}")
            for (key, value), hint in zip(
                day.items(), ("+6w, 31 jan", "the day it reached them"), strict=True
            )
        }
        self._day_rows = {
            key: FieldRow(title, self._days[key])
            for key, title in (("due_on", "Due"), ("shipped_on", "Shipped on"))
        }
        self._note = Input(clean_line(given.note), id="initiative-note")
        self._shareable = OneOf(
            [("yes", "yes, in their briefs"), ("no", "no, it stays inside")],
            "yes" if given.shareable else "no",
            needed=True,
            id="initiative-shareable",
        )
        self.go_on(begun, is_new=initiative is None)

    def fields(self) -> Mapping[str, Input | OneOf]:
        """Those of the table."""
        return {
            "name": self._called,
            "status": self._status,
            "owner": self._owner,
            **self._days,
            "note": self._note,
            "shareable": self._shareable,
        }

    def left_as(self, name: str, text: str) -> str:
        """Of a day the one that is meant."""
        return settled(text, self._as_of, _DAYS[name]) if name in _DAYS else text

    def rows(self) -> Iterable[FieldRow]:
        """The fields, in the order they are known."""
        yield self._name_row
        yield FieldRow("Status", self._status)
        yield FieldRow("Owner", self._owner)
        yield from self._day_rows.values()
        yield FieldRow("Note", self._note)
        yield FieldRow("Shareable", self._shareable)

    def action_keep(self) -> None:
        """Closes with the fields, once they can be read."""
        name = clean_line(self._called.value)
        if not name:
            refused(self._name_row, "An initiative needs a name")
            return
        days: dict[str, date | None] = {}
        for key, toward in _DAYS.items():
            text = self._days[key].value
            try:
                days[key] = parse_when(text, self._as_of, toward) if text.strip() else None
            except BadInputError as error:
                refused(self._day_rows[key], str(error))
                return
        status = next(code for code in STATUS_NAMES if code == self._status.value)
        note = noted(self._note, self._initiative.note)
        shareable = self._shareable.value == "yes"
        self.dismiss(
            Plan(name, status, self._owner.value, days["due_on"], days["shipped_on"], note, shareable)
        )
