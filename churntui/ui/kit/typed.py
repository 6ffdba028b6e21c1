"""Keys typed ahead: each waits until the one before has done all it does, and means what it means when typed slowly.

A key may open a picker, and only once a thread has read what stands in it; the keys behind it in the same write are
for the picker. So what is typed is handed on one at a time, each when the app is at rest: every widget has answered,
and every command set going by a key has finished, or shows a screen that waits for an answer.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial

from textual.events import Event, MouseMove
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerError


class Command:
    """Something a key has set going; while it is at work, what is typed waits."""

    def __init__(self, typed: TypedAhead) -> None:
        self._typed = typed

    @contextmanager
    def running(self) -> Iterator[None]:
        """While the block runs it is the running command of its task; afterwards it is done."""
        token = _running.set(self)
        try:
            yield
        finally:
            _running.reset(token)
            self.done()

    def done(self) -> None:
        """Keys need not wait for it any more."""
        self._typed.at_work.discard(self)
        self._typed.may_go_on()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While the block runs it waits for the user, who answers with keys."""
        was_at_work = self in self._typed.at_work
        self.done()
        try:
            yield
        finally:
            if was_at_work:
                self._typed.at_work.add(self)


_running: ContextVar[Command | None] = ContextVar("_running", default=None)


@contextmanager
def asking() -> Iterator[None]:
    """While the block runs, the running command, if there is one, waits for the user."""
    command = _running.get()
    if command is None:
        yield
    else:
        with command.asking():
            yield


class TypedAhead:
    """What was typed, clicked and pasted, and has not been handed on yet.

    Args:
        app: Whose messages are waited for.
        hand_on: Does what the app does with an event from the terminal.
        awaited: What an event waits for besides commands: what brings the rows that it acts on.
    """

    def __init__(
        self,
        app: MessagePump,
        hand_on: Callable[[Event], Awaitable[None]],
        awaited: Callable[[Event], Sequence[Worker[object]]] = lambda _: (),
    ) -> None:
        self.at_work: set[Command] = set()
        """What keys wait for."""
        self._app = app
        self._hand_on = hand_on
        self._awaited = awaited
        self._events: deque[Event] = deque()
        self._is_free = asyncio.Event()
        self._handing_on: asyncio.Task[None] | None = None
        self._is_resting = True

    def begin(self) -> Command:
        """What is typed from now on waits for a new command."""
        command = Command(self)
        self.at_work.add(command)
        return command

    def stop(self) -> None:
        """Nothing more is handed on: the app is being left."""
        self._events.clear()
        if self._handing_on is not None:
            self._handing_on.cancel()

    def take(self, event: Event) -> None:
        """Hand it on in its turn."""
        self._is_resting = False
        self._events.append(event)
        if self._handing_on is None:
            self._handing_on = asyncio.create_task(self._hand_all_on())

    def rests_since_last_asked(self) -> bool:
        """Whether nothing was typed since this was asked last."""
        was_resting, self._is_resting = self._is_resting, True
        return was_resting

    def may_go_on(self) -> None:
        """Look again whether there is something to wait for."""
        self._is_free.set()

    async def _hand_all_on(self) -> None:
        try:
            while self._events:
                if not isinstance(self._events[0], MouseMove):
                    await self._rest(self._events[0])
                event = self._events.popleft()
                if not await self._in_turn(partial(self._hand_on, event)):
                    return
        finally:
            self._handing_on = None

    async def _rest(self, event: Event) -> None:
        """Wait until nothing is under way that matters to it."""
        while True:
            while self.at_work:
                self._is_free.clear()
                await self._is_free.wait()
            if not await self._in_turn(_nothing):
                return
            if _is_busy() or self.at_work:
                await asyncio.sleep(0)
            elif awaited := self._awaited(event):
                with suppress(WorkerError):
                    await awaited[0].wait()
            else:
                return

    async def _in_turn(self, doing: Callable[[], Awaitable[None]]) -> bool:
        """Have it done by the app, after what the app was told before; False where the app is closing."""
        is_done = asyncio.Event()

        async def do() -> None:
            try:
                await doing()
            finally:
                is_done.set()

        if not self._app.call_later(do):
            return False
        await is_done.wait()
        return True


async def _nothing() -> None:
    pass


def _is_busy() -> bool:
    """Whether the event loop has something to run now: a message for a widget, above all.

    Asyncio tells nobody; on a loop that keeps it elsewhere than its own does, nothing is waited for.
    """
    return bool(getattr(asyncio.get_running_loop(), "_ready", ()))
