"""Drafts: what is being typed, on disk half a second after the last key. One per logo and author."""

from __future__ import annotations

import json
from datetime import datetime

from churntui.data.rows import built
from churntui.data.store import Store, now
from churntui.model import Draft


def every(store: Store) -> list[Draft]:
    """Every draft, the one touched last first."""
    found = store.rows(
        "SELECT id, logo_id, interview_id, author, fields, updated_at FROM draft ORDER BY updated_at DESC, id DESC"
    )
    return [
        built(Draft, (*row[:4], dict(json.loads(row[4])), datetime.fromisoformat(row[5]))) for row in found
    ]


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
    with store.write():
        if draft_id is None:
            draft_id = store.scalar(
                "SELECT id FROM draft WHERE author = ? AND logo_id IS ? AND interview_id IS ?",
                (author, logo_id, interview_id),
            )
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
