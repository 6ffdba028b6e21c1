"""What a theme costs among the living: the ARR of the logos that named it and are still here.

It is never added to the ARR lost to the theme. A logo is on one side of it on a day: one that pays on and has no
recorded loss is at stake for what it named in a call, a review, a survey or a ticket; one whose end is known stands
with the lost, marked as ahead, until it is gone. What a logo said before a loss belongs to that loss: one that came
back is at stake for what it has said since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from churntui.metrics.renewals import Renewal
from churntui.model.rows import Contract, Naming


@dataclass(frozen=True, slots=True)
class Living:
    """The logos that pay on the as-of day, as far as what they named is counted."""

    arr: Mapping[int, int] = field(default_factory=dict)
    """Every active logo's ARR in the reporting currency's minor units, pending ones too."""
    leaving: Collection[int] = frozenset()
    """Those whose end is known."""
    back_since: Mapping[int, date] = field(default_factory=dict)
    """Logo id to the day of its last recorded loss up to the as-of day."""
    unpriced: Collection[int] = frozenset()
    """Those with something in force that is left out of amounts."""


@dataclass(frozen=True, slots=True)
class Stake:
    """One theme among those who are still here."""

    arr_by_logo: Mapping[int, int] = field(default_factory=dict)
    """The logos at stake, each with its ARR."""
    ahead_by_logo: Mapping[int, int] = field(default_factory=dict)
    """The logos that named it and whose end is known, each with its ARR."""
    unpriced: int = 0
    """How many of those at stake are in no amount, or not with all they pay."""
    days: tuple[date, ...] = ()
    """The days it was named on in notes that are no exit interviews, whoever they were about, in order."""

    @property
    def logos(self) -> int:
        """How many logos are at stake."""
        return len(self.arr_by_logo)

    @property
    def arr(self) -> int:
        """Their ARR."""
        return sum(self.arr_by_logo.values())

    @property
    def ahead_arr(self) -> int:
        """The ARR of those whose end is known."""
        return sum(self.ahead_by_logo.values())


NO_STAKE = Stake()


def stakes(namings: Iterable[Naming], living: Living, *, as_of: date) -> dict[int, Stake]:
    """Theme id to its stake; themes that nobody named but in exit interviews of lost logos are missing.

    A logo counts once under each theme, in however many notes it named it.
    """
    at_stake: dict[int, set[int]] = {}
    ahead: dict[int, set[int]] = {}
    days: dict[int, list[date]] = {}
    for naming in namings:
        if naming.note != "interview" and naming.day is not None and naming.day <= as_of:
            days.setdefault(naming.theme_id, []).append(naming.day)
        if not is_said_here(naming, living, as_of=as_of):
            continue
        if naming.logo_id in living.leaving:
            ahead.setdefault(naming.theme_id, set()).add(naming.logo_id)
        elif naming.note != "interview":
            at_stake.setdefault(naming.theme_id, set()).add(naming.logo_id)
    return {
        theme_id: Stake(
            _arrs(at_stake.get(theme_id, ()), living),
            _arrs(ahead.get(theme_id, ()), living),
            len(at_stake.get(theme_id, set()) & set(living.unpriced)),
            tuple(sorted(days.get(theme_id, ()))),
        )
        for theme_id in at_stake.keys() | ahead.keys() | days.keys()
    }


def is_said_here(naming: Naming, living: Living, *, as_of: date) -> bool:
    """Whether a logo that is still here named it by that day, and since it last left.

    A note without a day counts, but not of a logo that has left before.
    """
    back_since = living.back_since.get(naming.logo_id)
    if naming.logo_id not in living.arr or (naming.day is None and back_since is not None):
        return False
    return naming.day is None or (naming.day <= as_of and (back_since is None or naming.day >= back_since))


def coming(renewals: Iterable[Renewal], logo_ids: Collection[int]) -> list[Renewal]:
    """The renewals of these logos that are still ahead, or wait for an answer, the next first."""
    due = [each for each in renewals if each.logo.id in logo_ids and each.bucket != "known_churn"]
    return sorted(due, key=lambda each: (each.ends_on, each.logo.name, each.contract.id))


def _arrs(logo_ids: Collection[int], living: Living) -> dict[int, int]:
    return {logo_id: living.arr[logo_id] for logo_id in sorted(logo_ids)}


def in_force(contracts: Iterable[Contract], expired: Collection[int], as_of: date) -> set[int]:
    """The logos of those contracts that are in force on a day, or have expired and wait for an answer."""
    return {
        contract.logo_id
        for contract in contracts
        if contract.starts_on <= as_of
        and (contract.ends_on is None or contract.ends_on > as_of or contract.id in expired)
    }


def back_since(losses: Mapping[int, Sequence[date]], as_of: date) -> dict[int, date]:
    """Logo id to the day of its last recorded loss up to a day; `losses` as `ends.recorded_losses` gives them."""
    past = {logo_id: [day for day in days if day <= as_of] for logo_id, days in losses.items()}
    return {logo_id: days[-1] for logo_id, days in past.items() if days}
