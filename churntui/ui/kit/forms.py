"""A small form over the page: a few fields under a heading, enter keeps them.

What a field cannot be read as is told at the field, and forgotten with the next letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from churntui.plain.text import clean_line
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.fields import FieldRow, PickField
from churntui.ui.kit.safe import cut, t

Filled = TypeVar("Filled")

_LONGEST_HEADING = 60


class Form(Dialog[Filled]):
    """Closes with what was filled in, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "Keep", id="form.keep", show=False, tooltip="Keep it as it stands"),
    ]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def rows(self) -> Iterable[FieldRow]:
        """The fields, in the order they are known."""
        raise NotImplementedError

    def action_keep(self) -> None:
        """Closes with the fields, once they can be read."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The heading, the fields, the keys."""
        with Vertical():
            yield Label(t(cut(self._heading, _LONGEST_HEADING)), classes="dialog--title")
            yield from self.rows()
            yield Label(t("tab goes on · enter keeps it · escape leaves"), classes="dialog--note")

    @on(Input.Submitted)
    @on(PickField.Wanted)
    def _submitted(self) -> None:
        self.action_keep()

    @on(Input.Changed)
    def _forgive(self) -> None:
        for row in self.query(FieldRow):
            row.wrong("")


def refused(row: FieldRow, why: str) -> None:
    """Say at a field why it cannot be read, and go there."""
    row.wrong(why)
    row.field.focus()


def noted(field: Input, given: str) -> str:
    """What a note's field holds: a note of several lines, from a file, keeps them unless it is written anew."""
    return given if field.value == clean_line(given) else field.value
