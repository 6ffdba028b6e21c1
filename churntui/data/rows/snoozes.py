"""Rows of Today that somebody has put off to a day, told by a text that says which row it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from churntui.data.file.store import Store


def ahead(store: Store, as_of: date) -> dict[str, date]:
    """What is put off beyond the as-of day: which row, and the day it comes back."""
    rows = store.rows("SELECT about, until FROM snooze WHERE until > ?", (as_of.isoformat(),))
    return {about: date.fromisoformat(until) for about, until in rows}


def put_off(store: Store, rows: Iterable[str], until: date, label: str) -> None:
    """Have these rows come back on that day. One edit."""
    with store.edit(label):
        store.many(
            """INSERT INTO snooze(about, until) VALUES (?, ?)
            ON CONFLICT(about) DO UPDATE SET until = excluded.until""",
            [(about, until.isoformat()) for about in rows],
        )


def wake(store: Store, rows: Iterable[str], label: str) -> None:
    """Have these rows back at once. One edit."""
    with store.edit(label):
        store.many("DELETE FROM snooze WHERE about = ?", [(about,) for about in rows])
