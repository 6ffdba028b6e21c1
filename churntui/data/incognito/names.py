"""Which words name somebody of a book: looked for in the texts that are shown because they name nobody.

A logo is known by its name without its legal form, by the first word of that and by its domain, a person by the family
name, a competitor by all that was written of it. A word that begins the names of several logos tells none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from churntui.plain.firms import bare_name, words_of_name

MOST_WORDS = 6
"""Words of a name that are looked for."""

_FEWEST_LETTERS = 2
"""Of a whole name; a letter alone names nobody."""

_FEWEST_OF_A_PART = 4
"""Letters of a part of a name: shorter ones are words of every text."""


def telling(
    logos: Iterable[str], domains: Iterable[str], people: Iterable[str], competitors: Iterable[str]
) -> frozenset[str]:
    """The words and rows of words that name one of these."""
    of_logos, of_people = ({bare_name(name) for name in names} for names in (logos, people))
    begin = Counter(name.partition(" ")[0] for name in of_logos)
    parts = {
        *(word for word, times in begin.items() if times == 1),
        *(name.rpartition(" ")[2] for name in of_people),
        *(domain.partition(".")[0] for domain in domains),
    }
    whole = of_logos | of_people | {bare_name(name) for name in competitors}
    return frozenset(
        {name for name in whole if len(name) >= _FEWEST_LETTERS}
        | {part for part in parts if len(part) >= _FEWEST_OF_A_PART}
    )


def is_in(text: str, names: frozenset[str]) -> bool:
    """Whether one of them stands in a text, as words of their own."""
    words = words_of_name(text)
    return any(
        " ".join(words[first:last]) in names
        for first in range(len(words))
        for last in range(first + 1, min(first + MOST_WORDS, len(words)) + 1)
    )
