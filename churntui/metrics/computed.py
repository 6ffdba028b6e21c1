"""How likely a renewal is by what is known of it, as the computed view of a forecast says: never by what was called.

It begins with the book's own rate: of the contracts that came up lately, the share that was renewed, drawn towards 70 %
as if ten more had come up, so that a young book claims little. Each ground then multiplies the odds, p ÷ (1 − p). What
was never measured is no ground: unknown is not low. The result is a whole percent between 1 and 99, so that whoever
reads it can work out the amount by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from churntui.metrics.health import Health
from churntui.metrics.renewals import Renewal
from churntui.model.choices import FORECAST_PERCENT, NOT_PAID
from churntui.model.health import Band
from churntui.model.watched import Watched
from churntui.plain.wording import change

_USUAL = 10
"""So many contracts stand behind the share that a book without a past begins with."""

STEADY = Fraction(-1, 10)
"""A change of use from which on it counts as held."""

_FELL, _HELD = Fraction(1, 3), Fraction(3, 2)
_OF_BAND: Mapping[Band, Fraction] = {"good": Fraction(2), "fair": Fraction(2, 3), "poor": Fraction(1, 4)}
_ENDED, _TOO_LATE = Fraction(1, 2), Fraction(4)
_UNLIKELY, _NOT_PAID = Fraction(1, 3), Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that makes a renewal more or less likely."""

    name: str
    """What it is, inside a sentence: `use fell 44 %`."""
    factor: Fraction
    """What the odds are multiplied by."""


@dataclass(frozen=True, slots=True)
class BaseRate:
    """What became of the contracts that came up lately."""

    renewed: int
    lost: int

    @property
    def share(self) -> Fraction:
        """The share to begin with."""
        usual = Fraction(FORECAST_PERCENT["open"] * _USUAL, 100)
        return (self.renewed + usual) / (self.renewed + self.lost + _USUAL)


@dataclass(frozen=True, slots=True)
class Computed:
    """How likely a renewal is, and why."""

    percent: int
    grounds: tuple[Ground, ...] = ()


def grounds_of(
    renewal: Renewal, usage_fall: float, *, use_is_fresh: bool, health: Health | None = None
) -> tuple[Ground, ...]:
    """What is known of a renewal beside the rate of the book: by its logo's health where there is a score, else by use.

    Args:
        renewal: With its change of use.
        usage_fall: The fall of use that counts, a fraction.
        use_is_fresh: Whether activity reaches into the last weeks: older figures are no ground.
        health: The computed score of its logo.
    """
    found = [] if health is None else [_of_health(health)]
    moved = renewal.usage_change if use_is_fresh and health is None else None
    if moved is not None and moved <= -usage_fall:
        found.append(Ground(f"use fell {change(-moved).removeprefix('+')}", _FELL))
    elif moved is not None and moved >= STEADY:
        found.append(Ground("use held", _HELD))
    if renewal.contract.auto_renew and renewal.notice_days_left < 0:
        found.append(Ground("it renews itself, and the notice deadline has passed", _TOO_LATE))
    elif renewal.bucket == "expired":
        found.append(Ground("it ended and nobody answered", _ENDED))
    return tuple(found)


def signs_of(
    watched: Watched, logo_id: int, likelihood_low: int, health: Health | None = None
) -> tuple[Ground, ...]:
    """What signals say of its logo, as far as its health does not weigh it already: they speak of leaving.

    Args:
        watched: What the file knows of logos.
        logo_id: The logo.
        likelihood_low: The likelihood to renew, of 10, up to which it is low.
        health: The computed score of the logo.
    """
    weighed = {part.key for part in health.parts} if health else set()
    found, review, payment = [], watched.reviews.get(logo_id), watched.payments.get(logo_id)
    said = None if review is None or "likelihood" in weighed else review.likelihood
    if said is not None and said <= likelihood_low:
        found.append(Ground(f"likely to renew {said}/10 in the last review", _UNLIKELY))
    if "payment" not in weighed and payment is not None and payment.outcome in NOT_PAID:
        found.append(Ground(f"the last payment {payment.outcome}", _NOT_PAID))
    return tuple(found)


def _of_health(health: Health) -> Ground:
    worst = f": {health.worst.said}" if health.worst and health.band != "good" else ""
    return Ground(f"health {health.score}, {health.band}{worst}", _OF_BAND[health.band])


def computed(base: BaseRate, grounds: Iterable[Ground]) -> Computed:
    """The probability that the base rate and these grounds come to."""
    known = tuple(grounds)
    odds = base.share / (1 - base.share) if base.share < 1 else Fraction(99)
    for ground in known:
        odds *= ground.factor
    return Computed(min(99, max(1, round(100 * odds / (1 + odds)))), known)
