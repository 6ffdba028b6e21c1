"""Exit interviews: read, saved, removed. What is saved here ends its draft in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from churntui.data.file.selects import maker, select
from churntui.data.file.store import Store, now
from churntui.data.rows import drafts, highlights, interview_facts, refs, themes
from churntui.model.choices import Reason, Status
from churntui.model.notes import NoteRef
from churntui.model.rows import Highlight, Interview, InterviewFacts
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import clean_line, clean_note


@dataclass(frozen=True, slots=True)
class Words:
    """What a person fills in of an interview; everything but the logo and the status may be missing."""

    logo_id: int
    status: Status
    held_on: date | None = None
    effective_on: date | None = None
    voluntary: bool | None = None
    stated_reason: str = ""
    primary_reason: Reason | None = None
    regrettable: bool | None = None
    notes: str = ""
    themes: tuple[str, ...] = ()
    facts: InterviewFacts | None = None
    """Everything beyond; None leaves it as it is."""
    passages: tuple[Highlight, ...] | None = None
    """The passages of these notes; None has them follow their words."""


def every(store: Store) -> list[Interview]:
    """Every interview, newest first, with the names of its themes."""
    rows = store.rows(
        f"{select(Interview)} ORDER BY coalesce(held_on, effective_on, substr(updated_at, 1, 10)) DESC, id DESC"
    )
    make = maker(Interview)
    heard = themes.of_notes(store, "interview")
    return [make(row, themes=heard.get(row[0], ())) for row in rows]


def one(store: Store, interview_id: int) -> Interview | None:
    """The interview of that id with the names of its themes; None where it is gone."""
    row = store.one(f"{select(Interview)} WHERE id = ?", (interview_id,))
    if row is None:
        return None
    names = store.rows(
        "SELECT t.name FROM v_tag g JOIN theme t ON t.id = g.theme_id WHERE g.interview_id = ? ORDER BY t.name",
        (interview_id,),
    )
    return maker(Interview)(row, themes=tuple(str(name) for (name,) in names))


def ids_of_logo(store: Store, logo_id: int) -> set[int]:
    """The interviews of a logo."""
    return {int(number) for (number,) in store.rows("SELECT id FROM interview WHERE logo_id = ?", (logo_id,))}


def save(
    store: Store, words: Words, *, label: str, interview_id: int | None = None, draft_id: int | None = None
) -> int:
    """Save a new interview, or change the one of that id, with its themes; its draft goes. One edit.

    Raises:
        NotFoundError: There is no such interview, or no such logo, any more.
    """
    if store.scalar("SELECT 1 FROM logo WHERE id = ?", (words.logo_id,)) is None:
        raise NotFoundError("That logo is no longer in the book", "Choose another; the draft is kept")
    with store.edit(label):
        saved, before = _write(store, words, interview_id)
        note = NoteRef("interview", saved)
        themes.replace_on_note(store, note, words.themes)
        if words.facts is not None:
            interview_facts.write(store, saved, words.facts)
        if words.passages is not None:
            highlights.replace_on_note(store, note, words.passages)
        else:
            highlights.follow(store, note, before)
        if draft_id is not None:
            drafts.remove(store, draft_id)
    return saved


def _write(store: Store, words: Words, interview_id: int | None) -> tuple[int, str]:
    """Write the row itself; returns its id and the notes it had."""
    values = (
        words.logo_id, words.status, _iso(words.held_on), _iso(words.effective_on), words.voluntary,
        clean_line(words.stated_reason), words.primary_reason, words.regrettable, clean_note(words.notes), now(),
    )  # fmt: skip
    if interview_id is None:
        saved = store.insert(
            """INSERT INTO interview(ref, logo_id, status, held_on, effective_on, voluntary, stated_reason,
            primary_reason, regrettable, notes, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (refs.fresh(store, "interview"), *values),
        )
        return saved, ""
    before = store.scalar("SELECT notes FROM interview WHERE id = ?", (interview_id,))
    if before is None:
        raise NotFoundError(
            "That interview is no longer in the book", "The draft is kept; save it as a new one"
        )
    store.rows(
        """UPDATE interview SET logo_id = ?, status = ?, held_on = ?, effective_on = ?, voluntary = ?,
        stated_reason = ?, primary_reason = ?, regrettable = ?, notes = ?, updated_at = ? WHERE id = ?""",
        (*values, interview_id),
    )
    store.rows(
        "UPDATE save_attempt SET logo_id = ?1 WHERE interview_id = ?2 AND logo_id <> ?1",
        (words.logo_id, interview_id),
    )
    return interview_id, str(before)


@dataclass(frozen=True, slots=True)
class Silence:
    """That nobody could be heard about an end of service."""

    logo_id: int
    status: Status
    effective_on: date | None
    interview_id: int | None
    """The record there is of it already, of an interview that was not held."""


def record_silence(store: Store, silence: Silence, *, label: str, known: Collection[int]) -> int:
    """Record it, on the interview there is or on a new one; returns its id. One edit.

    Args:
        store: Where.
        silence: What is recorded.
        label: For the history.
        known: The interviews of the logo that were seen when it was decided.

    Raises:
        BadInputError: Somebody was heard meanwhile, or has recorded something: neither is written over or doubled.
        NotFoundError: There is no such logo any more.
    """
    with store.edit(label):
        there: dict[int | None, Status] = dict(
            store.rows("SELECT id, status FROM interview WHERE logo_id = ?", (silence.logo_id,))
        )
        if there.get(silence.interview_id) == "held":
            raise BadInputError("That interview was held, and stays", "Press n to open it")
        is_gone = silence.interview_id is not None and silence.interview_id not in there
        if is_gone or set(there) - set(known):
            raise BadInputError(
                "What is recorded of this loss has changed meanwhile", "Look at it, and press N again"
            )
        if silence.interview_id is None:
            words = Words(silence.logo_id, silence.status, effective_on=silence.effective_on)
            return save(store, words, label=label)
        store.rows(
            "UPDATE interview SET status = ?, updated_at = ? WHERE id = ?",
            (silence.status, now(), silence.interview_id),
        )
        return silence.interview_id


def remove(store: Store, interview_id: int, label: str) -> None:
    """Remove an interview with its tags. One edit."""
    with store.edit(label):
        store.rows("DELETE FROM interview WHERE id = ?", (interview_id,))


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
