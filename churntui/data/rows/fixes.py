"""Fixes promised after a loss: what an exit interview says is mended because of it, by whom and by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from churntui.data.file.store import Store, now
from churntui.model.fixes import Fix
from churntui.model.planned import Planned
from churntui.plain.errors import NotFoundError
from churntui.plain.text import clean_line, clean_note


def every(store: Store) -> list[Fix]:
    """Every fix somebody promised, those to be done first, by day."""
    return _read(store, "fix <> ''")


def undone(store: Store) -> list[Fix]:
    """The fixes that are still to be done, by day."""
    return _read(store, "fix <> '' AND fix_done_on IS NULL")


def _read(store: Store, chosen: str) -> list[Fix]:
    rows = store.rows(
        f"""SELECT id, ref, logo_id, fix, fix_owner, fix_due_on, fix_done_on, coalesce(effective_on, held_on)
        FROM interview WHERE {chosen} ORDER BY fix_done_on DESC NULLS FIRST, fix_due_on IS NULL, fix_due_on, id"""
    )
    return [
        Fix(number, ref, logo_id, what, owner, *map(_day, days))
        for number, ref, logo_id, what, owner, *days in rows
    ]


def done(store: Store, interview_id: int, on: date | None, label: str) -> None:
    """Say on which day the fix of an interview was done, or with None that it still is to be. One edit.

    Raises:
        NotFoundError: The interview is no longer in the book.
    """
    with store.edit(label):
        _expect(store, interview_id)
        store.rows(
            "UPDATE interview SET fix_done_on = ?, updated_at = ? WHERE id = ?",
            (on.isoformat() if on else None, now(), interview_id),
        )


def change(store: Store, interview_id: int, planned: Planned, label: str) -> None:
    """Write the fix of an interview anew: what, by whom, by when. One edit.

    Raises:
        NotFoundError: The interview is no longer in the book.
    """
    with store.edit(label):
        _expect(store, interview_id)
        store.rows(
            "UPDATE interview SET fix = ?, fix_owner = ?, fix_due_on = ?, updated_at = ? WHERE id = ?",
            (
                clean_note(planned.what).strip(),
                clean_line(planned.owner),
                planned.due_on.isoformat() if planned.due_on else None,
                now(),
                interview_id,
            ),
        )


def remove(store: Store, interview_ids: Iterable[int], label: str) -> None:
    """Have interviews promise no fix any more. One edit."""
    with store.edit(label):
        for interview_id in interview_ids:
            store.rows(
                """UPDATE interview SET fix = '', fix_owner = '', fix_due_on = NULL, fix_done_on = NULL,
                updated_at = ? WHERE id = ?""",
                (now(), interview_id),
            )


def _expect(store: Store, interview_id: int) -> None:
    if store.scalar("SELECT 1 FROM interview WHERE id = ?", (interview_id,)) is None:
        raise NotFoundError("That interview is no longer in the book", "Press escape and look again")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
