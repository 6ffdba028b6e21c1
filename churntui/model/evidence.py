"""What is known of logos, each with its day: what health is told from, for today and for any day before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from churntui.model.living import Commitment, Goal, GoalValue
from churntui.model.rows import Person


class Spoken(NamedTuple):
    """That somebody of the logo was spoken with, in a talk or a review."""

    day: date
    person_id: int | None
    both_ways: bool


class Said(NamedTuple):
    """A number that was seen, said or answered on a day."""

    day: date
    value: int


class Due(NamedTuple):
    """A milestone with its day."""

    name: str
    due_on: date
    done_on: date | None


class Override(NamedTuple):
    """A score somebody holds to be right in place of the computed one, until a day."""

    score: int
    reason: str
    until: date
    author: str = ""


class UseOn(NamedTuple):
    """How much one logo used the product, as it stood on a day."""

    active: int | None
    """Customers active in the window before `counted_on`; None where nobody knows who did what."""
    seats: int
    """How many could have been; 0 where nobody knows."""
    counted_on: date | None
    """The Monday at or before the day, as far as use is measured."""
    last: int
    """Qualifying actions in the last 28 days that are measured."""
    before: int
    """In the 28 days before those."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """By logo id, each list by day."""

    tickets: Mapping[int, Sequence[date]] = field(default_factory=dict)
    """The days they came in."""
    talks: Mapping[int, Sequence[Spoken]] = field(default_factory=dict)
    people: Mapping[int, Sequence[Person]] = field(default_factory=dict)
    sentiments: Mapping[int, Sequence[Said]] = field(default_factory=dict)
    scores: Mapping[int, Sequence[Said]] = field(default_factory=dict)
    """Answers to NPS surveys."""
    likelihoods: Mapping[int, Sequence[Said]] = field(default_factory=dict)
    """Said in reviews."""
    payments: Mapping[int, Sequence[Said]] = field(default_factory=dict)
    """1 for one that failed, 0 for one that did not."""
    milestones: Mapping[int, Sequence[Due]] = field(default_factory=dict)
    goals: Mapping[int, Sequence[tuple[Goal, Sequence[GoalValue]]]] = field(default_factory=dict)
    """Those with a day, each with what was measured."""
    promises: Mapping[int, Sequence[Commitment]] = field(default_factory=dict)
    """Ours, those with a day."""
    overrides: Mapping[int, Override] = field(default_factory=dict)
    """The one of each logo that has one, run out or not."""
    tickets_from: date | None = None
    """The first ticket of any logo: from that day on support is known. None where there is none."""
