"""How much the logos used the product as it stood on a day: what health reads of use.

Active customers are counted on Mondays, at whose openings they are kept: on the last one at or before the day, up to
which use is measured. Seats are those of the contracts in force on the day; where these name none, the customers the
logo had by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from churntui.metrics.leading import Weeks
from churntui.model.evidence import UseOn
from churntui.model.presence import grid_index, grid_start
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
