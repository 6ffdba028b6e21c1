"""What a note is: a text somebody wrote or said, about a logo, that themes can be put on, whole or in passages.

Exit interviews, business reviews, talks, answers to surveys and tickets are notes alike. What tells one kind from
another is said here once; tagging, search, learning, history and exports read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from churntui.model.choices import NOTE_KINDS, NoteKind


@dataclass(frozen=True, slots=True)
class NoteForm:
    """One kind of note."""

    text: str
    """The column of the book that holds the words passages are of."""
    days: tuple[str, ...]
    """The columns that say on which day it was said: the first that has a day."""
    label: str
    """What a person calls it."""
    summaries: tuple[str, ...] = ()
    """Further columns with words of the logo's, the shortest first: searched and learnt from, like the text."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every column with words, those that sum it up before the text itself."""
        return (*self.summaries, self.text)


NOTES: Mapping[NoteKind, NoteForm] = MappingProxyType(
    {
        "interview": NoteForm("notes", ("held_on", "effective_on"), "exit interview", ("stated_reason",)),
        "review": NoteForm("notes", ("held_on",), "business review", ("reason", "agreed")),
        "talk": NoteForm("notes", ("day",), "talk"),
        "survey": NoteForm("comment", ("day",), "survey answer"),
        "ticket": NoteForm("subject", ("opened_on",), "ticket"),
    }
)
"""By the table of the book it stands in."""


class NoteRef(NamedTuple):
    """Which note: its kind, and the number of its row."""

    kind: NoteKind
    id: int


def owner(kind: NoteKind) -> str:
    """The column by which a passage, or a theme on the whole of it, says whose it is."""
    return f"{kind}_id"


OWNERS: tuple[str, ...] = tuple(owner(kind) for kind in NOTE_KINDS)
"""The columns of a passage that name its note: one of them does."""

LIVING: tuple[NoteKind, ...] = tuple(kind for kind in NOTE_KINDS if kind != "interview")
"""The notes that are about no loss."""

WRITTEN: tuple[NoteKind, ...] = ("review", "talk")
"""Those of them that we write ourselves."""
