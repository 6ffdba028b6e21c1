"""Which themes a note or a passage may belong to, and which of its words say so.

Complement naive Bayes (Rennie, Shih, Teevan, Karger: “Tackling the Poor Assumptions of Naive Bayes Text Classifiers”,
2003): a theme is judged by how seldom the words occur in texts *without* it, which holds up when most themes have few
texts and when a text has several. A word's evidence for a theme reduces to two shares,

    log (share of all learnt words that stand outside the theme) − log (share of this word's texts outside it)

so a suggestion can name the words it rests on: those found with the theme more often than words are altogether. Each theme's
name and description count as one text of it: a new book suggests from those alone, in the language they are written
in and no other. Nothing is suggested where the evidence is thin; nothing is ever applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from churntui.model import Theme
from churntui.wordcounts import ALL, WordCounts
from churntui.words import features

LEAST_EVIDENCE = 0.6
"""Evidence under which a theme is not suggested: about what one word gives that is known from this theme alone, in a
book that has hardly begun. Measured: a higher one silences more right suggestions than wrong ones."""

DOUBT = 0.5
"""Texts without the theme each word is taken to have stood in besides those known: one sighting is no proof."""

EASE = 0.3
"""Words outside each theme that are added to those known, as a share of all. Without them a theme that is on nearly
every text would need every word to speak for it."""

MOST_TEXT = 4_000
"""Characters of a text that are looked at: two pages."""

MOST_WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that may be meant."""

    theme_id: int
    score: float
    """The evidence of all words together, in nats; comparable between the themes of one text only."""
    words: tuple[str, ...]
    """The words of the text that speak for it most, as they stand there."""


def suggest(counts: WordCounts, themes: Sequence[Theme], text: str, limit: int = 3) -> list[Suggestion]:
    """The themes the text most likely belongs to, the likeliest first; none where the words do not tell.

    Args:
        counts: What was learnt; the words of this text are enough of it.
        themes: Those that may be suggested; archived ones never are.
        text: A note or a passage.
        limit: Suggestions at most.
    """
    found = ranked(counts, themes, text)
    return [one for one in found[:limit] if one.score >= LEAST_EVIDENCE and one.words]


def ranked(counts: WordCounts, themes: Sequence[Theme], text: str) -> list[Suggestion]:
    """Every theme with its evidence, sure or not, the most likely first; equal ones as they stand in `themes`."""
    offered = [theme for theme in themes if not theme.archived]
    spelled = features(text[:MOST_TEXT])
    known = _with_names(counts, offered, spelled)
    found = []
    for theme in offered:
        share = known.words[theme.id] / max(1, known.words[ALL])
        against = log(1 - share / (1 + EASE))
        evidence = {
            word: -log(1 - by_theme[theme.id] / (by_theme[ALL] + DOUBT))
            for word, by_theme in known.by_word.items()
        }
        score = sum(evidence.values()) + against * len(evidence)
        found.append(Suggestion(theme.id, score, _telling(evidence, share, spelled)))
    return sorted(found, key=lambda one: -one.score)


def _telling(evidence: Mapping[str, float], share: float, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """The words found with a theme more often than words are altogether, the strongest first, as they are spelled."""
    usual = -log(max(1 - share, 1e-9))
    telling = sorted((word for word in evidence if evidence[word] > usual), key=lambda word: -evidence[word])
    return tuple(dict.fromkeys(spelled[word] for word in telling))[:MOST_WORDS_SHOWN]


def _with_names(counts: WordCounts, themes: Sequence[Theme], spelled: Mapping[str, str]) -> WordCounts:
    """The counts of these words, with the name and description of each theme as one more text of it."""
    known = WordCounts(
        Counter(counts.texts),
        Counter(counts.words),
        {word: Counter(counts.by_word[word]) for word in spelled if word in counts.by_word},
    )
    for theme in themes:
        named = _words_of(theme.name, theme.description)
        for theme_id in (theme.id, ALL):
            known.texts[theme_id] += 1
            known.words[theme_id] += len(named)
        for word in named & spelled.keys():
            known.by_word.setdefault(word, Counter()).update((theme.id, ALL))
    return known


@lru_cache(maxsize=1024)
def _words_of(name: str, description: str) -> frozenset[str]:
    return frozenset(features(f"{name}\n{description}"))
