"""That a brief was sent: its shareable part is kept as it stands, and the next one begins afresh."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from churntui import briefs
from churntui.data.rows import briefs as kept_briefs
from churntui.model.choices import BRIEF_LABELS
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_note
from churntui.plain.when import parse_when
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp


async def keep_sent(app: BookApp, logo_id: int) -> None:
    """Ask on which day the logo's brief was sent, and keep it so."""
    book = app.book
    if not app.may_write() or logo_id not in book.logos:
        return
    gathered = await app.ask(lambda store: briefs.gather(store, book, logo_id))
    brief = await app.compute(lambda: briefs.compose(book, gathered))
    contents = briefs.markdown(brief)
    sent = await app.ask(lambda store: kept_briefs.sent(store, logo_id))
    if any(one.contents == clean_note(contents) for one in sent) and gathered.prepared is None:
        app.notify("It is kept as sent already, and nothing of it has changed since")
        return
    name, kind = cut(brief.logo.name, 40), BRIEF_LABELS[brief.kind]
    title = f"{kind} brief of {name}: on which day was it sent?"
    text = await app.push_screen_wait(Prompt(title, book.as_of.isoformat(), _check(book.as_of)))
    if text is None:
        return
    on = parse_when(text, book.as_of, "past")
    label = f"{kind} brief sent to {name} on {dates.short(on)}"
    await app.change(label, lambda store: kept_briefs.send(store, logo_id, on, contents, label))


def _check(today: date) -> Callable[[str], str | None]:
    """What is wrong with the day it was sent."""

    def check(text: str) -> str | None:
        try:
            day = parse_when(text, today, "past")
        except BadInputError as error:
            return f"{error.title}. {error.hint}"
        return f"{dates.short(day)} is still to come" if day > today else None

    return check
