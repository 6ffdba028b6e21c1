"""Words in any writing: the form two spellings share, and where a word stood in the text as it was typed.

Search and suggestion see a text through the same eyes. Letters are folded (`text.fold`), a run of letters and digits
is a word, and each character of Chinese and Japanese is one, because there is no space that would end a longer one.
Folding works character by character, so every folded letter knows the one it came from: a hit is marked in the
original, whatever was decomposed, widened or joined on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from churntui.plain.text import fold

STEM = 5
"""Letters of a word that are learnt from: its ending changes with case and number, in most languages after these."""

MOST_TERMS = 16
"""Terms of a query that are looked at; what stands after them is ignored."""

MOST_WORDS = 32
"""Words of one term that are looked at."""

_SPACELESS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u3098\u309b-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_APOSTROPHES = "\u02b9-\u02bc\u02c8"
_WORD = re.compile(
    f"(?=\\w)[{_SPACELESS}]|[^\\W_{_SPACELESS}{_APOSTROPHES}]+(?:[+#]+(?![^\\W{_SPACELESS}]))?"
)
"""`C++` and `C#` keep their signs; an apostrophe that Unicode counts as a letter ends a word as the others do."""

_IDEOGRAPH = re.compile(f"[{_SPACELESS}]")
_PIECE = re.compile(f"[{_SPACELESS}][\u0300-\u0344\u0346-\u036f\u3099\u309a]*|[^\\s{_SPACELESS}]+")
"""What can be folded and taken apart on its own."""

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
            for match in _WORD.finditer(chars.lower()):
                yield Word(match.group(), start + match.start(), start + match.end())
            continue
        if (
            len(chars) == 1
            and len(alone := _fold_one(chars)) == 1
            and _IDEOGRAPH.match(alone)
            and alone.isalnum()
        ):
            yield Word(alone, start, start + 1)
            continue
        folded = [_fold_one(char) for char in chars]
        origin = [at for at, letters in enumerate(folded) for _ in letters]
        for match in _WORD.finditer("".join(folded)):
            end = origin[match.end() - 1] + 1
            while end < len(chars) and not folded[end]:
                end += 1
            yield Word(match.group(), start + origin[match.start()], start + end)


def phrases(query: str) -> list[Phrase]:
    """What a query asks for, all of it at once; empty where it holds no word.

    What stands between quotes is a phrase as it is; elsewhere a term's last word may go on. A quote that is still
    open is one being typed. A term of several words (`O'Brien`, `e-mail`, 价格) is a phrase too.
    """
    wanted = []
    for quoted, closing, plain in _TERM.findall(query.translate(_QUOTES)):
        spelled = tokens(quoted or plain)[:MOST_WORDS]
        if spelled:
            wanted.append(Phrase(tuple(spelled), is_open=not closing))
    return wanted[:MOST_TERMS]


def matches(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words a query asks for stand in the text: half-open offsets, in order, touching ones joined."""
    return marks(text, phrases(query))


def marks(text: str, wanted: Sequence[Phrase], reach: int | None = None) -> list[tuple[int, int]]:
    """`matches` of a query taken apart already; with `reach` only those that begin so near the first one."""
    there: list[Word] = []
    spans: list[tuple[int, int]] = []
    for word in words(text) if wanted else ():
        if spans and reach is not None and word.start > spans[0][0] + reach:
            break
        there.append(word)
        for phrase in wanted:
            last = phrase.words[-1]
            if (word.text.startswith(last) if phrase.is_open else word.text == last) and _ends_with(
                there, phrase
            ):
                spans.append((there[-len(phrase.words)].start, word.end))
    return _joined(sorted(spans))


def holds(text: str, wanted: Sequence[Phrase]) -> bool:
    """Whether the text has every one of the phrases."""
    spaced = f" {norm(text)} "
    return all(f" {' '.join(phrase.words)}{'' if phrase.is_open else ' '}" in spaced for phrase in wanted)


def features(text: str) -> dict[str, str]:
    """What a text is learnt by, each with the words of the original that stand for it (as first seen).

    A word's first letters; of Chinese and Japanese each pair of neighbours. Numbers and single letters tell nothing.
    """
    by_stem: dict[str, str] = {}
    for stem, start, end in _stems(words(text)):
        by_stem.setdefault(stem, text[start:end])
    return by_stem


def stems(text: str) -> set[str]:
    """The keys of `features` alone, several times faster."""
    folded = fold(text)
    spelled = (Word(word.group(), word.start(), word.end()) for word in _WORD.finditer(folded))
    return {stem for stem, _, _ in _stems(spelled)}


def _stems(spelled: Iterable[Word]) -> Iterator[Word]:
    before: Word | None = None
    for word in spelled:
        letters, start, end = word
        if not _IDEOGRAPH.match(letters):
            before = None
            if len(letters) > 1 and not letters[0].isdigit():
                yield Word(letters[:STEM], start, end)
            continue
        if before is not None and start <= before.end:
            yield Word(before.text + letters, before.start, end)
        before = word


def _ends_with(there: Sequence[Word], phrase: Phrase) -> bool:
    """Whether the words before the last one are those of the phrase."""
    length = len(phrase.words)
    return length <= len(there) and all(
        word.text == wanted for word, wanted in zip(there[-length:-1], phrase.words[:-1], strict=True)
    )


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=8192)
def _fold_one(char: str) -> str:
    """One character folded; empty for a combining mark. White space within stays as one space."""
    return fold(f"a{char}a")[1:-1]
