"""What a link may name, and what is offered for a line: the rows of the logo, and what the book has there already."""

from __future__ import annotations

from collections.abc import Mapping

from churntui.data.file.store import Store
from churntui.data.keeping.typed import Named
from churntui.model.schema import LINKS, Column, Kind
from churntui.model.tables import TABLES, Table
from churntui.plain.text import fold

MOST_OFFERED = 500
"""Values of a line that are offered at most, the most used first."""

OURS = ("owner", "author")
"""Fields that name one of us: whoever is named in one is offered in all of them."""

_OF_EITHER_SIDE = "commitment"
"""The table whose owner is one of us only in what we promised."""

_NAMED: Mapping[str, str] = {
    "logo": "SELECT id, ref, name, domain FROM logo ORDER BY name COLLATE NOCASE",
    "person": "SELECT id, ref, name, role FROM person {of} ORDER BY left_on IS NOT NULL, name COLLATE NOCASE",
    "customer": """SELECT id, ref, coalesce(nullif(name, ''), nullif(email, ''), ref), email FROM customer {of}
        ORDER BY 3 COLLATE NOCASE""",
    "contract": """SELECT id, ref, trim(plan || ' ' || starts_on), coalesce('to ' || ends_on, 'no end')
        FROM contract {of} ORDER BY starts_on DESC""",
    "interview": "SELECT id, ref, coalesce(held_on, effective_on, ref), status FROM interview {of} ORDER BY id DESC",
    "review": """SELECT id, ref, trim(kind || ' ' || coalesce(held_on, '')), attendees FROM review {of}
        ORDER BY held_on DESC""",
    "goal": "SELECT id, ref, goal, unit FROM goal {of} ORDER BY goal COLLATE NOCASE",
    "proof": "SELECT id, ref, name, starts_on FROM proof {of} ORDER BY starts_on DESC",
    "brief": """SELECT id, ref, trim(kind || ' ' || coalesce(meets_on, '')), coalesce('sent ' || sent_on, '')
        FROM brief {of} ORDER BY coalesce(sent_on, '9') DESC""",
    "action": "SELECT id, name, name, '' FROM action ORDER BY name COLLATE NOCASE",
    "theme": "SELECT id, name, name, '' FROM theme ORDER BY name COLLATE NOCASE",
}


def named(
    store: Store, table: Table, logo_id: int | None, *, but: int | None = None
) -> dict[str, tuple[Named, ...]]:
    """By field, the rows that a link of the table may name: of that logo where one is given, never the row itself."""
    return {
        column.field: tuple(
            row
            for row in _rows(store, table.stored if column.kind == "self" else column.kind, logo_id)
            if column.kind != "self" or row.id != but
        )
        for column in table.columns
        if column.kind in LINKS
    }


def people(store: Store, logo_id: int | None) -> list[Named]:
    """The people of a logo, those who left last."""
    return [] if logo_id is None else _rows(store, "person", logo_id)


def _rows(store: Store, stored: Kind | str, logo_id: int | None) -> list[Named]:
    of, values = ("", ()) if logo_id is None else ("WHERE logo_id = ?", (logo_id,))
    query = _NAMED[stored]
    return [Named(*row) for row in store.rows(query.format(of=of), values if "{of}" in query else ())]


def offered(store: Store, table: Table) -> dict[str, tuple[str, ...]]:
    """By field, the values that are offered for a line, each spelling once."""
    return {column.field: _offered(store, table, column) for column in table.columns if _is_offered(column)}


def _is_offered(column: Column) -> bool:
    """Names and ids are new each time."""
    return column.kind == "names" or (
        column.kind in {"line", "currency"}
        and not column.required
        and column.stored not in {"ref", "name", "email"}
    )


def _offered(store: Store, table: Table, column: Column) -> tuple[str, ...]:
    if column.kind == "names":
        return tuple(
            name for (name,) in store.rows("SELECT name FROM theme WHERE NOT archived ORDER BY name")
        )
    places = [(table.stored, column.stored)]
    if column.field in OURS:
        places = [
            (other.stored, field.stored)
            for other in TABLES.values()
            for field in other.columns
            if field.field in OURS and field.kind == "line"
        ]
    union = " UNION ALL ".join(
        f"SELECT {stored} AS value FROM {of}{' WHERE by_us' if of == _OF_EITHER_SIDE else ''}"
        for of, stored in dict.fromkeys(places)
    )
    used = store.rows(
        f"SELECT value FROM ({union}) WHERE value <> '' GROUP BY value ORDER BY count(*) DESC, value LIMIT ?",
        (MOST_OFFERED,),
    )
    by_spelling: dict[str, str] = {}
    for value in (*(value for (value,) in used), *column.offers):
        by_spelling.setdefault(fold(value), value)
    return tuple(by_spelling.values())
