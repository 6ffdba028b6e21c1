"""What is kept of a logo, whichever rows they are: one query, made from what the row class declares."""

from __future__ import annotations

from typing import TypeVar

from churntui.data.file.selects import maker, select
from churntui.data.file.store import Store
from churntui.data.rows import themes
from churntui.model.choices import NOTE_KINDS, NoteKind
from churntui.model.living import Goal, GoalValue
from churntui.model.notes import NOTES, WRITTEN, NoteRef
from churntui.model.schema import fields_of
from churntui.model.tables import TABLES

Model = TypeVar("Model")


def of_logo(
    store: Store, row: type[Model], logo_id: int, order: str = "id", *, most: int = -1
) -> tuple[Model, ...]:
    """The logo's rows of a class, with the names of their themes where they can have some.

    Args:
        store: The book.
        row: A class whose rows say which logo they belong to.
        logo_id: That logo.
        order: As SQL says it.
        most: How many at most; all where left out.
    """
    rows = store.rows(f"{select(row)} WHERE logo_id = ? ORDER BY {order} LIMIT ?", (logo_id, most))
    make = maker(row)
    if not _is_tagged(row):
        return tuple(map(make, rows))
    names = themes.of_notes(store, note_kind(row), logo_id)
    return tuple(make(values, themes=names.get(values[0], ())) for values in rows)


def newest(store: Store, row: type[Model], most: int = -1) -> tuple[Model, ...]:
    """The notes of a class in which anything stands, the newest first, with the names of their themes."""
    kind = note_kind(row)
    text = "" if kind in WRITTEN else f" WHERE {NOTES[kind].text} <> ''"
    heard, make = themes.of_notes(store, kind), maker(row)
    (day,) = NOTES[kind].days
    rows = store.rows(f"{select(row)}{text} ORDER BY {day} DESC, id DESC LIMIT ?", (most,))
    return tuple(make(values, themes=heard.get(values[0], ())) for values in rows)


def one(store: Store, row: type[Model], row_id: int) -> Model | None:
    """The note of a class with that id, with the names of its themes; None where it is gone."""
    values = store.one(f"{select(row)} WHERE id = ?", (row_id,))
    if values is None:
        return None
    return maker(row)(values, themes=themes.heard_in_note(store, NoteRef(note_kind(row), row_id)))


def counts(store: Store, kind: NoteKind) -> dict[int, int]:
    """Logo id to how many notes of a kind `newest` reads of it."""
    text = "" if kind in WRITTEN else f" WHERE {NOTES[kind].text} <> ''"
    return dict(store.rows(f"SELECT logo_id, count(*) FROM {kind}{text} GROUP BY logo_id"))


def note_kind(row: type) -> NoteKind:
    """The kind of notes whose rows are of that class."""
    return next(kind for kind in NOTE_KINDS if kind == _stored(row))


def count(store: Store, row: type, logo_id: int) -> int:
    """How many rows of a class the logo has."""
    return int(store.scalar(f"SELECT count(*) FROM {_stored(row)} WHERE logo_id = ?", (logo_id,)))


def only_id(store: Store, row: type, logo_id: int) -> int | None:
    """The id of a row of which a logo has one at most."""
    row_id: int | None = store.scalar(f"SELECT id FROM {_stored(row)} WHERE logo_id = ?", (logo_id,))
    return row_id


def goal_values(store: Store, logo_id: int) -> dict[int, tuple[GoalValue, ...]]:
    """Goal id to what was measured of it, oldest first, for the goals of a logo."""
    mine = f"WHERE goal_id IN (SELECT id FROM {_stored(Goal)} WHERE logo_id = ?) ORDER BY goal_id, day"
    measured: dict[int, tuple[GoalValue, ...]] = {}
    for value in map(maker(GoalValue), store.rows(f"{select(GoalValue)} {mine}", (logo_id,))):
        measured[value.goal_id] = (*measured.get(value.goal_id, ()), value)
    return measured


def _is_tagged(row: type) -> bool:
    return any(field.name == "themes" for field in fields_of(row))


def _stored(row: type) -> str:
    return next(table.stored for table in TABLES.values() if table.row is row)
