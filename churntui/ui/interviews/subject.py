"""What the exit interview is opened on: a draft, an interview as it is saved, or a new one.

An interview is opened with what it was at that moment, so that saving it notices what was saved meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import drafts, highlights, interview_facts, interviews, themes
from churntui.model.choices import LossKind
from churntui.model.desk import Draft
from churntui.model.notes import NoteRef
from churntui.plain.errors import ChurnError, NotFoundError
from churntui.ui.interviews import form
from churntui.ui.interviews.form import Fields, Typed


@dataclass(frozen=True, slots=True)
class Subject:
    """What the editor opens with."""

    logo_id: int
    fields: Fields
    interview_id: int | None = None
    """The interview that is changed; None for a new one."""
    draft: Draft | None = None
    """What was left unfinished, and is open here now; the fields are its."""
    opened: Typed | None = None
    """The interview as it stood when the fields were begun; None for a new one."""
    is_second: bool = False
    """Whether the user said that it is another one about a loss that has one."""


class SavedMeanwhileError(ChurnError):
    """Somebody else saved the interview since it was opened."""

    def __init__(self, theirs: Typed, at: str) -> None:
        super().__init__("It was saved by somebody else meanwhile", "Choose which text stays")
        self.theirs = theirs
        self.at = at
        """UTC, to the second."""


def as_saved(store: Store, interview_id: int) -> Typed:
    """An interview as the file has it.

    Raises:
        NotFoundError: The interview is gone.
    """
    interview = interviews.one(store, interview_id)
    if interview is None:
        raise NotFoundError("That interview is no longer in the book", "Press escape and look again")
    fields = form.filled(
        interview,
        themes.on_note(store, NoteRef("interview", interview_id)),
        interview_facts.one(store, interview_id),
        highlights.of_note(store, NoteRef("interview", interview_id)),
    )
    return Typed(interview.logo_id, fields)


def expect_unchanged(store: Store, interview_id: int, opened: Typed | None, mine: Typed) -> None:
    """Make sure that the interview is as it was opened, or as it is to be, inside the transaction that changes it.

    Raises:
        SavedMeanwhileError: It is not.
        NotFoundError: It is gone.
    """
    theirs = as_saved(store, interview_id)
    if theirs not in (opened, mine):
        interview = interviews.one(store, interview_id)
        raise SavedMeanwhileError(theirs, interview.updated_at if interview else "")


def of_interview(store: Store, interview_id: int, draft: Draft | None = None) -> Subject:
    """An interview, or what was left unfinished about it.

    Raises:
        NotFoundError: The interview is gone.
    """
    saved = as_saved(store, interview_id)
    if draft is None:
        return Subject(saved.logo_id, saved.fields, interview_id, opened=saved)
    opened = saved if draft.opened is None else Typed.from_flat(draft.opened)
    logo_id = saved.logo_id if draft.logo_id is None else draft.logo_id
    return Subject(logo_id, opened.fields | draft.fields, interview_id, draft, opened)


def of_draft(draft: Draft, logo_id: int) -> Subject:
    """What was left unfinished about a new interview; fields it does not have are empty."""
    return Subject(logo_id, form.empty() | draft.fields, None, draft)


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
