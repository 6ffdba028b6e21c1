"""The sample book of some days as rows by column, and which of its logos are active when."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from churntui.demo import sample
from churntui.plain.dates import floor, parse_day, step

LEAP, ORDINARY, NEW_YEAR = date(2024, 2, 29), date(2026, 11, 21), date(2027, 1, 1)
DAYS = (LEAP, ORDINARY, NEW_YEAR)
GRACE = timedelta(days=30)
on_any_day = pytest.mark.parametrize("as_of", DAYS, ids=str)

Rows = list[dict[str, str]]


@cache
def book(as_of: date) -> dict[str, Rows]:
    tables = sample.tables(as_of)
    return {name: [dict(zip(t.header, r, strict=True)) for r in t.rows] for name, t in tables.items()}


def refs(as_of: date) -> dict[str, str]:
    """Domain without its ending to logo ref."""
    return {logo["domain"].removesuffix(".example"): logo["logo_id"] for logo in book(as_of)["logos"]}


def is_active(as_of: date, logo: str, day: date) -> bool:
    """Paid service on the day, or a gap of at most the grace days, or an end that nobody has decided on yet."""
    spans = [
        (parse_day(c["starts_on"]), parse_day(c["ends_on"]) if c["ends_on"] else date.max)
        for c in book(as_of)["contracts"]
        if c["logo_id"] == logo and c["amount"] != "0.00"
    ]
    if any(start <= day < end for start, end in spans):
        return True
    last = max((end for _, end in spans if end <= day), default=date.min)
    following = min((start for start, _ in spans if start > day), default=None)
    if following is not None:
        return following - last <= GRACE
    decided = any(
        parse_day(i["effective_on"]) == last for i in book(as_of)["interviews"] if i["logo_id"] == logo
    )
    return last > date.min and as_of - last <= GRACE and not decided


def active(as_of: date, day: date) -> set[str]:
    return {ref for ref in refs(as_of).values() if is_active(as_of, ref, day)}


def attrition(as_of: date, back: int) -> tuple[int, int]:
    """Logos lost and logos at the start, for a quarter so many back; the current one until the as-of day."""
    start = step(floor(as_of, "quarter"), "quarter", -back)
    initial = active(as_of, start)
    return len(initial - active(as_of, min(as_of, step(start, "quarter")))), len(initial)
