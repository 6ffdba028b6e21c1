"""The actions a report is asked about, by the names the book has for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from churntui.data import activity
from churntui.data.file.store import Store
from churntui.plain.errors import BadInputError
from churntui.plain.text import fold


def chosen(store: Store, names: Sequence[str]) -> tuple[str, ...]:
    """These actions as the book spells them, each once.

    Raises:
        BadInputError: There is no such action.
    """
    known = activity.action_names(store).values() if names else ()
    return tuple(dict.fromkeys(spelled(known, name) for name in names))


def spelled(known: Collection[str], name: str) -> str:
    """The action of that name; case does not matter where no other action is meant.

    Raises:
        BadInputError: There is no such action.
    """
    near = [action for action in known if action == name] or [
        action for action in known if fold(action) == fold(name)
    ]
    if len(near) == 1:
        return near[0]
    raise BadInputError(f"“{name}” is no action of this book", f"It has: {', '.join(known) or 'none yet'}")
