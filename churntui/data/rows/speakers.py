"""Who spoke in notes: of a theme on which day, and whose words a passage is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.data.file.store import Store
from churntui.model.notes import NoteRef
from churntui.plain.anchors import Span
from churntui.plain.transcript import Side, side_of


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a note holds."""

    logo_id: int
    day: date | None
    by: str
    """The person, as the note knows them; empty where it does not say."""


def of_theme(store: Store, theme_id: int) -> dict[NoteRef, Speaker]:
    """Each note that a theme was heard in, with who spoke in it."""
    rows = store.rows(
        """SELECT h.note_kind, h.note_id, h.logo_id, h.day, coalesce(CASE h.note_kind
            WHEN 'interview' THEN (SELECT respondent FROM interview WHERE id = h.note_id)
            WHEN 'review' THEN (SELECT coalesce(nullif(likelihood_by, ''), attendees) FROM review WHERE id = h.note_id)
            WHEN 'talk' THEN (SELECT p.name FROM talk n JOIN person p ON p.id = n.person_id WHERE n.id = h.note_id)
            WHEN 'survey' THEN (SELECT coalesce(nullif(c.name, ''), nullif(c.email, ''), c.ref)
                FROM survey n JOIN customer c ON c.id = n.customer_id WHERE n.id = h.note_id)
            END, '') FROM v_heard h WHERE h.theme_id = ?""",
        (theme_id,),
    )
    return {
        NoteRef(kind, note_id): Speaker(logo_id, day and date.fromisoformat(day), by)
        for kind, note_id, logo_id, day, by in rows
    }


def side(store: Store, note: NoteRef, text: str, span: Span) -> Side:
    """Whose words a passage of a note's text is, as its lines and the people of the logo say."""
    people = store.rows(
        f"SELECT p.name FROM person p JOIN {note.kind} n ON n.logo_id = p.logo_id WHERE n.id = ?", (note.id,)
    )
    return side_of(text, span, [str(name) for (name,) in people])
