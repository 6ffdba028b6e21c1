"""What is watched of logos so that one at risk is seen while it is still here: facts as of a day, by logo id.

A logo that is missing from one of them is not known there, which is never the same as low.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from churntui.model.living import Goal, GoalValue, Milestone, Payment, Review, Sentiment
from churntui.model.rows import Person, Survey, Ticket


@dataclass(frozen=True, slots=True)
class Watched:
    """What the file knows of logos beside their contracts, up to the as-of day."""

    contacts: Mapping[int, date] = field(default_factory=dict)
    """The last day one of them answered: in a talk both ways, in a review, or as kept with a person."""
    talked_by_hand: Mapping[int, date] = field(default_factory=dict)
    """The day of the last talk that somebody noted here, which no file brought."""
    champions: Collection[int] = frozenset()
    """Logos in which somebody who is still there speaks for us."""
    buyers: Mapping[int, tuple[Person, ...]] = field(default_factory=dict)
    """Who buys and is still there, where they were spoken with at least once."""
    tickets: Mapping[int, Sequence[Ticket]] = field(default_factory=dict)
    """Those open, and those that came in lately, oldest first."""
    answers: Mapping[int, Sequence[Survey]] = field(default_factory=dict)
    """Answers to the NPS question, newest first."""
    reviews: Mapping[int, Review] = field(default_factory=dict)
    """The last review that says how likely they renew."""
    goals: Mapping[int, Sequence[tuple[Goal, Sequence[GoalValue]]]] = field(default_factory=dict)
    """Those whose day has passed, each with what was measured, oldest first."""
    milestones: Mapping[int, Sequence[Milestone]] = field(default_factory=dict)
    """Those whose day has passed, and that were not reached."""
    payments: Mapping[int, Payment] = field(default_factory=dict)
    """The last one."""
    sentiments: Mapping[int, Sentiment] = field(default_factory=dict)
    """How one of us saw it last."""
    last_done: Mapping[int, date] = field(default_factory=dict)
    """The last day something was done that qualifies."""
    last_other: Mapping[int, date] = field(default_factory=dict)
    """The last day anything was done, of logos where nothing that qualifies was done lately."""
    measured_from: Mapping[int, date] = field(default_factory=dict)
    """The first day anything was measured."""

    def of(self, logo_ids: Collection[int]) -> Watched:
        """The same of some logos."""
        kept: dict[str, Any] = {
            part.name: _narrowed(getattr(self, part.name), logo_ids) for part in fields(self)
        }
        return replace(self, **kept)


def _narrowed(part: Mapping[int, object] | Collection[int], logo_ids: Collection[int]) -> object:
    if isinstance(part, Mapping):
        return {logo_id: known for logo_id, known in part.items() if logo_id in logo_ids}
    return frozenset(logo_id for logo_id in part if logo_id in logo_ids)
