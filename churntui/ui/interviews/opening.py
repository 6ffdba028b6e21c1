"""What `n` opens: something unfinished first, then what there is about the loss, a new interview only for one without.

Of a living logo nobody has lost anything yet, and a note on it must not become a loss: there it is asked in words
what is written down, a business review or a talk before anything about leaving.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from churntui.data.rows import drafts, logos
from churntui.model.choices import STATUS_LABELS, LossKind, NoteKind
from churntui.model.desk import Draft
from churntui.model.notes import NoteRef
from churntui.plain import dates
from churntui.plain.errors import ChurnError
from churntui.plain.when import parse_when
from churntui.questions.ends import End, end_meant, ends_of, has_left, is_living
from churntui.ui.interviews import subject as subjects
from churntui.ui.interviews.drafting import clock
from churntui.ui.interviews.fields import GUIDES, INTERVIEW
from churntui.ui.interviews.finish import day_check
from churntui.ui.interviews.page import InterviewPage, NotePage, TalkPage
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.interviews.subject import Subject
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp

_PARTS: dict[str, LossKind] = {"d": "downgrade", "p": "product_dropped"}
"""Answer to what can be lost of a logo that stays."""

_ABOUT_LIVING: dict[str, NoteKind] = {"r": "review", "t": "talk"}
"""Answer to what can be written about a logo that stays."""

_MOST_EARLIER = 9
"""Earlier losses that are offered: a digit for each."""

_PAGES: Mapping[NoteKind, type[NotePage]] = {
    "interview": InterviewPage,
    "review": ReviewPage,
    "talk": TalkPage,
}


async def open_interview(
    app: BookApp,
    logo_id: int | None,
    interview_id: int | None = None,
    draft_id: int | None = None,
    *,
    effective_on: date | None = None,
    highlight_id: int | None = None,
    is_second: bool = False,
) -> None:
    """Open the editor on a draft, an interview, or what is meant of a logo; a logo is asked for where none is given.

    Args:
        app: Whose store and screens.
        logo_id: The logo; not needed for a draft or an interview.
        interview_id: The interview to change; what was left unfinished about it is gone on with.
        draft_id: The draft to go on with.
        effective_on: The loss meant, by its end of service; the logo's last one where left out.
        highlight_id: The passage to show first.
        is_second: Whether a new one is wanted about a loss that has one already.

    Raises:
        NotFoundError: The draft or the interview is gone.
    """
    if draft_id is not None:
        subject = await _of_draft(app, draft_id, logo_id)
    elif interview_id is not None:
        subject = await _of_note(app, NoteRef("interview", interview_id))
    elif is_second and logo_id is not None:
        subject = replace(subjects.new(app.book, logo_id, effective_on), is_second=True)
    else:
        chosen = await app.pick_logo("Exit interview with which logo?") if logo_id is None else logo_id
        subject = None if chosen is None else await _of_logo(app, chosen, effective_on)
    if subject is not None:
        await _show(app, subject, highlight_id)


async def open_note(app: BookApp, note: NoteRef, highlight_id: int | None = None) -> None:
    """Open the editor on a note, at a passage where one is named.

    Raises:
        NotFoundError: It is gone.
    """
    await _show(app, await _of_note(app, note), highlight_id)


async def open_about_living(
    app: BookApp,
    kind: NoteKind,
    logo_id: int,
    *,
    is_second: bool = False,
    begins_with: Mapping[str, str] | None = None,
) -> None:
    """Open the editor on a review of a living logo or a talk with it: on what was begun of one, or on a new one.

    Args:
        app: Whose store and screens.
        kind: Which of them.
        logo_id: The logo.
        is_second: Whether a new one is wanted beside one that was begun.
        begins_with: By field what stands in a new one; in one that was begun, where nothing stands there.
    """
    begun = None if is_second else await _begun(app, logo_id, kind)
    subject = begun or subjects.new_about_living(app.book, logo_id, kind)
    given = dict(begins_with or {})
    if begun is not None:
        given = {name: text for name, text in given.items() if not begun.fields.get(name)}
    subject = replace(subject, fields=subject.fields | given)
    await _show(app, replace(subject, is_second=is_second), None)


async def _show(app: BookApp, subject: Subject, highlight_id: int | None) -> None:
    people = await app.ask(lambda store: logos.people(store, subject.logo_id))
    taken = await _taken(app, subject)
    await app.push_screen(_PAGES[taken.kind](taken, highlight_id, people))


async def _begun(app: BookApp, logo_id: int, kind: NoteKind) -> Subject | None:
    """What was left unfinished of a new note of that kind about the logo."""
    author = app.author
    left = await app.ask(lambda store: drafts.of(store, logo_id, None, author, kind))
    return subjects.of_draft(left[0], logo_id) if left else None


async def _taken(app: BookApp, subject: Subject) -> Subject:
    """With its draft open here; a copy of it where another session has it, or nothing may be written."""
    draft = subject.draft
    if draft is None or app.opening.read_only:
        return subject
    try:
        is_here = await app.ask(lambda store: drafts.take(store, draft.id))
    except ChurnError as error:
        app.notify(error.hint, title=error.title, severity="error")  # it can be read all the same
        return subject
    return subject if is_here else replace(subject, draft=None)


async def _of_draft(app: BookApp, draft_id: int, logo_id: int | None) -> Subject | None:
    draft = await app.ask(lambda store: subjects.of_draft_id(store, draft_id))
    if draft.is_open_elsewhere and not await _wants_copy(app, draft):
        return None
    kind = draft.note_kind or "interview"
    if (about := draft.note_id) is not None:
        return await app.ask(lambda store: subjects.of_note(store, NoteRef(kind, about), draft))
    chosen = logo_id if draft.logo_id is None else draft.logo_id
    if chosen is None:
        chosen = await app.pick_logo(f"{GUIDES[kind].label} with which logo?")
    return None if chosen is None else subjects.of_draft(draft, chosen)


async def _wants_copy(app: BookApp, draft: Draft) -> bool:
    from churntui.ui.kit.dialogs import Confirm

    body = f"Its last key was at {clock(draft.updated_at)}. What you write here becomes a draft of its own."
    ask = Confirm("This draft is open in another window", body, "Open a copy", "Leave it")
    wants = await app.push_screen_wait(ask)
    return wants is True


async def _of_note(app: BookApp, note: NoteRef) -> Subject:
    """A note, or what its author left unfinished about it."""
    author = app.author
    left = await app.ask(lambda store: drafts.of(store, None, note.id, author, note.kind))
    return await app.ask(lambda store: subjects.of_note(store, note, next(iter(left), None)))


async def _of_logo(app: BookApp, logo_id: int, effective_on: date | None) -> Subject | None:
    book = app.book
    author = app.author
    ends, living, left = await app.compute(
        lambda: (ends_of(book, logo_id), is_living(book, logo_id), has_left(book, logo_id))
    )
    others = {end.on.isoformat() for end in ends if end.on and effective_on and end.on != effective_on}
    for draft in await app.ask(lambda store: drafts.of(store, logo_id, None, author)):
        if draft.fields.get("effective_on") not in others:
            return subjects.of_draft(draft, logo_id)
    if effective_on is None and not left:
        for kind in _ABOUT_LIVING.values():
            if (begun := await _begun(app, logo_id, kind)) is not None:
                return begun
        return await _asked(app, logo_id, ends, is_leaving=not living)
    return await _about(app, logo_id, end_meant(ends, effective_on), effective_on)


async def _about(app: BookApp, logo_id: int, end: End | None, said: date | None = None) -> Subject:
    """The interview about an end of service, or a new one."""
    if end is not None and end.interview is not None:
        return await _of_note(app, NoteRef("interview", end.interview.id))
    return subjects.new(app.book, logo_id, end.on if end else said)


async def _asked(app: BookApp, logo_id: int, ends: Sequence[End], *, is_leaving: bool) -> Subject | None:
    """Ask what is written down about a logo that has not left; where its end is known, that comes first."""
    from churntui.ui.kit.choosing import Answer, Choose

    earlier = {} if is_leaving else {str(nth): end for nth, end in enumerate(ends[:_MOST_EARLIER], 1)}
    exit_interview = Answer(
        "e", "Exit interview", "about the end that is known" if is_leaving else "it leaves, on a day you give"
    )
    living = (
        Answer("r", "Business review", "how likely they renew, and why"),
        Answer("t", "Talk", "of a page; t notes one in a line"),
    )
    parts = (
        Answer("d", "It keeps less", "a downgrade"),
        Answer("p", "It drops a product", "and keeps others"),
        *(Answer(at, _said(end)) for at, end in earlier.items()),
    )
    answers = (exit_interview, *living) if is_leaving else (*living, exit_interview, *parts)
    name = cut(app.book.name(logo_id), 30)
    answer = await app.push_screen_wait(Choose(f"{name} has not left. What do you write?", answers))
    if answer is None:
        return None
    if answer in _ABOUT_LIVING:
        return subjects.new_about_living(app.book, logo_id, _ABOUT_LIVING[answer])
    if answer in _PARTS:
        return subjects.new(app.book, logo_id, None, _PARTS[answer])
    if answer in earlier or is_leaving:
        return await _about(app, logo_id, earlier.get(answer) or end_meant(ends))
    day = await _ask_end(app, logo_id)
    return None if day is None else subjects.new(app.book, logo_id, day)


def _said(end: End) -> str:
    when = f"of {dates.short(end.on)}" if end.on else "without a day"
    said = STATUS_LABELS[end.interview.status] if end.interview else "nobody asked yet"
    return f"The loss {when}: {said}"


async def _ask_end(app: BookApp, logo_id: int) -> date | None:
    """Ask for the first day without service; the end of its last contract is offered."""
    from churntui.ui.kit.dialogs import Prompt

    field, today = INTERVIEW.fields["effective_on"], app.book.as_of
    contracts = app.book.contracts_of(logo_id)
    ends = [contract.ends_on for contract in contracts if contract.ends_on and contract.ends_on > today]
    offered = max(ends).isoformat() if ends else ""
    text = await app.push_screen_wait(
        Prompt(field.question, offered, day_check(field, today), hint="3 dec, +2w")
    )
    return parse_when(text, today, field.toward) if text else None
