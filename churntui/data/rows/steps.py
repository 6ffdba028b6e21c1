"""Next steps: what one of us does for a logo, or for the renewal of one of its contracts, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.data.rows import refs
from churntui.model.living import Step
from churntui.model.planned import Planned
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line

_BY_DAY = "ORDER BY due_on IS NULL, due_on, id"

LONGEST = 200
"""Characters of a step that are kept."""


Whom = tuple[int, int | None]
"""The logo, and the contract whose renewal the step is for, where it is for one."""


def every(store: Store) -> list[Step]:
    """Every step, by day."""
    return read(store, Step, _BY_DAY)


def undone(store: Store, as_of: date) -> list[Step]:
    """The steps that are still to be done on the as-of day, by their day."""
    return read(store, Step, f"WHERE done_on IS NULL OR done_on > ? {_BY_DAY}", (as_of.isoformat(),))


def add(store: Store, whom: Sequence[Whom], planned: Planned, label: str) -> list[int]:
    """Plan a step for each of these logos or renewals. One edit.

    Returns:
        The ids of the steps.

    Raises:
        BadInputError: It says nothing that is to be done.
        NotFoundError: A logo or contract is no longer in the book.
    """
    values = _values(planned)
    made = []
    with store.edit(label):
        for logo_id, contract_id in whom:
            if store.scalar("SELECT 1 FROM logo WHERE id = ?", (logo_id,)) is None:
                raise NotFoundError("That logo is no longer in the book", "Press escape and look again")
            made.append(
                store.insert(
                    "INSERT INTO step(ref, logo_id, contract_id, what, owner, due_on) VALUES (?, ?, ?, ?, ?, ?)",
                    (refs.fresh(store, "step"), logo_id, contract_id, *values),
                )
            )
    return made


def change(store: Store, step_id: int, planned: Planned, label: str) -> None:
    """Write a step anew. One edit.

    Raises:
        BadInputError: It says nothing that is to be done.
        NotFoundError: It is no longer in the book.
    """
    values = _values(planned)
    with store.edit(label):
        _expect(store, step_id)
        store.rows("UPDATE step SET what = ?, owner = ?, due_on = ? WHERE id = ?", (*values, step_id))


def done(store: Store, step_id: int, on: date | None, label: str) -> None:
    """Say on which day a step was done, or with None that it still is to be. One edit.

    Raises:
        NotFoundError: It is no longer in the book.
    """
    with store.edit(label):
        _expect(store, step_id)
        store.rows("UPDATE step SET done_on = ? WHERE id = ?", (on.isoformat() if on else None, step_id))


def remove(store: Store, step_id: int, label: str) -> None:
    """Take a step out of the book. One edit."""
    with store.edit(label):
        store.rows("DELETE FROM step WHERE id = ?", (step_id,))


def _values(planned: Planned) -> tuple[str, str, str | None]:
    what = clean_line(planned.what, LONGEST)
    if not what:
        raise BadInputError("A step needs words", "Say what is to be done: call sponsor, 3 dec")
    return what, clean_line(planned.owner), planned.due_on.isoformat() if planned.due_on else None


def _expect(store: Store, step_id: int) -> None:
    if store.scalar("SELECT 1 FROM step WHERE id = ?", (step_id,)) is None:
        raise NotFoundError("That step is no longer in the book", "Press escape and look again")
