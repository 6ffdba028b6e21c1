"""The rates between currencies, each from a day on: what a rate has converted once is never restated by a newer one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from churntui.data.file.store import Store
from churntui.model.rows import Rate
from churntui.plain.errors import BadInputError
from churntui.plain.money import parse_rate


def every(store: Store) -> Iterator[Rate]:
    """Every rate that can be one. What a file written by hand has beyond that is as if it were not there."""
    for currency, to_currency, text, valid_from in store.rows(
        "SELECT currency, to_currency, rate, valid_from FROM rate ORDER BY currency, to_currency, valid_from"
    ):
        with suppress(BadInputError):
            day = None if valid_from is None else date.fromisoformat(valid_from)
            yield Rate(currency, to_currency, parse_rate(text), day)


class WrongRate(NamedTuple):
    """A rate that cannot be one, as another program may have written it."""

    number: int
    """Of its row."""
    currency: str
    to_currency: str
    text: str


def wrong(store: Store) -> list[WrongRate]:
    """The rates that cannot be one."""
    found = []
    for number, *words in store.rows("SELECT rowid, currency, to_currency, rate FROM rate"):
        try:
            parse_rate(words[-1])
        except BadInputError:
            found.append(WrongRate(number, *map(str, words)))
    return found


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
            CASE WHEN rate IS NOT NULL THEN rate_currency END AS locked, count(*) AS n FROM contract GROUP BY 1, 2, 3),
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
