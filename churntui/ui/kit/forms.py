"""A small form over the page: a few fields under a heading, enter keeps them.

What a field cannot be read as is told at the field, and forgotten with the next letter. What is typed and left by
escape is not lost: the form says what it was, by field, and whoever showed it can have it go on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from churntui.plain.text import clean_line
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.fields import FieldRow, OneOf, PickField
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
        self.given: dict[str, str] = {}
        """What stood in the fields before anything was typed."""
        self.left: dict[str, str] = {}
        """What was typed and left, by field; nothing where it was kept, or nothing was typed."""
        self.is_new = True
        """Whether it is of a row that is not there yet."""

    def fields(self) -> Mapping[str, Input | OneOf]:
        """Its fields by the names that what is left in them is known by."""
        return {}

    def go_on(self, begun: Mapping[str, str], *, is_new: bool) -> None:
        """Have what was left in it before stand in it, over what is given; a choice that there is none of does not."""
        self.given, self.is_new = self.texts(), is_new
        for name, field in self.fields().items():
            text = begun.get(name, field.value)
            if isinstance(field, Input) or text in dict(field.choices):
                field.value = text

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {name: field.value for name, field in self.fields().items()}

    def left_as(self, name: str, text: str) -> str:  # noqa: ARG002 - for those forms whose texts change in meaning
        """A text that stays what it means until it is gone on with."""
        return text

    def left_behind(self) -> dict[str, str]:
        """What was typed over what is given; of a new row all there is, as another one may be proposed next time."""
        texts = self.texts()
        typed = {name: text for name, text in texts.items() if text != self.given.get(name)}
        kept = texts if typed and self.is_new else typed
        return {name: self.left_as(name, text) for name, text in kept.items()}

    def action_leave(self) -> None:
        """Closes without an answer; what was typed is left."""
        self.left = self.left_behind()
        super().action_leave()

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
            yield Label(
                t("tab goes on · enter keeps it · escape leaves it as a draft"), classes="dialog--note"
            )

    @on(Input.Submitted)
    @on(PickField.Wanted)
    def _submitted(self) -> None:
        self.action_keep()

    @on(Input.Changed)
    def _forgive(self) -> None:
        for row in self.query(FieldRow):
            row.wrong("")
        self.tell()

    def tell(self) -> None:
        """Say under the fields what follows from what stands in them."""


def refused(row: FieldRow, why: str) -> None:
    """Say at a field why it cannot be read, and go there."""
    row.wrong(why)
    row.field.focus()


def noted(field: Input, given: str) -> str:
    """What a note's field holds: a note of several lines, from a file, keeps them unless it is written anew."""
    return given if field.value == clean_line(given) else field.value
