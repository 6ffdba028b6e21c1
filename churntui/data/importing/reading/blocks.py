"""Plain text in blocks of columns: where nothing is quoted, splitting says what `csv.reader` would, much faster.

A block is whole lines of a file. What marks one that needs more than splitting (a quote, a lone carriage return, a
blank line, a line too short or too wide, one that begins with white space) is seen in a few passes over its bytes;
such a block is read record by record, as the whole file would have been.
"""

from __future__ import annotations

import numpy as np

_NEWLINE = ord("\n")
_SPACE = ord(" ")
_ASCII = 128


def columns_of(text: str, separator: str, width: int) -> tuple[list[str], ...] | None:
    """The columns of whole lines; None where they are not plain rows of that width, each with a first cell.

    Args:
        text: Whole lines, at least one; the last may lack its end.
        separator: What stands between cells.
        width: How many cells a row has.
    """
    if '"' in text or ord(separator) >= _ASCII:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if not text.endswith("\n"):
        text += "\n"
    if not _is_plain(np.frombuffer(text.encode(), np.uint8), ord(separator), width):
        return None
    cells = text.replace("\n", separator).split(separator)
    cells.pop()
    return tuple(cells[place::width] for place in range(width))


def _is_plain(letters: np.ndarray, separator: int, width: int) -> bool:
    """Whether each line of a text's bytes has that many cells and begins with a printed ASCII letter."""
    is_end = letters == _NEWLINE
    marks = letters[is_end | (letters == separator)]
    if len(marks) % width:
        return False
    grid = marks.reshape(-1, width) == _NEWLINE
    if grid[:, :-1].any() or not grid[:, -1].all():
        return False
    first = letters[np.flatnonzero(is_end[:-1]) + 1]
    leading = np.append(first, letters[0])
    return bool(((leading > _SPACE) & (leading < _ASCII - 1) & (leading != separator)).all())
