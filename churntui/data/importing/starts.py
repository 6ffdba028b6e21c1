"""The start of a contract of which a file tells the end alone, as a tracker of renewals does.

It is assumed: as long before the end as the term is, or a year. Such a contract is told by its logo and its end; its id
has the day that was assumed, so that `churntui check` counts those that still start on it.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from datetime import date

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, CellError
from churntui.plain.dates import add_months
from churntui.plain.text import fold

ASSUMED = "assumed"
"""What stands in the id of a contract before the start that was assumed."""

_TERM = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*-?\s*([^\W\d]*)\.?\Z")
_MONTHS = {
    **dict.fromkeys(
        ["y", "yr", "yrs", "year", "years", "jahr", "jahre", "ano", "anos", "rok", "lata", "рік", "год"], 12
    ),
    **dict.fromkeys(
        ["m", "mo", "mos", "mth", "mths", "month", "months", "monat", "monate", "mes", "meses", "miesiecy"], 1
    ),
}
_MOST_MONTHS = 240


def assume(stated: MutableMapping[str, Cell], term: str, unit: str) -> bool:
    """Give a contract without a start one; whether it needed it.

    Args:
        stated: The row, by canonical column.
        term: What stands under the length of its term; empty where nothing does.
        unit: What that is counted in, where it does not say.

    Raises:
        CellError: There is no end, or the term is none.
    """
    if stated.get("starts_on") is not None:
        return False
    if stated.get("ends_on") is None:
        raise CellError(
            "ends_on", "", "is needed: neither a start nor an end says when this contract is in force"
        )
    end = date.fromisoformat(str(stated["ends_on"]))
    stated["starts_on"] = add_months(end, -_months(term, unit)).isoformat()
    return True


def ref(logo: str, starts_on: str, ends_on: str, plan: Cell) -> str:
    """The id of a contract whose start was assumed."""
    return ":".join([logo, ASSUMED, starts_on, ends_on, *([str(plan)] if plan else [])])


def _months(term: str, unit: str) -> int:
    if not term:
        return 12
    match = _TERM.match(fold(term))
    per = _MONTHS.get(match[2] or unit, 0) if match else 0
    months = int(match[1]) * per if match and per else 0
    if not 1 <= months <= _MOST_MONTHS:
        raise CellError("term", term, "is no length of a contract: write it in months, as 12")
    return months


def assumed(store: Store) -> int:
    """How many contracts of the book still have the start that was assumed."""
    return int(
        store.scalar("SELECT count(*) FROM contract WHERE instr(ref, ? || starts_on) > 0", (f":{ASSUMED}:",))
    )
