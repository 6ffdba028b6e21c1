"""That a brief was sent: its shareable part is kept as it stands, and the next one begins afresh."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from churntui import briefs
from churntui.briefs import Brief
from churntui.data.rows import briefs as kept_briefs
from churntui.model.choices import BRIEF_LABELS
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_note
from churntui.plain.when import parse_when
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp


async def keep_sent(app: BookApp, logo_id: int) -> None:
    """Ask on which day the logo's brief was sent, and keep it so."""
    book = app.book
    if not app.may_write() or logo_id not in book.logos:
        return
    brief = await _as_it_stands(app, logo_id)
    sent = await app.ask(lambda store: kept_briefs.sent(store, logo_id))
    prepared = await app.ask(lambda store: kept_briefs.in_preparation(store, logo_id))
    contents = clean_note(briefs.markdown(brief))
    if prepared is None and any(one.contents == contents for one in sent):
        app.notify("It is kept as sent already, and nothing of it has changed since")
        return
    title = f"{_called(brief)}: on which day was it sent?"
    text = await app.push_screen_wait(Prompt(title, book.as_of.isoformat(), _check(book.as_of)))
    if text is not None:
        await _keep(app, brief, parse_when(text, book.as_of, "past"))


async def done_with_shown(app: BookApp, logo_id: int, held_on: date) -> bool:
    """Before the next meeting is planned, keep the brief that was shown as sent that day; whether that was agreed."""
    body = "It is kept as sent on that day, as it stands. What you say now is about the next meeting and its brief."
    ask = Confirm(f"This brief was shown on {dates.short(held_on)}", body, "Keep it", "Go back")
    if not await app.push_screen_wait(ask):
        return False
    await _keep(app, await _as_it_stands(app, logo_id), held_on)
    return True


async def _as_it_stands(app: BookApp, logo_id: int) -> Brief:
    book = app.book
    gathered = await app.ask(lambda store: briefs.gather(store, book, logo_id))
    return await app.compute(lambda: briefs.compose(book, gathered))


async def _keep(app: BookApp, brief: Brief, on: date) -> None:
    label, contents = f"{_called(brief)} sent on {dates.short(on)}", briefs.markdown(brief)
    await app.change(label, lambda store: kept_briefs.send(store, brief.logo.id, on, contents, label))


def _called(brief: Brief) -> str:
    """`QBR brief of Nordwind`."""
    return f"{BRIEF_LABELS[brief.kind]} brief of {cut(brief.logo.name, 40)}"


def _check(today: date) -> Callable[[str], str | None]:
    """What is wrong with the day it was sent."""

    def check(text: str) -> str | None:
        try:
            day = parse_when(text, today, "past")
        except BadInputError as error:
            return f"{error.title}. {error.hint}"
        return f"{dates.short(day)} is still to come" if day > today else None

    return check
