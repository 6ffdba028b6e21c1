"""Notes about living logos as the editor keeps them: the row, its themes, its passages, and the end of the draft.

Exit interviews have more to them, and are kept by `data.rows.interviews`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from churntui.data.file.store import Store
from churntui.data.keeping import rows
from churntui.data.keeping.rows import Given
from churntui.data.rows import drafts, highlights
from churntui.model.choices import NoteKind
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight
from churntui.model.tables import tables_of


def save(
    store: Store,
    kind: NoteKind,
    values: Mapping[str, Given],
    passages: Sequence[Highlight],
    *,
    label: str,
    note_id: int | None = None,
    draft_id: int | None = None,
) -> int:
    """Save a new note, or change the one of that id; its draft goes. One edit.

    Args:
        store: The book.
        kind: What kind of note it is.
        values: Its row by field; None empties one.
        passages: Those of its words that have themes of their own.
        label: For the history.
        note_id: The note to change; None for a new one.
        draft_id: The draft it was written in.

    Raises:
        NotFoundError: There is no such note, or no such logo, any more.
        FieldError: The row cannot be as it was entered.
    """
    name = tables_of(kind)[0].name
    given = {field: value for field, value in values.items() if value is not None}
    with store.edit(label):
        if note_id is None:
            note_id = rows.add(store, name, given, label)
            highlights.replace_on_note(store, NoteRef(kind, note_id), passages)
        else:
            rows.change(store, name, note_id, values, label, passages=passages)
        if draft_id is not None:
            drafts.remove(store, draft_id)
    return note_id
