"""The form of a field of the user's own: what it is called, and what can stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import on
from textual.widgets import Input

from churntui.model import own_fields
from churntui.model.own_fields import KIND_WORDS, OwnField
from churntui.plain.errors import BadInputError
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.forms import Form, refused


class OwnFieldForm(Form[OwnField]):
    """Closes with the field, or with None."""

    def __init__(self, given: OwnField | None, others: Iterable[OwnField], begun: Mapping[str, str]) -> None:
        """`given` is the field to be changed, None for a new one; `others` are those whose names are taken.

        `begun` is what was typed before.
        """
        super().__init__("Change the field" if given else "A field of your own on logos")
        field = given or OwnField("")
        self._taken = {other.key: other.name for other in others}
        self._called = Input(field.name, placeholder="region, feature set", id="own-name")
        self._kind = OneOf(list(KIND_WORDS.items()), field.kind, needed=True, id="own-kind")
        self._choices = Input(", ".join(field.choices), placeholder="gold, silver, bronze", id="own-choices")
        self._name_row = FieldRow("Name", self._called)
        self._choices_row = FieldRow("Values", self._choices)
        self.go_on(begun, is_new=given is None)

    def fields(self) -> Mapping[str, Input | OneOf]:
        """What a field is declared by."""
        return {"name": self._called, "kind": self._kind, "choices": self._choices}

    def rows(self) -> Iterable[FieldRow]:
        """The name, the kind, and of a choice its values."""
        return self._name_row, FieldRow("Holds", self._kind), self._choices_row

    def on_mount(self) -> None:
        """The values are asked of a choice alone."""
        self._choices_row.display = self._kind.value == "choice"

    @on(OneOf.Changed)
    def _turned(self, event: OneOf.Changed) -> None:
        self._choices_row.display = event.value == "choice"

    def action_keep(self) -> None:
        """Closes with the field, once it can be one."""
        try:
            name = own_fields.checked_name(self._called.value)
        except BadInputError as error:
            refused(self._name_row, str(error))
            return
        if taken := self._taken.get(own_fields.key_of(name)):
            refused(self._name_row, f"There is a field {taken} already")
            return
        kind = next(kind for kind in KIND_WORDS if kind == self._kind.value)
        choices: tuple[str, ...] = ()
        if kind == "choice":
            try:
                choices = own_fields.checked_choices(self._choices.value)
            except BadInputError as error:
                refused(self._choices_row, str(error))
                return
        self.dismiss(OwnField(name, kind, choices))
