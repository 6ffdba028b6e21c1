"""Files written whole or not at all: beside their place and under another name first, then renamed into it.

What leaves the book holds names and mails, so every file is made readable by its owner alone from its first byte on.
A name that is a link stays one: what it points to is written. What a program that was killed left half written is
swept by the next one that writes into the same folder.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time
from typing import TextIO

from churntui.plain import masks, session
from churntui.plain.errors import BadInputError, ChurnError
from churntui.plain.text import fold

_PREFIX, _ENDING = ".churntui-", ".part"

_OURS = re.compile(rf"{re.escape(_PREFIX)}([0-9a-f.]+)-\w+{re.escape(_ENDING)}")
"""The name of a part, with that of the run that writes it; an older churntui gave the number of its process only."""

_NOT_WORD = re.compile(r"\W+")

_LONGEST = 40
"""Characters of somebody's name in a file's."""

_UNKNOWN_FOR = 24 * 60 * 60
"""Seconds for which a part nothing can be known of is taken to be written yet, after it was written to last."""


def is_file(path: Path) -> bool:
    """Whether there is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


class Part:
    """A new file on its way to `path`, or to what `path` links to.

    Raises:
        OSError: The folder is missing or cannot be written.
        ChurnError: What is shown is masked.
    """

    def __init__(self, path: Path) -> None:
        _refuse_masks()
        self.target = Path(os.path.realpath(path))
        sweep(self.target.parent)
        descriptor, name = tempfile.mkstemp(_ENDING, f"{_PREFIX}{session.short()}-", self.target.parent)
        os.close(descriptor)
        self.path = Path(name)
        self._is_kept = False

    def keep(self) -> None:
        """Give it its name, in the place of an older file; what is in it is on the disk by then.

        Raises:
            OSError: It cannot be.
        """
        _sync(self.path)
        self.path.replace(self.target)
        self._is_kept = True

    def drop(self) -> None:
        """Take it away, with what SQLite put beside it; nothing happens where it has its name already."""
        if not self._is_kept:
            _remove(self.path)


def _refuse_masks() -> None:
    if masks.are_on():
        raise ChurnError("Incognito is on: no file is written", "Turn it off first")


def sweep(folder: Path) -> None:
    """Take away what programs that are no more left half written in a folder; what cannot be taken stays."""
    with suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_ENDING}"):
            ours = _OURS.fullmatch(left.name)
            if ours and not _is_being_written(left, ours[1]):
                _remove(left)


def _remove(part: Path) -> None:
    for beside in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(part.name + beside).unlink(missing_ok=True)


def _is_being_written(part: Path, run: str) -> bool:
    known = session.is_running(run)
    return time() - part.stat().st_mtime < _UNKNOWN_FOR if known is None else known


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A text file to write, as UTF-8 and with line ends as given; it takes its name when the block is left unharmed.

    What is there and no file (a device, a pipe) is written as it is.

    Raises:
        OSError: The folder is missing or cannot be written; nothing was changed.
        ChurnError: What is shown is masked.
    """
    _refuse_masks()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    part = Part(path)
    try:
        with part.path.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.keep()
    finally:
        part.drop()


def write_whole(path: Path, contents: str | bytes) -> None:
    """Write a file, text as UTF-8, over an older one of that name.

    Raises:
        BadInputError: The path is a folder.
        ChurnError: The folder is missing or cannot be written; nothing was changed.
    """
    try:
        if path.is_dir():
            raise BadInputError(f"{path} is a folder", "Name a file in it")
        if isinstance(contents, bytes):
            _write_bytes(path, contents)
            return
        with whole(path) as file:
            file.write(contents)
    except OSError as error:
        raise ChurnError(f"{path} cannot be written: {error.strerror}", "Choose another folder") from None


def _write_bytes(path: Path, contents: bytes) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(contents)
        return
    part = Part(path)
    try:
        part.path.write_bytes(contents)
        part.keep()
    finally:
        part.drop()


def named_after(text: str, otherwise: str) -> str:
    """A part of a file's name after somebody's name: `nordwind-gmbh`; `otherwise` where nothing is left of it."""
    return _NOT_WORD.sub("-", fold(text)[:_LONGEST]).strip("-") or otherwise
