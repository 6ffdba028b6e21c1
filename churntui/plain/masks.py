"""What stands on a shared screen in the place of words and amounts that are nobody's to see there.

Words are masked where they are read from the book (`data.incognito`), so that no screen knows of it. Amounts have to
stay what they are, since every rate is made of them: they are masked where they are written out (`plain.money`), by
one switch of the whole program. While it is on, no file is written either (`plain.files`): a mask is nobody's to keep.
"""

from __future__ import annotations

import re

BAR = "▒"
"""Stands for one letter."""

_WORD = re.compile(r"\S+")

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?\Z")
"""A day, or a moment of one: neither a name nor an amount."""


class _Switch:
    """Of the whole program."""

    is_on = False


def turn(*, on: bool) -> None:
    """Have every amount written out as bars from now on, or as it is again."""
    _Switch.is_on = on


def are_on() -> bool:
    """Whether they are masked."""
    return _Switch.is_on


def is_moment(text: str) -> bool:
    """Whether it is a day, or a moment of one, and nothing else."""
    return _MOMENT.match(text) is not None


def bars(text: str) -> str:
    """The text with a bar for each letter; spaces, ends of lines and days stay, so that it is as long as it was."""
    return text if is_moment(text) else _WORD.sub(lambda word: BAR * len(word[0]), text)


AMOUNT = BAR * 3
"""Every amount: its length would tell its size."""
