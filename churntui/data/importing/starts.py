"""The start of a contract of which a file tells the end alone, as a tracker of renewals does; the end by the term.

It is assumed: as long before the end as the term is, or a year. Such a contract is told by its logo and its end; its id
has the day that was assumed, so that `churntui check` counts those that still start on it.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date

from churntui.data.file.store import Store
from churntui.data.importing import terms
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.words import words
from churntui.plain.dates import add_months
from churntui.plain.text import fold

ASSUMED = "assumed"
"""What stands in the id of a contract before the start that was assumed."""


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
    stated["starts_on"] = add_months(end, -terms.months(term, unit)).isoformat()
    return True


def end(stated: MutableMapping[str, Cell], term: str, unit: str) -> date | None:
    """Give a contract without an end the one that its start and its term make; that, or None where it needed none.

    Args:
        stated: The row, by canonical column.
        term: What stands under the length of its term; empty where nothing does.
        unit: What that is counted in, where it does not say.

    Raises:
        CellError: The term is none.
    """
    is_open = not term or fold(term) in words().open_end
    if is_open or stated.get("ends_on") is not None or stated.get("starts_on") is None:
        return None
    ends_on = add_months(date.fromisoformat(str(stated["starts_on"])), terms.months(term, unit))
    stated["ends_on"] = ends_on.isoformat()
    return ends_on


def ref(logo: str, starts_on: str, ends_on: str, plan: Cell) -> str:
    """The id of a contract whose start was assumed."""
    return ":".join([logo, ASSUMED, starts_on, ends_on, *([str(plan)] if plan else [])])


def assumed(store: Store) -> int:
    """How many contracts of the book still have the start that was assumed."""
    return int(
        store.scalar("SELECT count(*) FROM contract WHERE instr(ref, ? || starts_on) > 0", (f":{ASSUMED}:",))
    )
