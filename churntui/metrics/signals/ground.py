"""What signals are told from: the facts of a day, and the logos they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from churntui.metrics.contradictions import Contradiction
from churntui.metrics.renewals import Renewal
from churntui.metrics.usage import Usage
from churntui.model.living import Commitment
from churntui.model.rhythm import Rhythm
from churntui.model.rows import Logo, Settings
from churntui.model.watched import Watched
from churntui.plain import dates


@dataclass(frozen=True, slots=True)
class Subject:
    """A logo that pays."""

    logo: Logo
    arr: int
    """In minor units of the reporting currency."""
    since: date
    """Since when it is served without a break."""
    seats: int | None = None
    """What it has bought; None where its contracts do not say."""
    is_leaving: bool = False
    """Whether its end is known: nothing that only warns of one is said of it any more."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known on a day."""

    as_of: date
    settings: Settings
    watched: Watched
    usage: Mapping[int, Usage] = field(default_factory=dict)
    """By logo, up to the last measured day; one nothing was ever measured of is missing."""
    usage_through: date | None = None
    """The last measured day of the book; None where that is too long ago to be news."""
    active: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """How many of its customers are active, and how many it has; where that is known."""
    renewals: Mapping[int, Sequence[Renewal]] = field(default_factory=dict)
    left_champions: Mapping[int, tuple[str, date]] = field(default_factory=dict)
    """Who left, and when, where no champion followed."""
    promises: Mapping[int, Sequence[Commitment]] = field(default_factory=dict)
    """Those that are open and overdue, by day."""
    contradictions: Mapping[int, Sequence[Contradiction]] = field(default_factory=dict)
    rhythm: Rhythm = field(default_factory=lambda: Rhythm.parsed(Settings().no_talk_days))
    minor_per_unit: int = 100

    def day(self, day: date) -> str:
        """A day as a sentence says it."""
        return dates.short(day, self.as_of)

    def days_since(self, day: date) -> int:
        """Days from it to the as-of day."""
        return (self.as_of - day).days

    def most_without_talk(self, subject: Subject) -> int:
        """The days without a talk that are too many for it."""
        return self.rhythm.days(subject.arr // self.minor_per_unit)


Unknown = Iterator[str]
"""What is not known of a logo, in a word each."""
