"""Logos, the people in them, and what happened there: rows out of the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from churntui.data.file.store import Store
from churntui.data.rows.frozen import built
from churntui.model.rows import Logo, Person, Survey, Ticket

_SELECT = """SELECT id, ref, name, domain, industry, country, employees, annual_revenue, owner, fit, joined_on
    FROM logo"""


def every(store: Store) -> list[Logo]:
    """Every logo, by name."""
    found = store.rows(f"{_SELECT} ORDER BY name COLLATE NOCASE, id")
    return [built(Logo, row, days=(10,)) for row in found]


def some(store: Store, ids: Iterable[int]) -> list[Logo]:
    """The logos of these ids, in no order."""
    found = store.rows(f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
    return [built(Logo, row, days=(10,)) for row in found]


def people(store: Store, logo_id: int) -> list[Person]:
    """Whom we talk to in the logo: champions first, those who left last."""
    found = store.rows(
        """SELECT id, ref, logo_id, name, role, email, champion, left_on, last_contact_on FROM person
        WHERE logo_id = ? ORDER BY left_on IS NOT NULL, champion DESC, name""",
        (logo_id,),
    )
    return [built(Person, row, days=(7, 8), flags=(6,)) for row in found]


def tickets(store: Store, logo_id: int) -> list[Ticket]:
    """The logo's support tickets, newest first."""
    found = store.rows(
        "SELECT id, ref, opened_on, closed_on, priority, subject FROM ticket WHERE logo_id = ? ORDER BY opened_on DESC",
        (logo_id,),
    )
    return [built(Ticket, row, days=(2, 3)) for row in found]


def surveys(store: Store, logo_id: int) -> list[Survey]:
    """The logo's survey answers, newest first."""
    found = store.rows(
        "SELECT id, ref, day, kind, score, comment FROM survey WHERE logo_id = ? ORDER BY day DESC",
        (logo_id,),
    )
    return [built(Survey, row, days=(2,)) for row in found]


def left_champions(store: Store) -> list[tuple[int, str, date]]:
    """Champions who left and have no champion after them in the same logo: logo id, name, the day."""
    found = store.rows(
        """SELECT logo_id, name, left_on FROM person p WHERE champion AND left_on IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM person o WHERE o.logo_id = p.logo_id AND o.champion AND o.left_on IS NULL) ORDER BY left_on"""
    )
    return [(int(logo_id), str(name), date.fromisoformat(left_on)) for logo_id, name, left_on in found]
