"""Drafts: what is being typed, on disk half a second after the last key. One per logo and author."""

from __future__ import annotations

import json
from datetime import datetime

from churntui.data.file.store import Row, Store, now
from churntui.model.rows import Draft

_SELECT = "SELECT id, logo_id, interview_id, author, fields, updated_at FROM draft"


def every(store: Store) -> list[Draft]:
    """Every draft, the one touched last first."""
    return [_draft(row) for row in store.rows(f"{_SELECT} ORDER BY updated_at DESC, id DESC")]


def one(store: Store, draft_id: int) -> Draft | None:
    """The draft of that id; None where it was saved or thrown away since."""
    row = store.one(f"{_SELECT} WHERE id = ?", (draft_id,))
    return None if row is None else _draft(row)


def of(store: Store, logo_id: int | None, interview_id: int | None, author: str) -> Draft | None:
    """What `author` left unfinished about that interview, or about a new one of that logo; None where nothing."""
    if interview_id is not None:
        row = store.one(f"{_SELECT} WHERE author = ? AND interview_id = ?", (author, interview_id))
    else:
        row = store.one(
            f"{_SELECT} WHERE author = ? AND logo_id IS ? AND interview_id IS NULL", (author, logo_id)
        )
    return None if row is None else _draft(row)


def keep(
    store: Store,
    fields: dict[str, str],
    *,
    logo_id: int | None,
    interview_id: int | None,
    author: str,
    draft_id: int | None,
) -> int:
    """Write the draft and return its id; a draft of the same logo (or interview) and author is taken over."""
    text = json.dumps(fields, ensure_ascii=False)
    with store.write(quiet=True):
        if draft_id is None and (known := of(store, logo_id, interview_id, author)) is not None:
            draft_id = known.id
        values = (logo_id, interview_id, author, text, now())
        if draft_id is not None and store.scalar("SELECT 1 FROM draft WHERE id = ?", (draft_id,)) is not None:
            store.rows(
                """UPDATE draft SET logo_id = ?, interview_id = ?, author = ?, fields = ?, updated_at = ?
                WHERE id = ?""",
                (*values, draft_id),
            )
            return int(draft_id)
        return store.insert(
            "INSERT INTO draft(logo_id, interview_id, author, fields, updated_at) VALUES (?, ?, ?, ?, ?)",
            values,
        )


def remove(store: Store, draft_id: int) -> None:
    """Forget a draft."""
    with store.write():
        store.rows("DELETE FROM draft WHERE id = ?", (draft_id,))


def _draft(row: Row) -> Draft:
    draft_id, logo_id, interview_id, author, fields, updated_at = row
    return Draft(
        draft_id, logo_id, interview_id, author, dict(json.loads(fields)), datetime.fromisoformat(updated_at)
    )
