"""How much room text takes where nobody can measure it: a page and a slide are laid out by somebody else's fonts.

Widths are in em and those of a common sans serif, rounded up: what fits by these fits by the narrower ones, too.
"""

from __future__ import annotations

import re
from unicodedata import combining

_WIDE = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
"""Characters as wide as they are high, between any two of which a line may end."""

_PIECE = re.compile(rf"[{_WIDE}]\s*|[^\s{_WIDE}]+\s*")

_IS_WIDE = re.compile(rf"[{_WIDE}]")

_THIN = frozenset("iljtfrI.,;:!|'’‘`()[]/\\-· ")
_BROAD = frozenset("mwMW@%—…ЖШЩЮжшщюЫы")


def width(text: str, letter: float = 1.0) -> float:
    """How wide the text is on one line, in em; `letter` is how wide one is against a broad font's."""
    return sum(_width(character, letter) for character in text)


def _width(character: str, letter: float) -> float:
    if _IS_WIDE.match(character):
        return 1.0
    if character in _THIN:
        return 0.34 * letter
    if character in _BROAD:
        return 0.95 * letter
    if combining(character):
        return 0.0
    return (0.72 if character.isupper() else 0.58) * letter


def wrapped(text: str, room: float, letter: float = 1.0) -> list[str]:
    """The text in lines of at most `room` em; a word that is longer is broken."""
    lines, line, used = [], "", 0.0
    for piece in _PIECE.findall(text):
        for part in _broken(piece, room, letter):
            if line and used + width(part.rstrip(), letter) > room:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + part, used + width(part, letter)
    return [*lines, line] if line else [""]


def _broken(piece: str, room: float, letter: float) -> list[str]:
    """The word in runs that have room in a line."""
    if width(piece.rstrip(), letter) <= room:
        return [piece]
    runs, used = [""], 0.0
    for character in piece:
        if runs[-1] and used + _width(character, letter) > room:
            runs.append("")
            used = 0.0
        runs[-1] += character
        used += _width(character, letter)
    return runs
