"""Names of logos as people spell them: `Birkenhof, AG`, `Birkenhof A.G.` and `Birkenhof` are one logo.

Two names are the same where they differ in punctuation and in how a legal form is written, or where one leaves the form
out. `Nordwind GmbH` and `Nordwind AG` are two firms: they are named as look-alikes. So are names of which words are
spelled a letter or two apart, in another order or in one. A short word and one with a number in it tell firms apart,
however alike they look: `Nordwind Nord` and `Nordwind Süd`, `Store 12` and `Store 13`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, islice
from typing import Generic, TypeVar

from churntui.data.importing.misspellings import Misspellings, may_be_misspelled
from churntui.plain.firms import firm_name

_LEAST_OF_A_NAME = 6
"""Letters of a name that others are taken to look like."""

_SHOWN = 3
"""Look-alikes of a name that are named."""

_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


Value = TypeVar("Value", int, str)


class Names:
    """The names of the book's logos."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._bare: dict[int, str] = {}
        self._whole: set[int] = set()
        """Those that are not taken apart yet: it takes longer than most files need."""
        self._by_bare = _Shelves[int]()
        """The logos that have a name without its legal form."""
        self._looks = _Looks()

    def forget(self) -> None:
        """Forget them all."""
        self._names.clear()
        self._bare.clear()
        self._whole.clear()
        self._by_bare = _Shelves()
        self._looks = _Looks()

    def know(self, number: int, name: str) -> None:
        """Take in a logo, new or renamed."""
        if self._names.get(number) == name:
            return
        if (before := self._bare.pop(number, None)) is not None:
            self._by_bare.take(before, number)
        self._names[number] = name
        self._whole.add(number)

    def _take_apart(self) -> None:
        while self._whole:
            number = self._whole.pop()
            firm = firm_name(self._names[number])
            bare = self._bare[number] = firm.bare
            if not self._by_bare.at(bare):
                self._looks.know(firm.words)
            self._by_bare.put(bare, number)

    def called(self, number: int) -> str:
        """The name of a logo."""
        return self._names[number]

    def same(self, name: str) -> int | None:
        """The one logo of that name, however it is spelled; None where there is none, or several."""
        self._take_apart()
        firm = firm_name(name)
        of_name = self._by_bare.at(firm.bare) if firm.bare else []
        others = ((number, firm_name(self._names[number])) for number in of_name)
        fitting = (
            number
            for number, other in others
            if other.house == firm.house
            and (other.form == firm.form or (len(of_name) == 1 and not (other.form and firm.form)))
        )
        first = list(islice(fitting, 2))
        return first[0] if len(first) == 1 else None

    def look_alikes(self, name: str) -> list[int]:
        """The logos whose names look like it and are not written as it is, those of the same bare name first."""
        self._take_apart()
        firm = firm_name(name)
        if not firm.bare:  # nothing but signs, as where an export has lost the letters
            return []
        near = sorted(self._looks.like(firm.words) - {firm.bare})
        alike = (
            number
            for known in (firm.bare, *near)
            for number in self._by_bare.at(known)
            if self._names[number] != name
        )
        return list(islice(alike, _SHOWN))


class _Shelves(Generic[Value]):
    """Values under words, of which nearly every one has a single value."""

    def __init__(self) -> None:
        self._of: dict[str, Value | list[Value]] = {}

    def put(self, word: str, value: Value) -> None:
        """Put a value that is not there under a word."""
        there = self._of.setdefault(word, value)
        if isinstance(there, list):
            there.append(value)
        elif there != value:
            self._of[word] = [there, value]

    def take(self, word: str, value: Value) -> None:
        """Take a value away that is there."""
        self._of[word] = [other for other in self.at(word) if other != value]

    def at(self, word: str) -> Sequence[Value]:
        """What is under a word."""
        there = self._of.get(word, [])
        return there if isinstance(there, list) else (there,)


class _Looks:
    """Finds what names may look like one: each of its words may be a misspelling, its letters may be cut otherwise."""

    def __init__(self) -> None:
        self._words = Misspellings()
        self._by_letters = _Shelves[str]()
        """Bare names by all their letters, however those are cut into words, or in order of their words."""

    def know(self, words: tuple[str, ...]) -> None:
        """Take in a name."""
        for letters in _letters(words):
            self._by_letters.put(letters, " ".join(words))
        for word in filter(may_be_misspelled, words):
            self._words.know(word)

    def like(self, words: tuple[str, ...]) -> set[str]:
        """Bare names that look like one; not all of them need to be there."""
        found = {bare for letters in _letters(words) for bare in self._by_letters.at(letters)}
        if sum(map(len, words)) < _LEAST_OF_A_NAME:
            return found
        near = {place: self._words.near(word) for place, word in enumerate(words) if may_be_misspelled(word)}
        found.update(_with(words, {place: other}) for place in near for other in near[place])
        for first, second in combinations((place for place in near if near[place]), 2):
            pairs = (
                (one, two) for one in _a_letter_apart(near[first]) for two in _a_letter_apart(near[second])
            )
            found.update(_with(words, {first: one, second: two}) for one, two in pairs)
        return found


def _with(words: Sequence[str], others: Mapping[int, str]) -> str:
    """A bare name with other words at some places."""
    return " ".join(others.get(place, word) for place, word in enumerate(words))


def _a_letter_apart(near: Mapping[str, int]) -> list[str]:
    return [word for word, wrong in near.items() if wrong == 1]


def _letters(words: tuple[str, ...]) -> set[str]:
    """The letters of a name without its spaces, as they stand and in order of its words, umlauts in one spelling."""
    return {_one_spelling("".join(words)), _one_spelling("".join(sorted(words)))}


def _one_spelling(letters: str) -> str:
    for two, one in _UMLAUTS:
        letters = letters.replace(two, one)
    return letters
