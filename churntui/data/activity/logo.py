"""What the customers of one logo did, or of a few: read from the days themselves, through their key."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from churntui.plain import dates

if TYPE_CHECKING:
    from churntui.data.file.store import Store


def of_logo(store: Store, logo_id: int, first: int, end: int) -> list[tuple[int, int, int]]:
    """One logo's days in [first, end) over qualifying actions: (day number, actions, active customers)."""
    return store.rows(
        """SELECT d.day, sum(d.n), count(DISTINCT d.customer_id) FROM usage_day d JOIN action a ON a.id = d.action_id
        WHERE d.logo_id = ? AND d.day >= ? AND d.day < ? AND a.qualifies GROUP BY d.day ORDER BY d.day""",
        (logo_id, first, end),
    )


def active_customers(store: Store, logo_id: int, first: int, end: int, at_least: int) -> int:
    """How many customers of the logo did at least so many qualifying actions in [first, end)."""
    return int(
        store.scalar(
            """SELECT count(*) FROM (SELECT d.customer_id FROM usage_day d JOIN action a ON a.id = d.action_id
            WHERE d.logo_id = ? AND d.day >= ? AND d.day < ? AND a.qualifies AND d.customer_id <> 0
            GROUP BY d.customer_id HAVING sum(d.n) >= ?)""",
            (logo_id, first, end, at_least),
        )
    )


def is_known_by_whom(store: Store, logo_id: int, first: int, end: int) -> bool:
    """Whether it is measured who did what was done in [first, end): the logo has customers, and some are named."""
    if not customer_count(store, logo_id):
        return False
    named = store.rows(
        """SELECT max(d.customer_id <> 0) FROM usage_day d JOIN action a ON a.id = d.action_id
        WHERE d.logo_id = ? AND d.day >= ? AND d.day < ? AND a.qualifies""",
        (logo_id, first, end),
    )
    return named != [(0,)]


def by_action(store: Store, logo_id: int, first: int, end: int) -> dict[str, int]:
    """How often each action was done in the logo in [first, end), by name, the most frequent first."""
    times = store.rows(
        """SELECT a.name, sum(d.n) FROM usage_day d JOIN action a ON a.id = d.action_id
        WHERE d.logo_id = ? AND d.day >= ? AND d.day < ? AND a.qualifies GROUP BY a.id ORDER BY 2 DESC, 1""",
        (logo_id, first, end),
    )
    return {str(name): int(n) for name, n in times}


def by_customer(store: Store, logo_id: int, first: int, end: int, action_id: int | None) -> dict[int, int]:
    """Customer id to how often they did the action in [first, end), or all that qualify; 0 is nobody's name.

    Whoever did nothing is missing.
    """
    times = store.rows(
        """SELECT d.customer_id, sum(d.n) FROM usage_day d JOIN action a ON a.id = d.action_id
        WHERE d.logo_id = :logo AND d.day >= :first AND d.day < :end
        AND CASE WHEN :action IS NULL THEN a.qualifies ELSE a.id = :action END GROUP BY d.customer_id""",
        {"logo": logo_id, "first": first, "end": end, "action": action_id},
    )
    return {int(customer): int(n) for customer, n in times}


def first_seen(store: Store, logo_id: int) -> dict[int, int]:
    """Customer id to the day number they first did anything in the logo, qualifying or not."""
    days = store.rows(
        "SELECT customer_id, min(day) FROM usage_day WHERE logo_id = ? AND customer_id <> 0 GROUP BY customer_id",
        (logo_id,),
    )
    return {int(customer): int(day) for customer, day in days}


def customer_count(store: Store, logo_id: int) -> int:
    """How many customers (seats) the logo has."""
    return int(store.scalar("SELECT count(*) FROM customer WHERE logo_id = ?", (logo_id,)))


def customers_on(store: Store, logo_id: int, day: date) -> int:
    """How many customers (seats) the logo had on the day; those without a joining date count as always there."""
    query = "SELECT count(*) FROM customer WHERE logo_id = ? AND (joined_on IS NULL OR joined_on <= ?)"
    return int(store.scalar(query, (logo_id, day.isoformat())))


def shares(
    store: Store, logo_ids: Collection[int], first: int, end: int, at_least: int
) -> dict[int, tuple[int, int]]:
    """Logo id to its active customers in [first, end) and its customers on the last day, where both are known.

    Left out are logos without customers, and those of whose activity nobody is named.
    """
    rows = store.rows(
        """WITH asked AS (SELECT value AS logo_id FROM json_each(:logos)),
        done AS (SELECT d.logo_id, d.customer_id, sum(d.n) AS n FROM asked JOIN usage_day d USING (logo_id)
            JOIN action a ON a.id = d.action_id WHERE d.day >= :first AND d.day < :end AND a.qualifies
            GROUP BY d.logo_id, d.customer_id)
        SELECT logo_id, sum(customer_id <> 0 AND n >= :least), max(customer_id <> 0),
            (SELECT count(*) FROM customer c WHERE c.logo_id = done.logo_id
                AND (c.joined_on IS NULL OR c.joined_on <= :last))
        FROM done GROUP BY logo_id""",
        {
            "logos": json.dumps(list(logo_ids)),
            "first": first,
            "end": end,
            "last": dates.from_number(end - 1).isoformat(),
            "least": at_least,
        },
    )
    return {int(one): (int(active), int(seats)) for one, active, named, seats in rows if named and seats}


def doing(store: Store, logo_ids: Collection[int], first: int, end: int) -> dict[str, int]:
    """Qualifying actions by name, each with how many of these logos did it in [first, end), those of the most first."""
    rows = store.rows(
        """SELECT a.name, count(DISTINCT d.logo_id) FROM json_each(?) l JOIN usage_day d ON d.logo_id = l.value
        JOIN action a ON a.id = d.action_id WHERE d.day >= ? AND d.day < ? AND a.qualifies AND d.n > 0
        GROUP BY a.id ORDER BY 2 DESC, 1""",
        (json.dumps(list(logo_ids)), first, end),
    )
    return {str(name): int(logos) for name, logos in rows}
