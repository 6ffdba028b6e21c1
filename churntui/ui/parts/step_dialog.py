"""Planning the next step in one line; below it what is planned for the logo already, to be done, changed or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from churntui.data.rows import steps
from churntui.model.living import Step
from churntui.model.planned import HINT, Planned, read_planned, typed_again
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.looks import CellStyle
from churntui.questions.renewals.words import overdue
from churntui.ui.kit.table import Column
from churntui.ui.parts.line_over_rows import Change, LineOverRows
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.owners import owners_of


class StepDialog(LineOverRows[Planned, Step]):
    """Closes with a new step, or with None."""

    HINT = HINT
    ENTER = "plans it"
    IN_LIST = "d done, f2 changes, del drops"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "done", "Done", id="steps.done", show=False, tooltip="The step is done"),
    ]

    def __init__(
        self, app: BookApp, name: str, logo_id: int | None, begun: str = "", proposed: str = ""
    ) -> None:
        self._name = name
        self._logo_id = logo_id
        today = app.book.as_of

        def due(step: Step) -> tuple[str, CellStyle]:
            late = overdue(step, today)
            day = dates.short(step.due_on, today) if step.due_on else "some day"
            return (f"{day} !", "warn") if late else (day, "")

        columns = [
            Column("Due", 12, due),
            Column("Planned", 30, lambda step: step.what, flex=True),
            Column("Who", 10, lambda step: step.owner, priority=1),
        ]
        rows = [] if logo_id is None else app.book.steps_of(logo_id)
        if any(step.what == proposed for step in rows):
            proposed = ""
        super().__init__(app, f"Next step for {name}: what, and when", columns, rows, begun, proposed)

    async def read_rows(self) -> Sequence[Step]:
        """Of the one logo."""
        return [] if self._logo_id is None else self._book_app.book.steps_of(self._logo_id)

    def understood(self, text: str) -> Planned:
        """What, who, and when."""
        book = self._book_app.book
        return read_planned(text, book.as_of, me=self._book_app.author, owners=owners_of(book))

    def left_fields(self) -> dict[str, str]:
        """The new line that was left, by field: its day is the one that was meant, however late it is gone on with."""
        try:
            left = self.understood(self.left)
        except BadInputError:
            return {"what": self.left, "owner": "", "due_on": ""}
        day = dates.short(left.due_on) if left.due_on else ""
        return {"what": left.what, "owner": left.owner, "due_on": day}

    def typed_again(self, row: Step) -> str:
        """With its day."""
        return typed_again(row.what, row.owner, row.due_on, self._book_app.author)

    def changing(self, row: Step, typed: Planned) -> Change:
        """What, who and when are written anew."""
        label = f"{self._name}: {typed.what}"
        return label, lambda store: steps.change(store, row.id, typed, label)

    def dropping(self, row: Step) -> Change:
        """It is planned no more."""
        label = f"{self._name}: {row.what} dropped"
        return label, lambda store: steps.remove(store, row.id, label)

    def action_done(self) -> None:
        """The chosen step is done."""
        step, today = self.chosen_row, self._book_app.book.as_of
        if step is not None:
            label = f"{self._name}: {step.what} done"
            self.keep(label, lambda store: steps.done(store, step.id, today, label))
