"""How sure a rate is: no percentage is shown without the counts it was made of, nor without its interval.

Wilson's score interval is taken because a book has dozens of logos, not thousands: there the textbook interval
(Wald) is far too narrow, and empty at 0 of n.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """The 95 % score interval of the share `hits / cases`, two fractions within 0 and 1 (Wilson 1927).

    Raises:
        ValueError: There are no cases, or the hits are not among them.
    """
    if cases < 1 or not 0 <= hits <= cases:
        raise ValueError(f"{hits} of {cases} is no share")
    share = hits / cases
    spread = Z_95**2 / cases
    centre = (share + spread / 2) / (1 + spread)
    reach = Z_95 * sqrt((share * (1 - share) + spread / 4) / cases) / (1 + spread)
    low = 0.0 if hits == 0 else max(0.0, centre - reach)
    high = 1.0 if hits == cases else min(1.0, centre + reach)
    return low, high


def newcombe(hits: int, cases: int, other_hits: int, other_cases: int) -> tuple[float, float, float]:
    """The difference of two shares, `hits / cases` − `other_hits / other_cases`, with its 95 % interval.

    The interval is put together from the two Wilson intervals (Newcombe 1998, method 10), so it holds 0 more often
    than not where the two overlap by much, and stays within −1 and 1.

    Raises:
        ValueError: As in `wilson`.
    """
    low, high = wilson(hits, cases)
    other_low, other_high = wilson(other_hits, other_cases)
    share, other = hits / cases, other_hits / other_cases
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return share - other, share - other - below, share - other + above


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a group of cases."""

    lost: int
    cases: int

    @property
    def rate(self) -> float | None:
        """The share lost, None where there is no case."""
        return self.lost / self.cases if self.cases else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the rate."""
        return wilson(self.lost, self.cases) if self.cases else None
