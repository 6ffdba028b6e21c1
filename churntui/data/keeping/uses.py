"""How often something was done on a day, entered, corrected and taken away by hand: one sum of `usage_day` each.

What is done is named in words; a name that is new is a new action, which qualifies unless it says otherwise (logging
in). A day, customer and action have one sum: to add a second is refused with what is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.importing.words import qualifies
from churntui.data.keeping.rows import FieldError, Given, cell
from churntui.data.keeping.typed import Entered
from churntui.data.rows import use
from churntui.data.rows.use import Sum
from churntui.model.rows import MOST_TIMES, Use
from churntui.model.schema import column_of
from churntui.plain import dates
from churntui.plain.errors import NotFoundError
from churntui.plain.text import clean_line, fold


def add(store: Store, values: Mapping[str, Given], label: str) -> int:
    """Add a sum; returns the logo. One edit.

    Raises:
        FieldError: That day, customer and action have one already, or it cannot be as it was entered.
    """
    with store.edit(label):
        logo_id, wanted = _sum(store, values)
        _ensure_free(store, logo_id, wanted)
        use.put(store, logo_id, (), (wanted,))
        return logo_id


def change(store: Store, logo_id: int, was: Sum, values: Mapping[str, Given], label: str) -> None:
    """Put another sum in place of one. One edit.

    Raises:
        NotFoundError: It is not in the book any more.
        FieldError: Somebody else has changed it since, or it cannot be as it was entered.
    """
    with store.edit(label):
        there = use.at(store, logo_id, was.key)
        if there is None:
            raise NotFoundError("That use is no longer in the book", "Press escape and look again")
        if there != was:
            raise FieldError(column_of(Use, "n"), f"is {there.n:,} by now: somebody changed it meanwhile")
        _, wanted = _sum(store, {**values, "logo_id": logo_id})
        if wanted.key != was.key:
            _ensure_free(store, logo_id, wanted)
        if wanted != was:
            use.put(store, logo_id, (was,), (wanted,))


def take_away(store: Store, logo_id: int, sums: Sequence[Sum], label: str) -> None:
    """Take sums away that are still as they were seen; the others stay. One edit."""
    with store.edit(label):
        there = use.at_each(store, logo_id, [found.key for found in sums])
        if same := [found for found in sums if there.get(found.key) == found]:
            use.put(store, logo_id, same, ())


def values_of(found: Sum, names: Mapping[int, str]) -> dict[str, Entered]:
    """A sum by field, with the name of what was done."""
    return {
        "day": dates.from_number(found.day).isoformat(),
        "action_id": names.get(found.action_id, ""),
        "customer_id": found.customer_id or None,
        "n": found.n,
    }


def _sum(store: Store, values: Mapping[str, Given]) -> tuple[int, Sum]:
    """The logo, and the sum that was entered."""
    given = {field: cell(value) for field, value in values.items()}
    n = given.get("n")
    count = 1 if n is None else int(str(n))
    if count > MOST_TIMES:
        raise FieldError(column_of(Use, "n"), f"is more than {MOST_TIMES:,}")
    day = dates.number(date.fromisoformat(str(given["day"])))
    customer_id = int(str(given.get("customer_id") or 0))
    logo_id = int(str(given["logo_id"]))
    if customer_id and store.scalar("SELECT logo_id FROM customer WHERE id = ?", (customer_id,)) != logo_id:
        raise FieldError(column_of(Use, "customer_id"), "is no customer of this logo any more")
    return logo_id, Sum(day, customer_id, _action(store, str(given["action_id"])), count)


def _action(store: Store, text: str) -> int:
    """The action of that name; a new one where there is none."""
    name = clean_line(text)
    known = next(
        (i for i, called in activity.action_names(store).items() if fold(called) == fold(name)), None
    )
    if known is not None:
        return known
    return store.insert("INSERT INTO action(name, qualifies) VALUES (?, ?)", (name, qualifies(name)))


def _ensure_free(store: Store, logo_id: int, wanted: Sum) -> None:
    there = use.at(store, logo_id, wanted.key)
    if there is not None:
        raise FieldError(column_of(Use, "n"), f"is {there.n:,} already for that day: change that one")
