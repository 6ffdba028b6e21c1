"""Names of logos as people spell them: `Birkenhof, AG`, `Birkenhof A.G.` and `Birkenhof` are one logo.

Two names are the same where they differ in punctuation and in how a legal form is written, or where one leaves the form
out. `Nordwind GmbH` and `Nordwind AG` are two firms: they are named as look-alikes. So are names of which words are
spelled a letter or two apart, in another order or in one. A short word and one with a number in it tell firms apart,
however alike they look: `Nordwind Nord` and `Nordwind Süd`, `Store 12` and `Store 13`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from churntui.plain.firms import FirmName, firm_name

_LEAST_LETTERS = 5
"""A shorter word is often one letter away from others."""

_LONG = 8
"""Letters of a word from which on two of them may be wrong."""

_SYLLABLE = 3
"""Letters that make another word where two of them are others: `Microline`, `Microdyne`."""

_ENDS = 3
"""Letters that a long word shares with its look-alikes at its beginning or its end."""

_LEAST_OF_A_NAME = 6
"""Letters of a name that others are taken to look like."""

_SHOWN = 3
"""Look-alikes of a name that are named."""

_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


class Names:
    """The names of the book's logos."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._apart: dict[int, FirmName] = {}
        self._whole: set[int] = set()
        """Those that are not taken apart yet: it takes longer than most files need."""
        self._by_bare: defaultdict[str, dict[int, FirmName]] = defaultdict(dict)
        """The name without its legal form to the logos that have it."""
        self._looks: _Looks | None = None

    def forget(self) -> None:
        """Forget them all."""
        self._names.clear()
        self._apart.clear()
        self._whole.clear()
        self._by_bare.clear()
        self._looks = None

    def know(self, number: int, name: str) -> None:
        """Take in a logo, new or renamed."""
        if self._names.get(number) == name:
            return
        if (before := self._apart.pop(number, None)) is not None:
            del self._by_bare[before.bare][number]
        self._names[number] = name
        self._whole.add(number)

    def _take_apart(self) -> None:
        while self._whole:
            number = self._whole.pop()
            firm = self._apart[number] = firm_name(self._names[number])
            self._by_bare[firm.bare][number] = firm
            if self._looks is not None:
                self._looks.know(firm.words)

    def called(self, number: int) -> str:
        """The name of a logo."""
        return self._names[number]

    def same(self, name: str) -> int | None:
        """The one logo of that name, however it is spelled; None where there is none, or several."""
        self._take_apart()
        firm = firm_name(name)
        of_name = self._by_bare.get(firm.bare, {})
        forms = {firm.form, ""} if len(of_name) == 1 else {firm.form}
        fitting = [
            number
            for number, other in of_name.items()
            if other.house == firm.house and (other.form in forms or (len(of_name) == 1 and not firm.form))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def look_alikes(self, name: str) -> list[int]:
        """The logos whose names look like it and are not written as it is, those of the same bare name first."""
        self._take_apart()
        firm = firm_name(name)
        if self._looks is None:
            self._looks = _Looks(known.split(" ") for known in self._by_bare)
        near = [known for known in sorted(self._looks.like(firm.words)) if known != firm.bare]
        return [
            number
            for known in (firm.bare, *near)
            for number in self._by_bare.get(known, ())
            if self._names[number] != name
        ][:_SHOWN]


class _Looks:
    """Bare names, found by what they look like."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._by_part: defaultdict[str, set[str]] = defaultdict(set)
        """A word, and each that lacks one of its letters, to the words it comes from."""
        self._by_end: defaultdict[str, set[str]] = defaultdict(set)
        """The first and the last letters of long words."""
        self._by_letters: defaultdict[str, set[str]] = defaultdict(set)
        """All letters of a name, however it is cut into words, or in order of its words."""
        for words in names:
            self.know(words)

    def know(self, words: Iterable[str]) -> None:
        """Take in a name."""
        words = tuple(words)
        bare = " ".join(words)
        for letters in _letters(words):
            self._by_letters[letters].add(bare)
        for word in words:
            if word not in self._by_word and _may_be_misspelled(word):
                for part in _parts(word):
                    self._by_part[part].add(word)
                for end in _ends(word):
                    self._by_end[end].add(word)
            self._by_word[word].add(bare)

    def like(self, words: tuple[str, ...]) -> set[str]:
        """The names that look like one."""
        found = {bare for letters in _letters(words) for bare in self._by_letters.get(letters, ())}
        if sum(map(len, words)) < _LEAST_OF_A_NAME:
            return found
        telling = max(words, key=len)
        for word in {telling, *self._near(telling)}:
            found.update(bare for bare in self._by_word.get(word, ()) if _are_alike(words, bare.split(" ")))
        return found

    def _near(self, word: str) -> set[str]:
        """The words that it may be a misspelling of."""
        if not _may_be_misspelled(word):
            return set()
        near = {other for part in _parts(word) for other in self._by_part.get(part, ())}
        near |= {other for end in _ends(word) for other in self._by_end.get(end, ())}
        return {other for other in near if _misspelled(word, other)}


def _are_alike(words: tuple[str, ...], others: list[str]) -> bool:
    """Whether each word is the other's, but for letters in one or two of them."""
    if len(words) != len(others):
        return False
    wrong = [_misspelled(word, other) for word, other in zip(words, others, strict=True) if word != other]
    return all(wrong) and sum(wrong) <= 2


@lru_cache(100_000)
def _misspelled(word: str, other: str) -> int:
    """How many letters of a word are wrong where it may be meant for the other; 0 where it may not."""
    shorter, longer = sorted((word, other), key=len)
    if not (_may_be_misspelled(shorter) and _may_be_misspelled(longer)):
        return 0
    most = 2 if len(shorter) >= _LONG else 1
    if len(longer) - len(shorter) > most or (word[0] != other[0] and len(shorter) < _LONG):
        return 0
    if len({*word} ^ {*other}) > most * 2:  # a letter that is wrong makes two of them differ at most
        return 0
    first, second = _without_common_ends(word, other)
    wrong = _letters_apart(first, second)
    if wrong == 2 and (word[0] != other[0] or len(first) == len(second) <= _SYLLABLE):
        return 0
    return wrong if wrong <= most else 0


def _without_common_ends(word: str, other: str) -> tuple[str, str]:
    while word and other and word[0] == other[0]:
        word, other = word[1:], other[1:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    return word, other


def _letters_apart(word: str, other: str) -> int:
    """How many letters have to be put in, left out, changed or swapped with the next to make one of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word):
        last, before, row = before, row, [at + 1]
        for to, meant in enumerate(other):
            costs = [before[to + 1] + 1, row[to] + 1, before[to] + (letter != meant)]
            if at and to and letter == other[to - 1] and word[at - 1] == meant:
                costs.append(last[to - 1] + 1)
            row.append(min(costs))
    return row[-1]


def _may_be_misspelled(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isalpha()


def _parts(word: str) -> Iterator[str]:
    """The word, and each that lacks one of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _ends(word: str) -> tuple[str, ...]:
    return (f"{word[:_ENDS]}…", f"…{word[-_ENDS:]}") if len(word) >= _LONG else ()


def _letters(words: tuple[str, ...]) -> set[str]:
    """The letters of a name without its spaces, as they stand and in order of its words, umlauts in one spelling."""
    return {_one_spelling("".join(words)), _one_spelling("".join(sorted(words)))}


def _one_spelling(letters: str) -> str:
    for two, one in _UMLAUTS:
        letters = letters.replace(two, one)
    return letters
