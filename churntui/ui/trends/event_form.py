"""Writing down what happened on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from textual.widgets import Input

from churntui.data.rows.marks import Happened
from churntui.model.marks import MARK_LABELS, Mark
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.when import parse_when, settled
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.forms import Form, noted, refused


class MarkForm(Form[Happened]):
    """Closes with what was filled in, or with None."""

    def __init__(self, mark: Mark | None, day: date, as_of: date, begun: Mapping[str, str]) -> None:
        """`mark` is the event to be changed, None for a new one, which `day` is offered for.

        `begun` is by field what was typed before.
        """
        super().__init__("Change the event" if mark else "Mark an event")
        self._as_of = as_of
        self._mark = given = mark or Mark(0, "", day, "price_change", "")
        self._called = Input(
            given.name, placeholder="List prices up by 9 %", id="mark-name", select_on_focus=False
        )
        self._kind = OneOf(list(MARK_LABELS.items()), given.kind, needed=True, id="mark-kind")
        self._day = Input(given.day.isoformat(), placeholder="3 dec, 2026-01-07", id="mark-day")
        self._note = Input(clean_line(given.note), id="mark-note")
        self._what, self._when = FieldRow("What", self._called), FieldRow("Day", self._day)
        self.go_on(begun, is_new=mark is None)

    def fields(self) -> Mapping[str, Input | OneOf]:
        """Those of the table."""
        return {"name": self._called, "kind": self._kind, "day": self._day, "note": self._note}

    def left_as(self, name: str, text: str) -> str:
        """Of the day the one that is meant."""
        return settled(text, self._as_of) if name == "day" else text

    def rows(self) -> Iterable[FieldRow]:
        """What, of which kind, when, and what else."""
        return self._what, FieldRow("Kind", self._kind), self._when, FieldRow("Note", self._note)

    def action_keep(self) -> None:
        """Closes with the fields, once they can be read."""
        name = clean_line(self._called.value)
        if not name:
            refused(self._what, "Say in a few words what happened")
            return
        try:
            day = parse_when(self._day.value, self._as_of)
        except BadInputError as error:
            refused(self._when, str(error))
            return
        kind = next(kind for kind in MARK_LABELS if kind == self._kind.value)
        self.dismiss(Happened(day, name, kind, noted(self._note, self._mark.note)))
