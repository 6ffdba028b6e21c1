"""Small dialogs: answer one line, say yes or no. Each closes with a value, or with None where it was left."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Button, Input, Label, Static

from churntui.plain.text import clean_line
from churntui.ui.kit.safe import t


class AnswersOnce(ModalScreen[ScreenResultType]):
    """A screen over the others that closes once: a key typed ahead of its closing must not close what is below it."""

    _is_answered = False

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Closes with the answer; what comes after the first one is none."""
        if self._is_answered:
            return AwaitComplete()
        self._is_answered = True
        return super().dismiss(result)


class Dialog(AnswersOnce[ScreenResultType]):
    """A box over the screen; escape leaves it without an answer."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > Vertical {
            width: 72;
            max-width: 95%;
            height: auto;
            max-height: 90%;
            border: round $border;
            background: $surface;
            padding: 0 1;
        }
        .dialog--title { text-style: bold; width: 1fr; }
        .dialog--note { color: $text-muted; width: 1fr; }
        .dialog--problem { color: $text-error; width: 1fr; height: auto; }
        Input { border: none; height: 1; padding: 0; background: $boost; }
        Input:focus { border: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="dialog.leave", show=False, tooltip="Close without an answer"),
    ]

    def action_leave(self) -> None:
        """Closes without an answer."""
        self.dismiss(None)


class Prompt(Dialog[str]):
    """Ask for one line. `check` says what is wrong with it, or None; until then enter does not close."""

    def __init__(
        self, title: str, value: str = "", check: Callable[[str], str | None] | None = None, *, hint: str = ""
    ) -> None:
        super().__init__()
        self._heading = title
        self._value = value
        self._check = check
        self._hint = hint

    def compose(self) -> ComposeResult:
        """A heading, the line, and room for what is wrong with it."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield Input(clean_line(self._value), placeholder=self._hint, id="prompt-value")
            yield Static(classes="dialog--problem", id="prompt-problem", markup=False)
            yield Label(t("enter takes it · escape leaves"), classes="dialog--note")

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#prompt-problem", Static).update("")

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        value = clean_line(event.value)
        problem = self._check(value) if self._check else None
        if problem is None:
            self.dismiss(value)
        else:
            self.query_one("#prompt-problem", Static).update(t(problem))


class Confirm(Dialog[bool]):
    """Ask before something that matters. Enter on the button in focus, which is `no` at first; y and n answer too.

    Leaving it is None, which is as good as no.
    """

    DEFAULT_CSS = """
    Confirm {
        Static { width: 1fr; height: auto; }
        Horizontal { height: auto; align-horizontal: right; }
        Button { margin: 1 0 0 2; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", show=False, tooltip="Do it"),
        Binding("n", "answer(False)", "No", id="confirm.no", show=False, tooltip="Do not"),
        Binding(
            "left", "app.focus_previous", "Left", id="confirm.left", show=False, tooltip="The other button"
        ),
        Binding(
            "right", "app.focus_next", "Right", id="confirm.right", show=False, tooltip="The other button"
        ),
    ]

    def __init__(self, title: str, body: str, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._heading = title
        self._body = body
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield Static(t(self._body))
            with Horizontal():
                yield Button(t(self._yes), id="confirm-yes", compact=True)
                yield Button(t(self._no), id="confirm-no", compact=True)
            yield Label(t("y or n answers · escape leaves"), classes="dialog--note")

    def on_mount(self) -> None:
        """Enter alone does nothing that cannot be undone."""
        self.query_one("#confirm-no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answers."""
        event.stop()
        self.action_answer(event.button.id == "confirm-yes")

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - Textual's actions take positions
        """Closes with the answer."""
        self.dismiss(answer)
