"""Passages that stay on their words while the text around them changes.

A passage is a half-open range of code points and the words it was put on. Two ways lead from one text to the next.
Where every edit is seen as it is made, the range follows it (`followed`): what is typed inside a passage belongs to
it, what is typed at its edge does not, and words that come back, by undo or by pasting them elsewhere, bring their
passage back. Where only the two texts are known (`moved`: another editor, an import), a passage is kept where all of
its words stand unbroken in both, and is lost otherwise. Either way no passage is ever on words that are not its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from churntui.plain.text import cells

Key = TypeVar("Key")

STILL_ITS_OWN = 0.6
"""How alike (difflib's ratio) the words of a passage edited inside must be to those it was put on."""

DISTINCT = 12
"""Cells from which words that stand once in both texts are the same words moved, not others spelled alike."""

MOST_TOKENS = 50_000
"""Words on either side up to which two texts are compared word by word."""

MOST_EXACT = 2_000
"""Words up to which the comparison looks at each of them; beyond, words that are everywhere only extend a match."""

_SPACELESS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_SENTENCE_END = re.compile(r"[.!?…]+[»”’\"')\]]*(?=\s|$)|[。！？｡]+[”’」』）]*|\n", re.MULTILINE)


@cache
def _token() -> re.Pattern[str]:
    """A word, a letter of a writing without spaces, or any other character; long to make, so not made at the start."""
    return re.compile(f"[{_SPACELESS}]|[^\\W{_SPACELESS}]+|\\W")


_JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a text, in code points; the end is the first one outside."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a text that is being edited."""

    span: Span
    """Where it is now; empty where none of it is left."""
    quote: str
    """The words it was put on, or that it had when it was saved last."""

    def words(self, text: str) -> str:
        """The words it is on now."""
        return text[self.span.start : self.span.end]

    def is_kept(self, text: str) -> bool:
        """Whether it is still on its own words, as they were or edited inside."""
        return _alike(self.quote, self.words(text).strip())

    def settled(self, text: str) -> Anchor:
        """On whole characters without the space around them, its words as its quote. Only for one that is kept."""
        span = whole(text, self.span)
        return Anchor(span, text[span.start : span.end])


@dataclass(frozen=True, slots=True)
class Replacement:
    """One edit: `removed` code points at `at` gave way to `inserted`."""

    at: int
    removed: int
    inserted: str


def replacement(old: str, new: str) -> Replacement:
    """The one edit that leads from `old` to `new`: all between what both begin and end with."""
    start = _common_prefix(old, new)
    tail = min(_common_suffix(old, new), min(len(old), len(new)) - start)
    return Replacement(start, len(old) - start - tail, new[start : len(new) - tail])


def followed(anchor: Anchor, edit: Replacement, text: str) -> Anchor:
    """The passage after an edit that led to `text`."""
    after = replace(anchor, span=_shifted(anchor.span, edit))
    if after.words(text) == after.quote:
        return after
    back = _come_back(after, edit, text)
    return after if back is None else replace(after, span=back)


def _shifted(span: Span, edit: Replacement) -> Span:
    """Where a range is after an edit; what is left of one that was cut into, and an empty one where nothing is."""
    stop, grown = edit.at + edit.removed, edit.at + len(edit.inserted)
    delta = len(edit.inserted) - edit.removed
    if span.end <= edit.at:
        return span
    if span.start >= stop:
        return Span(span.start + delta, span.end + delta)
    if span.start < edit.at:
        return Span(span.start, span.end + delta if stop < span.end else edit.at)
    return Span(grown, max(grown, span.end + delta))


def _come_back(anchor: Anchor, edit: Replacement, text: str) -> Span | None:
    """Where the edit has brought all the words of a broken passage back: over its rest, or anywhere if it was lost."""
    quote, grown = anchor.quote, edit.at + len(edit.inserted)
    is_kept = anchor.is_kept(text)
    near = text[max(0, edit.at - len(quote)) : grown + len(quote)]
    first = max(0, edit.at - len(quote))
    candidates = [
        Span(at, at + len(quote))
        for at in (first + place for place in _places(near, quote))
        if at < max(grown, edit.at + 1) and at + len(quote) > edit.at
    ]
    if not edit.inserted:
        candidates = [span for span in candidates if span.start < edit.at < span.end]
    if is_kept:
        candidates = [
            span for span in candidates if span.start < anchor.span.end and anchor.span.start < span.end
        ]
    return min(candidates, key=lambda span: abs(span.start - anchor.span.start), default=None)


def moved(old: str, new: str, spans: Mapping[Key, Span]) -> tuple[dict[Key, Span], list[Key]]:
    """Where ranges of `old` are in `new`, each with exactly its words, and the keys of those that are lost."""
    blocks = list(_blocks(old, new))
    kept: dict[Key, Span] = {}
    lost: list[Key] = []
    for key, span in spans.items():
        moved_to = _aligned(span, blocks) or _alone(old, new, old[span.start : span.end])
        if moved_to is None:
            lost.append(key)
        else:
            kept[key] = moved_to
    return kept, lost


def _aligned(span: Span, blocks: list[tuple[int, int, int]]) -> Span | None:
    """The range in the new text, where it lies whole in what both texts share."""
    for old_at, new_at, size in blocks:
        if old_at <= span.start and span.end <= old_at + size:
            shift = new_at - old_at
            return Span(span.start + shift, span.end + shift)
    return None


def _alone(old: str, new: str, quote: str) -> Span | None:
    """Where words that are long enough to be told from others stand, if they stand once in either text."""
    if cells(quote) < DISTINCT or old.count(quote) != 1 or new.count(quote) != 1:
        return None
    at = new.index(quote)
    return Span(at, at + len(quote))


def _blocks(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """What both texts share, as (place in old, place in new, length): their beginning, their end, and between."""
    head, tail = _common_prefix(old, new), _common_suffix(old, new)
    yield 0, 0, head
    yield len(old) - tail, len(new) - tail, tail
    if head + tail >= min(len(old), len(new)):
        return
    token = _token()
    before, after = token.findall(old), token.findall(new)
    if max(len(before), len(after)) > MOST_TOKENS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _offsets(before), _offsets(after)
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > MOST_EXACT)
    for a, b, size in matcher.get_matching_blocks():
        yield old_at[a], new_at[b], old_at[a + size] - old_at[a]


def _offsets(tokens: list[str]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def sentence_at(text: str, at: int) -> Span:
    """The sentence of the character at a place, or before it where there is none; empty on an empty line.

    A sentence ends with its sign and a space, with a sign of Chinese or Japanese, or with the line.
    """
    while at > 0 and (at >= len(text) or text[at].isspace()) and text[at - 1] != "\n":
        at -= 1
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() > at:
            return whole(text, Span(start, end.start() if end.group() == "\n" else end.end()))
        start = end.end()
    return whole(text, Span(start, len(text)))


def whole(text: str, span: Span) -> Span:
    """The range without the space at its ends, and without cutting a letter, or a space, from its marks."""
    start, end = span.start, span.end
    while start < end and text[_letter(text, start)].isspace():
        start += 1
    while end > start and text[_letter(text, end - 1)].isspace():
        end -= 1
    if start == end:
        return Span(start, start)
    start = _letter(text, start)
    while end < len(text) and _joins(text, end):
        end += 1
    return Span(start, end)


def _letter(text: str, at: int) -> int:
    """Where the letter is whose mark stands here: here, where it is one itself."""
    while at > 0 and _joins(text, at):
        at -= 1
    return at


def _joins(text: str, at: int) -> bool:
    """Whether the character belongs to the one before it."""
    return bool(unicodedata.combining(text[at])) or text[at] in _JOINERS or text[at - 1] == "\u200d"


def _alike(quote: str, words: str) -> bool:
    """Whether words are a passage's own, edited."""
    if quote == words:
        return True
    if not words:
        return False
    head = _common_prefix(quote, words)
    tail = min(_common_suffix(quote, words), min(len(quote), len(words)) - head)
    total = len(quote) + len(words)
    if 2 * (head + tail) >= STILL_ITS_OWN * total:
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, quote, words, autojunk=False).ratio() >= STILL_ITS_OWN


def _common_prefix(text: str, other: str) -> int:
    """How many characters both begin with."""
    shorter = min(len(text), len(other))
    if text[:shorter] == other[:shorter]:
        return shorter
    low, high = 0, shorter
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] == other[:middle] else (low, middle - 1)
    return low


def _common_suffix(text: str, other: str) -> int:
    """How many characters both end with."""
    return _common_prefix(text[::-1], other[::-1])


def _places(text: str, part: str) -> Iterator[int]:
    """Where a part stands in a text, overlaps included."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
