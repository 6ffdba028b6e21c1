"""The rates between currencies, each from a day on: what a rate has converted once is never restated by a newer one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.model.rows import Rate
from churntui.plain.dates import is_day, parse_day
from churntui.plain.errors import BadInputError
from churntui.plain.money import MAX_RATE, MIN_RATE, parse_rate

_SELECT = "SELECT rowid, currency, to_currency, rate, valid_from FROM rate"


def every(store: Store) -> Iterator[Rate]:
    """Every rate that can be one. What a file written by hand has beyond that is as if it were not there."""
    for _, currency, to_currency, text, day in store.rows(
        f"{_SELECT} ORDER BY currency, to_currency, valid_from"
    ):
        with suppress(BadInputError):
            yield Rate(currency, to_currency, parse_rate(text), None if day is None else parse_day(day))


class KeptRate(NamedTuple):
    """A rate as it stands in the file, whether or not it can be one."""

    id: int
    currency: str
    to_currency: str
    rate: str
    valid_from: str | None
    """None from ever."""


def listed(store: Store) -> list[KeptRate]:
    """Every rate, by currency, the newest of each pair first."""
    return [
        KeptRate(*row)
        for row in store.rows(
            f"{_SELECT} ORDER BY currency, to_currency, valid_from IS NULL, valid_from DESC"
        )
    ]


def currencies(store: Store) -> list[str]:
    """Those the book has amounts or rates in."""
    return [
        str(code)
        for (code,) in store.rows(
            "SELECT currency FROM contract UNION SELECT currency FROM rate UNION SELECT to_currency FROM rate"
        )
    ]


class WrongRate(NamedTuple):
    """A rate that cannot be one, as another program may have written it."""

    number: int
    """Of its row."""
    currency: str
    to_currency: str
    text: str
    """What of it cannot be: the rate, or its first day."""
    is_day: bool


def wrong(store: Store) -> list[WrongRate]:
    """The rates that cannot be one."""
    found = []
    for number, currency, to_currency, text, day in store.rows(_SELECT):
        if selects.rate(text) is None:
            found.append(WrongRate(number, currency, to_currency, text, is_day=False))
        elif day is not None and not is_day(day):
            found.append(WrongRate(number, currency, to_currency, day, is_day=True))
    return found


class WrongLockedRate(NamedTuple):
    """A contract whose own rate cannot be one."""

    number: int
    """Of its row."""
    ref: str
    text: str


def wrong_locked(store: Store) -> list[WrongLockedRate]:
    """The locked rates that cannot be one."""
    locked = store.rows("SELECT id, ref, rate FROM contract WHERE rate IS NOT NULL ORDER BY id")
    return [WrongLockedRate(*row) for row in locked if selects.rate(row[-1]) is None]


def usual_currency(store: Store) -> str | None:
    """The currency to report in where nobody chose one; None for a book without contracts.

    It is the one into which most contracts can be converted, then that of most contracts, then the first by its code.
    """
    own = [str(currency) for (currency,) in store.rows("SELECT DISTINCT currency FROM contract LIMIT 2")]
    if len(own) < 2:
        return own[0] if own else None
    first_days = _first_days(store)
    edges = sorted({day for day in first_days.values() if day})
    begun = " + ".join(f"(starts_on >= '{day}')" for day in edges) or "0"
    pairs = [[*pair, edges.index(day) + 1 if day else 0] for pair, day in first_days.items()]
    found = store.rows(
        f"""WITH known(currency, into_currency, edge) AS MATERIALIZED (SELECT json_extract(value, '$[0]'),
            json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)),
        agreed AS MATERIALIZED (SELECT currency, {begun} AS begun,
            CASE WHEN CAST(rate AS REAL) BETWEEN {MIN_RATE} AND {MAX_RATE} THEN rate_currency END AS locked,
            count(*) AS n FROM contract GROUP BY 1, 2, 3),
        candidate(code) AS (SELECT currency FROM agreed UNION SELECT into_currency FROM known
            UNION SELECT locked FROM agreed WHERE locked <> '')
        SELECT code FROM candidate JOIN agreed a
        LEFT JOIN known ON known.currency = a.currency AND known.into_currency = code
        GROUP BY code ORDER BY
            sum(CASE WHEN a.currency = code OR a.locked IN ('', code) OR a.begun >= edge THEN n END) DESC,
            sum(CASE WHEN a.currency = code THEN n END) DESC, code LIMIT 1""",
        (json.dumps(pairs),),
    )
    return str(found[0][0])


def _first_days(store: Store) -> dict[tuple[str, str], str]:
    """The first day of the rates of each pair of currencies, empty for ever."""
    days: dict[tuple[str, str], str] = {}
    for rate in every(store):
        day = rate.valid_from.isoformat() if rate.valid_from else ""
        pair = rate.currency, rate.to_currency
        days[pair] = min(day, days.get(pair, day))
    return days
