"""Marking a note as a success story: for us alone, one that may be told, or none."""

from __future__ import annotations

from churntui.data.rows import stories
from churntui.model.choices import STORY_LABELS, Story
from churntui.model.notes import NOTES, NoteRef
from churntui.ui.kit.choosing import Answer, Choose
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.chosen import Chosen

_LETTERS: dict[str, Story | None] = {"o": "ours", "s": "shareable", "n": None}

_TOLD = {
    "o": "on the talk sheets of logos like it, by us alone",
    "s": "unless it names others, or a word of ours",
    "n": "or not any more",
}


def note_of(chosen: Chosen) -> NoteRef | None:
    """The note that is chosen, where it is one that can be a story."""
    return next(
        (NoteRef(kind, row_id) for kind in stories.MARKED if (row_id := chosen.id_in(kind)) is not None), None
    )


async def mark(app: BookApp, note: NoteRef, name: str) -> None:
    """Ask what the note is, and keep that as one change; what is said in an exit interview is never told."""
    answers = [
        Answer(letter, STORY_LABELS[story] if story else "no story", _TOLD[letter])
        for letter, story in _LETTERS.items()
        if not (note.kind == "interview" and story == "shareable")
    ]
    heading = f"A success story: the {NOTES[note.kind].label} of {name}"
    letter = await app.push_screen_wait(Choose(heading, answers))
    if letter is None:
        return
    story = _LETTERS[letter]
    label = f"Story, {STORY_LABELS[story]}: {name}" if story else f"No story: {name}"
    await app.change(label, lambda store: stories.mark(store, note, story, label))
