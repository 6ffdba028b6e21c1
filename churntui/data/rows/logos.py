"""Logos, the people in them, and what happened there: rows out of the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.rows import FormerLogo, Logo, Person, Survey, Ticket


def every(store: Store) -> list[Logo]:
    """Every logo, by name."""
    return read(store, Logo, "ORDER BY name COLLATE NOCASE, id")


def some(store: Store, ids: Iterable[int]) -> list[Logo]:
    """The logos of these ids, in no order."""
    return read(store, Logo, "WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def former(store: Store) -> dict[str, int]:
    """What a logo was called before it was merged or got another id: former ids and names, each with the logo's id."""
    rows = read(store, FormerLogo, "ORDER BY id")
    return {called: row.logo_id for row in rows for called in (row.name, row.ref) if called}


def others(store: Store, logo_id: int) -> tuple[str, ...]:
    """What all other logos are called, whoever owns them, and were called before."""
    return tuple(
        name
        for (name,) in store.rows(
            """SELECT name FROM logo WHERE id <> :own UNION SELECT former_logo.name FROM former_logo
            WHERE logo_id <> :own""",
            {"own": logo_id},
        )
    )


def people(store: Store, logo_id: int) -> list[Person]:
    """Whom we talk to in the logo: champions first, those who left last.

    Their last contact is the day that is kept with them, or that of the last talk in which they answered, if later.
    """
    answered: dict[int, str] = dict(
        store.rows(
            "SELECT person_id, max(day) FROM talk WHERE logo_id = ? AND both_ways GROUP BY person_id",
            (logo_id,),
        )
    )
    known = read(
        store, Person, "WHERE logo_id = ? ORDER BY left_on IS NOT NULL, champion DESC, name", (logo_id,)
    )
    return [_contacted(person, answered.get(person.id)) for person in known]


def _contacted(person: Person, day: str | None) -> Person:
    last = date.fromisoformat(day) if day else date.min
    return replace(person, last_contact_on=last) if last > (person.last_contact_on or date.min) else person


def tickets(store: Store, logo_id: int) -> list[Ticket]:
    """The logo's support tickets, newest first."""
    return read(store, Ticket, "WHERE logo_id = ? ORDER BY opened_on DESC", (logo_id,))


def surveys(store: Store, logo_id: int) -> list[Survey]:
    """The logo's survey answers, newest first."""
    return read(store, Survey, "WHERE logo_id = ? ORDER BY day DESC", (logo_id,))


def left_champions(store: Store) -> list[tuple[int, str, date]]:
    """Champions who left and have no champion after them in the same logo: logo id, name, the day."""
    champions = store.rows(
        """SELECT logo_id, name, left_on FROM person p WHERE champion AND left_on IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM person o WHERE o.logo_id = p.logo_id AND o.champion AND o.left_on IS NULL) ORDER BY left_on"""
    )
    return [(int(logo_id), str(name), date.fromisoformat(left_on)) for logo_id, name, left_on in champions]
