"""A dialog over work of many steps: how far it is, and escape stops it between two of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, ProgressBar, Static

from churntui.plain.text import clean_line
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import t


class Progress(Dialog[int]):
    """Does one step after another while it is open, and closes with how many it has done.

    A step that was begun comes to its end, also where it is to stop; what comes of it is its own to keep.
    """

    DEFAULT_CSS = """
    Progress {
        ProgressBar { width: 1fr; margin: 1 0 0 0; }
        Bar { width: 1fr; }
        #progress-at { width: 1fr; margin: 0 0 1 0; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stop", id="progress.stop", show=False, tooltip="Stop after this one"),
    ]

    def __init__(self, title: str, names: Sequence[str], step: Callable[[int], Awaitable[None]]) -> None:
        """`step` does the one of that number, which is called as `names` say."""
        super().__init__()
        self._heading = title
        self._names = names
        self._step = step
        self._is_stopped = False

    def compose(self) -> ComposeResult:
        """A heading, the bar, what is being done."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield ProgressBar(len(self._names), show_eta=False, id="progress-bar")
            yield Static(id="progress-at", markup=False)
            yield Label(t("escape stops"), classes="dialog--note", id="progress-keys")

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work())

    async def _work(self) -> None:
        done = 0
        while done < len(self._names) and not self._is_stopped:
            self._show(done)
            await self._step(done)
            done += 1
        self.dismiss(done)

    def _show(self, done: int) -> None:
        self.query_one(ProgressBar).update(progress=done)
        at = f"{done + 1} of {len(self._names)} · {clean_line(self._names[done])}"
        self.query_one("#progress-at", Static).update(t(at))

    def action_leave(self) -> None:
        """Stops once the step that was begun is done."""
        self._is_stopped = True
        self.query_one("#progress-keys", Label).update(t("Stopping after this one …"))
