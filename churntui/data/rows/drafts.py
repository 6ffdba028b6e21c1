"""Drafts: what is being typed, on disk half a second after the last key.

A draft is open in the editor of one session, or in none. Only that session writes it: two of one author on the same
interview have a draft each, and neither loses a word to the other. One whose session has ended, however that came, is
its author's to go on with; one that is open elsewhere is taken from nobody.
"""

from __future__ import annotations

import json
from datetime import datetime

from churntui.data.file import session
from churntui.data.file.store import Row, Store, now
from churntui.model.rows import Draft

_SELECT = "SELECT id, logo_id, interview_id, author, fields, updated_at, session, opened FROM draft"

_LATEST_FIRST = "ORDER BY updated_at DESC, id DESC"


def every(store: Store) -> list[Draft]:
    """Every draft, the one touched last first."""
    return [_draft(row) for row in store.rows(f"{_SELECT} {_LATEST_FIRST}")]


def one(store: Store, draft_id: int) -> Draft | None:
    """The draft of that id; None where it was saved or thrown away since."""
    row = store.one(f"{_SELECT} WHERE id = ?", (draft_id,))
    return None if row is None else _draft(row)


def of(store: Store, logo_id: int | None, interview_id: int | None, author: str) -> list[Draft]:
    """What `author` left unfinished about that interview, or about a new one of that logo; the latest first.

    What is open in another session is not among it.
    """
    rows = _about(store, logo_id, interview_id, author)
    return [draft for draft in map(_draft, rows) if not draft.is_open_elsewhere]


def _about(store: Store, logo_id: int | None, interview_id: int | None, author: str) -> list[Row]:
    about = "logo_id IS ? AND interview_id IS NULL" if interview_id is None else "interview_id = ?"
    about_id = logo_id if interview_id is None else interview_id
    return store.rows(f"{_SELECT} WHERE author = ? AND {about} {_LATEST_FIRST}", (author, about_id))


def take(store: Store, draft_id: int) -> bool:
    """Open it in this session; False where another one has it open, or it is gone."""
    with store.write(quiet=True):
        draft = one(store, draft_id)
        if draft is None or draft.is_open_elsewhere:
            return False
        store.rows("UPDATE draft SET session = ? WHERE id = ?", (session.this(), draft_id))
        return True


def leave(store: Store, draft_id: int) -> None:
    """It is no longer open in this session: anybody may go on with it."""
    with store.write(quiet=True):
        store.rows("UPDATE draft SET session = '' WHERE id = ? AND session = ?", (draft_id, session.this()))


def keep(
    store: Store,
    fields: dict[str, str],
    *,
    logo_id: int | None,
    interview_id: int | None,
    author: str,
    draft_id: int | None,
    opened: dict[str, str] | None = None,
) -> int:
    """Write the draft of this session and return its id: where none is given, that of the one it has open about this.

    One that was thrown away elsewhere, or taken over by another session that thought this one had ended, is written
    anew; one about an interview that is gone is about a new one.
    """
    mine = session.this()
    with store.write(quiet=True):
        if interview_id is not None and not _exists(store, "interview", interview_id):
            interview_id = None
        values = (
            logo_id, interview_id, author, json.dumps(fields, ensure_ascii=False), now(), mine,
            None if opened is None else json.dumps(opened, ensure_ascii=False),
        )  # fmt: skip
        open_here = [row[0] for row in _about(store, logo_id, interview_id, author) if row[6] == mine]
        draft_id = next(iter(open_here), None) if draft_id is None else draft_id
        is_mine = "SELECT 1 FROM draft WHERE id = ? AND session IN (?, '')"
        if draft_id is not None and store.scalar(is_mine, (draft_id, mine)) is not None:
            store.rows(
                """UPDATE draft SET logo_id = ?, interview_id = ?, author = ?, fields = ?, updated_at = ?,
                session = ?, opened = ? WHERE id = ?""",
                (*values, draft_id),
            )
            return draft_id
        return store.insert(
            """INSERT INTO draft(logo_id, interview_id, author, fields, updated_at, session, opened)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            values,
        )


def remove(store: Store, draft_id: int) -> None:
    """Forget a draft of this session, or of none; one that is open elsewhere is not this session's to forget."""
    with store.write():
        draft = one(store, draft_id)
        if draft is not None and not draft.is_open_elsewhere:
            store.rows("DELETE FROM draft WHERE id = ?", (draft_id,))


def _exists(store: Store, table: str, row_id: int) -> bool:
    return store.scalar(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)) is not None


def _draft(row: Row) -> Draft:
    draft_id, logo_id, interview_id, author, fields, updated_at, held_by, opened = row
    touched = datetime.fromisoformat(updated_at)
    elsewhere = held_by != session.this() and session.goes_on(held_by, touched)
    begun_on = None if opened is None else dict(json.loads(opened))
    return Draft(
        draft_id, logo_id, interview_id, author, dict(json.loads(fields)), touched, elsewhere, begun_on
    )
