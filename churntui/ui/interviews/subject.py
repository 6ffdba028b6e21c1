"""What the exit interview is opened on: something unfinished before anything new.

`n` on a logo goes on with the draft of it, else with the record of one nobody was asked for yet, else begins a new
one about the logo's last end of service.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import drafts, highlights, interview_facts, interviews, themes
from churntui.model.rows import Draft
from churntui.plain.errors import NotFoundError
from churntui.ui.interviews import form


@dataclass(frozen=True, slots=True)
class Subject:
    """What the editor opens with."""

    logo_id: int
    fields: form.Fields
    interview_id: int | None = None
    """The interview that is changed; None for a new one."""
    draft: Draft | None = None
    """What was left unfinished; the fields are its."""


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


def of_interview(store: Store, interview_id: int, author: str) -> Subject:
    """An interview, or what `author` left unfinished about it.

    Raises:
        NotFoundError: The interview is gone.
    """
    interview = interviews.one(store, interview_id)
    if interview is None:
        raise NotFoundError("That interview is no longer in the book", "Press escape and look again")
    fields = form.filled(
        interview,
        themes.on_interview(store, interview_id),
        interview_facts.one(store, interview_id),
        highlights.of_interview(store, interview_id),
    )
    draft = drafts.of(store, None, interview_id, author)
    if draft is not None:
        return Subject(draft.logo_id or interview.logo_id, fields | draft.fields, interview_id, draft)
    return Subject(interview.logo_id, fields, interview_id)


def of_logo(store: Store, logo_id: int, ended: date | None, book: Book) -> Subject:
    """What is unfinished about the logo, else a new interview about the end of service `ended`."""
    author = book.settings.owner
    draft = drafts.of(store, logo_id, None, author)
    if draft is not None:
        return of_draft(draft, logo_id)
    waiting = [
        interview.id
        for interview in book.interviews
        if interview.logo_id == logo_id and interview.status == "not_asked"
    ]
    if waiting:
        return of_interview(store, waiting[0], author)
    owner = book.logos[logo_id].owner if logo_id in book.logos else ""
    begun = form.begun(today=book.as_of, effective_on=ended, interviewer=author, owner=owner)
    return Subject(logo_id, begun)
