"""What an exit interview records beside its note: who was asked, the judgement, the warning signs, what was learnt.

Days are told from the day of the interview, as in the notes. The logo's own words stay in its language; what we made of
them is written in English, so that the whole team can read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from churntui.model.choices import (
    Confidence,
    LossKind,
    Phase,
    Preventable,
    Reason,
    Replacement,
    RespondentRole,
    WinBack,
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to keep the logo."""

    day: int
    offer: str
    response: str
    outcome: str = "lost"
    owner: str = ""
    """The account owner's where empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitFacts:
    """The closed answers of one interview; a day is a number of days from it, None where nobody knows."""

    key: str
    """Whose loss it is about."""
    respondent: str
    role: RespondentRole
    channel: str
    stated: Reason
    """The code of what they said; the note has the code of what we think."""
    confidence: Confidence
    secondary: tuple[Reason, ...] = ()
    began: Phase | None
    surfaced: Phase | None
    preventable: Preventable
    why: str
    replaced_by: Replacement
    competitor: str = ""
    confirmed: bool | None = None
    """Whether two sources name the competitor; None where there is none."""
    champion_left: int | None = None
    """The day the champion left; None where they did not."""
    successor: bool | None = None
    signal: str = ""
    warned: tuple[int | None, int | None, int | None] = (None, None, None)
    """The first signal, when it was flagged, when somebody acted on it."""
    notice: int | None = None
    decided: int | None = None
    basis: str = ""
    """How we know of the decision."""
    attempts: tuple[Attempt, ...] = ()
    change_mind: str
    differently: str
    fix: tuple[str, str, int]
    """What is mended, by whom, and the day it is due."""
    win_back: WinBack
    trigger: str = ""
    back: int | None = None
    """The day they said they might be asked again."""
    interviewer: str = ""
    """The account owner where empty."""
    kind: LossKind = "full"


def on(told: date, days: int | None) -> date | None:
    """The day so many days from the interview."""
    return None if days is None else told + timedelta(days=days)
