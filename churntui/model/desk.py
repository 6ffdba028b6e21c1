"""What lies on the desk: interviews and rows that are being written, and what of Today may wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Literal

from churntui.model.choices import NOTE_KINDS, NoteKind
from churntui.model.schema import Column


@dataclass(frozen=True, slots=True)
class Snooze:
    """A row of Today that is not shown until a day."""

    about: Annotated[str, Column("About", "Which row", required=True)]
    until: Annotated[date, Column("Until", "The day it comes back", required=True, toward="future")]


Succession = Literal["within", "renewal"]
"""How a new contract takes the place of one that is there: within its term, or as its renewal."""

SUCCESSIONS: Mapping[Succession, str] = MappingProxyType(
    {"within": "change within the term", "renewal": "renewal"}
)
"""What each is called."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview or a row being written, as it stood half a second after the last key."""

    id: int
    logo_id: int | None
    interview_id: int | None
    author: str
    fields: dict[str, str]
    """Field name to text exactly as typed, valid or not."""
    updated_at: datetime
    is_open_elsewhere: bool = False
    """Whether another run of the program has it in its editor."""
    opened: dict[str, str] | None = None
    """How what it changes stood when it was opened; None for what is new, and where nobody knows."""
    form: str = "interviews"
    """The canonical table whose row it is; of a contract that takes the place of another its succession, of a review
    or a talk in the editor of notes that word itself."""
    row_id: int | None = None
    """The row that it changes, or the contract whose place it takes; None for any other new row, and for interviews."""

    @property
    def note_kind(self) -> NoteKind | None:
        """The kind of note, where it is one of the editor of notes; None for the form of a row."""
        if self.form == "interviews":
            return "interview"
        return next((kind for kind in NOTE_KINDS if kind == self.form), None)

    @property
    def succession(self) -> Succession | None:
        """How the contract that it is takes the place of another; None where it does not."""
        return next((how for how in SUCCESSIONS if how == self.form), None)

    @property
    def note_id(self) -> int | None:
        """The note that it changes; None for a new one."""
        return self.interview_id if self.form == "interviews" else self.row_id
