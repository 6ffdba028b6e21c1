"""A week of the book as it was: what is frozen then, and never changed by what comes later."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from churntui.model.choices import Stage
from churntui.model.health import Band

Outcome = Literal["open", "renewed", "lost", "notice"]
"""What is decided about a contract that comes up: `notice` is a loss that is ahead, told by either side."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class RenewalWeek(NamedTuple):
    """One contract that came up, as it stood in a week.

    Contract and logo are told by their refs, so that the row outlives them.
    """

    kept_on: date
    contract: str
    logo: str
    owner: str
    ends_on: date
    """The first day it did not cover as things stood."""
    arr: int | None
    """In minor units of `currency`; None where its rate was missing."""
    currency: str
    """The reporting currency of then."""
    stage: Stage
    """As called."""
    outcome: Outcome
    weight: int
    """The percent of its ARR that counted as called."""
    computed: int
    """The percent that counted as computed."""

    @property
    def called_arr(self) -> int:
        """What counted of it as called."""
        return share_of(self.arr, self.weight)

    @property
    def computed_arr(self) -> int:
        """What counted of it as computed."""
        return share_of(self.arr, self.computed)


class HealthWeek(NamedTuple):
    """The health of one paying logo as it stood in a week; the logo is told by its ref, so that the row outlives it."""

    kept_on: date
    logo: str
    score: int | None
    """The computed one; None where nothing was known."""
    band: Band | None
    """That of the override where there was one."""
    known: int
    """How many of the components that weighed anything."""
    weighed: int
    worst: str
    """The component that lost most; empty where none did."""
    override: int | None


def share_of(arr: int | None, percent: int) -> int:
    """So many percent of an amount, rounded half-even; nothing of one that is not known."""
    return round(Fraction((arr or 0) * percent, 100))
