"""What customers did, read back: roll-ups for screens of many logos, the days themselves for one logo."""

from __future__ import annotations

from datetime import date

from churntui.data import rollup, rollup_days
from churntui.data.file.store import Store
from churntui.plain.errors import BadInputError


def actions(store: Store) -> list[tuple[int, str, bool, int]]:
    """Every action: id, name, whether it qualifies, how often it was done."""
    counts: dict[int, int] = dict(store.rows("SELECT action_id, sum(n) FROM action_month GROUP BY action_id"))
    found = store.rows("SELECT id, name, qualifies FROM action ORDER BY name")
    return [(int(i), str(name), bool(q), int(counts.get(i, 0))) for i, name, q in found]


def action_names(store: Store) -> dict[int, str]:
    """Every action's id and name, by name."""
    return {int(i): str(name) for i, name in store.rows("SELECT id, name FROM action ORDER BY name")}


def logo_sums(store: Store, first: int, end: int) -> dict[int, int]:
    """Qualifying actions of each logo in [first, end); a logo nothing was measured for is missing."""
    found = store.rows(
        f"""SELECT logo_id, sum(n) FROM {rollup_days.source(store, first)}
        WHERE day >= :first AND day < :end GROUP BY logo_id""",
        {"first": first, "end": end},
    )
    return {int(logo_id): int(n) for logo_id, n in found}


def first_days(store: Store) -> dict[int, int]:
    """Logo id to the first day number anything was measured in it, qualifying or not.

    For the logos it has, no row means none was done; the others were never measured.
    """
    return {int(i): int(day) for i, day in store.rows("SELECT logo_id, first_day FROM measured")}


def first_day(store: Store, logo_id: int) -> int | None:
    """The first day number anything was measured for the logo; None where nothing ever was."""
    value = store.scalar("SELECT first_day FROM measured WHERE logo_id = ?", (logo_id,))
    return None if value is None else int(value)


def logo_weeks(store: Store, end: int, weeks: int) -> dict[int, tuple[int, ...]]:
    """Qualifying actions of each logo in each of the seven-day weeks before day `end`, oldest first."""
    first = end - 7 * weeks
    found = store.rows(
        f"""SELECT logo_id, (:end - 1 - day) / 7 AS back, sum(n) FROM {rollup_days.source(store, first)}
        WHERE day >= :first AND day < :end GROUP BY logo_id, back""",
        {"first": first, "end": end},
    )
    sums: dict[int, list[int]] = {}
    for logo_id, back, n in found:
        sums.setdefault(logo_id, [0] * weeks)[weeks - 1 - back] = n
    return {logo_id: tuple(counts) for logo_id, counts in sums.items()}


def through(store: Store, before: int) -> int | None:
    """The last day number earlier than day `before` on which anything was measured, qualifying or not."""
    value = store.scalar("SELECT max(last_day) FROM measured")
    if value is not None and value >= before:
        value = store.scalar(
            """SELECT max((SELECT max(day) FROM usage_day u WHERE u.logo_id = m.logo_id AND day < ?))
            FROM measured m WHERE first_day < ?""",
            (before, before),
        )
    return None if value is None else int(value)


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


def by_action(store: Store, logo_id: int, first: int, end: int) -> dict[str, int]:
    """How often each action was done in the logo in [first, end), by name, the most frequent first."""
    found = store.rows(
        """SELECT a.name, sum(d.n) FROM usage_day d JOIN action a ON a.id = d.action_id
        WHERE d.logo_id = ? AND d.day >= ? AND d.day < ? AND a.qualifies GROUP BY a.id ORDER BY 2 DESC, 1""",
        (logo_id, first, end),
    )
    return {str(name): int(n) for name, n in found}


def customer_count(store: Store, logo_id: int) -> int:
    """How many customers (seats) the logo has."""
    return int(store.scalar("SELECT count(*) FROM customer WHERE logo_id = ?", (logo_id,)))


def customers_on(store: Store, logo_id: int, day: date) -> int:
    """How many customers (seats) the logo had on the day; those without a joining date count as always there."""
    query = "SELECT count(*) FROM customer WHERE logo_id = ? AND (joined_on IS NULL OR joined_on <= ?)"
    return int(store.scalar(query, (logo_id, day.isoformat())))


def qualify(store: Store, names: list[str]) -> None:
    """Make exactly these actions the qualifying ones; every figure of activity follows. One edit.

    Raises:
        BadInputError: A name is no action of this book.
    """
    known = {str(name): int(i) for i, name in store.rows("SELECT id, name FROM action")}
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = ", ".join(sorted(known)) or "none yet"
        raise BadInputError(f"“{unknown[0]}” is no action of this book", f"It has: {listed}")
    with store.edit("choose the qualifying actions"):
        for name, action_id in known.items():
            store.rows("UPDATE action SET qualifies = ? WHERE id = ?", (name in names, action_id))
        rollup.requalify(store)
