"""An attempt to keep a logo, declared as the nouns of `rows` are: its stages, each from a day, and what is offered.

An exit interview shows what was tried before it, too. Each attempt kept of the logo is told in one interview at most:
the first about an end of service on or after the day the attempt was begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from churntui.model.choices import (
    CLOSED_STAGES,
    OFFER_KIND_LABELS,
    OUTCOMES_LOST,
    OUTCOMES_SAVED,
    SAVE_STAGE_LABELS,
    OfferKind,
    SaveStage,
)
from churntui.model.schema import Column
from churntui.plain.text import fold


@dataclass(frozen=True, slots=True)
class SaveAttempt:
    """One attempt to keep a logo, from the day it was seen at risk to the day it was recovered or lost.

    It belongs to the logo; one that is told in an exit interview belongs to that, too. Two are equal that say the same,
    whosever they are.
    """

    day: Annotated[date | None, Column("Tried", "The day it was tried: saving began")] = None
    owner: Annotated[str, Column("Owner", "Who of us tried", masked="ours")] = ""
    offer: Annotated[str, Column("Offer", "What was offered", kind="note")] = ""
    response: Annotated[str, Column("Response", "What they said to it", kind="note")] = ""
    outcome: Annotated[
        str, Column("Outcome", "How it ended, in a word; the stage says it, where it is told", kind="note")
    ] = ""
    """`saved`, `lost`, `open`, or whatever a file said."""
    interview_id: Annotated[
        int | None, Column("Interview", "The exit interview that tells of it", kind="interview")
    ] = field(default=None, compare=False)
    logo_id: Annotated[
        int | None, Column("Logo", "Which logo it is about; that of the interview where blank", kind="logo")
    ] = field(default=None, compare=False)
    contract_id: Annotated[
        int | None, Column("Contract", "The contract whose renewal is at risk", kind="contract")
    ] = None
    stage: Annotated[
        SaveStage | None,
        Column("Stage", "How far it is; recovered and lost close it", labels=SAVE_STAGE_LABELS),
    ] = None
    offer_kind: Annotated[
        OfferKind | None, Column("Kind of offer", "What is offered to keep them", labels=OFFER_KIND_LABELS)
    ] = None
    at_risk_on: Annotated[date | None, Column("At risk", "The day it was seen that they may leave")] = None
    planned_on: Annotated[date | None, Column("Plan", "The day there was a plan to keep them")] = None
    closed_on: Annotated[date | None, Column("Closed", "The day it was recovered or lost")] = None
    id: int | None = field(default=None, compare=False)
    """None for one that is not in the book yet."""

    @property
    def stands(self) -> SaveStage:
        """How far it is: as it was said, else by the word for how it ended, else by the days there are."""
        word = fold(self.outcome)
        if self.stage is not None:
            return self.stage
        if word in OUTCOMES_SAVED | OUTCOMES_LOST:
            return "recovered" if word in OUTCOMES_SAVED else "lost"
        return "saving" if self.day else "plan_in_place" if self.planned_on else "at_risk"

    @property
    def is_closed(self) -> bool:
        """Whether somebody has said how it ended."""
        return self.stands in CLOSED_STAGES

    @property
    def is_of_logo(self) -> bool:
        """Whether it is kept of the logo itself, and is no part of an exit interview."""
        return self.id is not None and self.interview_id is None

    def began(self, stage: SaveStage) -> date | None:
        """The day that stage began, where it has, and somebody said when."""
        if stage in CLOSED_STAGES:
            return self.closed_on if self.stands == stage else None
        return {"at_risk": self.at_risk_on, "plan_in_place": self.planned_on, "saving": self.day}[stage]

    @property
    def begun_on(self) -> date | None:
        """The first day that is known of it."""
        days = (self.at_risk_on, self.planned_on, self.day, self.closed_on)
        return min((day for day in days if day is not None), default=None)


About = tuple[int, int, date | None]
"""An interview: its id, its logo, and the day it is about."""


def told_in(
    interviews: Iterable[About], attempts: Iterable[SaveAttempt]
) -> dict[int, tuple[SaveAttempt, ...]]:
    """Interview id to the attempts that it tells of, and those kept of its logo that were begun before it."""
    by_logo: dict[int, list[tuple[date, int]]] = {}
    for number, logo_id, day in interviews:
        if day is not None:
            by_logo.setdefault(logo_id, []).append((day, number))
    told: dict[int, list[SaveAttempt]] = {}
    for attempt in attempts:
        number_of = attempt.interview_id or _first_after(attempt, by_logo)
        if number_of is not None:
            told.setdefault(number_of, []).append(attempt)
    return {number: tuple(tried) for number, tried in told.items()}


def _first_after(attempt: SaveAttempt, by_logo: Mapping[int, Iterable[tuple[date, int]]]) -> int | None:
    """The first interview of its logo that is about a day on or after the one it was begun on."""
    begun = attempt.begun_on or date.min
    after = [about for about in by_logo.get(attempt.logo_id or 0, ()) if about[0] >= begun]
    return min(after)[1] if after else None
