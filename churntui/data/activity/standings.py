"""How much each logo used the product up to a day, for screens of all of them: read from the roll-ups alone."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from churntui.data.activity import days
from churntui.plain import dates

if TYPE_CHECKING:
    from churntui.data.file.store import Store


class Standing(NamedTuple):
    """Two windows before the last day that is measured."""

    end: int
    """The day number they end with, which is the first outside."""
    first_days: dict[int, int]
    """Logo id to the first day number anything was measured in it."""
    last: dict[int, int]
    """Logo id to the qualifying actions of the later window; none where it is missing."""
    before: dict[int, int]
    """Of the earlier one."""


def standing(store: Store, day: date, window: int) -> Standing | None:
    """As it stood at the opening of a day; None where nothing was measured in a window before it."""
    number = dates.number(day)
    through = days.through(store, number)
    if through is None or number - through > window:
        return None
    end = through + 1
    return Standing(
        end,
        days.first_days(store),
        days.logo_sums(store, end - window, end),
        days.logo_sums(store, end - 2 * window, end - window),
    )


def customers_on_day(store: Store, day: date) -> dict[int, int]:
    """Logo id to the customers it had on the day; those without a joining date count as always there."""
    rows = store.rows(
        "SELECT logo_id, count(*) FROM customer WHERE joined_on IS NULL OR joined_on <= ? GROUP BY logo_id",
        (day.isoformat(),),
    )
    return {int(logo_id): int(n) for logo_id, n in rows}


def windows_of(
    store: Store, cases: Collection[tuple[int, int]], window: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Of each logo and day number, the qualifying actions of the window before that day, and of the one before it.

    Read from the days of these logos alone: one in which nothing was done is missing.
    """
    rows = store.rows(
        """SELECT c.logo, c.day, sum((u.day >= c.day - :window) * u.n), sum((u.day < c.day - :window) * u.n)
        FROM (SELECT value ->> 0 AS logo, value ->> 1 AS day FROM json_each(:cases)) c
        JOIN usage_day u ON u.logo_id = c.logo AND u.day >= c.day - 2 * :window AND u.day < c.day
        JOIN action a ON a.id = u.action_id WHERE a.qualifies GROUP BY 1, 2""",
        {"cases": json.dumps([*cases]), "window": window},
    )
    return {(int(logo), int(day)): (int(last), int(before)) for logo, day, last, before in rows}
