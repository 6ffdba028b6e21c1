"""The system's wish that the program ends: heard once, and answered by leaving in order.

A terminal that is closed sends one, a shut-down another; whoever sends both, or one twice, must not end the program in
the middle of putting things away. A signal that is ignored, as under `nohup`, stays so.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

_heard: list[int] = []
"""What was heard since the outermost block began."""

_blocks: list[Callable[[int], None]] = []
"""The blocks that are open, the outermost first."""


@contextmanager
def answered(leave: Callable[[int], None]) -> Iterator[None]:
    """Call `leave` with the exit code for the first signal to end within the block, and for no other after it."""

    def hear(number: int, _frame: FrameType | None) -> None:
        if not _heard:
            _heard.append(number)
            leave(128 + number)

    is_main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in _ENDING if is_main}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, hear)
    _blocks.append(leave)
    try:
        yield
    finally:
        _blocks.remove(leave)
        for number, handler in before.items():
            signal.signal(number, handler)
        if not _blocks:
            _heard.clear()
