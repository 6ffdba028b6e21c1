"""The people inside logos: who they are, and when they last did something."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.rows import Customer


def named(store: Store, ids: Collection[int]) -> dict[int, Customer]:
    """Some customers by id; one that is no longer in the book is missing."""
    wanted = json.dumps([int(customer_id) for customer_id in ids])
    customers = read(store, Customer, "WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return {customer.id: customer for customer in customers}


def last_days(
    store: Store, logo_ids: Collection[int], first: int, end: int, actions: Collection[str]
) -> dict[int, int]:
    """Customer id to the last day number in [first, end) on which they did one of these actions, in some logos.

    Reads the days themselves, through their key: for a few windows of days, not for years.
    """
    last_of_each = store.rows(
        """SELECT u.customer_id, max(u.day) FROM json_each(:logos) l JOIN usage_day u ON u.logo_id = l.value
        WHERE u.day >= :first AND u.day < :end AND u.customer_id <> 0 AND u.n > 0
        AND u.action_id IN (SELECT id FROM action WHERE name IN (SELECT value FROM json_each(:actions)))
        GROUP BY u.customer_id""",
        {
            "logos": json.dumps([int(logo_id) for logo_id in logo_ids]),
            "first": first,
            "end": end,
            "actions": json.dumps(list(actions)),
        },
    )
    return dict(last_of_each)


def joining_days(store: Store, logo_id: int) -> list[date | None]:
    """The day each customer of a logo joined; None where nobody said."""
    days = store.rows("SELECT joined_on FROM customer WHERE logo_id = ?", (logo_id,))
    return [None if joined_on is None else date.fromisoformat(joined_on) for (joined_on,) in days]
