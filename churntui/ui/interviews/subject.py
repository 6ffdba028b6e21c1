"""What the editor of notes is opened on: a draft, a note as it is saved, or a new one.

A note is opened with what it was at that moment, so that saving it notices what was saved meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.data import stories
from churntui.data.file.store import Store
from churntui.data.keeping import rows
from churntui.data.rows import drafts, highlights, interview_facts, interviews, themes
from churntui.model.choices import LossKind, NoteKind
from churntui.model.desk import Draft
from churntui.model.notes import NoteRef
from churntui.model.tables import tables_of
from churntui.plain.errors import ChurnError, NotFoundError
from churntui.ui.interviews import form
from churntui.ui.interviews.fields import GUIDES, Guide
from churntui.ui.interviews.form import Fields, Typed


@dataclass(frozen=True, slots=True)
class Subject:
    """What the editor opens with."""

    logo_id: int
    fields: Fields
    note_id: int | None = None
    """The note that is changed; None for a new one."""
    draft: Draft | None = None
    """What was left unfinished, and is open here now; the fields are its."""
    opened: Typed | None = None
    """The note as it stood when the fields were begun; None for a new one."""
    is_second: bool = False
    """Whether the user said that it is another one beside one there is."""
    kind: NoteKind = "interview"

    @property
    def guide(self) -> Guide:
        """How this kind of note is written."""
        return GUIDES[self.kind]


class SavedMeanwhileError(ChurnError):
    """Somebody else saved the note since it was opened."""

    def __init__(self, theirs: Typed, at: str) -> None:
        super().__init__("It was saved by somebody else meanwhile", "Choose which text stays")
        self.theirs = theirs
        self.at = at
        """UTC, to the second; empty where nobody knows."""


def as_saved(store: Store, note: NoteRef) -> Typed:
    """A note as the file has it.

    Raises:
        NotFoundError: It is gone.
    """
    passages = highlights.of_note(store, note)
    if note.kind != "interview":
        row = rows.stored(store, tables_of(note.kind)[0].name, note.id)
        return Typed(int(str(row["logo_id"])), form.filled_row(GUIDES[note.kind], row, passages), note.kind)
    interview = interviews.one(store, note.id)
    if interview is None:
        raise NotFoundError("That interview is no longer in the book", "Press escape and look again")
    facts = interview_facts.one(store, note.id)
    return Typed(interview.logo_id, form.filled(interview, themes.on_note(store, note), facts, passages))


def expect_unchanged(store: Store, note: NoteRef, opened: Typed | None, mine: Typed) -> None:
    """Make sure that the note is as it was opened, or as it is to be, inside the transaction that changes it.

    Raises:
        SavedMeanwhileError: It is not.
        NotFoundError: It is gone.
    """
    theirs = as_saved(store, note)
    if theirs not in (opened, mine):
        raise SavedMeanwhileError(theirs, _saved_at(store, note))


def _saved_at(store: Store, note: NoteRef) -> str:
    if note.kind == "interview":
        interview = interviews.one(store, note.id)
        return interview.updated_at if interview else ""
    return next((line.at for line in stories.of(store, note.kind, note.id)), "")


def of_note(store: Store, note: NoteRef, draft: Draft | None = None) -> Subject:
    """A note, or what was left unfinished about it.

    Raises:
        NotFoundError: It is gone.
    """
    saved = as_saved(store, note)
    if draft is None:
        return Subject(saved.logo_id, saved.fields, note.id, opened=saved, kind=note.kind)
    opened = saved if draft.opened is None else Typed.from_flat(draft.opened, note.kind)
    logo_id = saved.logo_id if draft.logo_id is None else draft.logo_id
    return Subject(logo_id, opened.fields | draft.fields, note.id, draft, opened, kind=note.kind)


def of_draft(draft: Draft, logo_id: int) -> Subject:
    """What was left unfinished about a new note; fields it does not have are empty."""
    kind = draft.note_kind or "interview"
    return Subject(logo_id, form.empty(GUIDES[kind]) | draft.fields, None, draft, kind=kind)


def of_draft_id(store: Store, draft_id: int) -> Draft:
    """The draft.

    Raises:
        NotFoundError: It was saved or thrown away since.
    """
    draft = drafts.one(store, draft_id)
    if draft is None:
        raise NotFoundError("That draft is no longer in the book", "It was saved or thrown away since")
    return draft


def new(book: Book, logo_id: int, ended: date | None, kind: LossKind = "full") -> Subject:
    """A new interview, of a loss of that kind, about the end of service `ended`."""
    owner = book.logos[logo_id].owner if logo_id in book.logos else ""
    begun = form.begun(today=book.as_of, effective_on=ended, interviewer=book.author, owner=owner)
    return Subject(logo_id, begun | {"kind": kind})


def new_about_living(book: Book, logo_id: int, kind: NoteKind) -> Subject:
    """A new review of a living logo, or a talk with it, begun while we speak."""
    return Subject(logo_id, form.begun_today(GUIDES[kind], book.as_of, book.author), kind=kind)
