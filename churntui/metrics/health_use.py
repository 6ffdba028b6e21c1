"""How much the logos used the product as it stood on a day: what health reads of use.

Active customers are counted on Mondays, at whose openings they are kept: on the last one at or before the day, up to
which use is measured. Seats are those of the contracts in force on the day; where these name none, the customers the
logo had by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from churntui.metrics.leading import Weeks
from churntui.model.evidence import UseOn
from churntui.model.health import WINDOW_DAYS
from churntui.model.presence import Ints, Roster, grid_index, grid_start
from churntui.model.rows import Contract
from churntui.plain import dates


def active_on(weeks: Weeks, end: int | None) -> tuple[date, Mapping[int, int]] | None:
    """The last Monday up to day number `end`, and each logo's active customers on it; None where that is not known."""
    if end is None:
        return None
    index = grid_index("week", dates.from_number(end))
    row = index - weeks.first
    if not 0 <= row < len(weeks.counts):
        return None
    counts = dict(zip(weeks.logo_ids.tolist(), weeks.counts[row].tolist(), strict=True))
    return dates.from_number(grid_start("week", index)), counts


def seats_on(contracts: Iterable[Contract], day: date) -> dict[int, int]:
    """Logo id to the seats of its contracts in force on the day; a logo whose contracts name none is missing."""
    seats: dict[int, int] = {}
    for contract in contracts:
        if (
            contract.seats
            and contract.starts_on <= day
            and (contract.ends_on is None or contract.ends_on > day)
        ):
            seats[contract.logo_id] = seats.get(contract.logo_id, 0) + contract.seats
    return seats


class Windows(Protocol):
    """What each logo did in two windows of 28 days before the last day that is measured."""

    @property
    def end(self) -> int:
        """The day number they end with, which is the first outside."""

    @property
    def first_days(self) -> Mapping[int, int]:
        """Logo id to the first day number anything was measured in it."""

    @property
    def last(self) -> Mapping[int, int]:
        """Logo id to the qualifying actions of the later window; none where it is missing."""

    @property
    def before(self) -> Mapping[int, int]:
        """Of the earlier one."""


def use_on(
    windows: Windows | None, monday: tuple[date, Mapping[int, int]] | None, seats: Mapping[int, int]
) -> dict[int, UseOn]:
    """Logo id to how much it used the product up to a day; a logo nothing was measured in before is missing.

    Args:
        windows: What was done; None where nothing was measured lately.
        monday: As `active_on` tells.
        seats: Logo id to how many customers could have been active on the day.
    """
    if windows is None:
        return {}
    counted_on, active = monday or (None, {})
    return {
        logo_id: _use(
            active.get(logo_id),
            counted_on,
            seats.get(logo_id, 0),
            windows.last.get(logo_id, 0),
            windows.before.get(logo_id, 0),
        )
        for logo_id, first in windows.first_days.items()
        if first < windows.end
    }


def _use(active: int | None, counted_on: date | None, seats: int, last: int, before: int) -> UseOn:
    """Of a logo that did something though nobody was active, nobody is named who did it."""
    return UseOn(None if last and not active else active, seats, counted_on, last, before)


@dataclass(frozen=True, slots=True)
class Seats:
    """How many customers of a logo could have been active on a day, whichever is asked for."""

    contracts: Mapping[int, Sequence[Contract]]
    """Those of each logo that name seats."""
    joined: Mapping[int, Ints]
    """The day numbers on which each logo's customers came, in order; those nobody knows first."""

    @classmethod
    def of(cls, contracts: Iterable[Contract], roster: Roster) -> Seats:
        """From all contracts, and all customers."""
        naming: dict[int, list[Contract]] = {}
        for contract in contracts:
            if contract.seats:
                naming.setdefault(contract.logo_id, []).append(contract)
        days = np.where(roster.joined == dates.OPEN_END, -dates.OPEN_END, roster.joined)
        order = np.lexsort((days, roster.logos))
        logos, firsts = np.unique(roster.logos[order], return_index=True)
        return cls(naming, dict(zip(logos.tolist(), np.split(days[order], firsts[1:]), strict=True)))

    def on(self, logo_id: int, day: date) -> int:
        """Those of the contracts in force; where these name none, the customers that had come."""
        named = seats_on(self.contracts.get(logo_id, ()), day).get(logo_id, 0)
        came = self.joined.get(logo_id)
        return named or (0 if came is None else int(np.searchsorted(came, dates.number(day), side="right")))


def used_then(
    cases: Iterable[tuple[int, date]],
    *,
    measured: tuple[int, int],
    first_days: Mapping[int, int],
    windows: Mapping[tuple[int, int], tuple[int, int]],
    weeks: Weeks,
    seats: Seats,
) -> dict[tuple[int, date], UseOn]:
    """How much logos had used the product, each up to a day of its own; where that was not measured it is missing.

    Args:
        cases: Logo id and day.
        measured: The first day number of any use, and the first after the last.
        first_days: Logo id to the first day number anything was measured in it.
        windows: Of logo id and day number, what was done in 28 days before it and in the 28 before those.
        weeks: The active customers on all Mondays.
        seats: How many could have been.
    """
    places = {logo_id: at for at, logo_id in enumerate(weeks.logo_ids.tolist())}
    made = {}
    for logo_id, day in cases:
        number = dates.number(day)
        is_covered = measured[0] <= number - 2 * WINDOW_DAYS and number <= measured[1]
        if not is_covered or first_days.get(logo_id, number) >= number:
            continue
        index = grid_index("week", day)
        row, place = index - weeks.first, places.get(logo_id)
        is_counted = place is not None and 0 <= row < len(weeks.counts)
        active = int(weeks.counts[row, place]) if is_counted else None
        last, before = windows.get((logo_id, number), (0, 0))
        monday = dates.from_number(grid_start("week", index)) if is_counted else None
        made[logo_id, day] = _use(active, monday, seats.on(logo_id, day), last, before)
    return made
