"""Words in any writing: the form two spellings share, and where a word stood in the text as it was typed.

Search and suggestion see a text through the same eyes. Letters are folded (`text.fold`), a run of letters and digits
is a word, and each character of Chinese and Japanese is one, because there is no space that would end a longer one.
Folding works character by character, so every folded letter knows the one it came from: a hit is marked in the
original, whatever was decomposed, widened or joined on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from churntui.text import fold

STEM = 5
"""Letters of a word that are learnt from: its ending changes with case and number, in most languages after these."""

MOST_TERMS = 16
"""Terms of a query that are looked at; what stands after them is ignored."""

MOST_WORDS = 32
"""Words of one term that are looked at."""

_SPACELESS = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APOSTROPHES = "\u02b9-\u02bc\u02c8"
_WORD = re.compile(f"[{_SPACELESS}]|[^\\W_{_SPACELESS}{_APOSTROPHES}]+(?:[+#]+(?!\\w))?")
"""`C++` and `C#` keep their signs; an apostrophe that Unicode counts as a letter ends a word as the others do."""

_IDEOGRAPH = re.compile(f"[{_SPACELESS}]")
_PIECE = re.compile(r"\S+")
_QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
_TERM = re.compile(r'"([^"]*)("|$)|([^\s"]+)')


class Word(NamedTuple):
    """One word of a text."""

    text: str
    """Folded."""
    start: int
    """Where it stands in the original text."""
    end: int
    """The first offset after it, its combining marks included."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side, in this order."""

    words: tuple[str, ...]
    is_open: bool
    """Whether the last word may go on: `pri` finds `price`."""


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


def norm(text: str) -> str:
    """The folded words of a text with one space between them: what the search index holds."""
    return " ".join(tokens(text))


def words(text: str) -> Iterator[Word]:
    """The same words as `tokens`, each with its place in the original text."""
    for piece in _PIECE.finditer(text):
        start, chars = piece.start(), piece.group()
        if chars.isascii():
            for found in _WORD.finditer(chars.lower()):
                yield Word(found.group(), start + found.start(), start + found.end())
            continue
        folded = [_fold_one(char) for char in chars]
        origin = [at for at, letters in enumerate(folded) for _ in letters]
        for found in _WORD.finditer("".join(folded)):
            end = origin[found.end() - 1] + 1
            while end < len(chars) and not folded[end]:
                end += 1
            yield Word(found.group(), start + origin[found.start()], start + end)


def phrases(query: str) -> list[Phrase]:
    """What a query asks for, all of it at once; empty where it holds no word.

    What stands between quotes is a phrase as it is; elsewhere a term's last word may go on. A quote that is still
    open is one being typed. A term of several words (`O'Brien`, `e-mail`, 价格) is a phrase too.
    """
    found = []
    for quoted, closing, plain in _TERM.findall(query.translate(_QUOTES)):
        spelled = tokens(quoted or plain)[:MOST_WORDS]
        if spelled:
            found.append(Phrase(tuple(spelled), is_open=not closing))
    return found[:MOST_TERMS]


def matches(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words a query asks for stand in the text: half-open offsets, in order, touching ones joined."""
    return marks(text, phrases(query))


def marks(text: str, wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    """The same for a query that was taken apart already."""
    if not wanted:
        return []
    there = list(words(text))
    found = sorted(
        (there[at].start, there[at + len(phrase.words) - 1].end)
        for phrase in wanted
        for at in _places(there, phrase)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def holds(text: str, wanted: Sequence[Phrase]) -> bool:
    """Whether the text has every one of the phrases."""
    spaced = f" {norm(text)} "
    return all(f" {' '.join(phrase.words)}{'' if phrase.is_open else ' '}" in spaced for phrase in wanted)


def features(text: str) -> dict[str, str]:
    """What a text is learnt by, each with the words of the original that stand for it (as first seen).

    A word's first letters; of Chinese and Japanese each pair of neighbours. Numbers and single letters tell nothing.
    """
    found: dict[str, str] = {}
    there = list(words(text))
    for word in there:
        if len(word.text) > 1 and not word.text[0].isdigit():
            found.setdefault(word.text[:STEM], text[word.start : word.end])
    for one, other in pairwise(there):
        if one.end == other.start and _IDEOGRAPH.match(one.text) and _IDEOGRAPH.match(other.text):
            found.setdefault(one.text + other.text, text[one.start : other.end])
    return found


def _places(there: Sequence[Word], phrase: Phrase) -> Iterator[int]:
    """The places of the words a phrase begins at."""
    *before, last = phrase.words
    for at in range(len(there) - len(before)):
        final = there[at + len(before)].text
        if (final.startswith(last) if phrase.is_open else final == last) and all(
            there[at + step].text == word for step, word in enumerate(before)
        ):
            yield at


@lru_cache(maxsize=8192)
def _fold_one(char: str) -> str:
    """One character folded; empty for a combining mark. White space within stays as one space."""
    return fold(f"a{char}a")[1:-1]
