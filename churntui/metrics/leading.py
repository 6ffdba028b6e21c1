"""How strongly a fall of active customers in a logo foretells its loss, on the book's own history.

Each end of a contract that bears service is a case with a known outcome: the logo was lost that day, or it went on.
What is looked at is the Monday at or before that day and the Monday thirteen weeks (91 days) earlier: by what share
did the logo's active customers fall in between? For each of three lines, cases that fell at least so far are set
against all others. Only what was known on the day enters: no figure looks past the end it is about.

Falls of few people are noise, so a logo needs three active customers to fall from; and what the history cannot
carry is not said at all (`History.is_enough`, `Line.is_enough`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from churntui.metrics import service
from churntui.metrics.attrition import LossKey
from churntui.metrics.intervals import Outcome, newcombe, wilson
from churntui.model.presence import Crowd, Ints, Mask, grid_index, grid_indexes, grid_start, grid_starts
from churntui.plain import dates

LINES = (10, 25, 40)
"""The falls that are looked at, in percent; whole numbers, so that 9 of 10 is a fall of 10 % exactly."""

WEEKS = 13
"""How far apart the two Mondays lie: the 90 days in which a renewal is prepared."""

FEWEST_CUSTOMERS = 3
"""A logo with fewer active customers has nothing to fall from."""

FEWEST_RENEWALS, FEWEST_LOSSES, FEWEST_IN_A_GROUP = 20, 5, 5
"""Under these the history says nothing."""

_STRIDE = 1 << 32
"""More than two day numbers can lie apart: keeps each logo's days in a range of its own."""

Told = Literal["foretells loss", "no difference shown", "foretells staying"]

Verdict = Literal[Told, "too few to say"]


@dataclass(frozen=True, slots=True)
class Weeks:
    """How many customers of each logo were active at the opening of each measured Monday."""

    logo_ids: Ints
    """The logos that have customers, ascending."""
    first: int
    """The week (`presence.grid_index`) of the first row: the first whose whole window was measured."""
    counts: Ints
    """Weeks × logos."""

    @classmethod
    def none(cls) -> Weeks:
        """Nothing measured."""
        return cls(np.zeros(0, dtype=np.int64), 0, np.zeros((0, 0), dtype=np.int64))

    @property
    def mondays(self) -> Ints:
        """The day number of each row's Monday."""
        return grid_starts("week", np.arange(self.first, self.first + len(self.counts)))

    @property
    def last_monday(self) -> date | None:
        """The last Monday that is known; None where no week is."""
        return dates.from_number(self.mondays[-1]) if len(self.counts) else None

    def around(self, logos: Ints, days: Ints) -> tuple[Ints, Ints, Mask]:
        """The active customers thirteen weeks before each logo's day, those at it, and where both are known."""
        row = grid_indexes("week", days) - self.first
        place, known = service.columns_of(logos.astype(np.int64), self.logo_ids)
        column = np.zeros(len(logos), dtype=np.int64)
        column[known] = place
        known = known & (row >= WEEKS) & (row < len(self.counts))
        then, now = np.zeros((2, len(logos)), dtype=np.int64)
        then[known] = self.counts[row[known] - WEEKS, column[known]]
        now[known] = self.counts[row[known], column[known]]
        return then, now, known


@dataclass(frozen=True, slots=True)
class Cases:
    """Logos on a day, each with enough active customers thirteen weeks earlier to fall from."""

    logo_ids: Ints
    days: Ints
    """Day numbers."""
    lost: Mask
    """Whether the logo was lost on its day."""
    then: Ints
    """Active customers thirteen weeks earlier."""
    now: Ints
    """Active customers on the Monday at or before the day."""

    def __len__(self) -> int:
        return len(self.logo_ids)

    def fallen(self, percent: int) -> Mask:
        """Which of them fell by at least so many percent."""
        return 100 * (self.then - self.now) >= percent * self.then

    def having(self, logo_ids: Ints) -> Cases:
        """The cases of these logos alone."""
        kept = np.isin(self.logo_ids, logo_ids)
        return Cases(self.logo_ids[kept], self.days[kept], self.lost[kept], self.then[kept], self.now[kept])

    def rows(self, chosen: Mask) -> Iterator[tuple[int, date, int, int]]:
        """(logo id, day, active then, active now) of those that are chosen."""
        columns = (column[chosen].tolist() for column in (self.logo_ids, self.days, self.then, self.now))
        for logo_id, day, then, now in zip(*columns, strict=True):
            yield logo_id, dates.from_number(day), then, now


@dataclass(frozen=True, slots=True)
class Line:
    """A fall looked at: what became of those that fell at least so far, and of all others."""

    percent: int
    fallen: Outcome
    others: Outcome

    @property
    def is_enough(self) -> bool:
        """Whether both groups are large enough to say anything."""
        return min(self.fallen.cases, self.others.cases) >= FEWEST_IN_A_GROUP

    @property
    def told(self) -> Told:
        """What the two 95 % intervals (Wilson) say; nothing where they meet."""
        if self.is_enough:
            low, high = wilson(self.fallen.lost, self.fallen.cases)
            other_low, other_high = wilson(self.others.lost, self.others.cases)
            if other_high < low:
                return "foretells loss"
            if high < other_low:
                return "foretells staying"
        return "no difference shown"

    @property
    def difference(self) -> tuple[float, float, float] | None:
        """The rate of those that fell less that of the others, with its 95 % interval; None where one has no case."""
        if not (self.fallen.cases and self.others.cases):
            return None
        return newcombe(self.fallen.lost, self.fallen.cases, self.others.lost, self.others.cases)

    @property
    def ratio(self) -> float | None:
        """How many times as often as the others those that fell were lost; None where no other was lost at all."""
        if self.fallen.rate is None or not self.others.rate:
            return None
        return self.fallen.rate / self.others.rate


@dataclass(frozen=True, slots=True)
class LeadingRow:
    """A line of the history, and the logos past it today."""

    fall: float
    """The least fall of active customers, a fraction."""
    fell: int
    """Renewals of logos that fell at least so far in the 13 weeks before."""
    fell_lost: int
    """Renewals among these at which the logo was lost."""
    fell_rate: float | None
    """fell_lost ÷ fell; None where there is none, as are its 95 % limits (Wilson)."""
    fell_low: float | None
    fell_high: float | None
    others: int
    """All other renewals."""
    others_lost: int
    others_rate: float | None
    others_low: float | None
    others_high: float | None
    difference: float | None
    """fell_rate − others_rate, with its 95 % limits (Newcombe); None where one side has no renewal."""
    difference_low: float | None
    difference_high: float | None
    ratio: float | None
    """fell_rate ÷ others_rate; None where no other was lost."""
    verdict: Verdict
    since: date | None
    """The day of the first renewal counted."""
    falling_today: int | None
    """Logos that are active and fell so far up to the last measured Monday; None where nothing recent is measured."""
    arr_falling_today: int | None
    """Their ARR, in minor units."""
    currency: str


@dataclass(frozen=True, slots=True)
class History:
    """The cases of the past, and what each line makes of them."""

    cases: Cases
    lines: tuple[Line, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough renewals, and losses among them, to say anything."""
        return len(self.cases) >= FEWEST_RENEWALS and int(self.cases.lost.sum()) >= FEWEST_LOSSES

    def row(self, line: Line, today: Cases | None, arr: Mapping[int, int], currency: str) -> LeadingRow:
        """A line with the logos of `today` past it, which pay `arr`; None where nothing recent is measured."""
        falling = None if today is None else today.logo_ids[today.fallen(line.percent)].tolist()
        fell_low, fell_high = line.fallen.interval or (None, None)
        others_low, others_high = line.others.interval or (None, None)
        difference, difference_low, difference_high = line.difference or (None, None, None)
        return LeadingRow(
            fall=line.percent / 100,
            fell=line.fallen.cases,
            fell_lost=line.fallen.lost,
            fell_rate=line.fallen.rate,
            fell_low=fell_low,
            fell_high=fell_high,
            others=line.others.cases,
            others_lost=line.others.lost,
            others_rate=line.others.rate,
            others_low=others_low,
            others_high=others_high,
            difference=difference,
            difference_low=difference_low,
            difference_high=difference_high,
            ratio=line.ratio,
            verdict=line.told if self.is_enough and line.is_enough else "too few to say",
            since=dates.from_number(int(self.cases.days.min())) if len(self.cases) else None,
            falling_today=None if falling is None else len(falling),
            arr_falling_today=None if falling is None else sum(arr[logo_id] for logo_id in falling),
            currency=currency,
        )


def weekly(crowd: Crowd) -> Weeks:
    """The active customers of every logo, Monday by Monday, as far as the weeks of `crowd` are measured."""
    sizes = crowd.sizes
    if sizes is None:
        return Weeks.none()
    known = _measured(crowd, sizes.first)
    rows = sizes.active[known.start - sizes.first : known.stop - sizes.first]
    return Weeks(sizes.logos.astype(np.int64), known.start, rows.astype(np.int64))


def _measured(crowd: Crowd, earliest: int) -> range:
    """The weeks at whose opening the whole window was measured, from the earliest that is known.

    In a week that was measured but not asked for nobody is active: no logo has anything to fall from there.
    """
    if crowd.measured is None:
        return range(0)
    first, end = crowd.measured
    begin = max(earliest, grid_index("week", dates.from_number(first + crowd.window + 6)))
    return range(begin, max(begin, grid_index("week", dates.from_number(end)) + 1))


def renewals(timeline: pd.DataFrame, as_of: date) -> tuple[Ints, Ints, Mask]:
    """The ends of service-bearing contracts up to `as_of` whose outcome is known.

    Args:
        timeline: As `service.timeline` makes it; an end is the effective one, so that of a contract renewed early
            is the day the new one began.
        as_of: The day the book is looked at.

    Returns:
        Logo ids, day numbers, and whether the logo's service ended that day: each (logo, day) once, in that order.
        Where service goes on, be it by another contract or within the grace, the logo was renewed; ends that are
        still pending are left out.
    """
    logo, starts, ends, paid = (timeline[name].to_numpy() for name in ("logo_id", "starts", "ends", "paid"))
    bears = (timeline["kind"] == "contract").to_numpy() & paid & (ends <= dates.number(as_of))
    pending = (timeline["kind"] == "pending").to_numpy()
    spells = service.spells(timeline)
    keys = np.setdiff1d(_keys(logo[bears], ends[bears]), _keys(logo[pending], starts[pending]))
    lost = np.isin(keys, _keys(spells["logo_id"].to_numpy(), spells["ends"].to_numpy()))
    days = (keys + _STRIDE // 2) % _STRIDE - _STRIDE // 2
    return (keys - days) // _STRIDE, days, lost


def _keys(logos: Ints, days: Ints) -> Ints:
    """A number for each logo and day, ordered by both."""
    return logos * _STRIDE + days


def history(
    timeline: pd.DataFrame, weeks: Weeks, as_of: date, only: Collection[LossKey] | None = None
) -> History:
    """What falls of active customers foretold of the renewals up to `as_of`.

    With `only` just these losses count as such; the other lost logos stand with those that stayed.
    """
    logos, days, lost = renewals(timeline, as_of)
    if only is not None:
        lost &= np.isin(_keys(logos, days), [logo * _STRIDE + dates.number(day) for logo, day in only])
    cases = _cases(weeks, logos, days, lost)
    return History(cases, tuple(_line(cases, percent) for percent in LINES))


def today(weeks: Weeks) -> Cases:
    """Every logo on the last measured Monday, none of them lost on it."""
    monday = grid_start("week", weeks.first + len(weeks.counts) - 1)
    days = np.full(len(weeks.logo_ids), monday)
    return _cases(weeks, weeks.logo_ids, days, np.zeros(len(days), dtype=np.bool_))


def arr_before(timeline: pd.DataFrame, logos: Ints, days: Ints) -> Ints:
    """The ARR of each logo on the day before the one given: what was at stake on it."""
    logo = np.tile(timeline["logo_id"].to_numpy(), 2)
    keys = _keys(logo, np.concatenate([timeline["starts"].to_numpy(), timeline["ends"].to_numpy()]))
    order = np.argsort(keys)
    arr = timeline["arr"].to_numpy()
    # each logo's steps add up to nothing, so one running sum over all of them starts each logo at zero
    level = np.append(0, np.cumsum(np.concatenate([arr, -arr])[order]))
    at_stake: Ints = level[np.searchsorted(keys[order], _keys(logos, days))]
    return at_stake


def _cases(weeks: Weeks, logos: Ints, days: Ints, lost: Mask) -> Cases:
    then, now, known = weeks.around(logos, days)
    kept = known & (then >= FEWEST_CUSTOMERS)
    return Cases(logos[kept], days[kept], lost[kept], then[kept], now[kept])


def _line(cases: Cases, percent: int) -> Line:
    fell = cases.fallen(percent)
    return Line(percent, _outcome(cases.lost, fell), _outcome(cases.lost, ~fell))


def _outcome(lost: Mask, chosen: Mask) -> Outcome:
    return Outcome(int(np.count_nonzero(lost & chosen)), int(np.count_nonzero(chosen)))
