"""What the losses teach, taken together: what they said against what it was, where it began, how late we knew.

The unit is the interview, whatever its status: who declined may still have been assessed. Only what somebody coded
counts; nothing is guessed from the words, and what was left out stays out of the denominator. ARR counts each loss
once, however many interviews are about it; an interview about no loss, or one still to come, adds none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Literal

from churntui.metrics.coverage import loss_of
from churntui.metrics.intervals import wilson
from churntui.model.choices import REASONS, Reason
from churntui.model.rows import Interview, InterviewFacts
from churntui.model.saving import SaveAttempt

if TYPE_CHECKING:
    import pandas as pd

    from churntui.metrics.attrition import LossKey

AttemptEnd = Literal["saved", "lost", "open"]
"""How an attempt to save a logo ended."""


@dataclass(frozen=True, slots=True)
class Case:
    """One interview with what it is about."""

    interview: Interview
    facts: InterviewFacts
    loss: LossKey | None
    """None where it is about no loss, or about one still to come."""
    arr: int
    """ARR on the last day of service, in minor units; 0 without a loss."""

    @property
    def on(self) -> date | None:
        """The day it belongs to: of the loss, else the end it names, else the talk."""
        return self.loss[1] if self.loss else self.ended_on or self.interview.held_on

    @property
    def ended_on(self) -> date | None:
        """The end of service, past or to come."""
        return self.interview.effective_on or (self.loss[1] if self.loss else None)

    @property
    def agrees(self) -> bool | None:
        """Whether what they stated is what it was assessed to be; None where one of the two is not coded."""
        stated, assessed = self.facts.stated_code, self.interview.primary_reason
        return None if stated is None or assessed is None else stated == assessed

    def names(self, reason: Reason) -> bool:
        """Whether the reason was assessed, as the first or a further one."""
        return reason == self.interview.primary_reason or reason in self.facts.secondary_reasons


@dataclass(frozen=True, slots=True)
class Tally:
    """How many interviews, which, and what the losses behind them cost."""

    ids: tuple[int, ...] = ()
    """Of the interviews, in the order of the cases."""
    arr: int = 0
    """ARR lost in minor units, each loss once."""

    @property
    def n(self) -> int:
        """How many."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, both counted."""

    part: Tally
    whole: Tally

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval (Wilson) of `part.n / whole.n`; None where the whole is empty."""
        return wilson(self.part.n, self.whole.n) if self.whole.n else None


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason code over all cases."""

    reason: Reason
    assessed: int
    """Interviews where it is the first reason assessed."""
    logos: int
    """Of `assessed`."""
    arr_lost: int
    """Of `assessed`, in minor units of `currency`, each loss once."""
    currency: str
    secondary: int
    """Interviews that assess it as a further reason."""
    stated: int
    """Interviews where it is what they stated, as coded."""
    agreed: int
    """Interviews where it is both."""


Moment = Literal["first_signal", "flagged", "acted", "notice", "effective"]
"""A day in the course of a loss."""

LAGS: tuple[tuple[Moment, Moment], ...] = (
    ("first_signal", "flagged"),
    ("flagged", "acted"),
    ("acted", "notice"),
    ("notice", "effective"),
    ("first_signal", "effective"),
)
"""Which lags are told: each step, and the time there was in all."""


@dataclass(frozen=True, slots=True)
class Lag:
    """The days between two moments, over the interviews that know both."""

    start: Moment
    end: Moment
    ids: tuple[int, ...]
    """Of the interviews, the shortest lag first."""
    days: tuple[int, ...]
    """Ascending, one for each of `ids`; negative where the end came before the start: acted after the notice."""

    @property
    def median(self) -> float | None:
        """The middle lag in days; None where no interview knows both days."""
        return median(self.days) if self.days else None


@dataclass(frozen=True, slots=True)
class Saving:
    """The attempts to save a logo, by how they ended: the id of the interview of each attempt."""

    saved: tuple[int, ...]
    lost: tuple[int, ...]
    open: tuple[int, ...]

    @property
    def decided(self) -> int:
        """The denominator of the save rate: attempts that are over."""
        return len(self.saved) + len(self.lost)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval (Wilson) of the save rate; None where no attempt is over."""
        return wilson(len(self.saved), self.decided) if self.decided else None


def cases(
    interviews: Iterable[Interview],
    facts: Mapping[int, InterviewFacts],
    losses: pd.DataFrame,
    *,
    since: date | None = None,
) -> list[Case]:
    """Every interview with its loss, in the order given; with `since` those of that day and later alone.

    `losses` is what `attrition.all_losses` returns.
    """
    rows = list(interviews)
    about = loss_of(losses, rows)
    keys = zip(losses["logo_id"], losses["lost_on"], strict=True)
    arr = dict(zip(keys, losses["arr_lost"], strict=True))
    every = []
    for interview in rows:
        loss = about.get(interview.id)
        every.append(
            Case(interview, facts.get(interview.id) or InterviewFacts(), loss, int(arr[loss]) if loss else 0)
        )
    return [case for case in every if since is None or (case.on is not None and case.on >= since)]


def tally(cases: Iterable[Case]) -> Tally:
    """The interviews counted, their losses added up."""
    rows = list(cases)
    by_loss = {case.loss: case.arr for case in rows if case.loss is not None}
    return Tally(tuple(case.interview.id for case in rows), sum(by_loss.values()))


def share(cases: Sequence[Case], said: Callable[[Case], bool | None]) -> Share:
    """The cases that say yes among those that say anything."""
    whole = [case for case in cases if said(case) is not None]
    return Share(tally(case for case in whole if said(case)), tally(whole))


def parted(cases: Iterable[Case], key: Callable[[Case], str | None]) -> dict[str | None, Tally]:
    """The cases by a code of theirs; under None those that have none."""
    groups: dict[str | None, list[Case]] = {}
    for case in cases:
        groups.setdefault(key(case), []).append(case)
    return {code: tally(group) for code, group in groups.items()}


def matrix(
    cases: Iterable[Case], row: Callable[[Case], str | None], column: Callable[[Case], str | None]
) -> dict[tuple[str, str], Tally]:
    """(row code, column code) to the cases that have both; pairs without a case are missing."""
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        codes = row(case), column(case)
        if codes[0] is not None and codes[1] is not None:
            groups.setdefault((codes[0], codes[1]), []).append(case)
    return {pair: tally(group) for pair, group in groups.items()}


def reasons(cases: Sequence[Case], *, currency: str) -> list[ReasonRow]:
    """Every reason code, the most assessed first, then by ARR lost and in the order of the codes.

    `currency` is the reporting one, which the cases' ARR is in.
    """
    rows = [_reason(cases, reason, currency) for reason in REASONS]
    return sorted(rows, key=lambda row: (-row.assessed, -row.arr_lost))


def _reason(cases: Sequence[Case], reason: Reason, currency: str) -> ReasonRow:
    assessed = [case for case in cases if case.interview.primary_reason == reason]
    return ReasonRow(
        reason=reason,
        assessed=len(assessed),
        logos=len({case.interview.logo_id for case in assessed}),
        arr_lost=tally(assessed).arr,
        currency=currency,
        secondary=sum(reason in case.facts.secondary_reasons for case in cases),
        stated=sum(case.facts.stated_code == reason for case in cases),
        agreed=sum(bool(case.agrees) for case in assessed),
    )


def lags(cases: Sequence[Case]) -> list[Lag]:
    """How many days lay between the two moments of each of `LAGS`, case by case."""
    return [_lag(cases, start, end) for start, end in LAGS]


def in_time(cases: Sequence[Case]) -> Share:
    """Those where somebody acted before the notice came, among those that know both days."""

    def acted_first(case: Case) -> bool | None:
        acted, notice = case.facts.acted_on, case.facts.notice_on
        return None if acted is None or notice is None else acted < notice

    return share(cases, acted_first)


def saving(cases: Iterable[Case]) -> Saving:
    """Every attempt by its end."""
    by_end: dict[AttemptEnd, list[int]] = {"saved": [], "lost": [], "open": []}
    for case in cases:
        for attempt in case.facts.save_attempts:
            by_end[_end(attempt)].append(case.interview.id)
    return Saving(tuple(by_end["saved"]), tuple(by_end["lost"]), tuple(by_end["open"]))


def _end(attempt: SaveAttempt) -> AttemptEnd:
    """How an attempt ended, as somebody said; open while nobody has."""
    if not attempt.is_closed:
        return "open"
    return "saved" if attempt.stands == "recovered" else "lost"


def _lag(cases: Sequence[Case], start: Moment, end: Moment) -> Lag:
    known = []
    for case in cases:
        first, last = _day(case, start), _day(case, end)
        if first is not None and last is not None:
            known.append(((last - first).days, case.interview.id))
    known.sort()
    return Lag(start, end, tuple(at for _, at in known), tuple(days for days, _ in known))


def _day(case: Case, moment: Moment) -> date | None:
    facts = case.facts
    days = {
        "first_signal": facts.first_signal_on,
        "flagged": facts.flagged_on,
        "acted": facts.acted_on,
        "notice": facts.notice_on,
        "effective": case.ended_on,
    }
    return days[moment]
