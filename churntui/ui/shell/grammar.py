"""The grammar of keys: what a reserved key means wherever a list or a page has the focus, said once.

A verb is bound by the app alone, and asks what is in view what it means there (`Front.add`, `Front.decide`, …): so no
place can give such a key another meaning. The keys of a list (`enter`, `s`, `f`, `p`) are bound by the places that have
something to open, sort, choose or count by, under the action named here. All other letters are a place's own; in a
dialog letters are its answers, and in a text they are text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Verb:
    """A key that does something to what is chosen, or to what is in view."""

    key: str
    method: str
    """The method of `Front` that says what it means there."""
    name: str
    does: str
    display: str | None = None
    """How the key is written; None for Textual's own way."""
    id: str = ""
    """Its binding's; `app.` and the method where empty."""
    is_change: bool = True
    """Whether it writes, so that a book opened to be read has it not."""

    @property
    def action(self) -> str:
        """The app's action."""
        return f"verb('{self.method}')"

    @property
    def binding(self) -> Binding:
        """The app's key."""
        return Binding(
            self.key,
            self.action,
            self.name,
            key_display=self.display,
            id=self.id or f"app.{self.method}",
            tooltip=self.does,
        )


VERBS = (
    Verb("a", "add", "Add", "Add what the list holds"),
    Verb("f2", "change", "Change", "Change the chosen row, or the head of the page", "f2"),
    Verb(
        "delete", "take_away", "Remove", "Take the chosen rows away; what goes with them is said first", "del"
    ),
    Verb("d", "decide", "Decide", "Decide the renewal of the chosen logos"),
    Verb("t", "talk", "Talk", "Note a talk with the chosen logo"),
    Verb("x", "next_step", "Step", "Plan the next step with the chosen logo"),
    Verb(
        "n",
        "note",
        "Note",
        "Write about the chosen logo: the exit interview of a loss, a review of a living one, a talk of a page",
        id="app.interview",
    ),
    Verb(
        "P",
        "save_plan",
        "Save",
        "Begin, go on with or close the attempt to keep the chosen logo",
    ),
    Verb("b", "brief", "Brief", "The chosen logo's brief for a business review", is_change=False),
    Verb("T", "tag", "Themes", "Put themes on the chosen row"),
    Verb(
        "C",
        "done",
        "Complete",
        "Complete the chosen step, promise, milestone or fix, or the next step of the renewal",
    ),
    Verb("S", "snooze", "Snooze", "Let the chosen rows rest until a day"),
)
"""In the order in which the line of keys shows them."""

OF_LISTS: Mapping[str, frozenset[str]] = {
    "enter": frozenset({"open"}),
    "space": frozenset({"mark"}),
    "s": frozenset({"sort", "split"}),
    "f": frozenset({"rows", "of", "part"}),
    "p": frozenset({"span"}),
}
"""The keys of a list, each with the actions that it may have there.

In Trends, whose rows are periods, `s` is split by, and which rows are shown is of whom, or which part of the tab.
"""

OF_THE_APP = (
    "slash", "N", "H", "L", "F", "o", "O", "u", "ctrl+r", "e", "y", "I", "question_mark", "escape", "q"
)  # fmt: skip
"""What means the same everywhere and is bound by the app alone."""

RESERVED: Mapping[str, frozenset[str]] = {
    **{verb.key: frozenset({verb.method}) for verb in VERBS},
    **OF_LISTS,
    **dict.fromkeys(OF_THE_APP, frozenset()),
}
"""Every key that means one thing wherever a list or a page has the focus, and the actions it may have there."""

ORDER: tuple[str, ...] = ("enter", *(verb.key for verb in VERBS))
"""The keys that stand first in the line of keys."""

INCOGNITO = "f9"
"""The key that masks names and amounts, wherever one is: also in a text and in a dialog."""

MASKED = "Incognito: nothing is entered or given away", f"{INCOGNITO} turns it off first"
"""Why a key that writes, copies or exports cannot be used, and how to go on."""

READ_ONLY = "The book is open read-only: nothing can be written"
"""Why a key that writes cannot be used."""
