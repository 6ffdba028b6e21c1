"""Which themes a note or a passage may belong to, and which of its words say so.

Complement naive Bayes (Rennie, Shih, Teevan, Karger: “Tackling the Poor Assumptions of Naive Bayes Text Classifiers”,
2003): a theme is judged by how seldom the words occur in texts *without* it, which holds up when most themes have few
texts and when a text has several. A word's evidence reduces to two shares,

    log (share of all learnt words that stand outside the theme) − log (share of this word's weight outside it)

so a suggestion can name the words it rests on: those found with the theme more often than words are altogether.
Each theme's name and description count as one text of it: a new book suggests from those alone, in the language they
are written in and no other. Nothing is suggested where the evidence is thin; nothing is ever applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, log, sqrt

from churntui.model.rows import Theme
from churntui.model.wordcounts import ALL, MOST_TEXT, WordCounts, weight
from churntui.plain.words import features

LEAST_EVIDENCE = 0.6
"""Score under which nothing is suggested: about what one word gives that is known from this theme's name alone.
Chosen by `tests/bench/suggestion.py`: of what is suggested with 200 texts learnt, five in six or more are right."""

NOT_FAR_BEHIND = 0.5
"""The share of the first one's score the others must have: a text of two themes is of each by half."""

DOUBT = 200
"""Weight (in thousandths) that speaks for no theme, beside a word's own: one sighting is no proof."""

EASE = 0.15
"""Words outside each theme that are added to those known, as a share of all. Without them a theme that is on nearly
every text would need every word to speak for it."""

MOST_WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that may be meant."""

    theme_id: int
    score: float
    """The evidence of all known words together, in nats, over the root of their number, as chance adds up by that."""
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
    likeliest = ranked(counts, themes, text)
    if not likeliest or likeliest[0].score < LEAST_EVIDENCE:
        return []
    return [
        suggestion
        for suggestion in likeliest[:limit]
        if suggestion.words and suggestion.score >= likeliest[0].score * NOT_FAR_BEHIND
    ]


def ranked(counts: WordCounts, themes: Sequence[Theme], text: str) -> list[Suggestion]:
    """Every theme with its evidence, sure or not, the most likely first; equal ones as they stand in `themes`."""
    offered = [theme for theme in themes if not theme.archived]
    spelled = features(text[:MOST_TEXT])
    known = _with_names(counts, offered, spelled)
    sureness = {word: by_theme[ALL] / (by_theme[ALL] + DOUBT) for word, by_theme in known.by_word.items()}
    suggestions = []
    for theme in offered:
        usual = known.words[theme.id] / max(1, known.words[ALL])
        share = {word: by_theme[theme.id] / by_theme[ALL] for word, by_theme in known.by_word.items()}
        evidence = fsum(
            log((1 - sure * usual / (1 + EASE)) / (1 - sure * share[word])) for word, sure in sureness.items()
        )
        telling = sorted(
            (word for word in spelled if share.get(word, 0.0) > usual),
            key=lambda word: -share[word] * sureness[word],
        )
        shown = dict.fromkeys(spelled[word] for word in telling)
        suggestions.append(
            Suggestion(theme.id, evidence / sqrt(max(1, len(share))), tuple(shown)[:MOST_WORDS_SHOWN])
        )
    return sorted(suggestions, key=lambda suggestion: -suggestion.score)


def _with_names(counts: WordCounts, themes: Sequence[Theme], spelled: Mapping[str, str]) -> WordCounts:
    """The counts of these words, with the name and description of each theme as one more text of it."""
    known = WordCounts(
        Counter(counts.texts),
        Counter(counts.words),
        {word: by_theme for word in spelled if (by_theme := counts.by_word.get(word)) and by_theme[ALL] > 0},
    )
    for theme in themes:
        named = _words_of(theme.name, theme.description)
        for theme_id in (theme.id, ALL):
            known.texts[theme_id] += 1
            known.words[theme_id] += weight(len(named)) * len(named)
        for word in named & spelled.keys():
            said = dict.fromkeys((theme.id, ALL), weight(len(named)))
            known.by_word[word] = known.by_word.get(word, Counter()) + Counter(said)
    return known


@lru_cache(maxsize=1024)
def _words_of(name: str, description: str) -> frozenset[str]:
    return frozenset(features(f"{name}\n{description}"))
