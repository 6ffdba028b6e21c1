"""What a goal was measured at: one value a day, so that a second one of that day corrects the first."""

from __future__ import annotations

from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.living import GoalValue
from churntui.plain.errors import NotFoundError


def values(store: Store, goal_id: int) -> tuple[GoalValue, ...]:
    """What was measured of a goal, oldest first."""
    return tuple(read(store, GoalValue, "WHERE goal_id = ? ORDER BY day", (goal_id,)))


def measure(store: Store, goal_id: int, day: date, value: float, label: str) -> None:
    """Keep what a goal was on a day, in place of what was kept of that day. One edit.

    Raises:
        NotFoundError: The goal is no longer in the book.
    """
    with store.edit(label):
        if store.scalar("SELECT 1 FROM goal WHERE id = ?", (goal_id,)) is None:
            raise NotFoundError("That goal is no longer in the book", "Press escape and look again")
        known = store.scalar(
            "SELECT id FROM goal_value WHERE goal_id = ? AND day = ?", (goal_id, day.isoformat())
        )
        if known is None:
            store.insert(
                "INSERT INTO goal_value(goal_id, day, value) VALUES (?, ?, ?)",
                (goal_id, day.isoformat(), value),
            )
        else:
            store.rows("UPDATE goal_value SET value = ? WHERE id = ?", (value, known))


def measure_anew(store: Store, before: GoalValue, day: date, value: float, label: str) -> None:
    """Correct what was measured: the value, the day, or both; what was kept of that day gives way. One edit.

    Raises:
        NotFoundError: The goal is no longer in the book.
    """
    with store.edit(label):
        if day != before.day:
            store.rows("DELETE FROM goal_value WHERE id = ?", (before.id,))
        measure(store, before.goal_id, day, value, label)
