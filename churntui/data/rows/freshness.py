"""How fresh each part of the book is: the last import and the last day each table reaches."""

from __future__ import annotations

from churntui.data.file.store import Store


def imports(store: Store) -> dict[str, str]:
    """Table name to the day (ISO, UTC) of its last import that took rows."""
    last_days = store.rows("SELECT table_name, substr(max(at), 1, 10) FROM import_run GROUP BY table_name")
    return {str(table): str(day) for table, day in last_days}


def tickets_through(store: Store) -> str | None:
    """The day of the newest ticket, ISO."""
    value = store.scalar("SELECT max(opened_on) FROM ticket")
    return None if value is None else str(value)


def surveys_through(store: Store) -> str | None:
    """The day of the newest survey answer, ISO."""
    value = store.scalar("SELECT max(day) FROM survey")
    return None if value is None else str(value)
