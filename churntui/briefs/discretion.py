"""No other logo in what is shared: whatever people wrote is looked through for the names of all the others.

A text that names one is left out, not masked: what stands around a masked name often tells it. Case, accents and a
legal form at a name's end do not hide it. A hit costs one quote, and the internal part says so; a miss would cost a
customer's trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from churntui.plain.text import fold

_WORD = re.compile(r"[\w-]+")

SHORTEST_NAME = 2
"""Names of fewer characters are in every text."""

_LEGAL_FORMS = frozenset(
    {
        "ab", "ag", "as", "asa", "a/s", "bv", "b.v.", "co", "co.", "company", "corp", "corp.", "corporation", "gmbh",
        "group", "inc", "inc.", "kg", "kft", "limited", "llc", "llp", "ltd", "ltd.", "ltda", "nv", "n.v.", "oy",
        "plc", "pty", "s.a.", "sa", "sarl", "s.l.", "sl", "s.r.l.", "srl", "se", "spa", "s.p.a.", "o.o.",
    }
)  # fmt: skip

INSIDE_WORDS = frozenset(
    {
        "attrition", "champion", "champions", "churn", "downsell", "forecast", "renewal", "renewals", "retention",
        "risk", "risks", "save", "upsell", "winback", "win-back",
    }
)  # fmt: skip
"""By these words our own plans speak about logos: work that is named so is not for their eyes."""


class Names:
    """The names that may not be said."""

    def __init__(self, others: Iterable[str], own: str) -> None:
        kept = (bare(name) for name in others)
        self._others = {name for name in kept if len(name) >= SHORTEST_NAME and name != bare(own)}
        self._own = fold(own)

    def said_in(self, text: str) -> bool:
        """Whether the text names another logo; the logo's own name is no hit, whatever it contains."""
        if not text:
            return False
        folded = fold(text)
        if self._own:
            folded = folded.replace(self._own, "\0")
        return any(name in folded and _stands_alone(name, folded) for name in self._others)

    def hushed(self, text: str) -> str:
        """The text, or nothing where it names another logo."""
        return "" if self.said_in(text) else text


def speaks_of_logos(text: str) -> bool:
    """Whether one of our own texts has a word that stays inside."""
    return not INSIDE_WORDS.isdisjoint(_WORD.findall(fold(text)))


def bare(name: str) -> str:
    """The folded name without the legal form at its end: `nordwind` for `Nordwind GmbH`."""
    folded = fold(name)
    shorter, _, last = folded.rpartition(" ")
    return shorter.rstrip(" ,") if shorter and last in _LEGAL_FORMS else folded


def _stands_alone(name: str, text: str) -> bool:
    """Whether the name occurs as words of its own, not as a part of a longer one.

    Only scripts that put spaces between words have such parts: `青空` is found inside `青空の`.
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        glued = _joins(name[0], text[at - 1 : at]) or _joins(name[-1], text[end : end + 1])
        if not glued:
            return True
        at = text.find(name, at + 1)
    return False


def _joins(edge: str, neighbour: str) -> bool:
    return _spaced(edge) and _spaced(neighbour)


def _spaced(character: str) -> bool:
    """Whether it is a digit or a letter of a script with capitals, all of which put spaces between words."""
    return character.isdigit() or character.upper() != character.lower()
