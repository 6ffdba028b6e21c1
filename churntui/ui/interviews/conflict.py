"""Two texts of one interview, mine and the one saved meanwhile, and which of them stays.

Only what differs is shown, each field in both texts; beside one another where there is room, else one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Label, Static

from churntui.ui.interviews.two_texts import Difference
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import t

Answer = Literal["mine", "theirs", "both"]

_BUTTONS: tuple[tuple[Answer, str], ...] = (
    ("both", "Keep both"),
    ("mine", "Mine"),
    ("theirs", "Theirs"),
)


class ConflictDialog(Dialog[Answer]):
    """Both texts, and three answers; leaving it saves nothing.

    Args:
        title: Which interview.
        saved: Who saved the other text, and when.
        found: What differs.
    """

    DEFAULT_CSS = """
    ConflictDialog {
        & > Vertical { width: 95%; height: 90%; }
        #conflict-texts {
            layout: vertical;
            height: 1fr;
            VerticalScroll { height: 1fr; border: round $border; padding: 0 1; }
            VerticalScroll:focus { border: round $accent; }
            Static { width: 1fr; height: auto; }
        }
        Horizontal { height: auto; align-horizontal: right; }
        Button { margin: 0 0 0 2; }
    }
    ConflictDialog.-normal #conflict-texts, ConflictDialog.-wide #conflict-texts { layout: horizontal; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "answer('both')", "Keep both", id="conflict.both", show=False,
                tooltip="Theirs stays in the fields, mine follows in the notes"),
        Binding("m", "answer('mine')", "Mine", id="conflict.mine", show=False,
                tooltip="Mine takes the place of theirs, which stays in the history"),
        Binding("t", "answer('theirs')", "Theirs", id="conflict.theirs", show=False,
                tooltip="Theirs stays; ctrl+r brings mine back"),
        Binding("left", "app.focus_previous", "Left", id="conflict.left", show=False, tooltip="To the one before"),
        Binding("right", "app.focus_next", "Right", id="conflict.right", show=False, tooltip="To the next one"),
    ]  # fmt: skip

    def __init__(self, title: str, saved: str, found: Sequence[Difference]) -> None:
        super().__init__()
        self._heading = title
        self._saved = saved
        self._found = found

    def compose(self) -> ComposeResult:
        """The two texts over the answers."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            with Container(id="conflict-texts"):
                for nth, title in ((1, "Mine, not saved yet"), (2, self._saved)):
                    with VerticalScroll() as panel:
                        panel.border_title = t(title)
                        yield Static(self._text(nth), markup=False)
            with Horizontal():
                for answer, label in _BUTTONS:
                    yield Button(t(label), id=f"conflict-{answer}", compact=True)
            yield Label(
                t("b keeps both · m mine · t theirs · escape goes back, saving nothing"),
                classes="dialog--note",
            )

    def _text(self, nth: int) -> Content:
        """One of the texts: each field that differs under its title."""
        parts = [
            Content.assemble((f"{difference[0]}\n", "bold"), t(difference[nth] or "–"))
            for difference in self._found
        ]
        return Content("\n\n").join(parts)

    def on_mount(self) -> None:
        """Enter alone loses nothing."""
        self.query_one("#conflict-both").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answers."""
        event.stop()
        self.action_answer(next(answer for answer, _ in _BUTTONS if event.button.id == f"conflict-{answer}"))

    def action_answer(self, answer: Answer) -> None:
        """Closes with it."""
        self.dismiss(answer)
