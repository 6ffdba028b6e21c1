"""A week of the book as it was: what is frozen then, and never changed by what comes later."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from churntui.model.choices import Stage

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


def share_of(arr: int | None, percent: int) -> int:
    """So many percent of an amount, rounded half-even; nothing of one that is not known."""
    return round(Fraction((arr or 0) * percent, 100))
