"""Words that may be misspellings of each other, among however many that are much alike.

What is left of a word when up to as many letters are taken out of it as may be wrong is shared by every word that it
may be meant for: so it meets those alone, and not all that begin or end as it does. The leftovers of a hundred thousand
words are millions: they are kept as numbers, in chains.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

_LEAST_LETTERS = 5
"""A shorter word is often one letter away from others."""

_LONG = 8
"""Letters of a word from which on two of them may be wrong."""

_MOST_WRONG = 2
"""Letters that may be wrong in a long word."""

_SYLLABLE = 3
"""Letters that make another word where two of them are others: `Microline`, `Microdyne`."""

_ENDS = 3
"""Letters that a long word shares, at its beginning or its end, with one that has two wrong."""

_HEAD = 12
"""Letters of a word by whose leftovers it is looked for: more of them hardly tell more apart, and cost their square."""

_MOST_ASKED = 16
"""Words that are not there of which it is remembered what was found: a name is asked about, and then taken in."""

_MOST_LOOKS = 100
"""Looks at each word of a book that take as long as its leftovers do: most files ask less."""

_FIRST_SLOTS = 1 << 12
_HASH = (1 << 32) - 1


class Misspellings:
    """Words, and which of them may be misspellings of each other."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        """Each word, with which letters it has."""
        self._waiting: list[str] = []
        """Those that are looked at one by one, until that has been done so often that their leftovers are worth it."""
        self._looks = 0
        """How often it was."""
        self.leftovers = Leftovers()
        self._near: dict[str, dict[str, int]] = {}
        """What was found for words that are there."""
        self._asked: dict[str, dict[str, int]] = {}
        """And for the last words that are not."""

    def know(self, word: str) -> None:
        """Take in a word."""
        if word in self._words:
            return
        self._words[word] = _mask(word)
        if word not in self._asked:
            self._near.clear()
            self._asked.clear()
            self._waiting.append(word)
            return
        near = self._near[word] = self._asked.pop(word)
        for other in near.keys() & self._near.keys():
            self._near[other][word] = near[other]
        for other, known in self._asked.items():
            if wrong := misspelled(word, other):
                known[word] = wrong
        self.leftovers.put(word)

    def near(self, word: str) -> Mapping[str, int]:
        """The words that it may be a misspelling of, and how many letters are wrong then."""
        known = self._near if word in self._words else self._asked
        if word not in known:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            known[word] = self._found(word)
        return known[word]

    def _found(self, word: str) -> dict[str, int]:
        self._looks += bool(self._waiting)
        if self._looks > _MOST_LOOKS:
            self.leftovers.put(*self._waiting)
            self._waiting.clear()
            self._looks = 0
        mask, letters = _mask(word), len(word)
        others = (
            other
            for other in chain(self.leftovers.sharing(word), self._waiting)
            if abs(len(other) - letters) <= _MOST_WRONG
            and (mask ^ self._words[other]).bit_count() <= 2 * _MOST_WRONG
        )
        return {other: wrong for other in others if (wrong := misspelled(word, other))}


class Leftovers:
    """What is left of words when letters are taken out, and of which words each may be."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._slots = array("i", [-1]) * _FIRST_SLOTS
        """The last entry of each chain."""
        self._before = array("i")
        """Of each entry, the one before it in its chain."""
        self._hashes = array("I")
        self._places = array("i")
        """The place of its word."""

    def put(self, *words: str) -> None:
        """Take in words that are not there."""
        for word in words:
            hashes = _hashes_of_leftovers(word)
            self._hashes.extend(hashes)
            self._places.extend([len(self._words)] * len(hashes))
            self._words.append(word)
        slots = len(self._slots)
        while slots < len(self._hashes):
            slots *= 2
        if slots > len(self._slots):
            self._slots = array("i", [-1]) * slots
            self._before = array("i")
        self._chain()

    def _chain(self) -> None:
        """Put the entries that stand in no chain yet into theirs."""
        slots, last, append, first = self._slots, len(self._slots) - 1, self._before.append, len(self._before)
        for at, leftover in enumerate(self._hashes[first:], first):
            slot = leftover & last
            append(slots[slot])
            slots[slot] = at

    def sharing(self, word: str) -> set[str]:
        """The words that have a leftover in common with one."""
        slots, before, hashes, last = self._slots, self._before, self._hashes, len(self._slots) - 1
        places = set()
        for leftover in _hashes_of_leftovers(word):
            at = slots[leftover & last]
            while at >= 0:
                if hashes[at] == leftover:
                    places.add(self._places[at])
                at = before[at]
        return {self._words[place] for place in places}


@lru_cache(maxsize=_MOST_ASKED)
def _hashes_of_leftovers(word: str) -> frozenset[int]:
    """Of a word's head, and of what is left when one letter of it is taken out, or two of a long word's.

    A word that may have two wrong begins with the letter that the other begins with: that one is left in then.
    """
    head = word[:_HEAD]
    ones = [head[:at] + head[at + 1 :] for at in range(len(head))]
    twos = (
        [one[:at] + one[at + 1 :] for first, one in enumerate(ones[1:], 1) for at in range(first, len(one))]
        if len(word) >= _LONG
        else ()
    )
    return frozenset(hash(leftover) & _HASH for leftover in (head, *ones, *twos))


def misspelled(word: str, other: str) -> int:
    """How many letters of a word are wrong where it may be meant for the other; 0 where it may not."""
    shorter, longer = sorted((word, other), key=len)
    if not (may_be_misspelled(shorter) and may_be_misspelled(longer)):
        return 0
    most = _MOST_WRONG if len(shorter) >= _LONG else 1
    if len(longer) - len(shorter) > most or (word[0] != other[0] and len(shorter) < _LONG):
        return 0
    first, second = _without_common_ends(word, other)
    wrong = _letters_apart(first, second, most)
    if wrong == 2 and (
        word[0] != other[0] or len(first) == len(second) <= _SYLLABLE or not _share_an_end(word, other)
    ):
        return 0
    return wrong if wrong <= most else 0


def _share_an_end(word: str, other: str) -> bool:
    """Whether they begin or end alike, or differ only in where one of their letters stands."""
    is_alike = word[:_ENDS] == other[:_ENDS] or word[-_ENDS:] == other[-_ENDS:]
    return is_alike or not _without_a_letter(word).isdisjoint(_without_a_letter(other))


def _without_a_letter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _without_common_ends(word: str, other: str) -> tuple[str, str]:
    least, begin, end = min(len(word), len(other)), 0, 0
    while begin < least and word[begin] == other[begin]:
        begin += 1
    least -= begin
    while end < least and word[-1 - end] == other[-1 - end]:
        end += 1
    return word[begin : len(word) - end], other[begin : len(other) - end]


def _letters_apart(word: str, other: str, most: int) -> int:
    """How many letters have to be put in, left out, changed or swapped with the next to make one of the other.

    More than `most` where it is more.
    """
    word, other = _without_common_ends(word, other)
    longest = max(len(word), len(other))
    if longest <= 1 or not word or not other or most == 0 or abs(len(word) - len(other)) > most:
        return longest
    is_swapped = word[:2] == other[1::-1]
    if most == 1:
        return 1 if is_swapped and longest == 2 else 2
    ways = [(word[1:], other), (word, other[1:]), (word[1:], other[1:])]
    if is_swapped:
        ways.append((word[2:], other[2:]))
    return 1 + min(_letters_apart(one, another, most - 1) for one, another in ways)


def may_be_misspelled(word: str) -> bool:
    """Whether a word is long enough for it, and no number."""
    return len(word) >= _LEAST_LETTERS and word.isalpha()


def _mask(word: str) -> int:
    """Which letters a word has, as bits: each that is wrong changes two of them at most."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 64)
    return mask
