"""Use that a person enters, corrects or takes away: sums of a logo's days put in place of others, and told to the log.

`usage_day` has millions of rows and no number for any, so that no trigger tells the log of it. What an edit does to a
logo's use is one line of the log instead: the sums before and after, as `replayed` puts them back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from churntui.data import activity
from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.model.rows import Action

TABLE = "usage_day"
"""What the log calls it; the number of the row is the logo's."""

_KEY = "logo_id, day, customer_id, action_id"


Key: TypeAlias = tuple[int, int, int]
"""What tells a sum from the others of its logo: its day, customer and action."""


class Sum(NamedTuple):
    """How often a customer of a logo did something on a day, as the book keeps it."""

    day: int
    """Since 1970."""
    customer_id: int
    """0 where nobody knows who it was."""
    action_id: int
    n: int

    @property
    def key(self) -> Key:
        """What tells it from the logo's others."""
        return self[:3]


def newest_first(store: Store, logo_id: int) -> list[Sum]:
    """All of a logo's, the newest day first, and of a day what was done most."""
    return _read(store, logo_id, "ORDER BY day DESC, n DESC, action_id, customer_id")


def actions(store: Store) -> dict[int, Action]:
    """Everything that customers do, by its number."""
    return {action.id: action for action in selects.read(store, Action)}


def of_logo(store: Store, logo_id: int) -> list[Sum]:
    """All of a logo's."""
    return _read(store, logo_id, "")


def of_customer(store: Store, logo_id: int, customer_id: int) -> list[Sum]:
    """All of one customer."""
    return _read(store, logo_id, "AND customer_id = ?", customer_id)


def at(store: Store, logo_id: int, key: Key) -> Sum | None:
    """The sum of that day, customer and action; None where there is none."""
    return at_each(store, logo_id, [key]).get(key)


def at_each(store: Store, logo_id: int, keys: Iterable[Key]) -> dict[Key, Sum]:
    """The logo's sums of these days, customers and actions, asked for together; what there is not is missing."""
    parts = ", ".join(f"json_extract(value, '$[{nth}]')" for nth in range(3))
    which = f"AND (day, customer_id, action_id) IN (SELECT {parts} FROM json_each(?))"
    return {found.key: found for found in _read(store, logo_id, which, json.dumps([*keys]))}


def _read(store: Store, logo_id: int, which: str, *values: int | str) -> list[Sum]:
    query = f"SELECT day, customer_id, action_id, n FROM usage_day WHERE logo_id = ? {which}"
    return [Sum(*row) for row in store.rows(query, (logo_id, *values))]


def put(store: Store, logo_id: int, before: Collection[Sum], after: Collection[Sum]) -> None:
    """Put sums in place of those that are there, as a part of the edit this is called in."""
    _write(store, logo_id, before, after)
    store.rows(
        f"""INSERT INTO change(edit_id, table_name, row_id, before, after)
        VALUES ((SELECT edit_id FROM recording), '{TABLE}', ?, ?, ?)""",
        (logo_id, _image(logo_id, before), _image(logo_id, after)),
    )
    activity.follow_rows(store, {(logo_id, found.day) for found in (*before, *after)})


def unname(store: Store, logo_id: int, customer_id: int) -> None:
    """Let nobody have done what a customer did who is to go: the logo's own figures stay as they are."""
    theirs = of_customer(store, logo_id, customer_id)
    nameless = {(found.day, found.action_id): found for found in of_customer(store, logo_id, 0)}
    before, after = list(theirs), []
    for found in theirs:
        other = nameless.get((found.day, found.action_id))
        before += [other] if other else []
        after.append(Sum(found.day, 0, found.action_id, found.n + (other.n if other else 0)))
    if before:
        put(store, logo_id, before, after)


def _write(store: Store, logo_id: int, before: Iterable[Sum], after: Iterable[Sum]) -> None:
    store.many(
        "DELETE FROM usage_day WHERE logo_id = ? AND day = ? AND customer_id = ? AND action_id = ?",
        [(logo_id, *found.key) for found in before],
    )
    store.many(
        f"INSERT INTO usage_day({_KEY}, n) VALUES (?, ?, ?, ?, ?)", [(logo_id, *found) for found in after]
    )


def _image(logo_id: int, sums: Collection[Sum]) -> str | None:
    return json.dumps({"logo_id": logo_id, "sums": [*map(list, sums)]}) if sums else None


def sums_in(image: Mapping[str, Any] | None) -> list[Sum]:
    """The sums that a line of the log names."""
    return [Sum(*map(int, found)) for found in image["sums"]] if image else []


def names_stranger(store: Store, logo_id: int, customers: Collection[int]) -> bool:
    """Whether the logo's use names one of these customers who is not one of the logo's."""
    own = {customer for (customer,) in store.rows("SELECT id FROM customer WHERE logo_id = ?", (logo_id,))}
    strangers = sorted(set(customers) - own)
    named = "SELECT 1 FROM usage_day WHERE logo_id = ? AND customer_id IN (SELECT value FROM json_each(?)) LIMIT 1"
    return bool(strangers) and store.one(named, (logo_id, json.dumps(strangers))) is not None


def replayed(
    store: Store, logo_id: int, present: Mapping[str, Any] | None, wanted: Mapping[str, Any] | None
) -> list[tuple[int, int]] | None:
    """Put back what a line of the log says, provided it is as `present` says.

    Returns:
        The logo with each day that is another one now; None where something came between, and nothing is done.
    """
    before, after = sums_in(present), sums_in(wanted)
    expected = {found.key: found for found in before}
    keys = expected.keys() | {found.key for found in after}
    if at_each(store, logo_id, keys) != expected:
        return None
    actions = {action for (action,) in store.rows("SELECT id FROM action")}
    is_there = store.one("SELECT 1 FROM logo WHERE id = ?", (logo_id,)) is not None
    if not {found.action_id for found in after} <= actions or not is_there:
        return None
    _write(store, logo_id, before, after)
    return [(logo_id, key[0]) for key in keys]
