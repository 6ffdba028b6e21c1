"""What a row calls by a name or an id that the book does not have, and what of the book it may mean.

Only a person can say whether a new logo or contract is one that is there already: until somebody has, its rows are
rejected by name. `--same A=B` says that A of the file is B of the book, `--new A` that it is none of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from churntui.data.importing.check import CellError
from churntui.plain.text import fold

NEW = ""
"""What something of a file is said to be that is none of the book's."""

ALL = "all"
"""All that is like something of the book, where it is said to be new."""

Same = tuple[tuple[str, str], ...]
"""What the user said: a name or an id of a file, and the id or the name of what it is in the book, or `NEW`."""


@dataclass(frozen=True, slots=True)
class Known:
    """Something of the book that may be meant."""

    ref: str
    told: str
    """What a person knows it by."""

    def __str__(self) -> str:
        return f"{self.told} ({self.ref})"


@dataclass(frozen=True, slots=True)
class Likeness:
    """A question: is this of a file one of those of the book?"""

    said: str
    """What the file calls it, and the answer names it by: its id, or its name where it has none."""
    told: str
    """What a person knows it by."""
    known: tuple[Known, ...]


class LikenessError(CellError):
    """A row that waits for the answer."""

    def __init__(self, column: str, likeness: Likeness, is_unclear: str) -> None:
        first, *others = map(str, likeness.known)
        some = " or ".join(filter(None, (", ".join([first, *others[:-1]]), *others[-1:])))
        said = typed(f"{likeness.said}={likeness.known[0].ref}")
        another = ", or another of them," if others else ""
        answer = f"import with --same {said}{another} or --new {typed(likeness.said)}"
        super().__init__(column, likeness.told, f"{is_unclear} {some}: {answer}")
        self.likeness = likeness


class SaidSame:
    """What the user said of what a file calls by names and ids."""

    def __init__(self, same: Same) -> None:
        self._same: Mapping[str, str] = {fold(said): meant for said, meant in same}
        self.are_all_new = self._same.get(ALL) == NEW
        """Whether nothing that is like something of the book is that."""

    def to(self, *said: str | None) -> str | None:
        """What one is that the file calls so, by its id or else its name; None where nobody said."""
        for name in said:
            if name and fold(name) in self._same:
                return self._same[fold(name)]
        return None


def typed(value: str) -> str:
    """A value as it is typed on a command line."""
    return value if value.replace("=", "").isalnum() else f'"{value}"'
