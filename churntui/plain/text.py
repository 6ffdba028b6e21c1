"""Text from people and files: cleaned on the way in, folded for comparing.

What a user typed or imported is shown as it is, but never as control characters: those are taken out here, when
data enters, and the app's line filter is the second lock on the same door.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

MAX_LINE = 2_000
"""The longest name, plan or other one-line value kept."""

MAX_NOTE = 1_000_000
"""The longest note kept."""

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Controls, lone surrogates, bidi overrides, invisible separators, and what is no character; tab and newline are not
in it."""

_FOLD = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ё": "е",
        "Ё": "е",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
    }
)
_SPACE = re.compile(r"\s+")


def clean_line(value: str, limit: int = MAX_LINE) -> str:
    """One line of safe text: controls out, white space runs to one space, ends trimmed, `limit` characters."""
    if value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()[:limit].rstrip()
    return _SPACE.sub(" ", UNSAFE.sub("", value)).strip()[:limit].rstrip()


def clean_note(value: str, limit: int = MAX_NOTE) -> str:
    """Safe text of many lines: line ends become newlines, tabs stay, other controls go."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return UNSAFE.sub("", lines)[:limit]


def fold(value: str) -> str:
    """The form two spellings share: compatibility forms, case and diacritics folded, white space to one space."""
    if value.isascii():  # nothing to decompose, and most names are
        return _SPACE.sub(" ", value.casefold()).strip()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold())
    bare = "".join(filterfalse(unicodedata.combining, decomposed))
    return _SPACE.sub(" ", bare.translate(_FOLD)).strip()


def cells(value: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining ones none."""
    if value.isascii():
        return len(value)
    return sum(
        0
        if unicodedata.combining(c) or c in "\u200d\ufe0f"
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in value
    )


def shortened(value: str, columns: int) -> str:
    """The text in at most that many columns of a terminal, `…` at its end where something was left out."""
    if cells(value) <= columns:
        return value
    kept = value[: columns - 1]
    while cells(kept) >= columns:
        kept = kept[:-1]
    return kept.rstrip() + "…"
