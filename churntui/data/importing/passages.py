"""Whose a passage is, whether its words stand there, and who said them: what an import asks of a row of highlights.csv.

A passage names its exit interview, or the kind and the id of another note. An older file has only the first, and does
not say who spoke: a new passage in the line of a speaker of theirs is in their words.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import cast

from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.linking import Links
from churntui.data.rows import speakers
from churntui.model.choices import NoteKind
from churntui.model.notes import NOTES, NoteRef, owner
from churntui.plain.anchors import Span


def note_of(links: Links, stated: Mapping[str, Cell]) -> dict[str, Cell]:
    """The columns of the book that say whose it is, all but one of them empty.

    Raises:
        CellError: None is named, two are, or it is not in the book.
    """
    interview, note = stated.get("interview_id"), stated.get("note_id")
    kind = cast("NoteKind", stated.get("note_kind") or "interview")
    if interview is not None and note is not None and (kind, note) != ("interview", interview):
        raise CellError("note_id", str(note), "names a second note: a passage is of one")
    if interview is not None and note is None and kind != "interview":
        raise CellError("note_id", "", f"says which {NOTES[kind].label} it is of; it is blank")
    ref = note if interview is None else interview
    if ref is None:
        column = "interview_id" if stated.get("note_kind") is None else "note_id"
        raise CellError(column, "", f"says which {NOTES[kind].label} it is of; it is blank")
    columns: dict[str, Cell] = dict.fromkeys(map(owner, NOTES))
    return columns | {owner(kind): links.find(kind, str(ref))}


def must_stand(store: Store, passage: MutableMapping[str, Cell]) -> None:
    """A passage points at its own words or at nothing; where it does not say whose words they are, their line does.

    Raises:
        CellError: Its words are not there, or are said to be theirs where one of us spoke.
    """
    starts, ends = passage["starts_at"], passage["ends_at"]
    kind = next(kind for kind in NOTES if passage.get(owner(kind)) is not None)
    words = store.scalar(
        f"SELECT substr({NOTES[kind].text}, ?1 + 1, ?2 - ?1) FROM {kind} WHERE id = ?3",
        (starts, ends, passage[owner(kind)]),
    )
    if words != passage["quote"]:
        raise CellError(
            "quote", str(passage["quote"]), f"does not stand at {starts} to {ends} of the {NOTES[kind].text}"
        )
    note = NoteRef(kind, int(passage[owner(kind)] or 0))
    text = store.scalar(f"SELECT {NOTES[kind].text} FROM {kind} WHERE id = ?", (note.id,))
    side = speakers.side(store, note, str(text), Span(int(starts or 0), int(ends or 0)))
    if passage.get("theirs") is None:
        passage["theirs"] = int(side == "theirs")
    elif passage["theirs"] and side == "ours":
        raise CellError("their_words", "yes", "is said of a line of our own side")
