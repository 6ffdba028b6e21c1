"""Drafts: what is being typed, on disk half a second after the last key.

A draft is open in the editor of one session, or in none. Only that session writes it: two of one author on the same
interview have a draft each, and neither loses a word to the other. One whose session has ended, however that came, is
its author's to go on with; one that is open elsewhere is taken from nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from churntui.data.file.store import OWN, Row, Store, Value, now
from churntui.model.choices import NoteKind
from churntui.model.desk import Draft
from churntui.plain import session
from churntui.plain.text import clean_note

INTERVIEWS = "interviews"
"""The form of an exit interview, in the editor of notes; that of a note of another kind is its kind."""

_SELECT = (
    "SELECT id, logo_id, interview_id, author, fields, updated_at, session, opened, form, row_id FROM draft"
)

_LATEST_FIRST = "ORDER BY updated_at DESC, id DESC"


def every(store: Store) -> list[Draft]:
    """Every draft, the one touched last first; those that are damaged (`damaged`) are passed over."""
    return _read(store.rows(f"{_SELECT} {_LATEST_FIRST}"))


def one(store: Store, draft_id: int) -> Draft | None:
    """The draft of that id; None where it was saved or thrown away since, or is damaged."""
    row = store.one(f"{_SELECT} WHERE id = ?", (draft_id,))
    return None if row is None else _draft(row)


def form_of(kind: NoteKind) -> str:
    """What the drafts of the editor say of a note of that kind."""
    return INTERVIEWS if kind == "interview" else kind


def of(
    store: Store, logo_id: int | None, note_id: int | None, author: str, kind: NoteKind = "interview"
) -> list[Draft]:
    """What `author` left unfinished about that note, or about a new one of that logo; the latest first.

    What was begun before anybody gave a name is everybody's. What is open in another session is not among it.
    """
    rows = _about(store, form_of(kind), note_id, logo_id, author)
    return [draft for draft in _read(rows) if not draft.is_open_elsewhere]


def _about(store: Store, form: str, row_id: int | None, logo_id: int | None, author: str) -> list[Row]:
    column = _column_of(form)
    about = f"logo_id IS ? AND {column} IS NULL" if row_id is None else f"{column} = ?"
    query = f"{_SELECT} WHERE {OWN} AND form = ? AND {about} {_LATEST_FIRST}"
    return store.rows(query, (author, form, logo_id if row_id is None else row_id))


def _column_of(form: str) -> str:
    """The column that says which row a draft of that form changes."""
    return "interview_id" if form == INTERVIEWS else "row_id"


def of_form(store: Store, form: str, row_id: int | None, logo_id: int | None, author: str) -> Draft | None:
    """What `author` left unfinished in a form, about that row, or about a new one of that logo: the latest.

    What is open in another session is not taken from it.
    """
    found = _read(_about(store, form, row_id, logo_id, author))
    return next((draft for draft in found if not draft.is_open_elsewhere), None)


def keep_form(
    store: Store,
    fields: dict[str, str],
    *,
    form: str,
    row_id: int | None,
    logo_id: int | None,
    author: str,
    draft_id: int | None,
    opened: dict[str, str] | None = None,
) -> int:
    """Write what is typed in a form, and return the draft's id; one that was thrown away elsewhere is written anew.

    Of a row that is changed it is only the fields that differ, and `opened` is how those stood. A form is left when it
    is kept so: it is open in no session any more.
    """
    with store.write(quiet=True):
        if logo_id is not None and not _exists(store, "logo", logo_id):
            logo_id = None
        of_new = {"form": form, "row_id": row_id, "logo_id": logo_id, "author": author}
        return _put(store, draft_id, {**_typed(fields, opened), "session": ""}, of_new)


def _typed(fields: dict[str, str], opened: dict[str, str] | None) -> dict[str, Value]:
    """What is typed now in this session, by column."""
    began = None if opened is None else _json(opened)
    return {"fields": _json(fields), "updated_at": now(), "session": session.this(), "opened": began}


def _put(store: Store, draft_id: int | None, cells: Mapping[str, Value], of_new: Mapping[str, Value]) -> int:
    """Write the draft, where it is there and not open elsewhere; else a new one, with what only that is told."""
    is_mine = "SELECT 1 FROM draft WHERE id = ? AND session IN (?, '')"
    if draft_id is not None and store.scalar(is_mine, (draft_id, session.this())) is not None:
        assignments = ", ".join(f"{column} = ?" for column in cells)
        store.rows(f"UPDATE draft SET {assignments} WHERE id = ?", (*cells.values(), draft_id))
        return draft_id
    whole = {**cells, **of_new}
    marks = ", ".join("?" * len(whole))
    return store.insert(f"INSERT INTO draft({', '.join(whole)}) VALUES ({marks})", tuple(whole.values()))


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
    note_id: int | None,
    author: str,
    draft_id: int | None,
    opened: dict[str, str] | None = None,
    kind: NoteKind = "interview",
) -> int:
    """Write the draft of this session and return its id: where none is given, that of the one it has open about this.

    One that was thrown away elsewhere, or taken over by another session that thought this one had ended, is written
    anew; one about a note that is gone is about a new one.
    """
    mine, form = session.this(), form_of(kind)
    with store.write(quiet=True):
        if note_id is not None and not _exists(store, kind, note_id):
            note_id = None
        open_here = [row[0] for row in _about(store, form, note_id, logo_id, author) if row[6] == mine]
        draft_id = next(iter(open_here), None) if draft_id is None else draft_id
        about = {"logo_id": logo_id, _column_of(form): note_id, "author": author}
        return _put(store, draft_id, {**about, **_typed(fields, opened)}, {"form": form})


def remove(store: Store, draft_id: int) -> bool:
    """Forget a draft of this session, or of none; whether it is gone.

    One that is open elsewhere is not this session's to forget.
    """
    with store.write():
        draft = one(store, draft_id)
        if draft is None:
            return True
        if not draft.is_open_elsewhere:
            store.rows("DELETE FROM draft WHERE id = ?", (draft_id,))
        return not draft.is_open_elsewhere


def follow_logo(
    store: Store, logo_id: int, to: int | None, *, edit_id: int | None = None, backwards: bool = False
) -> None:
    """Have what is being written about a logo be about another one, or about none, and the history know it.

    No trigger sees drafts: what is typed is no change yet.

    Args:
        store: The book, inside an edit or a replay of one.
        logo_id: The logo that goes.
        to: What they are about from now on.
        edit_id: The edit that has them moved; the one that is being recorded where None.
        backwards: Whether they move because that edit is taken back.
    """
    images = ["json_object('logo_id', logo_id, 'form', form)", "json_object('logo_id', ?, 'form', form)"]
    if backwards:
        images.reverse()
    store.rows(
        f"""INSERT INTO change(edit_id, table_name, row_id, before, after)
        SELECT coalesce(?, (SELECT edit_id FROM recording)), 'draft', id, {", ".join(images)}
        FROM draft WHERE logo_id = ? ORDER BY id""",
        (edit_id, to, logo_id),
    )
    store.rows("UPDATE draft SET logo_id = ? WHERE logo_id = ?", (to, logo_id))


def _exists(store: Store, table: str, row_id: int) -> bool:
    return store.scalar(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)) is not None


class DamagedDraft(NamedTuple):
    """A draft that cannot be read as it stands, as another program may have written it."""

    id: int
    author: str
    rescued: dict[str, str]
    """What was typed into each field, as far as it can be read; empty where nothing can be."""
    touched: str
    """The moment, as it is kept; empty where it is none."""
    opened: str | None


def damaged(store: Store) -> list[DamagedDraft]:
    """The drafts that no other call here gives."""
    return [
        DamagedDraft(
            row[0],
            row[3],
            _rescued(row[4]),
            row[5] if _moment(row[5]) else "",
            None if row[7] is None or _words(row[7]) is None else row[7],
        )
        for row in store.rows(f"{_SELECT} ORDER BY id")
        if _draft(row) is None
    ]


def mend(store: Store, draft: DamagedDraft) -> None:
    """Keep what can be read of it, as touched now where nobody knows when; where nothing can be, it goes."""
    if draft.rescued:
        store.rows(
            "UPDATE draft SET fields = ?, updated_at = ?, opened = ? WHERE id = ?",
            (_json(draft.rescued), draft.touched or now(), draft.opened, draft.id),
        )
    else:
        store.rows("DELETE FROM draft WHERE id = ?", (draft.id,))


def _json(words: dict[str, str]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _rescued(text: str) -> dict[str, str]:
    """What can be read of the fields; where it is not kept as it should be, all of it as the notes."""
    found = _parsed(text)
    if isinstance(found, dict):
        return {name: word if isinstance(word, str) else json.dumps(word) for name, word in found.items()}
    return {"notes": clean_note(text)} if any(map(str.isalnum, text)) else {}


def _read(rows: list[Row]) -> list[Draft]:
    return [draft for draft in map(_draft, rows) if draft is not None]


def _draft(row: Row) -> Draft | None:
    """The draft; None where it is damaged."""
    draft_id, logo_id, interview_id, author, typed, updated_at, held_by, opened, form, row_id = row
    fields, touched, begun_on = _words(typed), _moment(updated_at), None if opened is None else _words(opened)
    if fields is None or touched is None or (begun_on is None and opened is not None):
        return None
    elsewhere = held_by != session.this() and session.goes_on(held_by, touched)
    return Draft(draft_id, logo_id, interview_id, author, fields, touched, elsewhere, begun_on, form, row_id)


def _words(text: str) -> dict[str, str] | None:
    """Field name to text; None where it is anything else."""
    found = _parsed(text)
    is_one = isinstance(found, dict) and all(isinstance(word, str) for word in found.values())
    return found if is_one else None


def _parsed(text: str) -> Any:
    """What the JSON says; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _moment(text: str) -> datetime | None:
    """The moment, which is one of a known zone; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
