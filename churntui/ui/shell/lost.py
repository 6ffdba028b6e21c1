"""What is typed and the book cannot take: kept beside its place, in a text file that needs no churntui to be read.

The book may have been deleted, moved or replaced by another file, and nothing of ours goes into what lies there now; or
its disk is full.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from churntui.plain.errors import ChurnError
from churntui.plain.files import write_whole


class Rescue:
    """The file of one run of the app, written anew with all of it whenever something was typed."""

    def __init__(self, book: Path) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._name = f"{book.name}.{stamp}-{os.getpid()}-unsaved.txt"
        self._folders = (book.absolute().parent, Path.home(), Path(tempfile.gettempdir()))
        self._texts: dict[str, str] = {}
        self.path: Path | None = None
        """Where it is; None while there is nothing in it."""

    def keep(self, texts: Mapping[str, str]) -> None:
        """Take these in, by their titles, in the place of what was typed under the same ones before.

        Raises:
            ChurnError: Neither the folder of the book, nor the home of the user, nor a temporary one can be written.
        """
        before = dict(self._texts)
        self._texts.update((title, text) for title, text in texts.items() if text.strip())
        if self._texts == before:
            return
        whole = "\n\n\n".join(f"{title}\n{'=' * len(title)}\n\n{text}" for title, text in self._texts.items())
        for folder in self._folders if self.path is None else (self.path.parent,):
            try:
                write_whole(folder / self._name, f"{whole}\n")
            except ChurnError:
                if folder == self._folders[-1]:
                    raise
            else:
                self.path = folder / self._name
                return
