"""Choosing themes by a few letters: those of the book, the present ones ticked, and new ones in passing."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.data import themes
from churntui.text import fold
from churntui.ui.base import BookApp
from churntui.ui.safe import cut


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


async def tag_interview(app: BookApp, interview_id: int, logo: str) -> None:
    """Let the user put themes on a whole interview, or take them off; passages keep theirs. One undo."""
    present = await app.ask(lambda store: themes.on_interview(store, interview_id))
    names = await pick_themes(app, present, f"Themes of the interview with {cut(logo, 60)}")
    if names is not None and set(names) != set(present):
        label = f"Themes of {cut(logo, 60)}: {', '.join(names) or 'none'}"
        await app.change(label, lambda store: themes.put_on_interview(store, interview_id, names, label))
