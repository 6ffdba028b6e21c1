"""What Textual draws to, also after the terminal was closed.

Its thread that writes ends at the first error, and whoever draws then waits for it for ever. So what is written to a
terminal that is gone is dropped, and the app comes to hear that it is to leave.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TextIO


class Outlet:
    """A terminal that takes everything."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write, or drop what nobody can see."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Likewise."""
        with suppress(OSError):
            self._file.flush()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()

    def fileno(self) -> int:
        """Its number."""
        return self._file.fileno()
