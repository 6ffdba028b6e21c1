"""Text files written whole or not at all: under another name first, then renamed into place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from churntui.plain.errors import BadInputError, ChurnError


def is_file(path: Path) -> bool:
    """Whether there is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def part_of(path: Path) -> Path:
    """The name to write under until a file is whole. What is there and no file (a device, a pipe) has none.

    Raises:
        OSError: The path cannot be looked at.
    """
    stays = path.exists() and not path.is_file()
    return path if stays else path.with_name(f".{path.name}.{os.getpid()}.part")


def write_whole(path: Path, text: str) -> None:
    """Write a text file as UTF-8, over an older one of that name.

    Raises:
        BadInputError: The path is a folder.
        ChurnError: The folder is missing or cannot be written; nothing was changed.
    """
    part = path
    try:
        if path.is_dir():
            raise BadInputError(f"{path} is a folder", "Name a file in it")
        part = part_of(path)
        part.write_text(text, encoding="utf-8")
        if part != path:
            part.replace(path)
    except OSError as error:
        if part != path:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise ChurnError(f"{path} cannot be written: {error.strerror}", "Choose another folder") from None
