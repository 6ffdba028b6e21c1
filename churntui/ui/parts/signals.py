"""Looking at the signals of a book from a screen: who is active is asked of the store, the rest is worked out once."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.signals.looking import Looked
from churntui.questions.signals.looking import look, read
from churntui.ui.shell.base import BookApp


async def look_at(app: BookApp, book: Book) -> Looked:
    """The signals of its logos; worked out now where nobody has asked for them yet."""
    active = await app.ask(lambda store: read(store, book))
    return await app.compute(lambda: look(book, active))
