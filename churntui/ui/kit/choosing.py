"""A dialog of a few answers, each with its letter: the letter answers, and so does enter on the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label

from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t


@dataclass(frozen=True, slots=True)
class Answer:
    """One of them."""

    letter: str
    text: str
    hint: str = ""
    """What follows from it."""


class _Answers(Widget, can_focus=True):
    """The answers, one a line."""

    DEFAULT_CSS = """
    _Answers { height: auto; width: 1fr; margin: 1 0; }
    """

    at: reactive[int] = reactive(0)

    def __init__(self, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.answers = answers

    def render(self) -> Content:
        """The chosen one is marked."""
        widest = max(len(answer.text) for answer in self.answers)
        lines = []
        for nth, answer in enumerate(self.answers):
            told = (
                f" {'▸' if nth == self.at else ' '} {answer.letter}  {answer.text:<{widest}}  {answer.hint}"
            )
            lines.append(t(cut(told, max(20, self.size.width))).stylize("bold" if nth == self.at else ""))
        return Content("\n").join(lines)

    def get_content_height(self, *_: object) -> int:
        """A line for each."""
        return len(self.answers)


class Choose(Dialog[str]):
    """Closes with the letter of the answer, or with None."""

    DEFAULT_CSS = "Choose > Vertical { width: 84; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", id="choose.up", show=False, tooltip="The answer above"),
        Binding("down,j", "move(1)", "Down", id="choose.down", show=False, tooltip="The answer below"),
        Binding("enter", "take", "Take", id="choose.take", show=False, tooltip="Answer so"),
    ]

    def __init__(self, title: str, answers: Sequence[Answer], told: str = "") -> None:
        """`told` stands under the title: why an answer one may look for is not there."""
        super().__init__()
        self._heading = title
        self._told = told
        self._answers = _Answers(answers)

    def compose(self) -> ComposeResult:
        """The question, and its answers."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            if self._told:
                yield Label(t(self._told), classes="dialog--note")
            yield self._answers
            yield Label(t("a letter, or enter, answers · escape leaves"), classes="dialog--note")

    def on_key(self, event: events.Key) -> None:
        """A letter answers."""
        if any(answer.letter == event.character for answer in self._answers.answers):
            event.stop()
            self.dismiss(event.character)

    def action_move(self, steps: int) -> None:
        """To another answer."""
        self._answers.at = (self._answers.at + steps) % len(self._answers.answers)

    def action_take(self) -> None:
        """Closes with the chosen one."""
        self.dismiss(self._answers.answers[self._answers.at].letter)
