"""One line of a logo's story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal[
    "talk", "review", "brief", "interview", "save_attempt", "fix", "win_back", "step", "ticket", "survey", "person",
    "goal", "commitment", "contract", "notice", "loss", "change", "milestone", "payment", "sentiment",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

KIND_LABELS: Mapping[Kind, str] = MappingProxyType(
    {kind: kind for kind in KINDS}
    | {
        "commitment": "promise",
        "interview": "exit",
        "milestone": "start",
        "person": "people",
        "save_attempt": "save",
        "sentiment": "our view",
        "win_back": "win back",
    }
)
"""How a kind reads, in a word or two."""

Group = Literal["all", "talks", "support", "contracts", "goals"]

GROUPS: Mapping[Group, frozenset[Kind]] = MappingProxyType(
    {
        "all": frozenset(KINDS),
        "talks": frozenset(
            {"talk", "review", "brief", "interview", "save_attempt", "win_back", "person", "sentiment"}
        ),
        "support": frozenset({"ticket", "survey", "fix"}),
        "contracts": frozenset({"contract", "notice", "loss", "change", "payment"}),
        "goals": frozenset({"goal", "commitment", "step", "milestone"}),
    }
)
"""What can be shown alone."""

Sign = Literal["", "▲", "▼"]
"""Whether it speaks for staying or for leaving."""


@dataclass(frozen=True, slots=True)
class Event:
    """What was, or is to be, on a day."""

    day: date | None
    """None only for what is ahead and has no day yet."""
    kind: Kind
    text: str
    row: tuple[str, int]
    """What it is about: the table of the book, and the row's id."""
    sign: Sign = ""
    urgent: bool = False
    """Whether it needs someone; marked `!`."""
    themes: tuple[str, ...] = ()
    """What was named, as tags."""

    @property
    def key(self) -> tuple[str, str, int, date | None]:
        """What tells it from every other event of the logo."""
        return self.kind, *self.row, self.day

    @property
    def is_row(self) -> bool:
        """Whether it tells of the row as a whole, and not of something beside that the row says, as its end."""
        return self.row[0] in {self.kind, f"{self.kind}_value"}
