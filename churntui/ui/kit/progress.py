"""Dialogs over work that takes its time: how far it is, and escape stops it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, ProgressBar, Static

from churntui.plain.text import clean_line
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import t

Answer = TypeVar("Answer")


class UnderWay(Dialog[Answer]):
    """A heading, the bar, and what is being done; whoever extends it does the work, and stops where it can."""

    STOPS: ClassVar[str] = "escape stops"
    """What escape does, as long as nobody has pressed it."""
    STOPPING: ClassVar[str] = "Stopping …"
    """What is said once somebody has."""

    DEFAULT_CSS = """
    UnderWay {
        ProgressBar { width: 1fr; margin: 1 0 0 0; }
        Bar { width: 1fr; }
        #progress-at { width: 1fr; margin: 0 0 1 0; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", "Stop", id="progress.stop", show=False, tooltip="Stop where it can be stopped"
        ),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self._is_stopped = False

    def compose(self) -> ComposeResult:
        """The heading, the bar, what is being done, how to stop it."""
        with Vertical():
            yield Label(t(self._heading), classes="dialog--title")
            yield ProgressBar(show_eta=False, id="progress-bar")
            yield Static(id="progress-at", markup=False)
            yield Label(t(self.STOPS), classes="dialog--note", id="progress-keys")

    def tell(self, at: str, done: int, total: int) -> None:
        """Say what is being done, and how much of how much is; without a total the bar stays as it is."""
        if total:
            self.query_one(ProgressBar).update(total=total, progress=min(done, total))
        self.query_one("#progress-at", Static).update(t(clean_line(at)))

    def action_leave(self) -> None:
        """Stops where it can be stopped next."""
        self._is_stopped = True
        self.query_one("#progress-keys", Label).update(t(self.STOPPING))


class Progress(UnderWay[int]):
    """Does one step after another while it is open, and closes with how many it has done.

    A step that was begun comes to its end, also where it is to stop; what comes of it is its own to keep.
    """

    STOPPING = "Stopping after this one …"

    def __init__(self, title: str, names: Sequence[str], step: Callable[[int], Awaitable[None]]) -> None:
        """`step` does the one of that number, which is called as `names` say."""
        super().__init__(title)
        self._names = names
        self._step = step

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._work())

    async def _work(self) -> None:
        done = 0
        while done < len(self._names) and not self._is_stopped:
            self.tell(f"{done + 1} of {len(self._names)} · {self._names[done]}", done, len(self._names))
            await self._step(done)
            done += 1
        self.dismiss(done)
