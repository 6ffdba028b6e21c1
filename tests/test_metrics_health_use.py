"""Use as it stood on a day: what is not measured, or nobody is named for, is not known."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from churntui.metrics.health_use import Seats, active_on, seats_on, use_on, used_then
from churntui.metrics.leading import Weeks
from churntui.model.evidence import UseOn
from churntui.model.presence import Roster, grid_index
from churntui.model.rows import Contract
from churntui.plain import dates

MONDAY = date(2026, 11, 23)
DAY = dates.number(MONDAY)


class Windows(NamedTuple):
    end: int
    first_days: dict[int, int]
    last: dict[int, int]
    before: dict[int, int]


def agreed(logo_id: int, starts: str, ends: str | None, seats: int | None) -> Contract:
    ends_on = date.fromisoformat(ends) if ends else None
    return Contract(1, "C", logo_id, date.fromisoformat(starts), ends_on, 1, "EUR", "year", 1, seats=seats)


WEEKS = Weeks(np.array([1, 2, 3]), grid_index("week", MONDAY) - 1, np.array([[4, 0, 1], [5, 0, 0]]))


def test_active_customers_are_those_of_the_last_monday_up_to_the_measured_end():
    assert active_on(WEEKS, DAY + 6) == (MONDAY, {1: 5, 2: 0, 3: 0})
    assert active_on(WEEKS, DAY - 1) == (date(2026, 11, 16), {1: 4, 2: 0, 3: 1})
    assert active_on(WEEKS, DAY + 7) is None
    assert active_on(WEEKS, None) is None


def test_seats_are_those_of_the_contracts_in_force():
    contracts = [
        agreed(1, "2026-01-01", "2026-12-01", 10),
        agreed(1, "2026-06-01", None, 5),
        agreed(1, "2026-12-01", None, 50),
        agreed(2, "2026-01-01", None, None),
    ]
    assert seats_on(contracts, MONDAY) == {1: 15}
    assert seats_on(contracts, date(2026, 12, 1)) == {1: 55}


def test_use_that_nobody_is_named_for_leaves_the_active_unknown():
    windows = Windows(DAY, {1: DAY - 100, 2: DAY - 100, 3: DAY - 100, 4: DAY}, {1: 9, 2: 9}, {1: 3})
    made = use_on(windows, active_on(WEEKS, DAY), {1: 10, 2: 5})
    assert made == {
        1: UseOn(5, 10, MONDAY, 9, 3),
        2: UseOn(None, 5, MONDAY, 9, 0),
        3: UseOn(0, 0, MONDAY, 0, 0),
    }
    assert use_on(None, None, {1: 10}) == {}


def test_in_the_past_seats_are_the_customers_that_had_come_and_what_was_not_measured_is_missing():
    joined = np.array([DAY - 200, DAY, dates.OPEN_END])
    roster = Roster(np.array([7, 8, 9]), np.array([1, 1, 1]), joined)
    seats = Seats.of([agreed(2, "2026-01-01", None, 3)], roster)
    assert (
        seats.on(1, MONDAY),
        seats.on(1, date(2026, 11, 22)),
        seats.on(2, MONDAY),
        seats.on(3, MONDAY),
    ) == (3, 2, 3, 0)
    old, cases = date(2026, 8, 1), [(1, MONDAY), (2, MONDAY), (3, MONDAY), (1, date(2026, 8, 1))]
    made = used_then(
        cases,
        measured=(dates.number(old), DAY),
        first_days={1: DAY - 100, 2: DAY - 100},
        windows={(1, DAY): (20, 30)},
        weeks=WEEKS,
        seats=seats,
    )
    assert made == {(1, MONDAY): UseOn(5, 3, MONDAY, 20, 30), (2, MONDAY): UseOn(0, 3, MONDAY, 0, 0)}
