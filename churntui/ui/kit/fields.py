"""Fields of one line, filled in without leaving the keyboard: a choice that turns, and a value that is picked.

A dropdown costs four keys while somebody is talking. Here a letter goes to the next choice that begins with it,
the arrows turn, backspace takes the answer back, and enter opens the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label, Static

from churntui.plain.text import fold
from churntui.ui.kit.safe import t


class PickField(Widget, can_focus=True):
    """A value shown as text; enter asks whoever holds the field to let the user pick another."""

    DEFAULT_CSS = """
    PickField {
        width: 1fr;
        height: 1;
        background: $boost;
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:disabled { background: transparent; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "want", "Pick", id="field.pick", show=False, tooltip="Pick from the list"),
    ]

    shown: reactive[str] = reactive("")
    """What stands in the field."""

    class Wanted(Message):
        """The user wants to pick a value for this field."""

        def __init__(self, field: PickField) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> PickField:
            """The field, for `@on` with a selector."""
            return self.field

    def __init__(self, shown: str = "", *, nothing: str = "not said", id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._nothing = nothing
        self.set_reactive(PickField.shown, shown)

    def render(self) -> Content:
        """The value, or that there is none."""
        return t(self.shown) if self.shown else t(self._nothing).stylize("dim")

    def action_want(self) -> None:
        """Asks for the list."""
        self.post_message(self.Wanted(self))

    def on_click(self) -> None:
        """A click on the field in focus asks for the list, too."""
        if self.has_focus:
            self.action_want()

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's signature
        """Letters and digits are meant for the field, not for the keys of the app."""
        return character is not None and character.isalnum()


class OneOf(PickField):
    """One of a few choices, or none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous", id="field.left", show=False, tooltip="The choice before"),
        Binding("right", "turn(1)", "Next", id="field.right", show=False, tooltip="The next choice"),
        Binding(
            "backspace,delete", "clear", "Clear", id="field.clear", show=False, tooltip="Take the answer back"
        ),
    ]

    value: reactive[str] = reactive("")
    """The code of the choice; empty for none."""

    class Changed(Message):
        """Another choice, or none."""

        def __init__(self, field: OneOf, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

        @property
        def control(self) -> OneOf:
            """The field, for `@on` with a selector."""
            return self.field

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        *,
        needed: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self._turns = [code for code, _ in choices] if needed else ["", *(code for code, _ in choices)]
        self.set_reactive(OneOf.value, value)
        self.set_reactive(OneOf.shown, self._label(value))

    def _label(self, value: str) -> str:
        return dict(self.choices).get(value, value)

    def render(self) -> Content:
        """The choice, between arrows while it can be turned."""
        inner = super().render()
        return Content.assemble("‹ ", inner, " ›") if self.has_focus else inner

    def watch_value(self, value: str) -> None:
        """Shows the choice and tells of it."""
        self.shown = self._label(value)
        self.post_message(self.Changed(self, value))

    def action_turn(self, steps: int) -> None:
        """To the next choice or the one before, round and round."""
        at = self._turns.index(self.value) if self.value in self._turns else 0
        self.value = self._turns[(at + steps) % len(self._turns)]

    def action_clear(self) -> None:
        """No answer, where there may be none."""
        if "" in self._turns:
            self.value = ""

    def action_letter(self, letter: str) -> None:
        """To the next choice that begins with this letter."""
        codes = [code for code, label in self.choices if fold(label).startswith(fold(letter))]
        if codes:
            at = codes.index(self.value) if self.value in codes else -1
            self.value = codes[(at + 1) % len(codes)]

    def on_key(self, event: events.Key) -> None:
        """A letter turns the field."""
        if event.character is not None and event.character.isalnum():
            event.stop()
            self.action_letter(event.character)


class FieldRow(Horizontal):
    """A field with its name before it; a remark after it and a problem below it come when there is one.

    A form has dozens of rows, so a row is no more widgets than it shows.
    """

    DEFAULT_CSS = """
    FieldRow {
        height: 1;
        & > Label { width: 12; color: $text-muted; }
        & > .field--remark { width: auto; max-width: 16; color: $text-muted; padding: 0 0 0 1; }
        Input { border: none; height: 1; padding: 0; width: 1fr; background: $boost; }
        Input:focus { border: none; }
    }
    .field--problem { width: 1fr; height: auto; padding: 0 0 0 12; color: $text-error; }
    .field--problem.-noted { color: $text-warning; }
    """

    def __init__(self, title: str, field: Widget) -> None:
        super().__init__()
        self._title = title
        self.field = field
        self._remark: Static | None = None
        self._problem: Static | None = None

    def compose(self) -> ComposeResult:
        """The name and the field."""
        yield Label(t(self._title))
        yield self.field

    def remark(self, text: str) -> None:
        """Say how the field is understood; an empty text takes it back."""
        if self._remark is None:
            if not text:
                return
            self._remark = Static("", classes="field--remark", markup=False)
            self.mount(self._remark)
        self._remark.update(t(text))

    def wrong(self, problem: str, *, is_fault: bool = True) -> None:
        """Say below the field what is wrong with it, or where it is no fault to be noted; nothing takes it back."""
        if self._problem is None:
            if not problem or not isinstance(self.parent, Widget):
                return
            self._problem = Static("", classes="field--problem", markup=False)
            self.parent.mount(self._problem, after=self)
        self._problem.update(t(problem))
        self._problem.display = bool(problem)
        self._problem.set_class(not is_fault, "-noted")
