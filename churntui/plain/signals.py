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

_depth = 0
"""How many blocks are open, one within the other."""


@contextmanager
def answered(leave: Callable[[int], None]) -> Iterator[None]:
    """Call `leave` with the exit code for the first signal to end within the block, and for no other after it."""
    global _depth  # noqa: PLW0603 - signals come to the process, whichever block is open

    def hear(number: int, _frame: FrameType | None) -> None:
        if not _heard:
            _heard.append(number)
            leave(128 + number)

    is_main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in _ENDING if is_main}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, hear)
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
        for number, handler in before.items():
            signal.signal(number, handler)
        if not _depth:
            _heard.clear()
