"""One thing that needs someone today, with the sentence that says why; those of a logo make one row of Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from churntui.metrics.contradictions import Kind as ContradictionKind
from churntui.metrics.signals.signal import ACTS, CODES, LABELS, Act, Code

Other = Literal[
    "alarm", "step", "promise", "fix", "ending", "draft", "unheard", "talk", "contradictions", "winback"
]  # fmt: skip
Kind = Other | Code
"""What needs someone: a signal, or something else."""

KINDS: tuple[Kind, ...] = (
    "alarm", "expired", "notice", "payment_failed", "step", "promise", "fix", "ending", "draft", "unheard",
    *(code for code in CODES if code not in {"expired", "notice", "payment_failed", "contradiction"}),
    "talk", "contradiction", "contradictions", "winback",
)  # fmt: skip
"""The most pressing first."""

NAMES: dict[Kind, tuple[str, str]] = {
    **{code: (LABELS[code], LABELS[code]) for code in CODES},
    "alarm": ("over target", "over target"),
    "notice": ("notice", "notices"),
    "payment_failed": ("payment failed", "payments failed"),
    "ending": ("ending", "ending"),
    "talk": ("no talk yet", "no talk yet"),
    "step": ("step due", "steps due"),
    "promise": ("promise overdue", "promises overdue"),
    "fix": ("fix overdue", "fixes overdue"),
    "champion_left": ("champion left", "champions left"),
    "tickets": ("with tickets", "with tickets"),
    "detractor": ("detractor", "detractors"),
    "unheard": ("no interview", "no interview"),
    "contradictions": ("contradicting", "contradicting"),
    "winback": ("to win back", "to win back"),
    "draft": ("unfinished", "unfinished"),
}
"""Each kind as the line of counts calls one of it, and several."""

_TO_DO: dict[Kind, Act] = {
    "alarm": Act("enter", "look at the losses in Trends"),
    "step": Act("C", "it is done"),
    "promise": Act("C", "it is kept"),
    "fix": Act("C", "it is mended"),
    "ending": Act("d", "decide, or call them"),
    "draft": Act("enter", "go on writing"),
    "unheard": Act("n", "ask why they left, and write it down"),
    "talk": Act("t", "show them their use and the roadmap"),
    "contradictions": Act("enter", "say which is right"),
    "winback": Act("enter", "tell those who left over it"),
}
"""What to do about a need that is no signal."""

_SAID = 2
"""How many of a logo's needs its row says."""

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
    """Whether now is the time for it, which will pass."""
    others: tuple[Need, ...] = ()
    """What else its logo needs, where it stands for a row: the most pressing first."""

    @property
    def act(self) -> Act:
        """What to do about it."""
        return _TO_DO.get(self.kind) or ACTS[self.kind]  # type: ignore[index]  # every other kind is a signal's code

    @property
    def parts(self) -> tuple[Need, ...]:
        """All that a row stands for."""
        return self, *self.others

    @property
    def proposed(self) -> str:
        """What is proposed to be done next: that of the most pressing part which can be planned."""
        return next(filter(None, (part.act.as_step for part in self.parts)), "")

    @property
    def sentence(self) -> str:
        """What a row says: the two most pressing things, and how many more there are."""
        said = [part.text for part in self.parts[:_SAID]]
        more = len(self.parts) - len(said)
        return " · ".join([*said, f"+{more} more"] if more else said)
