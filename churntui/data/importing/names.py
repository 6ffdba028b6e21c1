"""Names of logos as people spell them: `Birkenhof, AG`, `Birkenhof A.G.` and `Birkenhof` are one logo.

Two names are the same where they differ in punctuation and in how a legal form is written, or where one leaves the form
out. `Nordwind GmbH` and `Nordwind AG` are two firms: they are named as look-alikes, and so are names a letter apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from churntui.plain.text import bare_name, words_of_name

_DIGITS = re.compile(r"\d+")

_LEAST_LETTERS = 5
"""A shorter name is often one letter away from others."""

_FORMS = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co"}


class Names:
    """The names of the book's logos."""

    def __init__(self) -> None:
        self._by_bare: defaultdict[str, dict[int, frozenset[str]]] = defaultdict(dict)
        """The name without its legal form to the logos that have it, each with the words of its form."""
        self._names: dict[int, str] = {}
        self._by_part: defaultdict[str, set[str]] = defaultdict(set)
        """A bare name, and each that lacks one of its letters, to the bare names it comes from."""

    def forget(self) -> None:
        """Forget them all."""
        self._by_bare.clear()
        self._names.clear()
        self._by_part.clear()

    def know(self, number: int, name: str) -> None:
        """Take in a logo."""
        bare = bare_name(name)
        self._by_bare[bare][number] = _form(name, bare)
        self._names[number] = name
        for part in _parts(bare) if self._by_part else ():
            self._by_part[part].add(bare)

    def called(self, number: int) -> str:
        """The name of a logo."""
        return self._names[number]

    def same(self, name: str) -> int | None:
        """The one logo of that name, however it is spelled; None where there is none, or several."""
        bare = bare_name(name)
        form = _form(name, bare)
        fitting = [
            number
            for number, other in self._by_bare.get(bare, {}).items()
            if form == other or not form or not other
        ]
        return fitting[0] if len(fitting) == 1 else None

    def look_alikes(self, name: str) -> list[str]:
        """The names of logos that look like it and are not the same."""
        bare = bare_name(name)
        if not self._by_part:
            for known in self._by_bare:
                for part in _parts(known):
                    self._by_part[part].add(known)
        near = {known for part in _parts(bare) for known in self._by_part.get(part, ())} | {bare}
        digits = _DIGITS.findall(bare)
        return [
            self._names[number]
            for known in sorted(near)
            if _DIGITS.findall(known) == digits
            for number in self._by_bare.get(known, ())
            if self._names[number] != name
        ]


def _form(name: str, bare: str) -> frozenset[str]:
    return frozenset(_FORMS.get(word, word) for word in words_of_name(name)) - frozenset(bare.split())


def _parts(bare: str) -> Iterator[str]:
    """The name, and each that lacks one of its letters."""
    yield bare
    if len(bare) >= _LEAST_LETTERS:
        for at in range(len(bare)):
            yield bare[:at] + bare[at + 1 :]
