"""Saving a note that others may have saved or recorded meanwhile.

What was opened is compared with what the file has inside the transaction that writes, field by field: a time to the
second would let two saves in one second pass. Where they differ nothing is written, both texts are shown, and the user
chooses; the text not chosen stays in the history. A new interview about a loss that has one is asked about in words:
of reviews and talks there may be any number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from churntui.book import Book
from churntui.data import history
from churntui.data.file.store import Store
from churntui.data.keeping import notes
from churntui.data.rows import briefs, commitments, interviews
from churntui.model.choices import STATUS_LABELS
from churntui.model.notes import NOTES, NoteRef
from churntui.model.rows import Interview
from churntui.plain import dates
from churntui.plain.errors import ChurnError, NotFoundError
from churntui.questions.ends import interview_about
from churntui.ui.interviews import form
from churntui.ui.interviews import subject as subjects
from churntui.ui.interviews.drafting import DraftKeeper, clock
from churntui.ui.interviews.form import Typed
from churntui.ui.interviews.subject import SavedMeanwhileError
from churntui.ui.interviews.two_texts import both, differences
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """What came about around a review before it was saved: it is linked to it once it is."""

    brief_id: int | None = None
    """The brief that was shown."""
    commitment_ids: tuple[int, ...] = ()
    """What was promised."""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> OfMeeting:
        """As the form has it."""
        brief_ids = form.split_ids(fields["brief"])
        return cls(next(iter(brief_ids), None), tuple(form.split_ids(fields["promised"])))

    def link(self, store: Store, review_id: int, label: str) -> None:
        """Say that it was in this review; within the edit that saves it."""
        if self.brief_id is not None:
            briefs.shown_in(store, self.brief_id, review_id, label)
        commitments.promised_in(store, self.commitment_ids, review_id, label)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be saved, over what."""

    mine: Typed
    """Settled."""
    note_id: int | None
    opened: Typed | None
    """The note as the form was begun on it; None for a new one."""
    is_second: bool = False
    """Whether the user has said that the loss is to have another one."""
    of_meeting: OfMeeting = OfMeeting()
    """What a review is the meeting of."""

    @property
    def note(self) -> NoteRef | None:
        """The note that is changed; None for a new one."""
        return None if self.note_id is None else NoteRef(self.mine.kind, self.note_id)


class _RecordedMeanwhileError(ChurnError):
    """The logo has an interview that the book in view does not know."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it."""

    note: NoteRef
    is_mine: bool = True
    """Whether mine stands; else theirs does, and redo brings mine back."""


async def save(app: BookApp, attempt: Attempt, draft: DraftKeeper) -> Saved | None:
    """Save it, and end its draft; None where the user went back to the form.

    Raises:
        ChurnError: It cannot be written; the draft stays.
    """
    trying: Attempt | None = attempt
    while trying is not None:
        book = app.book
        if trying.mine.kind == "interview" and trying.note is None and not trying.is_second:
            trying = await _asked_of_the_loss(app, book, trying)
            if trying is None:
                return None
        seen = {one.id for one in book.interviews if one.logo_id == trying.mine.logo_id}
        try:
            return await _written(app, trying, draft, seen)
        except SavedMeanwhileError as other:
            answer = await _choice(app, trying, other)
            if answer == "theirs":
                return await _left_to_them(app, trying, draft)
            trying = _follow(app, trying, other, answer)
        except _RecordedMeanwhileError:
            await app.reload()
        except NotFoundError:
            await app.reload()
            trying = await _as_new(app, trying)
    return None


async def _written(app: BookApp, attempt: Attempt, draft: DraftKeeper, seen: set[int]) -> Saved:
    """Write it, unless it was saved, or its loss recorded, by somebody else since."""
    label, today = _label(app, attempt), app.book.as_of

    def write(store: Store) -> int:
        with store.edit(label):
            if attempt.note is not None:
                subjects.expect_unchanged(store, attempt.note, attempt.opened, attempt.mine)
            elif attempt.mine.kind == "interview" and (
                interviews.ids_of_logo(store, attempt.mine.logo_id) - seen
            ):
                raise _RecordedMeanwhileError("Somebody else recorded an interview", "Look at it first")
            return _put(store, attempt, label, today, draft.draft_id)

    async with draft.lock:
        saved = Saved(NoteRef(attempt.mine.kind, await app.ask(write)))
        draft.end()
        return saved


def _put(store: Store, attempt: Attempt, label: str, today: date, draft_id: int | None) -> int:
    mine = attempt.mine
    if mine.kind == "interview":
        words = form.words(mine.fields, mine.logo_id, today)
        return interviews.save(store, words, label=label, interview_id=attempt.note_id, draft_id=draft_id)
    passages = form.split_passages(mine.fields["passages"])
    values = form.row_values(mine, today)
    with store.edit(label):
        note_id = notes.save(
            store, mine.kind, values, passages, label=label, note_id=attempt.note_id, draft_id=draft_id
        )
        if mine.kind == "review":
            attempt.of_meeting.link(store, note_id, label)
    return note_id


async def _left_to_them(app: BookApp, attempt: Attempt, draft: DraftKeeper) -> Saved:
    """Their text stays. Mine is saved and taken back at once, so that the history has it, and redo."""
    label, today = f"{_label(app, attempt)}, mine", app.book.as_of

    def write(store: Store) -> int:
        return history.made_and_undone(store, lambda: _put(store, attempt, label, today, draft.draft_id))

    async with draft.lock:
        saved = Saved(NoteRef(attempt.mine.kind, await app.ask(write)), is_mine=False)
        draft.end()
        return saved


async def _choice(app: BookApp, attempt: Attempt, other: SavedMeanwhileError) -> str | None:
    from churntui.ui.interviews.conflict import ConflictDialog

    found = differences(attempt.mine, other.theirs, lambda logo_id: _name(app, logo_id))
    name = cut(_name(app, attempt.mine.logo_id), 40)
    saved = f"Saved {clock(datetime.fromisoformat(other.at))}" if other.at else "Saved meanwhile"
    answer: str | None = await app.push_screen_wait(
        ConflictDialog(f"There are two texts about {name}: which one stays?", saved, found)
    )
    return answer


def _follow(app: BookApp, attempt: Attempt, other: SavedMeanwhileError, answer: str | None) -> Attempt | None:
    """The attempt after an answer; None where there was none."""
    if answer is None:
        return None
    if answer == "mine":
        return replace(attempt, opened=other.theirs)
    author = app.author
    stamp = dates.short(datetime.now(UTC).date())
    heading = f"--- Also written by {author}, {stamp} ---" if author else f"--- Also written, {stamp} ---"
    nothing = dict.fromkeys(other.theirs.fields, "")
    was = attempt.opened or Typed(other.theirs.logo_id, nothing, other.theirs.kind)
    merged = both(was, attempt.mine, other.theirs, heading=heading, name_of=lambda at: _name(app, at))
    return replace(attempt, mine=merged, opened=other.theirs)


async def _asked_of_the_loss(app: BookApp, book: Book, attempt: Attempt) -> Attempt | None:
    """Ask what becomes of a new one where its loss has an interview already; as it is where it has none."""
    from churntui.ui.kit.matching import Choice
    from churntui.ui.kit.picker import Picker

    mine = attempt.mine
    effective_on = form.read_day(mine.fields, "effective_on", book.as_of)
    is_loss = mine.fields["kind"] == "full" and mine.logo_id in book.logos
    there = await app.compute(lambda: interview_about(book, mine.logo_id, effective_on)) if is_loss else None
    if there is None:
        return attempt
    title = f"{cut(_name(app, mine.logo_id), 24)}: this loss has an interview, {_said(there)}"
    choices = [
        Choice("one", "Put mine together with that one"),
        Choice("second", "Save mine as a second one"),
    ]
    picked = await app.push_screen_wait(Picker(title, choices))
    if picked is None or picked.id is None:
        return None
    if picked.id == "second":
        return replace(attempt, is_second=True)
    return replace(attempt, note_id=there.id, opened=None)


def _said(interview: Interview) -> str:
    day = interview.held_on or interview.effective_on
    return STATUS_LABELS[interview.status] + (f" {dates.short(day)}" if day else "")


async def _as_new(app: BookApp, attempt: Attempt) -> Attempt | None:
    """Ask whether to save as a new one what was removed meanwhile.

    Raises:
        NotFoundError: It is the logo that is gone.
    """
    from churntui.ui.kit.dialogs import Confirm

    if attempt.mine.logo_id not in app.book.logos or attempt.note is None:
        raise NotFoundError("That logo is no longer in the book", "Choose another; the draft is kept")
    body = "Somebody took it back, or removed it. What you typed is whole."
    ask = Confirm(
        f"That {NOTES[attempt.mine.kind].label} is no longer in the book", body, "Save as new", "Go back"
    )
    agreed = await app.push_screen_wait(ask)
    return replace(attempt, note_id=None, opened=None) if agreed else None


def _label(app: BookApp, attempt: Attempt) -> str:
    return f"{attempt.mine.guide.label} with {cut(_name(app, attempt.mine.logo_id), 60)}"


def _name(app: BookApp, logo_id: int) -> str:
    logos = app.book.logos
    return logos[logo_id].name if logo_id in logos else "a logo no longer in the book"
