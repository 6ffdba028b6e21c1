"""Paths as they are typed, pasted or dropped: several on one line, quoted, with `~`, or as `file://`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

from churntui.plain.errors import BadInputError, NotFoundError

_URL = "file://"


def paths_of(line: str) -> tuple[Path, ...]:
    """The files and folders that a line names; a path that is there may have spaces and no quotes.

    Raises:
        BadInputError: The line names nothing, or the home of somebody unknown.
        NotFoundError: One of them is not there.
    """
    text = line.strip()
    if not text:
        raise BadInputError("No file is named", "Type the path of a file or a folder, or choose one below")
    whole = _located(text)
    if os.path.exists(whole):  # noqa: PTH110 - no name is too long for it
        return (whole,)
    try:
        words = shlex.split(text)
    except ValueError:
        words = [text.strip("'\"")]
    paths = tuple(dict.fromkeys(map(_located, words)))
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - as above
            raise NotFoundError(
                f"There is no file or folder {str(path)[:200]}",
                "Check its name; quote one that has spaces where several are named",
            )
    return paths


def added(line: str, path: Path) -> str:
    """The line with one more path; without it where it is named already."""
    quoted = shlex.quote(str(path))
    try:
        words = shlex.split(line)
    except ValueError:
        words = [line]
    kept = [word for word in words if word != str(path)]
    return " ".join([*map(shlex.quote, kept), *([quoted] if len(kept) == len(words) else [])])


def pasted(text: str) -> str:
    """What was pasted, on one line: a path on each of several lines is quoted."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return "".join(lines)
    return " ".join(
        shlex.quote(line) if os.path.exists(line) else line  # noqa: PTH110 - as above
        for line in lines
    )


def _located(word: str) -> Path:
    path = Path(unquote(urlsplit(word).path)) if word.startswith(_URL) else Path(word)
    try:
        return path.expanduser()
    except RuntimeError:
        raise BadInputError(f"There is no home for “{word}”", "Write the whole path") from None
