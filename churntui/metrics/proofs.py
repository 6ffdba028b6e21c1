"""Whether what was tried helped: the change of those with whom it was tried, less the change of those with whom not.

Difference in differences: each person is compared with themselves, before and after, and the mean change of the control
group is taken off that of the target group, so that what befell both alike (a season, a release) drops out (Ashenfelter
and Card 1985; Angrist and Pischke 2009, *Mostly Harmless Econometrics*, 5.2). Each person counts as one change: days of
one person hang together, and counting each by itself would claim too much (Bertrand, Duflo and Mullainathan 2004).

The interval is Welch's (1947), with the degrees of freedom of Satterthwaite (1946), because the two groups rarely vary
alike: difference ± t · √(s²/n of the target + s²/n of the control). Below `LEAST` in either group nothing is claimed:
among 5 and 5 there are 252 ways to part them, so that chance alone can be told from an effect; of 3 and 3 there are 20.

Where a few people changed by far the most, as when most have never done it and some do it all day, the interval of a
small group is too narrow: among 5 and 40 it would claim an effect of nothing one time in seven. So a claim must also
stand the other test, which assumes nothing of the kind: parted into groups of these sizes by chance, the same people
differ as much one time in twenty at most (Fisher's permutation test, by `SPLITS` draws that are the same every time).

The groups are chosen, not drawn. What differs may have another cause, and the words say “no difference shown”, never
“no difference”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum, sqrt
from random import Random
from typing import Literal

from churntui.metrics.student import t_quantile
from churntui.model.choices import ProofSide
from churntui.model.proofs import Member, Proof, Trial

LEAST = 5
"""People there must be in each group for anything to be claimed."""

_SHARE_BELOW = 0.975
"""The share of chance below the upper end of a 95 % interval."""

SPLITS = 1999
"""How often people are parted by chance, to see how much the groups differ then."""

MOST_BY_CHANCE = 0.05
"""The share of those that may differ as much, where something is claimed."""

_NEARLY = 1e-9
"""What the last digits of decimal numbers may differ by, as a share of the largest value."""

_WEEK = 7

Verdict = Literal["improved", "no_difference", "worse", "too_few", "not_over", "unmeasured"]

VERDICT_LABELS: dict[Verdict, str] = {
    "improved": "improved",
    "no_difference": "no difference shown",
    "worse": "worse",
    "too_few": "too few to tell",
    "not_over": "not over yet",
    "unmeasured": "not measured",
}
"""How each reads: not over is one whose days after are not all measured, not measured one whose days before are not."""

CLAIMED: frozenset[Verdict] = frozenset({"improved", "no_difference", "worse"})
"""The verdicts that say something about what was tried."""

Missing = Literal["came_late", "no_value"]

MISSING_LABELS: dict[Missing, str] = {
    "came_late": "joined after the days before had begun",
    "no_value": "has no value before or after",
}
"""Why somebody in a group is not counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one person was at before, and after."""

    before: float
    after: float

    @property
    def by(self) -> float:
        """How much it rose; below 0 it fell."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Group:
    """One group, on average."""

    n: int
    """How many of it are counted."""
    before: float | None
    """None where nobody is, or nothing can be told."""
    after: float | None

    @property
    def change(self) -> float | None:
        """How much the average rose; below 0 it fell."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the target group changed than the control group, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What came of a proof of value, on a day."""

    proof: Proof
    action: str
    """The name of the action that is counted; empty for those that qualify, and where it is measured by hand."""
    target: Group
    control: Group
    difference: Difference | None
    """None where there are fewer than two in a group, or the days are not measured. Below 0 the target group changed
    downwards against the control group, whichever is better."""
    verdict: Verdict
    through: date | None
    """The last day that is measured of the days after, of activity; None by hand, and where none is measured."""
    measured_from: date | None
    """The first day the logo's activity is known; None by hand, and where it is not."""
    by_chance: float | None = None
    """How often groups parted by chance differ as much, a share; None where the interval holds 0, or there is none."""
    left_out: tuple[tuple[Member, Missing], ...] = ()
    """Who is in a group and not counted, and why."""

    @property
    def name(self) -> str:
        """What was tried."""
        return self.proof.name

    @property
    def less_is_better(self) -> bool:
        """Whether a fall is what was hoped for."""
        return self.proof.less_is_better

    @property
    def is_claimed(self) -> bool:
        """Whether it says something about what was tried."""
        return self.verdict in CLAIMED


def result(trial: Trial) -> ProofResult:
    """What came of a proof of value, as far as it is measured."""
    counted, left_out = _apart(trial)
    targets, controls = counted["target"], counted["control"]
    gap = _gap(trial)
    target, control = (_group(changes, is_told=gap is None) for changes in (targets, controls))
    difference = None if gap else compared(targets, controls)
    chance: float | None = None
    verdict = gap or _interval_says(trial.proof, targets, controls, difference)
    if verdict in {"improved", "worse"}:
        chance = by_chance(targets, controls)
        verdict = verdict if chance <= MOST_BY_CHANCE else "too_few"
    first, through = _known(trial)
    return ProofResult(
        trial.proof, trial.action, target, control, difference, verdict, through, first, chance, left_out
    )


def compared(target: Sequence[Change], control: Sequence[Change]) -> Difference | None:
    """The difference in differences of two groups; None of fewer than two people in one, who show no spread."""
    if min(len(target), len(control)) < 2:
        return None
    (mean, error), (other_mean, other_error) = _mean_and_error(target), _mean_and_error(control)
    value, variance = mean - other_mean, error + other_error
    if not variance:
        return Difference(value, value, value)
    share, other_share = error / variance, other_error / variance
    freedom = 1 / (share**2 / (len(target) - 1) + other_share**2 / (len(control) - 1))
    reach = t_quantile(_SHARE_BELOW, freedom) * sqrt(variance)
    return Difference(value, value - reach, value + reach)


def _mean_and_error(changes: Sequence[Change]) -> tuple[float, float]:
    """The mean change, and the square of its standard error."""
    n = len(changes)
    mean = fsum(change.by for change in changes) / n
    return mean, fsum((change.by - mean) ** 2 for change in changes) / (n - 1) / n


def by_chance(target: Sequence[Change], control: Sequence[Change]) -> float:
    """How often the same people, parted by chance into groups of these sizes, differ at least as much: a share.

    It is never 0: the groups as they are count as one of the draws.
    """
    rng = Random(0)  # noqa: S311 - the same draws every time, so that a verdict does not change by looking at it
    changes = [change.by for change in (*target, *control)]
    fewer, total = min(len(target), len(control)), fsum(changes)
    others = len(changes) - fewer

    def apart(part: float) -> float:
        """How far the means are apart, where the smaller group's changes come to so much."""
        return abs(part / fewer - (total - part) / others)

    smaller = target if len(target) == fewer else control
    seen = apart(fsum(change.by for change in smaller))
    least = seen - _NEARLY * max(map(abs, changes))
    as_much = sum(apart(sum(rng.sample(changes, fewer))) >= least for _ in range(SPLITS))
    return (1 + as_much) / (1 + SPLITS)


def _interval_says(
    proof: Proof, target: Sequence[Change], control: Sequence[Change], difference: Difference | None
) -> Verdict:
    if difference is None or min(len(target), len(control)) < LEAST:
        return "too_few"
    largest = max(max(abs(change.before), abs(change.after)) for change in (*target, *control))
    nothing = _NEARLY * largest
    if difference.low <= nothing and difference.high >= -nothing:
        return "no_difference"
    return "improved" if (difference.value < 0) == proof.less_is_better else "worse"


def _group(changes: Sequence[Change], *, is_told: bool) -> Group:
    if not changes or not is_told:
        return Group(len(changes), None, None)
    before, after = (fsum(values) / len(changes) for values in zip(*map(_pair, changes), strict=True))
    return Group(len(changes), before, after)


def _pair(change: Change) -> tuple[float, float]:
    return change.before, change.after


def _apart(
    trial: Trial,
) -> tuple[dict[ProofSide, list[Change]], tuple[tuple[Member, Missing], ...]]:
    """Those who are counted, by group, and those who are not."""
    counted: dict[ProofSide, list[Change]] = {"target": [], "control": []}
    left_out: list[tuple[Member, Missing]] = []
    for member in trial.members:
        change = change_of(trial.proof, member)
        if isinstance(change, Change):
            counted[member.row.side].append(change)
        else:
            left_out.append((member, change))
    return counted, tuple(left_out)


def change_of(proof: Proof, member: Member) -> Change | Missing:
    """What a member was at before and after, by activity in a week; or why they are not counted."""
    if proof.is_by_hand:
        before, after = member.row.before, member.row.after
        return "no_value" if before is None or after is None else Change(before, after)
    if member.there_since is not None and member.there_since > proof.before_from:
        return "came_late"
    weeks = proof.days / _WEEK
    return Change(member.done_before / weeks, member.done_after / weeks)


def _gap(trial: Trial) -> Verdict | None:
    """What activity does not reach; None where it reaches all of it."""
    if trial.proof.is_by_hand:
        return None
    if trial.measured is None or trial.measured[0] > trial.proof.before_from:
        return "unmeasured"
    if trial.measured[1] < trial.proof.after_until:
        return "not_over"
    return None if trial.is_named else "unmeasured"


def _known(trial: Trial) -> tuple[date | None, date | None]:
    """The first day activity is known, and the last one that is measured of those asked for."""
    if trial.proof.is_by_hand or trial.measured is None:
        return None, None
    first, end = trial.measured
    return first, min(end, trial.proof.after_until) - timedelta(days=1)
