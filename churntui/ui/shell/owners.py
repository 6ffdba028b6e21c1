"""Whose logos are shown: asked for over any place, and who works here, where that is not known yet.

The first choice is the one the key is pressed for: mine where all are shown, and all where it is somebody's.
"""

from __future__ import annotations

import os
from collections import Counter

from churntui.book import Book
from churntui.data import mine
from churntui.data.file.store import Store
from churntui.data.rows import owners
from churntui.plain.errors import ChurnError, NotFoundError
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.shell.base import BookApp

_MINE, _ALL, _OF = "mine", "all", "of "


async def change_owner(app: BookApp) -> None:
    """Ask whose logos are to be shown, and keep it for this book."""
    chosen = await _choose(app)
    if chosen is not None:
        app.show_logos_of(chosen)
        if app.opening.is_lasting:
            mine.look_at(app.opening.path, chosen)


async def _choose(app: BookApp) -> str | None:
    """Whose logos; empty for everybody's, None where that was left open."""
    known = owners_of(app.book)
    if not known:
        app.notify("Give your logos one first", title="No logo of this book has an owner")
        return None
    picked = await app.push_screen_wait(Picker("Whose logos?", _choices(app, known)))
    if picked is None or picked.id is None:
        return None
    if picked.id == _ALL:
        return ""
    return picked.id.removeprefix(_OF) if picked.id != _MINE else await _mine(app, known)


def owners_of(book: Book) -> dict[str, int]:
    """The owners of a book by name, each with how many logos they have."""
    return owners.counted(Counter(logo.owner for logo in book.logos.values() if logo.owner))


def _choices(app: BookApp, known: dict[str, int]) -> list[Choice]:
    every = Choice(_ALL, "all owners", counted(len(app.book.logos), "logo"))
    own = Choice(_MINE, f"mine: {app.author}" if app.author else "mine", _how_many(app.author, known))
    first = [every, own] if app.owner else [own, every]
    return [*first, *(Choice(f"{_OF}{name}", name, counted(count, "logo")) for name, count in known.items())]


def _how_many(author: str, known: dict[str, int]) -> str:
    if not author:
        return "asks for your name"
    try:
        return counted(known[owners.one_of(known, author)], "logo")
    except NotFoundError:
        return "none"


async def _mine(app: BookApp, known: dict[str, int]) -> str | None:
    """The owner that the user is; who they are is asked for once."""
    author = app.author or await ask_for_name(app)
    return owners.one_of(known, author) if author else None


async def change_name(app: BookApp) -> None:
    """Ask who works here, and say what is done with the name.

    Raises:
        ChurnError: The name cannot be kept, or one is given by a variable, which goes before it.
    """
    if os.environ.get(mine.VARIABLE):
        raise ChurnError(
            f"{mine.VARIABLE} says that you are {app.author}", "Take it away to be called otherwise"
        )
    if name := await ask_for_name(app):
        await app.reload()
        app.notify("Your changes carry this name, and O shows your logos", title=f"You are {name}")


async def ask_for_name(app: BookApp) -> str:
    """Ask who works here, and keep it; empty where they did not say."""
    if app.opening.is_incognito:
        app.may_write()
        return ""
    hint = "As it stands as owner of your logos"
    typed = await app.push_screen_wait(Prompt("What is your name?", app.author or mine.likely(), hint=hint))
    return await app.ask(lambda store: _name(store, typed)) if typed else ""


def _name(store: Store, typed: str) -> str:
    store.user = mine.name_me(typed)
    return store.user
