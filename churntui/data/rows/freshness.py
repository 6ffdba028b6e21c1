"""How fresh each part of the book is: the last import and the last day each table reaches."""

from __future__ import annotations

from datetime import date

from churntui.data.file.store import Store


def imports(store: Store) -> dict[str, str]:
    """Table name to the day (ISO, UTC) of its last import that stands."""
    last_days = store.rows(
        """SELECT table_name, substr(max(at), 1, 10) FROM import_run WHERE batch_id IS NULL
        OR batch_id NOT IN (SELECT id FROM import_batch WHERE taken_back_at IS NOT NULL) GROUP BY table_name"""
    )
    return {str(table): str(day) for table, day in last_days}


def tickets_through(store: Store, as_of: date) -> date | None:
    """The day of the newest ticket up to a day."""
    return _day(store.scalar("SELECT max(opened_on) FROM ticket WHERE opened_on <= ?", (as_of.isoformat(),)))


def surveys_through(store: Store, as_of: date) -> date | None:
    """The day of the newest survey answer up to a day."""
    return _day(store.scalar("SELECT max(day) FROM survey WHERE day <= ?", (as_of.isoformat(),)))


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)
