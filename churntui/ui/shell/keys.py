"""The keys of the app, which work wherever no text and no dialog is: the places, the verbs, and what stays the same."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from churntui.ui.shell.frame import PLACES
from churntui.ui.shell.grammar import INCOGNITO, VERBS

KEYS: list[BindingType] = [
    *(
        Binding(
            str(nth),
            f"place('{place.id}')",
            place.name,
            id=f"place.{place.id}",
            show=False,
            tooltip=place.answers,
        )
        for nth, place in enumerate(PLACES, 1)
    ),
    Binding(
        "slash",
        "filter",
        "Filter",
        key_display="/",
        priority=True,
        id="app.filter",
        tooltip="Show only rows that hold these words, or say so in a field: owner:ines",
    ),
    *(verb.binding for verb in VERBS),
    Binding(
        "space",
        "mark",
        "Mark",
        id="app.mark",
        show=False,
        tooltip="Mark the row, or take its mark off; the next command takes all marked",
    ),
    Binding(
        "N",
        "silence",
        "No interview",
        id="app.silence",
        show=False,
        tooltip="Record that a loss stayed unheard: declined, no answer, not asked",
    ),
    Binding(
        "ctrl+k",
        "search",
        "Search",
        key_display="^k",
        id="app.search",
        tooltip="Search all notes, quotes, themes and logos",
    ),
    Binding(
        "H",
        "history",
        "History",
        id="app.history",
        show=False,
        tooltip="What was changed about the chosen interview, theme or logo, and when",
    ),
    Binding(
        "L",
        "learning",
        "Learning",
        id="app.learning",
        show=False,
        tooltip="What the losses teach: stated against assessed, warnings, coverage",
    ),
    Binding(
        "F",
        "fixes",
        "Fixes",
        id="app.fixes",
        show=False,
        tooltip="What was promised after losses: which fix, by whom, by when, and was it done",
    ),
    Binding(
        "comma",
        "settings",
        "Settings",
        key_display=",",
        id="app.settings",
        show=False,
        tooltip="What the figures depend on: settings, rates of currencies, actions that qualify",
    ),
    Binding("o", "logo", "Logo", id="app.logo", tooltip="Go to a logo by a few letters of its name"),
    Binding(
        "O",
        "owner",
        "Mine",
        id="app.owner",
        show=False,
        tooltip="Show only my logos, or those of another owner, in every place",
    ),
    Binding(
        "u",
        "undo",
        "Undo",
        id="app.undo",
        show=False,
        tooltip="Take back your own last change, also after a restart",
    ),
    Binding("ctrl+r", "redo", "Redo", id="app.redo", show=False, tooltip="Do again what was taken back"),
    Binding(
        "e",
        "export",
        "Export",
        id="app.export",
        tooltip="Save what is shown as CSV, Markdown or a picture",
    ),
    Binding(
        "I",
        "import",
        "Import",
        id="app.import",
        show=False,
        tooltip="Choose files, look at what they would become, and take them in",
    ),
    Binding("y", "copy", "Copy", id="app.copy", show=False, tooltip="Copy the chosen row to the clipboard"),
    Binding(
        "question_mark",
        "explain",
        "Help",
        key_display="?",
        id="app.help",
        tooltip="Keys, and what the figures mean",
    ),
    Binding(
        "escape",
        "back",
        "Back",
        id="app.back",
        show=False,
        tooltip="Take the marks off, clear the filter, or leave the page",
    ),
    Binding(
        INCOGNITO,
        "incognito",
        "Incognito",
        key_display=INCOGNITO,
        show=False,
        priority=True,
        id="app.incognito",
        tooltip="Mask names, words and amounts for a shared screen, or show them again",
    ),
    Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave; everything typed is on disk"),
]
