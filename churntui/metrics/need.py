"""One row of Today: that something needs someone, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from churntui.metrics.contradictions import Kind as ContradictionKind

Kind = Literal[
    "alarm",
    "notice",
    "expired",
    "ending",
    "talk",
    "step",
    "promise",
    "fix",
    "usage",
    "champion",
    "silent",
    "contradiction",
    "winback",
    "draft",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

NAMES: dict[Kind, tuple[str, str]] = {
    "alarm": ("over target", "over target"),
    "notice": ("notice", "notices"),
    "expired": ("expired", "expired"),
    "ending": ("ending", "ending"),
    "talk": ("no talk yet", "no talk yet"),
    "step": ("step due", "steps due"),
    "promise": ("promise overdue", "promises overdue"),
    "fix": ("fix overdue", "fixes overdue"),
    "usage": ("usage falling", "usage falling"),
    "champion": ("champion left", "champions left"),
    "silent": ("no interview", "no interview"),
    "contradiction": ("contradicting", "contradicting"),
    "winback": ("to win back", "to win back"),
    "draft": ("unfinished", "unfinished"),
}
"""Each kind as the line of counts calls one of it, and several."""

LONGEST_STEP = 40
"""Characters of what is planned or promised that a row says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that needs someone."""

    kind: Kind
    urgent: bool = False
    """Whether it is marked `!`: a decision is due."""
    logo_id: int | None = None
    title: str
    """The logo's name, or what it is about."""
    text: str
    """Why it needs someone."""
    arr: int | None = None
    """What is at stake, in minor units of the reporting currency."""
    day: date | None = None
    """The date it is about."""
    draft_id: int | None = None
    initiative_id: int | None = None
    """The shipped initiative whose win-back list waits."""
    contradiction: ContradictionKind | None = None
    """The kind of contradictions it stands for."""
    contract_id: int | None = None
    """The contract whose renewal it is about."""
    row: tuple[str, int] | None = None
    """The row of the book that is done when this is: the name of its table, and its id."""
    about: str = ""
    """What it is about in refs and days, the same from day to day and in every copy of the book."""
    until: date | None = None
    """The day it comes back, where it was put off, or a step is planned before it."""
    in_time: bool = False
    """Whether now is the time for it, which will pass: it comes before the others that are not urgent."""
