"""Hints on how the losses were coded: signs that a reason was taken from the door step, not from the talk.

They are signs, never a block: each comes with its numbers, whether it is raised or not, and none is raised on fewer
than five interviews, because two of three prove nothing. The edges are field knowledge: price and budget are stated
three times as often as they are the driver, and stated and assessed reason agree in about a quarter of cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from churntui.metrics.coverage import Coverage
from churntui.metrics.learning import Case, Share, share
from churntui.plain.dates import Period
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE

HintKind = Literal["price", "other", "champion", "agreement", "coverage", "owner"]

EDGES: dict[HintKind, float] = {"price": 0.30, "other": 0.15, "agreement": 0.70, "coverage": 0.50}
"""The share beyond which a hint is raised: above it, but for coverage, which is raised below."""

QUARTERS = 4
"""How many quarters are looked at for one without a champion who left."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One sign, with what it was read from."""

    kind: HintKind
    raised: bool
    part: int
    """Interviews (quarters for `champion`, minor units of ARR for `coverage`) that speak for it."""
    whole: int
    """Of how many."""
    ids: tuple[int, ...]
    """The interviews behind `part`; none for `coverage`, whose losses have no interview."""
    quarters: tuple[Period, ...] = ()
    """For `champion`: the quarters in which no interview names a champion who left, latest first."""


def hints(cases: Sequence[Case], covered: Coverage, *, as_of: date) -> list[Hint]:
    """Every hint, raised or not, in the order of `HintKind`."""
    return [
        _over("price", share(cases, lambda case: _is_coded(case, "price", "budget"))),
        _over("other", share(cases, lambda case: _is_coded(case, "other"))),
        _champion(cases, as_of),
        _over("agreement", share(cases, lambda case: case.agrees)),
        Hint(
            "coverage",
            covered.arr_lost > 0 and covered.arr_covered < EDGES["coverage"] * covered.arr_lost,
            covered.arr_covered,
            covered.arr_lost,
            (),
        ),
        _owner(share(cases, _coded_by_owner)),
    ]


def _is_coded(case: Case, *reasons: str) -> bool | None:
    """Whether one of the reasons is the first; None where none was assessed."""
    assessed = case.interview.primary_reason
    return None if assessed is None else assessed in reasons


def _coded_by_owner(case: Case) -> bool | None:
    return None if case.interview.primary_reason is None else case.facts.by_account_owner


def _over(kind: HintKind, counted: Share) -> Hint:
    part, whole = counted.part.n, counted.whole.n
    raised = whole >= FEWEST_FOR_A_PERCENTAGE and part > EDGES[kind] * whole
    return Hint(kind, raised, part, whole, counted.part.ids)


def _owner(by_owner: Share) -> Hint:
    part, whole = by_owner.part.n, by_owner.whole.n
    return Hint("owner", part == whole >= FEWEST_FOR_A_PERCENTAGE, part, whole, by_owner.part.ids)


def _champion(cases: Sequence[Case], as_of: date) -> Hint:
    """Quarters with assessed losses of which none names a champion who left; raised by the latest one over."""
    periods = [Period.of(as_of, "quarter").previous]
    while len(periods) < QUARTERS:
        periods.append(periods[-1].previous)
    assessed = [(period, [case for case in cases if _assessed_in(case, period)]) for period in periods]
    coded = [(period, within) for period, within in assessed if within]
    without = [
        (period, within)
        for period, within in coded
        if not any(case.names("champion_left") for case in within)
    ]
    enough = sum(len(within) for _, within in coded) >= FEWEST_FOR_A_PERCENTAGE
    return Hint(
        "champion",
        enough and bool(without) and without[0] == coded[0],
        len(without),
        len(coded),
        tuple(case.interview.id for _, within in without for case in within),
        tuple(period for period, _ in without),
    )


def _assessed_in(case: Case, period: Period) -> bool:
    if case.interview.primary_reason is None or case.on is None:
        return False
    return period.starts_on <= case.on < period.ends_on
