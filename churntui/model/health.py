"""What a health score is made of: the components, how each is weighed, and the edges between which it counts.

The five that weigh by default, with their weights and edges, are those customer success teams have agreed on: use by
the people who pay for it, its course, how the CSM sees the logo, who speaks for us there, and support. The others
weigh nothing until somebody says so. A book keeps what differs from this in one setting, a line that can be read and
typed: `active 40; support 10 (6 to 2)`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

from churntui.plain import wording
from churntui.plain.errors import BadInputError
from churntui.plain.text import fold

Key = Literal[
    "active", "trend", "sentiment", "people", "support", "talk", "survey", "likelihood", "payment", "milestones",
    "goals", "promises",
]  # fmt: skip

KEYS: tuple[Key, ...] = get_args(Key)

Band = Literal["good", "fair", "poor"]

BANDS: tuple[Band, ...] = get_args(Band)

WINDOW_DAYS = 28
"""Active customers and the course of use are looked at over so many days."""

SUPPORT_DAYS = 90
"""Support problems that came in this many days back count."""

REACHED_DAYS = 90
"""A buyer counts as reached for so many days after somebody spoke with them."""

SENTIMENT_DAYS, SURVEY_DAYS, REVIEW_DAYS = 180, 180, 180
"""For how long what was seen or said once still speaks."""

MOST_WEIGHT = 1000

MOST_SCORE = 100


@dataclass(frozen=True, slots=True)
class Component:
    """Something a score can be made of."""

    key: Key
    label: str
    meaning: str
    """What is looked at, in a line."""
    unit: str
    """What its values and edges are counted in."""
    undated: str = ""
    """What of it has no day, so that it cannot be told of the past; empty where all of it has one."""


COMPONENTS: Mapping[Key, Component] = MappingProxyType(
    {
        "active": Component(
            "active", "Active customers",
            f"customers active in the {WINDOW_DAYS} days before the last Monday, of the seats", "%",
        ),
        "trend": Component(
            "trend", "Course of use", f"use in {WINDOW_DAYS} days against the {WINDOW_DAYS} before", "%"
        ),
        "sentiment": Component(
            "sentiment", "Sentiment", f"how the CSM saw them last, 1 to 5, in {SENTIMENT_DAYS} days", ""
        ),
        "people": Component(
            "people", "Champion and buyer",
            f"a champion is there, and a buyer was spoken with in {REACHED_DAYS} days: half each", "%",
            undated="who is a champion, and a last contact that was imported",
        ),
        "support": Component("support", "Support", f"tickets that came in within {SUPPORT_DAYS} days", ""),
        "talk": Component("talk", "Talks", "days since they last answered in a talk", "days"),
        "survey": Component("survey", "Survey", f"the last NPS answer, 0 to 10, in {SURVEY_DAYS} days", ""),
        "likelihood": Component(
            "likelihood", "Likelihood", f"to renew, 0 to 10, as said in the last review in {REVIEW_DAYS} days", ""
        ),
        "payment": Component("payment", "Payments", "payments that failed since the last that did not", ""),
        "milestones": Component("milestones", "Milestones", "milestones of getting started that are overdue", ""),
        "goals": Component("goals", "Goals", "goals whose day has passed, and that were not measured as reached", ""),
        "promises": Component(
            "promises", "Our promises", "promises of ours whose day has passed, and that were not kept", "",
            undated="what came of a promise",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """How one component is weighed."""

    key: Key
    weight: int
    """Against the weights of the others that are known; 0 leaves it out."""
    poor: float
    """At this value, and beyond it, it counts nothing."""
    good: float
    """At this value, and beyond it, it counts in full; in between in proportion."""

    def share(self, value: float) -> float:
        """How much of its weight the value earns, from 0 to 1."""
        return min(1.0, max(0.0, (value - self.poor) / (self.good - self.poor)))

    @property
    def text(self) -> str:
        """As it is typed: `active 30 (50 to 80)`."""
        return f"{self.key} {self.weight} ({self.edge(self.poor)} to {self.edge(self.good)})"

    def edge(self, value: float) -> str:
        """An edge as it is typed."""
        return wording.number(value).replace("−", "-")


USUAL: tuple[Rule, ...] = (
    Rule("active", 30, 50, 80),
    Rule("trend", 20, -40, 0),
    Rule("sentiment", 20, 1, 5),
    Rule("people", 15, 0, 100),
    Rule("support", 15, 5, 1),
    Rule("talk", 0, 90, 30),
    Rule("survey", 0, 6, 9),
    Rule("likelihood", 0, 5, 8),
    Rule("payment", 0, 1, 0),
    Rule("milestones", 0, 1, 0),
    Rule("goals", 0, 1, 0),
    Rule("promises", 0, 1, 0),
)
"""How each component is weighed where the book says nothing else."""


USUAL_BANDS = (70, 40)
"""From which score on a logo is good, and from which on it is fair."""


@dataclass(frozen=True, slots=True)
class Formula:
    """How a book makes a score."""

    rules: tuple[Rule, ...] = USUAL
    good: int = USUAL_BANDS[0]
    """From this score on a logo is good."""
    fair: int = USUAL_BANDS[1]
    """From this one on it is fair, and poor under it."""

    @property
    def weighed(self) -> tuple[Rule, ...]:
        """The components that weigh anything."""
        return tuple(rule for rule in self.rules if rule.weight)

    def band(self, score: int) -> Band:
        """Where a score lies."""
        if score >= self.good:
            return "good"
        return "fair" if score >= self.fair else "poor"

    @property
    def edges(self) -> str:
        """The rule of the bands, as it is printed beside scores."""
        return f"good from {self.good}, fair from {self.fair}, poor below"

    @property
    def text(self) -> str:
        """What differs from the usual, as a book keeps it; empty where nothing does."""
        usual = {rule.key: rule for rule in USUAL}
        parts = [rule.text for rule in self.rules if rule != usual[rule.key]]
        if (self.good, self.fair) != USUAL_BANDS:
            parts.append(f"bands {self.good} {self.fair}")
        return "; ".join(parts)

    def changed(self, rule: Rule) -> Formula:
        """The same with one component weighed so."""
        return replace(self, rules=tuple(rule if old.key == rule.key else old for old in self.rules))


_RULE = re.compile(r"(\w+)\s+(\d{1,5})(?:\s*\(\s*(\S+)\s+to\s+(\S+)\s*\))?\Z")

_BANDS = re.compile(r"(\d{1,3})[\s,]+(\d{1,3})\Z")

_SHAPE = "Write it as active 30 (50 to 80), or bands 70 40; several with ; between them"


def formula(text: str) -> Formula:
    """Read what a book keeps.

    Raises:
        BadInputError: It cannot be: what is wrong, and how to write it.
    """
    made, usual = Formula(), {rule.key: rule for rule in USUAL}
    for part in filter(None, (one.strip() for one in text.split(";"))):
        name, *rest = part.split(maxsplit=1)
        if fold(name) == "bands":
            made = _bands(made, " ".join(rest))
            continue
        told = _RULE.match(part)
        key = next((known for known in KEYS if told and known == fold(told[1])), None)
        if told is None or key is None:
            raise BadInputError(f"“{part}” is no component with a weight", f"{_SHAPE}: {', '.join(KEYS)}")
        poor, good = usual[key].poor, usual[key].good
        if told[3]:
            poor, good = _number(told[3]), _number(told[4])
        made = made.changed(rule_of(key, int(told[2]), poor, good))
    if not made.weighed:
        raise BadInputError("No component weighs anything", "Give one a weight above 0")
    return made


def rule_of(key: Key, weight: int, poor: float, good: float) -> Rule:
    """A rule that can be.

    Raises:
        BadInputError: Its weight is too large, or its edges are one.
    """
    if weight > MOST_WEIGHT:
        raise BadInputError(f"{key} cannot weigh {weight}", f"Use a whole number from 0 to {MOST_WEIGHT}")
    if poor == good:
        raise BadInputError(f"The edges of {key} are one", "Say where it is poor, and where it is good")
    return Rule(key, weight, poor, good)


def _number(text: str) -> float:
    try:
        value = float(text.replace("−", "-").replace(",", ".").removesuffix("%"))
    except ValueError:
        raise BadInputError(f"“{text}” is no number", _SHAPE) from None
    if not abs(value) <= 10**6:
        raise BadInputError(f"“{text}” is too large", _SHAPE)
    return value


def _bands(made: Formula, text: str) -> Formula:
    told = _BANDS.match(text)
    good, fair = (int(told[1]), int(told[2])) if told else (0, 0)
    if not 0 < fair < good <= MOST_SCORE:
        raise BadInputError(
            f"bands “{text}” cannot be", "Write bands 70 40: good from 70, fair from 40, poor below"
        )
    return replace(made, good=good, fair=fair)
