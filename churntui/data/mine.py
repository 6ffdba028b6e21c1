"""Who works here, and whose logos they look at: kept in the user's own config folder, not in a book.

A book goes from hand to hand, and two colleagues may work on one at a time; so what is one person's cannot be in it.
`CHURNTUI_AUTHOR` overrides the name kept; where there is neither, whom the book names as its `owner` is taken to be the
one who writes in it (`Store.author`). Nothing here is needed to work: a folder that cannot be read or written is told
in one line, and the book opens without.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from churntui.plain.errors import ChurnError
from churntui.plain.files import write_whole
from churntui.plain.text import clean_line

VARIABLE = "CHURNTUI_AUTHOR"
"""The variable that says who works here, whatever is kept."""

LONGEST = 200
"""Characters of a name."""

_MOST_BOOKS = 100
"""Books an owner is kept for; those chosen for longest ago are forgotten first."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What is kept."""

    author: str = ""
    """The user's own name; empty where nobody said."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """A book's path to the owner whose logos are looked at there; a book whose every logo is, is missing."""


def path() -> Path:
    """The file it is kept in."""
    from platformdirs import user_config_path

    return user_config_path("churntui", appauthor=False) / "mine.json"


def read() -> Mine:
    """What is kept; nothing where there is no such file.

    Raises:
        ChurnError: It cannot be read, or is not what was written.
    """
    file = path()
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Mine(
            _name(kept["author"]), {str(book): _name(owner) for book, owner in kept["owners"].items()}
        )
    except FileNotFoundError:
        return Mine()
    except OSError as error:
        raise ChurnError(f"{file} cannot be read: {error.strerror}", "Your name is not known") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ChurnError(f"{file} is damaged", "Delete it, and say your name again") from None


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a name is text")
    return clean_line(value, LONGEST)


def named() -> str:
    """The user's own name: as the variable says, else as it is kept; empty where neither does, or cannot be read."""
    told = clean_line(os.environ.get(VARIABLE, ""), LONGEST)
    if told:
        return told
    with suppress(ChurnError):
        return read().author
    return ""


def likely() -> str:
    """What to suggest to somebody whose name is not known: that of their account."""
    with suppress(OSError, KeyError, ImportError):
        return clean_line(getpass.getuser(), LONGEST)
    return ""


def name_me(author: str) -> str:
    """Keep the user's own name; returns it as kept.

    Raises:
        ChurnError: It cannot be kept; nothing was changed.
    """
    kept = replace(read(), author=clean_line(author, LONGEST))
    _write(kept)
    return kept.author


def owner_in(book: Path) -> str:
    """Whose logos are looked at in a book; empty for all, or where that cannot be read."""
    with suppress(ChurnError):
        return read().owners.get(_key(book), "")
    return ""


def look_at(book: Path, owner: str) -> None:
    """Keep whose logos are looked at in a book; an empty name is everybody's.

    Raises:
        ChurnError: It cannot be kept; nothing was changed.
    """
    kept = read()
    others = {known: name for known, name in kept.owners.items() if known != _key(book)}
    owners = others | ({_key(book): owner} if owner else {})
    if owners != kept.owners:
        _write(replace(kept, owners=dict([*owners.items()][-_MOST_BOOKS:])))


def _key(book: Path) -> str:
    return str(book.resolve())


def _write(mine: Mine) -> None:
    file, text = (
        path(),
        json.dumps({"author": mine.author, "owners": mine.owners}, ensure_ascii=False, indent=1),
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ChurnError(
            f"{file.parent} cannot be made: {error.strerror}", "It would keep your name"
        ) from None
    write_whole(file, f"{text}\n")
