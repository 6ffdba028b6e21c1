"""What `n` opens: something unfinished first, then what there is about the loss, a new interview only for one without.

Of a living logo nobody has lost anything yet, and a note on it must not become a loss: there it is asked in words
what is written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from churntui.data.rows import drafts
from churntui.model.choices import STATUS_LABELS, LossKind
from churntui.model.desk import Draft
from churntui.plain import dates
from churntui.plain.errors import ChurnError
from churntui.plain.when import parse_when
from churntui.questions.ends import End, end_meant, ends_of, is_living
from churntui.ui.interviews import subject as subjects
from churntui.ui.interviews.drafting import clock
from churntui.ui.interviews.fields import FIELDS
from churntui.ui.interviews.finish import day_check
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.interviews.subject import Subject
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp

_PARTS: dict[str, tuple[LossKind, str]] = {
    "downgrade": ("downgrade", "It keeps less: a downgrade"),
    "product": ("product_dropped", "It drops a product and keeps others"),
}
"""What can be lost of a logo that stays."""


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
        subject = await _of_interview(app, interview_id)
    elif is_second and logo_id is not None:
        subject = replace(subjects.new(app.book, logo_id, effective_on), is_second=True)
    else:
        chosen = await app.pick_logo("Exit interview with which logo?") if logo_id is None else logo_id
        subject = None if chosen is None else await _of_logo(app, chosen, effective_on)
    if subject is not None:
        await app.push_screen(InterviewPage(await _taken(app, subject), highlight_id))


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
    if (about := draft.interview_id) is not None:
        return await app.ask(lambda store: subjects.of_interview(store, about, draft))
    chosen = logo_id if draft.logo_id is None else draft.logo_id
    if chosen is None:
        chosen = await app.pick_logo("Exit interview with which logo?")
    return None if chosen is None else subjects.of_draft(draft, chosen)


async def _wants_copy(app: BookApp, draft: Draft) -> bool:
    from churntui.ui.kit.dialogs import Confirm

    body = f"Its last key was at {clock(draft.updated_at)}. What you write here becomes a draft of its own."
    ask = Confirm("This draft is open in another window", body, "Open a copy", "Leave it")
    wants = await app.push_screen_wait(ask)
    return wants is True


async def _of_interview(app: BookApp, interview_id: int) -> Subject:
    """An interview, or what its author left unfinished about it."""
    author = app.author
    left = await app.ask(lambda store: drafts.of(store, None, interview_id, author))
    return await app.ask(lambda store: subjects.of_interview(store, interview_id, next(iter(left), None)))


async def _of_logo(app: BookApp, logo_id: int, effective_on: date | None) -> Subject | None:
    book = app.book
    author = app.author
    ends, living = await app.compute(lambda: (ends_of(book, logo_id), is_living(book, logo_id)))
    others = {end.on.isoformat() for end in ends if end.on and effective_on and end.on != effective_on}
    for draft in await app.ask(lambda store: drafts.of(store, logo_id, None, author)):
        if draft.fields.get("effective_on") not in others:
            return subjects.of_draft(draft, logo_id)
    if living and effective_on is None:
        return await _of_living(app, logo_id, ends)
    return await _about(app, logo_id, end_meant(ends, effective_on), effective_on)


async def _about(app: BookApp, logo_id: int, end: End | None, said: date | None = None) -> Subject:
    """The interview about an end of service, or a new one."""
    if end is not None and end.interview is not None:
        return await _of_interview(app, end.interview.id)
    return subjects.new(app.book, logo_id, end.on if end else said)


async def _of_living(app: BookApp, logo_id: int, ends: Sequence[End]) -> Subject | None:
    """Ask what is written down about a logo that has not left."""
    from churntui.ui.kit.picker import Choice, Picker

    earlier = {str(at): end for at, end in enumerate(ends)}
    choices = [
        Choice("ends", "Its service ends, on a day you give"),
        *(Choice(part, words) for part, (_, words) in _PARTS.items()),
        *(Choice(at, _said(end)) for at, end in earlier.items()),
    ]
    name = cut(app.book.name(logo_id), 30)
    picked = await app.push_screen_wait(Picker(f"{name} has not left. What is it about?", choices))
    if picked is None or picked.id is None:
        return None
    if picked.id in _PARTS:
        return subjects.new(app.book, logo_id, None, _PARTS[picked.id][0])
    if picked.id in earlier:
        return await _about(app, logo_id, earlier[picked.id])
    day = await _ask_end(app, logo_id)
    return None if day is None else subjects.new(app.book, logo_id, day)


def _said(end: End) -> str:
    when = f"of {dates.short(end.on)}" if end.on else "without a day"
    said = STATUS_LABELS[end.interview.status] if end.interview else "nobody asked yet"
    return f"The loss {when}: {said}"


async def _ask_end(app: BookApp, logo_id: int) -> date | None:
    """Ask for the first day without service; the end of its last contract is offered."""
    from churntui.ui.kit.dialogs import Prompt

    field, today = FIELDS["effective_on"], app.book.as_of
    contracts = app.book.contracts_of(logo_id)
    ends = [contract.ends_on for contract in contracts if contract.ends_on and contract.ends_on > today]
    offered = max(ends).isoformat() if ends else ""
    text = await app.push_screen_wait(
        Prompt(field.question, offered, day_check(field, today), hint="3 dec, +2w")
    )
    return parse_when(text, today, field.toward) if text else None
