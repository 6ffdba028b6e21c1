"""`logo_day` and `measured`: what each logo did on each recent day, and from when to when it was measured.

In `logo_day`, `n` is how often a logo's customers did something that qualifies; a day on which they did not has no
row. Screens look back a few weeks, so only a band of days up to the last measured one is kept, from
`rollup_state.logo_days_from` on: another choice of actions then reads and writes a fraction of the book. The band
moves with the last measured day; days before it are counted from `usage_day` by the same query.

`measured` has each logo's first and last day with any row of `usage_day`, of whatever action and count.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from churntui.plain import dates

if TYPE_CHECKING:
    from churntui.data.file.store import Store

BAND = 26 * 7
"""Days that are kept: the twelve weeks that screens look back, and as-of days up to fourteen weeks past."""

_EVER = -(1 << 19)
"""The beginning of the band while nothing is measured: it is true of all days that there are none."""

_COUNTED = "u.n > 0 AND u.action_id IN (SELECT id FROM action WHERE qualifies = 1)"

_SPAN = f"""SELECT u.day, l.id AS logo_id, u.n FROM logo l CROSS JOIN usage_day u
    ON u.logo_id = l.id AND u.day >= :first AND u.day < :end WHERE {_COUNTED}"""
"""Days of all logos, by a look-up for each: the table stands in order of logo."""

_SUMS = "SELECT day, logo_id, sum(n) FROM ({rows}) GROUP BY logo_id, day"
"""In the order in which they are read, so that nothing is sorted to be summed."""

_MEASURED = """SELECT id, (SELECT min(day) FROM usage_day WHERE logo_id = id) AS first_day,
    (SELECT max(day) FROM usage_day WHERE logo_id = id) FROM logo WHERE first_day IS NOT NULL {only}"""
"""Two look-ups a logo."""


def measured(store: Store, as_of: date) -> tuple[int, int] | None:
    """The first measured day and E = min(as-of day, last measured day + 1), as day numbers; None where there is none.

    A day is measured once anything was recorded for it, even that something was done no times.
    """
    first, last = store.rows("SELECT min(first_day), max(last_day) FROM measured")[0]
    number = dates.number(as_of)
    return None if first is None or first >= number else (_dated(first), min(number, _dated(last) + 1))


def logo_sums(store: Store, first: int, end: int) -> dict[int, int]:
    """Qualifying actions of each logo in [first, end); a logo nothing was measured for is missing."""
    sums = store.rows(
        f"""SELECT logo_id, sum(n) FROM {_source(store, first)}
        WHERE day >= :first AND day < :end GROUP BY logo_id""",
        {"first": first, "end": end},
    )
    return {int(logo_id): int(n) for logo_id, n in sums}


def first_days(store: Store) -> dict[int, int]:
    """Logo id to the first day number anything was measured in it, qualifying or not.

    For the logos it has, no row means none was done; the others were never measured.
    """
    return {int(i): _dated(day) for i, day in store.rows("SELECT logo_id, first_day FROM measured")}


def last_days(store: Store) -> dict[int, int]:
    """Logo id to the last day number anything was done in it, qualifying or not."""
    return {int(i): _dated(day) for i, day in store.rows("SELECT logo_id, last_day FROM measured")}


def last_done(store: Store, end: int) -> dict[int, int]:
    """Logo id to the last day number before `end` on which something was done that qualifies.

    Most are told by the days that are kept; where those know nothing, the logo's own days are gone back through.
    """
    kept_from = _kept_from(store)
    found = store.rows(
        "SELECT logo_id, max(day) FROM logo_day WHERE day < ? AND n > 0 GROUP BY logo_id", (end,)
    )
    days = {int(logo_id): int(day) for logo_id, day in found}
    older = store.rows(
        """SELECT logo_id, (SELECT u.day FROM usage_day u WHERE u.logo_id = m.logo_id AND u.day < :before AND u.n > 0
            AND u.action_id IN (SELECT id FROM action WHERE qualifies = 1) ORDER BY u.day DESC LIMIT 1) AS day
        FROM measured m WHERE m.first_day < :before AND m.logo_id NOT IN (SELECT value FROM json_each(:known))""",
        {"before": min(kept_from, end), "known": json.dumps(list(days))},
    )
    return days | {int(logo_id): int(day) for logo_id, day in older if day is not None}


def first_done(store: Store, logo_ids: Collection[int] | None = None) -> dict[int, int | None]:
    """Logo id to the first day number on which something was done that qualifies, None where there is none.

    Of some logos, or of all; without those nothing was ever measured in.
    """
    which = "" if logo_ids is None else "WHERE m.logo_id IN (SELECT value FROM json_each(:some))"
    rows = store.rows(
        f"""SELECT logo_id, (SELECT u.day FROM usage_day u WHERE u.logo_id = m.logo_id AND u.n > 0
            AND u.action_id IN (SELECT id FROM action WHERE qualifies = 1) ORDER BY u.day LIMIT 1)
        FROM measured m {which}""",
        {} if logo_ids is None else {"some": json.dumps(list(logo_ids))},
    )
    return {int(logo_id): None if day is None else int(day) for logo_id, day in rows}


def last_used(store: Store, logo_ids: Collection[int], end: int) -> dict[int, int]:
    """Logo id to the last day number before `end` on which anything was done, qualifying or not, of some logos."""
    rows = store.rows(
        """SELECT value, (SELECT u.day FROM usage_day u WHERE u.logo_id = value AND u.day < ? AND u.n > 0
            ORDER BY u.day DESC LIMIT 1) AS day FROM json_each(?)""",
        (end, json.dumps(list(logo_ids))),
    )
    return {int(logo_id): int(day) for logo_id, day in rows if day is not None}


def first_day(store: Store, logo_id: int) -> int | None:
    """The first day number anything was measured for the logo; None where nothing ever was."""
    value = store.scalar("SELECT first_day FROM measured WHERE logo_id = ?", (logo_id,))
    return None if value is None else int(value)


def logo_weeks(store: Store, end: int, weeks: int) -> dict[int, tuple[int, ...]]:
    """Qualifying actions of each logo in each of the seven-day weeks before day `end`, oldest first."""
    first = end - 7 * weeks
    weekly_sums = store.rows(
        f"""SELECT logo_id, (:end - 1 - day) / 7 AS back, sum(n) FROM {_source(store, first)}
        WHERE day >= :first AND day < :end GROUP BY logo_id, back""",
        {"first": first, "end": end},
    )
    sums: dict[int, list[int]] = {}
    for logo_id, back, n in weekly_sums:
        sums.setdefault(logo_id, [0] * weeks)[weeks - 1 - back] = n
    return {logo_id: tuple(counts) for logo_id, counts in sums.items()}


def last_day(store: Store) -> int | None:
    """The last day number on which anything was measured, qualifying or not."""
    value = store.scalar("SELECT max(last_day) FROM measured")
    return None if value is None else _dated(value)


def _dated(number: int) -> int:
    """The number, which some day has.

    Raises:
        ArithmeticError: None has: it is damaged.
        ValueError: Likewise.
    """
    dates.from_number(number)
    return number


def through(store: Store, before: int) -> int | None:
    """The same of the days earlier than day `before`."""
    last = last_day(store)
    if last is None or last < before:
        return last
    value = store.scalar(
        """SELECT max((SELECT max(day) FROM usage_day u WHERE u.logo_id = m.logo_id AND day < ?))
        FROM measured m WHERE first_day < ?""",
        (before, before),
    )
    return None if value is None else int(value)


def _source(store: Store, first: int) -> str:
    """Where to read days from `first` on: a table, or a query in brackets, with columns day, logo_id and n.

    The query has the parameters `:first` and `:end` (excluded), and a row for each customer and action.
    """
    return "logo_day" if first >= _kept_from(store) else f"({_SPAN})"


def refresh(store: Store) -> None:
    """Bring the days in `temp.stale(logo_id, day)` up to date, and all later ones with them."""
    logos = "(SELECT logo_id FROM temp.stale)"
    store.rows(f"DELETE FROM measured WHERE logo_id IN {logos}")
    _measure(store, f"AND id IN {logos}")
    changed = store.scalar("SELECT min(day) FROM temp.stale")
    if changed is not None:
        moved_back = _wanted_from(store) < _kept_from(store)
        recount(store, _EVER if moved_back else changed)


def rebuild(store: Store) -> None:
    """Make both anew."""
    store.rows("DELETE FROM measured")
    _measure(store)
    recount(store)


def recount(store: Store, since: int = _EVER) -> None:
    """Make `logo_day` anew from a day on, and let the band follow the last measured day."""
    first = _wanted_from(store)
    store.rows("DELETE FROM logo_day WHERE day < ? OR day >= ?", (first, since))
    store.rows("UPDATE rollup_state SET logo_days_from = ?", (first,))
    store.rows(
        f"INSERT INTO logo_day(day, logo_id, n) {_SUMS.format(rows=_SPAN)} ORDER BY day, logo_id",
        {"first": max(first, since), "end": -_EVER},
    )


def is_current(store: Store) -> bool:
    """Whether both say what `usage_day` says."""
    first = _wanted_from(store)
    return (
        _kept_from(store) == first
        and _agree(store, _MEASURED.format(only=""), "SELECT logo_id, first_day, last_day FROM measured")
        and _agree(
            store,
            _SUMS.format(rows=_SPAN),
            "SELECT day, logo_id, n FROM logo_day",
            {"first": first, "end": -_EVER},
        )
    )


def _measure(store: Store, only: str = "") -> None:
    store.rows(f"INSERT INTO measured(logo_id, first_day, last_day) {_MEASURED.format(only=only)}")


def _wanted_from(store: Store) -> int:
    last = last_day(store)
    return _EVER if last is None else last - BAND + 1


def _kept_from(store: Store) -> int:
    return int(store.scalar("SELECT logo_days_from FROM rollup_state"))


def _agree(store: Store, made: str, kept: str, values: Mapping[str, int] | None = None) -> bool:
    """Whether two queries give the same rows."""
    differs = " UNION ALL ".join(
        f"SELECT 1 FROM (SELECT * FROM ({a}) EXCEPT SELECT * FROM ({b}))"
        for a, b in ((made, kept), (kept, made))
    )
    return not store.rows(f"{differs} LIMIT 1", values or {})
