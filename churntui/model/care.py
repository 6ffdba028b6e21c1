"""What is done about health: a score somebody holds to be right instead, and the steps that belong to a band."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from churntui.model.health import MOST_SCORE, Band
from churntui.model.rows import OfLogo
from churntui.model.schema import Column

MOST_STEP_DAYS = 366


@dataclass(frozen=True, slots=True)
class HealthOverride:
    """A score that counts in place of the computed one, until a day; the computed one stays in view."""

    id: int
    logo_id: OfLogo
    score: Annotated[
        int, Column("Score", "What it is held to be, from 0 to 100", most=MOST_SCORE, required=True)
    ]
    reason: Annotated[str, Column("Reason", "What the computed score does not see", required=True)]
    until: Annotated[date, Column("Until", "The last day it counts", required=True, toward="future")]
    author: Annotated[str, Column("Author", "Who of us says so", masked="ours")] = ""


@dataclass(frozen=True, slots=True)
class PlaybookStep:
    """What is done for a logo that enters a band."""

    id: int
    band: Annotated[Band, Column("Band", "The band that is entered", required=True)]
    what: Annotated[str, Column("What", "What is to be done", required=True)]
    owner: Annotated[str, Column("Owner", "Who does it; blank: the owner of the logo", masked="ours")] = ""
    days: Annotated[int, Column("Within days", "Days from entering until it is due", most=MOST_STEP_DAYS)] = 7
