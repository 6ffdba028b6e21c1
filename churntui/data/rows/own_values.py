"""Fields of the user's own on logos: declared, renamed and taken away, and what stands in them.

The declaration is a setting, its fields are rows; what changes both is one edit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import settings
from churntui.model import own_fields
from churntui.model.living import OwnValue
from churntui.model.own_fields import OwnField, key_of
from churntui.plain.errors import BadInputError, NotFoundError


def every(store: Store) -> list[OwnValue]:
    """Every value, by field and logo."""
    return read(store, OwnValue, "ORDER BY field, logo_id")


def fields(store: Store) -> tuple[OwnField, ...]:
    """The fields there are: those declared, then those that only have values."""
    used = [name for (name,) in store.rows("SELECT DISTINCT field FROM own_value")]
    return own_fields.in_use(settings.read(store).own_fields, used)


def of_logo(store: Store, logo_id: int) -> dict[str, str]:
    """What a logo has, by the field's key."""
    values = store.rows("SELECT field, value FROM own_value WHERE logo_id = ?", (logo_id,))
    return {key_of(name): value for name, value in values}


def put(store: Store, logo_id: int, values: Mapping[str, str], of: Iterable[OwnField] | None = None) -> None:
    """Have values, by the field's key, stand in a logo's fields; an empty one empties. Inside a transaction.

    `of` are the fields meant, where one of them may be new; those of the book where left out.
    """
    there = {key_of(name): number for number, name in _rows(store, logo_id)}
    for field in fields(store) if of is None else of:
        number, wanted = there.get(field.key), values.get(field.key)
        if wanted and number is not None:
            store.rows("UPDATE own_value SET value = ? WHERE id = ?", (wanted, number))
        elif wanted:
            store.rows(
                "INSERT INTO own_value(logo_id, field, value) VALUES (?, ?, ?)", (logo_id, field.name, wanted)
            )
        elif wanted is not None and number is not None:
            store.rows("DELETE FROM own_value WHERE id = ?", (number,))


def _rows(store: Store, logo_id: int | None = None) -> list[tuple[int, str]]:
    """The number of each value, and the name it stands under."""
    return store.rows("SELECT id, field FROM own_value WHERE logo_id = coalesce(?, logo_id)", (logo_id,))


def add(store: Store, field: OwnField) -> None:
    """Declare one more. One edit.

    Raises:
        BadInputError: There is one of that name.
    """
    known = fields(store)
    _refuse_taken(known, field)
    with store.edit(f"Added the field {field.name}"):
        _declare(store, (*known, field))


def change(store: Store, key: str, field: OwnField) -> None:
    """Give a field another name, kind or choices; its values stay, and have to fit. One edit.

    Raises:
        NotFoundError: It is gone.
        BadInputError: Another has that name, or values do not fit.
    """
    known = fields(store)
    before = _found(known, key)
    others = tuple(other for other in known if other.key != key)
    _refuse_taken(others, field)
    renamed = before.name != field.name
    label = (
        f"Renamed the field {before.name} to {field.name}" if renamed else f"Changed the field {field.name}"
    )
    with store.edit(label):
        for number, name in _rows(store):
            if key_of(name) == key and name != field.name:
                store.rows("UPDATE own_value SET field = ? WHERE id = ?", (field.name, number))
        _declare(store, tuple(field if other.key == key else other for other in known))


def remove(store: Store, keys: Collection[str], label: str) -> None:
    """Take fields away, with all that stands in them. One edit."""
    known = fields(store)
    with store.edit(label):
        gone = [(number,) for number, name in _rows(store) if key_of(name) in keys]
        store.many("DELETE FROM own_value WHERE id = ?", gone)
        _declare(store, tuple(other for other in known if other.key not in keys))


def _declare(store: Store, fields: Sequence[OwnField]) -> None:
    settings.write(store, "own_fields", settings.checked("own_fields", own_fields.declaration(fields)))


def _found(known: Sequence[OwnField], key: str) -> OwnField:
    field = next((field for field in known if field.key == key), None)
    if field is None:
        raise NotFoundError("That field is no longer in the book", "Press escape and look again")
    return field


def _refuse_taken(known: Sequence[OwnField], field: OwnField) -> None:
    if taken := next((other for other in known if other.key == field.key), None):
        raise BadInputError(f"There is a field {taken.name} already", "Choose another name")
