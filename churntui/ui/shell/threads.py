"""The two threads behind the app: one that the book belongs to, and is asked on in order, and one that computes.

Both return values to the event loop. Which book is asked is said here, too: its own, or the one in which names are
masked. Who asked before that changed is answered no more, as nobody is once the program is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from churntui.data.file.store import Store
from churntui.plain import masks

if TYPE_CHECKING:
    from churntui.data.incognito import MaskedStore

Answer = TypeVar("Answer")


class Threads:
    """The app as far as it asks."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._plain = self._store = store
        self._masked: MaskedStore | None = None
        self._store_thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._metrics_thread = ThreadPoolExecutor(1, thread_name_prefix="metrics")
        self._is_stopped = False

    async def ask(self, question: Callable[[Store], Answer]) -> Answer:
        """Run `question` on the store's thread, after those asked before, and return its answer.

        Once asked it is done, also where nobody waits any more: leaving must not drop a change in the queue.
        """
        self._drop_if_stopped()
        store = self._store
        asked = asyncio.get_running_loop().run_in_executor(self._store_thread, question, store)
        answer = await asyncio.shield(asked)
        self._drop_if_stale(store)
        return answer

    async def ask_plainly(self, question: Callable[[Store], Answer]) -> Answer:
        """As `ask`, of the book with nothing masked: for what is looked for, and never shown."""
        self._drop_if_stopped()
        asked = asyncio.get_running_loop().run_in_executor(self._store_thread, question, self._plain)
        return await asyncio.shield(asked)

    async def compute(self, figure: Callable[[], Answer]) -> Answer:
        """Run a pure computation on the metrics' thread and return its value."""
        self._drop_if_stopped()
        store = self._store
        value = await asyncio.get_running_loop().run_in_executor(self._metrics_thread, figure)
        self._drop_if_stale(store)
        return value

    def _drop_if_stopped(self) -> None:
        """Whoever asks when the book is closed already is work of a program that has been left.

        Raises:
            CancelledError: It is.
        """
        if self._is_stopped:
            raise asyncio.CancelledError

    def _drop_if_stale(self, asked: Store) -> None:
        """Who asked before names were masked, or shown again, would draw over what is in view now.

        Raises:
            CancelledError: They would.
        """
        if asked is not self._store:
            raise asyncio.CancelledError

    def _ask_of(self, masked: MaskedStore | None) -> None:
        """Ask this one from now on, in which everything is masked; the book itself again for None."""
        before, self._masked = self._masked, masked
        masks.turn(on=masked is not None)
        self._store = masked or self._plain
        if before is not None:
            self._store_thread.submit(before.close)

    def _close(self) -> None:
        """Close the book after what was asked last has been done; a long query is given half a second."""
        self._is_stopped = True
        self._metrics_thread.shutdown(wait=False, cancel_futures=True)
        asked = self._store
        self._ask_of(None)
        closed = self._store_thread.submit(self._plain.close)
        try:
            closed.result(timeout=0.5)
        except TimeoutError:
            asked.interrupt()
            closed.result(timeout=5)
        self._store_thread.shutdown(wait=False)
