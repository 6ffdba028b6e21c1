"""Initiatives: the work that answers themes. A person adds and changes them; a source may bring them, too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import maker, select
from churntui.data.file.store import Store
from churntui.data.rows import refs, themes
from churntui.model.choices import InitiativeStatus
from churntui.model.rows import Initiative
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line, clean_note

LONGEST_NAME = 120
"""Characters of a name that are kept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person fills in of an initiative; everything but the name may be missing."""

    name: str
    status: InitiativeStatus = "planned"
    owner: str = ""
    due_on: date | None = None
    shipped_on: date | None = None
    """Kept only where the status is shipped."""
    note: str = ""
    shareable: bool = False


def every(store: Store) -> list[Initiative]:
    """Every initiative with the names of the themes it answers, by due day."""
    answered: dict[int, list[str]] = {}
    for initiative_id, name in store.rows(
        "SELECT g.initiative_id, t.name FROM initiative_theme g JOIN theme t ON t.id = g.theme_id ORDER BY t.name"
    ):
        answered.setdefault(initiative_id, []).append(name)
    rows = store.rows(f"{select(Initiative)} ORDER BY due_on, name")
    make = maker(Initiative)
    return [make(row, themes=tuple(answered.get(row[0], ()))) for row in rows]


def add(store: Store, plan: Plan, theme_ids: Iterable[int], *, label: str, as_of: date) -> int:
    """Add an initiative that answers these themes; returns its id. One edit.

    What ships without a day of its own shipped on `as_of`; what has not shipped has no such day.

    Raises:
        BadInputError: It has no name.
    """
    values = _values(plan, as_of)
    with store.edit(label):
        initiative_id = store.insert(
            """INSERT INTO initiative(ref, name, status, owner, due_on, shipped_on, note, shareable)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (refs.fresh(store, "initiative"), *values),
        )
        answer(store, initiative_id, theme_ids, label)
    return initiative_id


def change(store: Store, initiative_id: int, plan: Plan, *, label: str, as_of: date) -> None:
    """Write an initiative anew; what it answers stays. Days as in `add`. One edit.

    Raises:
        BadInputError: It has no name.
        NotFoundError: It is no longer in the book.
    """
    values = _values(plan, as_of)
    with store.edit(label):
        _expect(store, initiative_id)
        store.rows(
            """UPDATE initiative SET name = ?, status = ?, owner = ?, due_on = ?, shipped_on = ?, note = ?,
            shareable = ? WHERE id = ?""",
            (*values, initiative_id),
        )


def set_status(
    store: Store, initiative_id: int, status: InitiativeStatus, label: str, *, as_of: date
) -> None:
    """Say how far an initiative is. One edit.

    The day it shipped is `as_of`, unless it has shipped before; it goes where the status is another.

    Raises:
        NotFoundError: It is no longer in the book.
    """
    with store.edit(label):
        _expect(store, initiative_id)
        store.rows(
            """UPDATE initiative SET status = :status,
            shipped_on = CASE :status WHEN 'shipped' THEN coalesce(shipped_on, :day) END WHERE id = :id""",
            {"status": status, "day": as_of.isoformat(), "id": initiative_id},
        )


def answer(store: Store, initiative_id: int, theme_ids: Iterable[int], label: str) -> None:
    """Make these the themes an initiative answers. One edit.

    Raises:
        NotFoundError: It is no longer in the book.
    """
    with store.edit(label):
        _expect(store, initiative_id)
        themes.put_on(store, "initiative", initiative_id, set(theme_ids))


def answer_also(store: Store, initiative_ids: Iterable[int], theme_ids: Collection[int], label: str) -> None:
    """Have each of these initiatives answer these themes, too. One edit.

    Raises:
        NotFoundError: One is no longer in the book.
    """
    with store.edit(label):
        for initiative_id in initiative_ids:
            _expect(store, initiative_id)
            themes.add_to(store, "initiative", initiative_id, theme_ids)


def remove(store: Store, initiative_ids: Iterable[int], label: str) -> None:
    """Take initiatives out of the book; the themes they answered stay. One edit."""
    with store.edit(label):
        store.many(
            "DELETE FROM initiative WHERE id = ?", [(initiative_id,) for initiative_id in initiative_ids]
        )


def _values(plan: Plan, as_of: date) -> tuple[str | int | None, ...]:
    """Name, status, owner, due_on, shipped_on, note and shareable, cleaned."""
    name = clean_line(plan.name, LONGEST_NAME)
    if not name:
        raise BadInputError("An initiative needs a name", "Say in a few words what will be different")
    return (
        name,
        plan.status,
        clean_line(plan.owner),
        plan.due_on.isoformat() if plan.due_on else None,
        (plan.shipped_on or as_of).isoformat() if plan.status == "shipped" else None,
        clean_note(plan.note).strip(),
        int(plan.shareable),
    )


def _expect(store: Store, initiative_id: int) -> None:
    if store.scalar("SELECT 1 FROM initiative WHERE id = ?", (initiative_id,)) is None:
        raise NotFoundError("That initiative is no longer in the book", "Press escape and look again")
