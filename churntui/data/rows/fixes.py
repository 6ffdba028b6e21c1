"""Fixes promised after a loss: what an exit interview says is mended because of it, by whom and by when."""

from __future__ import annotations

from datetime import date

from churntui.data.file.store import Store, now
from churntui.model.fixes import Fix
from churntui.plain.errors import NotFoundError


def every(store: Store) -> list[Fix]:
    """Every fix somebody promised, those to be done first, by day."""
    rows = store.rows(
        """SELECT id, ref, logo_id, fix, fix_owner, fix_due_on, fix_done_on, coalesce(effective_on, held_on)
        FROM interview WHERE fix <> '' ORDER BY fix_done_on DESC NULLS FIRST, fix_due_on IS NULL, fix_due_on, id"""
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
        if store.scalar("SELECT 1 FROM interview WHERE id = ?", (interview_id,)) is None:
            raise NotFoundError("That interview is no longer in the book", "Press escape and look again")
        store.rows(
            "UPDATE interview SET fix_done_on = ?, updated_at = ? WHERE id = ?",
            (on.isoformat() if on else None, now(), interview_id),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
