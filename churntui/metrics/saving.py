"""How good we are at keeping logos that were at risk: the save rate, per kind of offer, and the days in each stage.

An attempt is over where somebody has said so. Where nobody has, the record decides: once the contract it is about (or
one of the logo's that was in force then) was renewed, the logo was recovered; once its service ended, it was lost;
whichever came first. One without any day is over only where it was said. The unit of the rate is the logo: of several
attempts that are over, the last decides. ARR is what was at stake on the day the attempt was begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from churntui.metrics.intervals import wilson
from churntui.model.choices import SAVE_STAGES, SaveStage
from churntui.model.rows import Contract
from churntui.model.saving import SaveAttempt

Ended = Literal["recovered", "lost", "open"]

RUNNING: tuple[SaveStage, ...] = SAVE_STAGES[:3]
"""The stages an attempt goes through before it is over."""

ALL, NO_OFFER = "all", "none"
"""In place of a kind of offer: every attempt, and those of which nobody has said what was offered."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt, and how it ended."""

    attempt: SaveAttempt
    logo_id: int
    ended: Ended
    ended_on: date | None
    """The day it was over, where anybody knows."""
    arr: int | None
    """What was at stake, a year, in minor units; None where no rate converts it."""
    is_said: bool = False
    """Whether somebody said how it ended; else the record told, or it is still open."""
    left_since: bool = False
    """Whether it was said to be recovered, and the logo left before anything was renewed."""

    @property
    def kind(self) -> str:
        """The kind of its offer."""
        return self.attempt.offer_kind or NO_OFFER


@dataclass(frozen=True, slots=True)
class SavingRow:
    """What became of the attempts of one kind of offer, or of all."""

    kind: str
    attempts: int
    open: int
    logos_closed: int
    """Logos with an attempt that is over."""
    logos_recovered: int
    """Those of them that stayed, by their last attempt that is over."""
    rate: float | None
    low: float | None
    high: float | None
    """The 95 % interval (Wilson) of the rate."""
    arr_closed: int
    arr_recovered: int
    arr_rate: float | None
    currency: str
    by_record: int
    """Attempts that the record closed, because nobody did."""
    left_since: int
    """Logos that were said to be recovered and left before a renewal."""
    at_risk_days: float | None
    plan_in_place_days: float | None
    saving_days: float | None
    """The median of the days that attempts stayed in a stage, of the stays that are over."""


@dataclass(frozen=True, slots=True)
class Stays:
    """How long attempts stayed in one stage."""

    stage: SaveStage
    over: tuple[int, ...]
    """Days of the stays that are over, ascending."""
    running: tuple[int, ...]
    """Days so far of those that go on, ascending."""

    @property
    def median(self) -> float | None:
        """The middle of the stays that are over; those that go on would be too short."""
        return median(self.over) if self.over else None


def tried(
    attempts: Iterable[SaveAttempt],
    contracts: Iterable[Contract],
    losses: Mapping[int, Sequence[date]],
    arr_of: Callable[[Contract], int | None],
    as_of: date,
) -> list[Tried]:
    """Each attempt of a logo that was begun by the as-of day, with how it ended, in the order given.

    Args:
        attempts: The attempts.
        contracts: Every contract.
        losses: Logo id to the days on which its service ended.
        arr_of: What a contract brings a year; None where no rate converts it.
        as_of: The day.
    """
    own: dict[int, list[Contract]] = {}
    for contract in contracts:
        own.setdefault(contract.logo_id, []).append(contract)
    return [
        _judged(attempt, attempt.logo_id, own.get(attempt.logo_id, []), losses, arr_of, as_of)
        for attempt in attempts
        if attempt.logo_id is not None and (attempt.begun_on is None or attempt.begun_on <= as_of)
    ]


def _judged(
    attempt: SaveAttempt,
    logo_id: int,
    own: Sequence[Contract],
    losses: Mapping[int, Sequence[date]],
    arr_of: Callable[[Contract], int | None],
    as_of: date,
) -> Tried:
    begun = attempt.begun_on
    risky = _risky(attempt, begun or as_of, own)
    arr = _summed(map(arr_of, risky))
    renewed = lost = None
    if begun is not None:
        over = [one.ends_on for one in risky if one.ends_on is not None and one.ends_on <= begun]
        since = min([begun, *over])
        renewed = _renewed_on(risky, since, own, as_of)
        lost = min((day for day in losses.get(logo_id, ()) if since <= day <= as_of), default=None)
    was_lost_first = lost is not None and (renewed is None or lost <= renewed)
    if attempt.is_closed and (attempt.closed_on is None or attempt.closed_on <= as_of):
        ended: Ended = "recovered" if attempt.stands == "recovered" else "lost"
        left = ended == "recovered" and was_lost_first
        return Tried(attempt, logo_id, ended, attempt.closed_on, arr, is_said=True, left_since=left)
    day = lost if was_lost_first else renewed
    if day is None or begun is None:
        return Tried(attempt, logo_id, "open", None, arr)
    return Tried(attempt, logo_id, "lost" if was_lost_first else "recovered", max(day, begun), arr)


def _risky(attempt: SaveAttempt, day: date, own: Sequence[Contract]) -> list[Contract]:
    """The contracts at risk: the one it names, else the paid ones in force, else the one that ended last."""
    named = [one for one in own if one.id == attempt.contract_id]
    paid = [one for one in own if one.amount_minor]
    in_force = [one for one in paid if one.starts_on <= day and (one.ends_on is None or day < one.ends_on)]
    over = [one for one in paid if one.ends_on is not None and one.ends_on <= day]
    return named or in_force or sorted(over, key=lambda one: one.ends_on or day)[-1:]


def _summed(amounts: Iterable[int | None]) -> int | None:
    """Their sum; None where one of them is not known."""
    known = list(amounts)
    return None if None in known else sum(amount for amount in known if amount is not None)


def _renewed_on(risky: Sequence[Contract], since: date, own: Sequence[Contract], as_of: date) -> date | None:
    """When something began that carries on what was at risk: what renews it, or follows it within its logo.

    What began before the attempt was is no answer to it, unless the contract had ended by then: an answer is dated to
    the end it is about.
    """
    starts = [
        one.starts_on
        for before in risky
        for one in own
        if since <= one.starts_on <= as_of and one.id != before.id and _carries_on(one, before)
    ]
    return min(starts, default=None)


def _carries_on(one: Contract, before: Contract) -> bool:
    if one.renews_id == before.id:
        return one.starts_on > before.starts_on
    return one.amount_minor > 0 and before.ends_on is not None and before.ends_on <= one.starts_on


def rows(judged: Sequence[Tried], currency: str) -> list[SavingRow]:
    """All attempts, then each kind of offer there is, the most used first."""
    kinds: dict[str, list[Tried]] = {}
    for one in judged:
        kinds.setdefault(one.kind, []).append(one)
    in_order = sorted(kinds, key=lambda kind: (kind == NO_OFFER, -len(kinds[kind]), kind))
    return [_row(ALL, judged, currency), *(_row(kind, kinds[kind], currency) for kind in in_order)]


def _row(kind: str, judged: Sequence[Tried], currency: str) -> SavingRow:
    last = deciding(judged)
    kept = [one for one in last if one.ended == "recovered"]
    low, high = wilson(len(kept), len(last)) if last else (None, None)
    closed, recovered = (sum(one.arr or 0 for one in some) for some in (last, kept))
    days = [stays(judged, stage).median for stage in RUNNING]
    return SavingRow(
        kind=kind,
        attempts=len(judged),
        open=sum(one.ended == "open" for one in judged),
        logos_closed=len(last),
        logos_recovered=len(kept),
        rate=len(kept) / len(last) if last else None,
        low=low,
        high=high,
        arr_closed=closed,
        arr_recovered=recovered,
        arr_rate=recovered / closed if closed else None,
        currency=currency,
        by_record=sum(one.ended != "open" and not one.is_said for one in judged),
        left_since=sum(one.left_since for one in last),
        at_risk_days=days[0],
        plan_in_place_days=days[1],
        saving_days=days[2],
    )


def deciding(judged: Iterable[Tried]) -> list[Tried]:
    """Of each logo the last of its attempts that are over: by the day it ended, then by the day it was begun."""
    last: dict[int, Tried] = {}
    for one in judged:
        if one.ended != "open":
            known = last.get(one.logo_id)
            last[one.logo_id] = one if known is None or _when(one) >= _when(known) else known
    return list(last.values())


def _when(one: Tried) -> tuple[date, date]:
    begun = one.attempt.begun_on or date.min
    return one.ended_on or begun, begun


def stays(judged: Iterable[Tried], stage: SaveStage, as_of: date | None = None) -> Stays:
    """How long attempts stayed in a stage; with the as-of day also those that are in it now."""
    over, running = [], []
    for one in judged:
        begun = one.attempt.began(stage)
        if begun is None:
            continue
        later = [one.attempt.began(after) for after in RUNNING[RUNNING.index(stage) + 1 :]]
        left = min((day for day in (*later, one.ended_on) if day is not None and day >= begun), default=None)
        if left is not None and (as_of is None or left <= as_of):
            over.append((left - begun).days)
        elif one.ended == "open" and as_of is not None and one.attempt.stands == stage:
            running.append((as_of - begun).days)
    return Stays(stage, tuple(sorted(over)), tuple(sorted(running)))
