"""What tagging has taught: how much each word stood for each theme, and altogether.

Sums, and nothing else: a text is learnt by adding its words' weights and unlearnt by taking them away, so the sums
never depend on the order in which texts came, were tagged anew or taken back. Words are those of `words.stems`; a word
counts once per text, however often it stands there. A text of n words gives each the weight 1/√n, so that a word of a
short passage says more than one of a long note; weights are whole thousandths, which add up exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import sqrt

MOST_TEXT = 2_000
"""Characters of a text that themes are suggested by: a page."""

ALL = 0
"""Stands in place of a theme's id for all texts together: a text with two themes is still one text."""


@dataclass(slots=True)
class WordCounts:
    """Counts that grow in place; a part of a book's, or the difference between two states, is one of these too."""

    texts: Counter[int] = field(default_factory=Counter)
    """Theme id, or `ALL`, to the number of its texts."""
    words: Counter[int] = field(default_factory=Counter)
    """Theme id, or `ALL`, to the weight of all words of its texts, in thousandths."""
    by_word: dict[str, Counter[int]] = field(default_factory=dict)
    """Word to theme id, or `ALL`, to its weight in those texts, in thousandths."""


def learn_words(counts: WordCounts, words: Collection[str], themes: Iterable[int], sign: int = 1) -> None:
    """Add a text that was tagged with these themes, or take it away (`sign` −1). Without themes it teaches nothing.

    `words` are those of `stems`, each named once.
    """
    under = set(themes)
    if not under:
        return
    under.add(ALL)
    each = sign * weight(len(words))
    for theme_id in under:
        counts.texts[theme_id] += sign
        counts.words[theme_id] += each * len(words)
    for word in words:
        by_theme = counts.by_word.setdefault(word, Counter())
        for theme_id in under:
            by_theme[theme_id] += each


def weight(length: int) -> int:
    """The weight of each word of a text of so many different ones, in thousandths."""
    return max(1, round(1000 / sqrt(length))) if length else 0
