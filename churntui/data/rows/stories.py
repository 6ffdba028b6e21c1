"""Success stories: notes of any kind that somebody of us has marked as one."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from churntui.data.file.store import Store, now
from churntui.model.choices import NoteKind, Story
from churntui.model.notes import NOTES, NoteRef
from churntui.plain.errors import NotFoundError

MARKED: tuple[NoteKind, ...] = ("interview", "review", "talk")
"""The notes that can be one: those we write ourselves."""


@dataclass(frozen=True, slots=True)
class Told:
    """One story."""

    kind: NoteKind
    logo_id: int
    """Whose success it is."""
    day: date | None
    text: str
    use: Story
    """Whether others may hear it."""


def of_logos(store: Store, logo_ids: Collection[int], as_of: date) -> tuple[Told, ...]:
    """The stories of these logos that were told up to a day and have words, the newest first."""
    told = [story for kind in MARKED for story in _of_kind(store, kind, logo_ids)]
    known = [story for story in told if story.day is None or story.day <= as_of]
    return tuple(sorted(known, key=lambda story: story.day or date.min, reverse=True))


def _of_kind(store: Store, kind: NoteKind, logo_ids: Collection[int]) -> list[Told]:
    form = NOTES[kind]
    day = f"coalesce({', '.join(form.days)}, NULL)"
    rows = store.rows(
        f"""SELECT logo_id, {day}, {form.text}, story FROM {kind}
        WHERE story IS NOT NULL AND trim({form.text}) <> ''
        AND logo_id IN (SELECT value FROM json_each(?)) ORDER BY id""",
        (json.dumps(list(logo_ids)),),
    )
    return [
        Told(kind, logo_id, date.fromisoformat(on) if on else None, text, use)
        for logo_id, on, text, use in rows
    ]


def mark(store: Store, note: NoteRef, story: Story | None, label: str) -> None:
    """Say what kind of story a note is; None where it is none. One edit.

    Raises:
        NotFoundError: The note is no longer in the book.
    """
    with store.edit(label):
        if store.scalar(f"SELECT 1 FROM {note.kind} WHERE id = ?", (note.id,)) is None:
            raise NotFoundError(
                f"That {NOTES[note.kind].label} is no longer in the book", "Press escape and look again"
            )
        store.rows(f"UPDATE {note.kind} SET story = ? WHERE id = ?", (story, note.id))
        if note.kind == "interview":
            store.rows("UPDATE interview SET updated_at = ? WHERE id = ?", (now(), note.id))
