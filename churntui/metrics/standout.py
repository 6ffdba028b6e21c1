"""Which segment a period's losses came from more than its share of the logos would lead one to expect.

Among many segments one always stands out, so the segment is told with its counts, and called more than chance only
where a draw of as many losses from all logos would rarely hit it so often: Fisher's one-sided exact test, with the
level divided by the number of segments looked at (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

LEVEL = 0.05
"""How often chance alone may be called more than chance."""

FEWEST_LOSSES = 3
"""Under so many losses nothing is said: two in one segment are no pattern."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The losses of one segment in one period."""

    field: str
    """What logos are split by: `industry`."""
    label: str
    lost: int
    initial: int


@dataclass(frozen=True, slots=True)
class Standout:
    """The segment whose share of the losses most exceeds its share of the logos."""

    segment: Segment
    lost: int
    """Of all segments of the field together."""
    initial: int
    surprising: bool
    """Whether it is more than chance would bring about."""


def strongest(segments: Sequence[Segment], lost: int, initial: int) -> Standout | None:
    """The segment that stands out, of all fields' segments; None where there are too few losses, or none does.

    Args:
        segments: Of one period, of one or several fields, without the logos whose field is not set. Of
            equals the first is taken.
        lost: The logos the period lost in all.
        initial: The logos that were there at its opening in all.
    """
    looked_at = [segment for segment in segments if 0 < segment.initial < initial]
    above = [segment for segment in looked_at if segment.lost >= 2 and _excess(segment, lost, initial) > 0]
    if lost < FEWEST_LOSSES or not above:
        return None
    best = max(above, key=lambda segment: (_excess(segment, lost, initial), -segment.initial))
    surprising = chance(best, lost, initial) * len(looked_at) < LEVEL
    return Standout(best, lost, initial, surprising)


def _excess(segment: Segment, lost: int, initial: int) -> float:
    """The segment's share of the losses less its share of the logos."""
    return segment.lost / lost - segment.initial / initial if lost else 0.0


def chance(segment: Segment, lost: int, initial: int) -> float:
    """How likely a random draw of `lost` of `initial` logos hits the segment as often as it was hit, or oftener."""
    rest = initial - segment.initial
    least, most = max(segment.lost, lost - rest), min(lost, segment.initial)
    draws, ways = comb(segment.initial, least) * comb(rest, lost - least) if least <= most else 0, 0
    for hit in range(least, most + 1):
        ways += draws  # each number of draws from the one before it: thousands of `comb` would take seconds
        draws = draws * (segment.initial - hit) * (lost - hit) // ((hit + 1) * (rest - lost + hit + 1))
    return ways / comb(initial, lost)
