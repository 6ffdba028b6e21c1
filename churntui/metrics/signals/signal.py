"""The vocabulary of signals: their codes, how each reads, how urgent it is, what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

from churntui.metrics.contradictions import Kind as ContradictionKind

Code = Literal[
    "expired",
    "notice",
    "payment_failed",
    "silent",
    "never_used",
    "champion_left",
    "likelihood",
    "detractor",
    "falling",
    "only_other_actions",
    "commitment",
    "tickets",
    "no_champion",
    "no_buyer",
    "no_talk",
    "few_active",
    "milestone",
    "goal",
    "contradiction",
]
CODES: tuple[Code, ...] = get_args(Code)
"""The most pressing first."""

LABELS: Mapping[Code, str] = MappingProxyType(
    {code: code.replace("_", " ") for code in CODES}
    | {
        "likelihood": "unlikely",
        "falling": "use falling",
        "only_other_actions": "only other actions",
        "commitment": "promise overdue",
        "no_buyer": "buyer not reached",
        "milestone": "milestone overdue",
        "goal": "goal overdue",
        "contradiction": "contradicting",
    }
)
"""How each reads."""

Key = Literal["d", "t", "x", "n", "C", "enter"]
"""The key of the grammar that does it."""


@dataclass(frozen=True, slots=True)
class Act:
    """What to do about a signal."""

    key: Key
    what: str

    @property
    def as_step(self) -> str:
        """What it is as a step to be planned; nothing where it is done at once."""
        return self.what if self.key in {"x", "t"} else ""


ACTS: Mapping[Code, Act] = MappingProxyType(
    {
        "expired": Act("d", "decide: renewed, rolled on or lost"),
        "notice": Act("d", "decide, or call them while there is time"),
        "payment_failed": Act("x", "ask who pays, and settle it"),
        "silent": Act("t", "call: what came in between?"),
        "never_used": Act("t", "call: what keeps them from starting?"),
        "champion_left": Act("t", "find who follows, and win them over"),
        "likelihood": Act("x", "plan what makes it likelier"),
        "detractor": Act("t", "call who answered so"),
        "falling": Act("t", "call: what has changed?"),
        "only_other_actions": Act("t", "show them what they bought it for"),
        "commitment": Act("C", "do it, or agree on another day"),
        "tickets": Act("x", "go through the open tickets with support"),
        "no_champion": Act("t", "find who speaks for us"),
        "no_buyer": Act("t", "call who buys"),
        "no_talk": Act("t", "call them"),
        "few_active": Act("x", "train those who do not use it yet"),
        "milestone": Act("x", "agree on what is missing"),
        "goal": Act("x", "measure it, and agree on what comes next"),
        "contradiction": Act("enter", "say which is right"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that says that a logo is at risk."""

    code: Code
    logo_id: int
    text: str
    """The sentence: what, how much, since when."""
    since: date | None = None
    """The day it began, or the day it is about; None where nobody can say."""
    value: int | float | None = None
    """How much: days, points, a share; None where it is yes or no."""
    urgent: bool = False
    """Whether it cannot wait."""
    row: tuple[str, int] | None = None
    """The row of the book it is about, where it is about one: its table, and its id."""
    contradiction: ContradictionKind | None = None
    """The kind of contradiction it is."""
    about: str = ""
    """What tells it from an earlier one of its kind and logo, in refs and days: another once it begins anew."""

    @property
    def act(self) -> Act:
        """What to do about it."""
        return ACTS[self.code]

    @property
    def order(self) -> tuple[bool, int]:
        """The most pressing of a logo come first."""
        return not self.urgent, CODES.index(self.code)
