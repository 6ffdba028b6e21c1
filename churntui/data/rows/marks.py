"""Marks: dated events (a price change, an outage, a release) that a trend may have to do with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import refs
from churntui.model.marks import Mark, MarkKind
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line, clean_note

LONGEST_NAME = 120
"""Characters of a name that are kept."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What a person says of an event."""

    day: date
    name: str
    kind: MarkKind = "other"
    note: str = ""


def every(store: Store) -> list[Mark]:
    """Every mark, oldest first."""
    return read(store, Mark, "ORDER BY day, id")


def add(store: Store, happened: Happened, label: str) -> int:
    """Mark an event; returns its id. One edit.

    Raises:
        BadInputError: It has no name.
    """
    values = _values(happened)
    with store.edit(label):
        return store.insert(
            "INSERT INTO mark(ref, day, kind, name, note) VALUES (?, ?, ?, ?, ?)",
            (refs.fresh(store, "mark"), *values),
        )


def change(store: Store, mark_id: int, happened: Happened, label: str) -> None:
    """Say something else of an event. One edit.

    Raises:
        BadInputError: It has no name.
        NotFoundError: It is no longer in the book.
    """
    values = _values(happened)
    with store.edit(label):
        if store.scalar("SELECT 1 FROM mark WHERE id = ?", (mark_id,)) is None:
            raise NotFoundError("That event is no longer in the book", "Press escape and look again")
        store.rows("UPDATE mark SET day = ?, kind = ?, name = ?, note = ? WHERE id = ?", (*values, mark_id))


def remove(store: Store, mark_ids: Iterable[int], label: str) -> None:
    """Take marks off the trends. One edit."""
    with store.edit(label):
        store.many("DELETE FROM mark WHERE id = ?", [(mark_id,) for mark_id in mark_ids])


def _values(happened: Happened) -> tuple[str, str, str, str]:
    """Day, kind, name and note, cleaned."""
    name = clean_line(happened.name, LONGEST_NAME)
    if not name:
        raise BadInputError("An event needs a name", "Say in a few words what happened")
    return happened.day.isoformat(), happened.kind, name, clean_note(happened.note).strip()
