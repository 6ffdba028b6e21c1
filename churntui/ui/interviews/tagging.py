"""Choosing themes by a few letters: likely ones first, the present ones ticked, and new ones in passing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from churntui.data.file.store import Store
from churntui.data.rows import highlights, themes
from churntui.model.notes import NOTES, NoteRef
from churntui.model.rows import Theme
from churntui.plain.text import clean_line, fold
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp

if TYPE_CHECKING:
    from churntui.metrics.suggest import Suggestion
    from churntui.ui.interviews.notes import Notes


async def suggestions(app: BookApp, text: str) -> list[Suggestion]:
    """The themes that the user's own tags speak for in this text, the likeliest first; none where they do not tell."""
    from churntui.data.words.theme_words import counts_for
    from churntui.metrics.suggest import suggest

    if not text.strip():
        return []
    counts = await app.ask(lambda store: counts_for(store, text))
    return suggest(counts, app.book.themes, text)


async def pick_themes(
    app: BookApp,
    ticked: Sequence[str],
    title: str,
    *,
    suggested: Sequence[Suggestion] = (),
    unsaved: Sequence[str] = (),
) -> list[str] | None:
    """The names chosen, known ones first; None where the picker was left.

    Themes that are archived are offered only where they are ticked already.

    Args:
        app: Whose themes, and where to ask.
        ticked: Names that are on it already; also ones the book does not have yet, as a draft has them.
        title: Over the list.
        suggested: Listed first, with the words that speak for them; then those used last. A digit takes each.
        unsaved: Other names the book does not have yet.
    """
    from churntui.ui.kit.picker import Picker

    present = {fold(name) for name in ticked}
    used = await app.ask(lambda store: themes.last_used(store, app.author))
    choices = _offered(app.book.themes, present, suggested, used)
    known = {fold(theme.name) for theme in app.book.themes}
    new = {fold(name): name for name in (*unsaved, *ticked) if fold(name) not in known}
    choices += [Choice(f"new-{name}", name, "new") for name in new.values()]
    chosen = [choice.id for choice in choices if fold(choice.label) in present]
    picked = await app.push_screen_wait(
        Picker(title, choices, multi=True, allow_new=True, ticked=chosen, digits=True)
    )
    if picked is None:
        return None
    labels = {choice.id: choice.label for choice in choices}
    return [labels[choice_id] for choice_id in picked.ids] + list(picked.new)


def _offered(
    known: Sequence[Theme], present: Container[str], suggested: Sequence[Suggestion], used: Sequence[int]
) -> list[Choice]:
    """The suggested ones, those used last, and the others, each with when it is meant."""
    why = {suggestion.theme_id: f"suggested: {', '.join(suggestion.words)}" for suggestion in suggested}
    first = {theme_id: place for place, theme_id in enumerate(dict.fromkeys((*why, *used)))}
    names = {theme.id: theme.name for theme in known}
    choices = []
    for theme in sorted(known, key=lambda theme: first.get(theme.id, len(first))):
        if theme.archived and fold(theme.name) not in present:
            continue
        meant = clean_line(theme.description)
        parent = f"in {names.get(theme.parent_id, '')}" if theme.parent_id is not None else ""
        said = [part for part in (why.get(theme.id, ""), parent, meant) if part]
        hint = meant or next(iter(said), "")
        choices.append(Choice(f"theme-{theme.id}", theme.name, hint, " · ".join(said)))
    return choices


async def tag_words(app: BookApp, notes: Notes, note: NoteRef, logo: str) -> None:
    """Let the user put themes on words of notes that are saved. One undo."""
    span, present = notes.meant
    words = notes.text[span.start : span.end]
    if not words:
        app.notify("Select some words, or put the cursor on a sentence")
        return
    suggested = await suggestions(app, words)
    had = present.themes if present else ()
    names = await pick_themes(app, had, f"Themes of «{cut(words, 40)}»", suggested=suggested)
    if names is None or set(names) == set(had):
        return
    label = f"{cut(logo, 40)}: «{cut(words, 40)}» is {', '.join(names) or 'untagged'}"
    highlight_id = present.id if present else None
    await app.change(
        label,
        lambda store: highlights.tag(store, note, span, names, label, highlight_id=highlight_id, words=words),
    )


async def mark_words(app: BookApp, notes: Notes, note: NoteRef, logo: str) -> None:
    """Say that words of notes that are saved are the customer's own, or take it back. One undo."""
    span, present = notes.meant
    words = notes.text[span.start : span.end]
    if not words:
        app.notify("Select some words, or put the cursor on a sentence")
        return
    theirs = present is None or not present.theirs
    label = f"{cut(logo, 40)}: «{cut(words, 40)}» {said_theirs(theirs=theirs)}"
    highlight_id = present.id if present else None
    await app.change(
        label,
        lambda store: highlights.mark_theirs(
            store, note, span, label, theirs=theirs, highlight_id=highlight_id, words=words
        ),
    )


def said_theirs(*, theirs: bool) -> str:
    """What was said of a passage by the key that marks it."""
    return "is in their words" if theirs else "is not in their words"


def mark_style(themes: Iterable[Theme]) -> Callable[[Sequence[str]], Style]:
    """How words look that carry themes of these names: underlined, in the colour of the first that has one."""
    from churntui.ui.parts.theme_colours import STYLES

    colours = {fold(theme.name): STYLES.get(theme.colour, "") for theme in themes}

    def style_of(names: Sequence[str]) -> Style:
        chosen = next((colour for name in names if (colour := colours.get(fold(name)))), "ansi_cyan")
        return Style(color=Color.parse(chosen).rich_color, underline=True, bold=len(names) > 1)

    return style_of


async def tag_notes(app: BookApp, notes: Sequence[NoteRef], logo: str) -> None:
    """Let the user put themes on whole notes: on one with those it has ticked, on several beside those each has.

    Args:
        app: Whose themes, and where to ask.
        notes: What is chosen.
        logo: Whose they are; where they are several it is not said.
    """
    if len(notes) == 1:
        await tag_note(app, notes[0], logo)
        return
    texts = await app.ask(lambda store: [highlights.text_of(store, note) or "" for note in notes])
    names = await pick_themes(
        app, (), f"Themes to add to {len(notes)} notes", suggested=await suggestions(app, "\n".join(texts))
    )
    if names:
        label = f"Themes added to {len(notes)} notes: {', '.join(names)}"
        await app.change(label, lambda store: themes.add_to_notes(store, notes, names, label))


async def tag_note(app: BookApp, note: NoteRef, logo: str) -> None:
    """Let the user put themes on a whole note, or take them off; passages keep theirs. One undo."""
    present, text = await app.ask(
        lambda store: (themes.on_note(store, note), highlights.text_of(store, note) or "")
    )
    names = await pick_themes(
        app,
        present,
        f"Themes of the {NOTES[note.kind].label} with {cut(logo, 60)}",
        suggested=await suggestions(app, text),
    )
    if names is not None and set(names) != set(present):
        label = f"Themes of {cut(logo, 60)}: {', '.join(names) or 'none'}"
        taken_off = set(present) - set(names)

        def put(store: Store) -> None:
            """What another program has put on it meanwhile stays."""
            staying = [name for name in themes.on_note(store, note) if name not in taken_off]
            wanted = {fold(name): name for name in (*names, *staying)}
            themes.put_on_note(store, note, list(wanted.values()), label)

        await app.change(label, put)
