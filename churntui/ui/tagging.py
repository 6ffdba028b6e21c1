"""Choosing themes by a few letters: those of the book, the present ones ticked, and new ones in passing."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.book import Book
from churntui.text import fold
from churntui.ui.base import BookApp


async def pick_themes(app: BookApp, ticked: Sequence[str], title: str) -> list[str] | None:
    """The names chosen, known ones first; None where the picker was left.

    Themes that are archived are offered only where they are ticked already. `ticked` may name themes the book does
    not have yet, as a draft does.
    """
    from churntui.ui.picker import Choice, Picker

    present = {fold(name): name for name in ticked}
    names = {theme.id: theme.name for theme in app.book.themes}
    choices, chosen = [], []
    for theme in app.book.themes:
        is_ticked = present.pop(fold(theme.name), None) is not None
        if is_ticked or not theme.archived:
            parent = names.get(theme.parent_id, "") if theme.parent_id is not None else ""
            choices.append(Choice(f"theme-{theme.id}", theme.name, f"in {parent}" if parent else ""))
        if is_ticked:
            chosen.append(choices[-1].id)
    for name in present.values():
        choices.append(Choice(f"new-{name}", name, "new"))
        chosen.append(choices[-1].id)
    picked = await app.push_screen_wait(Picker(title, choices, multi=True, allow_new=True, ticked=chosen))
    if picked is None:
        return None
    labels = {choice.id: choice.label for choice in choices}
    return [labels[choice_id] for choice_id in picked.ids] + list(picked.new)


def path_of(book: Book, name: str) -> str:
    """A theme's name after that of the theme it is part of: `product gaps > missing SSO`."""
    by_name = {theme.name: theme for theme in book.themes}
    theme = by_name.get(name)
    parents = [one.name for one in book.themes if theme and one.id == theme.parent_id]
    return " > ".join([*parents, name])
