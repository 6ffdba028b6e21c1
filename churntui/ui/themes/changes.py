"""Changing a theme by a few keys: each function asks what it needs, then makes one change that can be undone.

What would be lost by a wrong key is shown in numbers first (`merge`); everything else is quicker undone than asked
about. A locked theme offers only to be unlocked or painted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from churntui.data.rows import theme_edits, themes
from churntui.data.rows.theme_edits import Merge, Place
from churntui.model.choices import THEME_COLOURS
from churntui.model.notes import NOTES
from churntui.model.rows import Theme
from churntui.plain import dates
from churntui.plain.text import clean_line, fold
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp


def short(name: str) -> str:
    """A theme's or an initiative's name in a label or a heading."""
    return cut(clean_line(name), 40)


async def create(app: BookApp) -> None:
    """Ask for the name of a new theme and make it."""
    taken = {fold(theme.name) for theme in app.book.themes}

    def check(name: str) -> str | None:
        if not name:
            return "A theme needs a name"
        return "There is a theme of that name" if fold(name) in taken else None

    name = await app.push_screen_wait(
        Prompt("New theme", check=check, hint="A few words, such as missing SSO")
    )
    if name:
        label = f"New theme {short(name)}"
        await app.change(label, lambda store: themes.create(store, name, label))


async def change(app: BookApp, theme: Theme) -> None:
    """Offer everything that can be done to the theme."""
    offered = {
        name: doing for name, (doing, when_locked) in _CHANGES.items() if when_locked or not theme.locked
    }
    choices = [Choice(name, _title(name, theme), _hint(app, name, theme)) for name in offered]
    picked = await app.push_screen_wait(Picker(f"Change “{short(theme.name)}”", choices))
    if picked and picked.id:
        await offered[picked.id](app, theme)


def _title(name: str, theme: Theme) -> str:
    if name == "lock":
        return "Unlock" if theme.locked else "Lock"
    if name == "archive":
        return "Take out of the archive" if theme.archived else "Archive"
    return _TITLES[name]


def _hint(app: BookApp, name: str, theme: Theme) -> str:
    """What stands there now, or what it would mean."""
    names = {known.id: known.name for known in app.book.themes}
    parent = names.get(theme.parent_id, "") if theme.parent_id is not None else ""
    hints = {
        "rename": theme.name,
        "describe": theme.description,
        "parent": parent and f"in {parent}",
        "colour": theme.colour,
        "lock": "" if theme.locked else "use it, but do not change it",
        "archive": "" if theme.archived else "do not offer it any more",
    }
    return hints.get(name, "")


async def rename(app: BookApp, theme: Theme) -> None:
    """Ask for another name."""
    name = await app.push_screen_wait(Prompt(f"Rename “{short(theme.name)}”", theme.name))
    if name and name != theme.name:
        label = f"Rename {short(theme.name)} to {short(name)}"
        await app.change(label, lambda store: theme_edits.rename(store, theme.id, name, label))


async def describe(app: BookApp, theme: Theme) -> None:
    """Ask what it means."""
    title = f"What “{short(theme.name)}” means"
    words = await app.push_screen_wait(Prompt(title, theme.description, hint="One sentence, for the others"))
    if words is not None and words != clean_line(theme.description):
        label = f"Describe {short(theme.name)}"
        await app.change(label, lambda store: theme_edits.describe(store, theme.id, words, label))


async def put_under(app: BookApp, theme: Theme) -> None:
    """Ask what it is a part of."""
    top = Choice("none", "Nothing: it stands for itself")
    choices = [top, *_others(app, theme)]
    picked = await app.push_screen_wait(Picker(f"“{short(theme.name)}” is a part of", choices))
    if picked is None or picked.id is None:
        return
    parent_id = None if picked.id == top.id else int(picked.id)
    where = next((choice.label for choice in choices[1:] if choice.id == picked.id), "nothing")
    label = f"Put {short(theme.name)} under {short(where)}"
    await app.change(label, lambda store: theme_edits.put_under(store, theme.id, parent_id, label))


async def paint(app: BookApp, theme: Theme) -> None:
    """Ask for a colour."""
    choices = [Choice("none", "none"), *(Choice(name, name) for name in THEME_COLOURS)]
    picked = await app.push_screen_wait(Picker(f"Colour of “{short(theme.name)}”", choices))
    if picked and picked.id:
        colour = "" if picked.id == "none" else picked.id
        label = f"Colour of {short(theme.name)}: {colour or 'none'}"
        await app.change(label, lambda store: theme_edits.paint(store, theme.id, colour, label))


async def lock(app: BookApp, theme: Theme) -> None:
    """Lock it, or unlock it."""
    label = f"{'Unlock' if theme.locked else 'Lock'} {short(theme.name)}"
    await app.change(label, lambda store: theme_edits.lock(store, theme.id, label, locked=not theme.locked))


async def archive(app: BookApp, theme: Theme) -> None:
    """Archive it, or take it out again."""
    label = f"{'Take out of the archive' if theme.archived else 'Archive'}: {short(theme.name)}"
    archived = not theme.archived
    await app.change(label, lambda store: theme_edits.archive(store, theme.id, label, archived=archived))


async def delete(app: BookApp, chosen: Sequence[Theme]) -> None:
    """Take them out of the book, where nothing uses them; where something does, it is said what can be done instead."""
    label = f"Delete {', '.join(short(theme.name) for theme in chosen)}"
    ids = [theme.id for theme in chosen]
    await app.change(label, lambda store: theme_edits.delete(store, ids, label))


async def merge(app: BookApp, theme: Theme) -> None:
    """Ask for the theme that stays, show what would happen, and do it."""
    others = _others(app, theme)
    picked = await app.push_screen_wait(Picker(f"Merge “{short(theme.name)}” into", others))
    if picked is None or picked.id is None:
        return
    target_id = int(picked.id)
    target = next(choice.label for choice in others if choice.id == picked.id)
    planned = await app.ask(lambda store: theme_edits.merge_preview(store, theme.id, target_id))
    title = f"Merge “{short(theme.name)}” into “{short(target)}”?"
    if await app.push_screen_wait(Confirm(title, preview(planned), "Merge", "Leave both")):
        label = f"Merge {short(theme.name)} into {short(target)}"
        await app.change(label, lambda store: theme_edits.merge(store, theme.id, target_id, label))


def preview(planned: Merge) -> str:
    """What a merge would do, a line for each thing it touches."""
    counts = [
        ("Notes that get the theme", planned.notes),
        ("Passages that get it", planned.passages),
        ("On both already: one tag is kept", planned.overlaps),
    ]
    also = [
        ("Initiatives that answer it from now on", planned.initiatives),
        ("Themes that become parts of it", planned.children),
    ]
    counts += [(label, count) for label, count in also if count]
    lines = [f"{label:<40}{count:>5,}" for label, count in counts]
    return "\n".join([*lines, "", "The other theme goes. u takes it back."])


async def split(app: BookApp, theme: Theme) -> None:
    """Let the user tick what belongs to another theme, then ask for that one."""
    if theme.locked:
        app.notify("It is locked: f2 unlocks it", title=short(theme.name))
        return
    places = await app.ask(lambda store: theme_edits.places(store, theme.id))
    if not places:
        app.notify("It is on nothing yet", title=short(theme.name))
        return
    title = f"Split “{short(theme.name)}”: tick what belongs elsewhere"
    picked = await app.push_screen_wait(Picker(title, _choices(app, places), multi=True))
    if picked is None or not picked.ids:
        return
    chosen = [places[int(at)] for at in picked.ids]
    name = await pick_theme(app, theme, f"{len(chosen)} of {len(places)} go to")
    if name is not None:
        label = f"Split {len(chosen)} of {short(theme.name)} into {short(name)}"
        await app.change(label, lambda store: theme_edits.split(store, theme.id, chosen, name, label))


async def recode(app: BookApp, theme: Theme, chosen: Sequence[Place]) -> None:
    """Ask which theme these passages belong to instead."""
    several = f", on {len(chosen)} notes and passages" if len(chosen) > 1 else ""
    name = await pick_theme(app, theme, f"Instead of “{short(theme.name)}”{several}")
    if name is not None:
        label = f"Recode from {short(theme.name)} to {short(name)}{several}"
        await app.change(label, lambda store: theme_edits.recode(store, theme.id, chosen, [name], label))


async def pick_theme(app: BookApp, theme: Theme, title: str) -> str | None:
    """The name of another theme, known or new; None where none was chosen."""
    others = _others(app, theme)
    picked = await app.push_screen_wait(Picker(title, others, allow_new=True))
    if picked is None:
        return None
    labels = [choice.label for choice in others if choice.id in picked.ids]
    return next(iter([*labels, *picked.new]), None)


def _others(app: BookApp, theme: Theme) -> list[Choice]:
    """The other themes that are not archived."""
    names = {other.id: other.name for other in app.book.themes}
    return [
        Choice(
            str(other.id),
            other.name,
            f"in {names[other.parent_id]}" if other.parent_id is not None else other.colour,
        )
        for other in app.book.themes
        if other.id != theme.id and not other.archived
    ]


def _choices(app: BookApp, places: Sequence[Place]) -> list[Choice]:
    """What a theme is on, as choices: the words, the logo and the day."""
    interviews = {interview.id: interview for interview in app.book.interviews}
    choices = []
    for at, place in enumerate(places):
        interview = interviews.get(place.note.id) if place.note.kind == "interview" else None
        day = (interview.held_on or interview.effective_on) if interview else None
        who = (
            f"{cut(app.book.name(interview.logo_id), 24)} · {dates.short(day) if day else 'no date'}"
            if interview
            else NOTES[place.note.kind].label
        )
        whole = "" if place.kind == "highlight" else "(whole) "
        choices.append(Choice(str(at), f"{whole}{clean_line(place.words, 200)}", who))
    return choices


_Change = Callable[[BookApp, Theme], Awaitable[None]]

_CHANGES: Mapping[str, tuple[_Change, bool]] = {
    "rename": (rename, False),
    "describe": (describe, False),
    "parent": (put_under, False),
    "colour": (paint, True),
    "merge": (merge, False),
    "split": (split, False),
    "lock": (lock, True),
    "archive": (archive, False),
}
"""What can be done to a theme, and whether also to a locked one."""

_TITLES = {
    "rename": "Rename",
    "describe": "Describe",
    "parent": "Make it a part of another",
    "colour": "Colour",
    "merge": "Merge into another",
    "split": "Split",
}
