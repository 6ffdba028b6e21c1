"""A dialog over work on the book that takes its time: how far it is, and escape stops it with nothing kept.

The work runs on the store's thread and tells how far it is as it reads; that is where it can be stopped. What has read
all it has to comes to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.getters import app as app_getter

from churntui.data.file.store import Store
from churntui.data.importing import Progress
from churntui.plain.errors import ChurnError
from churntui.ui.kit.progress import UnderWay
from churntui.ui.shell.base import BookApp

Answer = TypeVar("Answer")

_DRAWN_EVERY = 0.1
"""Seconds."""


class _StoppedError(Exception):
    """Ends the work where it was to stop."""


class Running(UnderWay[ChurnError]):
    """Does its work while it is open, and closes with what went wrong, or None."""

    app = app_getter(BookApp)

    STOPS = "escape stops, and nothing is kept"
    STOPPING = "Stopping … where all is read, it comes to its end"

    def __init__(self, title: str, work: Callable[[Store, Progress], None]) -> None:
        super().__init__(title)
        self._work = work
        self._at = "", 0, 0
        """The file that is read, and how much of how much of it."""

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(_DRAWN_EVERY, self._draw)
        self.run_worker(self._run())

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._is_stopped = True

    async def _run(self) -> None:
        try:
            await self.app.ask(lambda store: self._work(store, self._tell))
        except _StoppedError:
            self.dismiss(None)
        except ChurnError as error:
            self.dismiss(error)
        else:
            self.dismiss(None)

    def _tell(self, name: str, done: int, total: int) -> None:
        """Called on the store's thread."""
        if self._is_stopped:
            raise _StoppedError
        self._at = name, done, total

    def _draw(self) -> None:
        self.tell(*self._at)


async def run(app: BookApp, title: str, work: Callable[[Store, Progress], Answer]) -> Answer | None:
    """Do work on the book under such a dialog; None where it was stopped.

    Raises:
        ChurnError: It failed.
    """
    answers: list[Answer] = []
    failure = await app.push_screen_wait(
        Running(title, lambda store, progress: answers.append(work(store, progress)))
    )
    if isinstance(failure, ChurnError):
        raise failure
    return answers[0] if answers else None
