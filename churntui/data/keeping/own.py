"""What is entered in the fields of the user's own, in the form of a logo: kept with it, as one change."""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.keeping.links import MOST_OFFERED
from churntui.data.keeping.rows import Changed, StaleError
from churntui.data.keeping.typed import Entered
from churntui.data.rows import own_values
from churntui.model.own_fields import entered, kept_as


def stored(store: Store, logo_id: int) -> dict[str, Entered]:
    """What stands in them, by the field of the form."""
    said = own_values.of_logo(store, logo_id)
    return {field.column.field: entered(field, said.get(field.key, "")) for field in own_values.fields(store)}


def offered(store: Store) -> dict[str, tuple[str, ...]]:
    """By the field of the form, the texts that other logos have there, the most used first."""
    found: dict[str, tuple[str, ...]] = {}
    for field in own_values.fields(store):
        if field.kind == "line":
            used = store.rows(
                """SELECT value FROM own_value WHERE field = ? GROUP BY value
                ORDER BY count(*) DESC, value LIMIT ?""",
                (field.name, MOST_OFFERED),
            )
            found[field.column.field] = tuple(value for (value,) in used)
    return found


def keep(
    store: Store,
    logo_id: int,
    values: Mapping[str, Entered],
    opened: Mapping[str, Entered] | None = None,
) -> None:
    """Keep those that were changed since they were opened. Inside the edit of the logo.

    Raises:
        StaleError: Somebody else has changed one of them since, to something else.
    """
    now = stored(store, logo_id)
    stale, wanted = [], {}
    for field in own_values.fields(store):
        at = field.column.field
        if at not in values or (opened is not None and values[at] == opened.get(at)):
            continue
        if opened is not None and now[at] not in (opened.get(at), values[at]):
            stale.append(Changed(field.column, opened.get(at), now[at]))
        wanted[field.key] = kept_as(field, values[at])
    if stale:
        raise StaleError(tuple(stale))
    own_values.put(store, logo_id, wanted)
