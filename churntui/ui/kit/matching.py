"""Finding a choice by typing, fast enough to answer each key.

Labels are folded once. A first pass looks for the typed words anywhere in them; only where those leave room does
the slower fuzzy pass fill up, and only with the most compact candidates. 10,000 choices take some 10 ms a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from textual.fuzzy import FuzzySearch

from churntui.plain.text import fold

MOST = 200
"""Matches listed at most."""

FUZZY_FROM = 2
"""Letters from which the fuzzy pass makes sense: one letter is in nearly every name."""

ENOUGH = 20
"""Matches by words after which no fuzzy ones are added: they would only be noise below."""

LONG = 120
"""Letters of a label the fuzzy pass looks at: its time grows with every way the letters can be found."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    """What is returned."""
    label: str
    """What is shown and searched."""
    hint: str = ""
    """Shown beside the label, and searched by words too."""
    about: str = ""
    """Shown in full below the list while the cursor is on it."""
    refused: str = ""
    """Why it is listed and cannot be chosen; empty where it can."""
    sought: str = ""
    """What it is found by as by its label, and what is never shown."""


class Matches:
    """The choices, made ready for searching."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices
        self._labels = [fold(f"{choice.sought} {choice.label}") for choice in choices]
        self._texts = [
            f"{label} {fold(choice.hint)}" if choice.hint else label
            for label, choice in zip(self._labels, choices, strict=True)
        ]
        self._fuzzy = FuzzySearch(cache_size=1)

    def of(self, query: str, most: int = MOST) -> list[Choice]:
        """The best `most` matches: labels that begin with the query, then word by word, then fuzzy ones."""
        wanted = fold(query)
        if not wanted:
            return list(self._choices[:most])
        places = self._by_words(wanted)
        if len(places) < ENOUGH and len(wanted) >= FUZZY_FROM:
            places += self._by_letters(wanted, set(places))
        return [self._choices[place] for place in places[:most]]

    def has(self, name: str) -> bool:
        """Whether a choice is called so, spelling apart."""
        return fold(name) in self._labels

    def _by_words(self, wanted: str) -> list[int]:
        words = wanted.split()
        holding = [place for place, text in enumerate(self._texts) if all(word in text for word in words)]
        return sorted(holding, key=lambda place: self._distance(place, wanted))

    def _distance(self, place: int, wanted: str) -> int:
        """0 for the very name, 1 where it begins so, 2 where a word of it does, 3 elsewhere."""
        label = self._labels[place]
        if label == wanted:
            return 0
        return 1 if label.startswith(wanted) else 2 if f" {wanted}" in label else 3

    def _by_letters(self, wanted: str, known: set[int]) -> list[int]:
        """Fuzzy matches, best first; only the most compact ones are worth the slow look."""
        spans = [
            (span, place)
            for place, label in enumerate(self._labels)
            if place not in known and (span := _span(wanted, label[:LONG]))
        ]
        scored = [
            (self._fuzzy.match(wanted, self._labels[place][:LONG])[0], place)
            for _, place in nsmallest(MOST, spans)
        ]
        return [place for score, place in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _span(letters: str, text: str) -> int:
    """Over how many letters of the text these lie in this order, taken greedily; 0 where they do not."""
    first = at = text.find(letters[0])
    for letter in letters[1:]:
        if at < 0:
            return 0
        at = text.find(letter, at + 1)
    return at - first + 1 if at >= 0 else 0
