"""A next step as people type it, in one line: what, by whom, by when, in any order.

`call sponsor, 3 dec`, `3 dec call sponsor`, `send offer @ines tomorrow`. It reads back as it can be typed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line, fold
from churntui.plain.when import lead_when, split_when

HINT = "3 dec call sponsor · @ines for another"

_OWNER = re.compile(r'(?:(?<=\s)|\A)@(?:"([^"]+)"|([^\s,]+))')


@dataclass(frozen=True, slots=True)
class Planned:
    """What a person says of a step."""

    what: str
    owner: str = ""
    due_on: date | None = None


def read_planned(text: str, today: date, *, me: str = "", owners: Iterable[str] = ()) -> Planned:
    """What is typed, as a step.

    Args:
        text: The line.
        today: The day it is typed on: `fri` is the next one.
        me: Whose it is where nobody is named.
        owners: Who is known: `@ines` is Ines Kolb where she is the only one who begins so.

    Raises:
        BadInputError: It says nothing that is to be done, or has a day that is none (`31 feb`).
    """
    line = clean_line(text)
    named = _OWNER.search(line)
    owner = me
    if named:
        owner = _meant(named[1] or named[2], owners)
        line = (
            " ".join(f"{line[: named.start()]} {line[named.end() :]}".split()).replace(" ,", ",").strip(" ,")
        )
    day, what = lead_when(line, today)
    if day is None:
        what, day = split_when(line, today)
    if not what:
        raise BadInputError("Nothing is to be done", "Say what: 3 dec call sponsor")
    return Planned(what, owner, day)


def typed_again(what: str, owner: str, due_on: date | None, me: str = "") -> str:
    """What is planned as it would be typed, with the year of its day; what is mine goes without a name."""
    return in_a_line(what, owner, typed_day(due_on) if due_on else "", me)


def in_a_line(what: str, owner: str, day: str, me: str = "") -> str:
    """The same where the day is as somebody has typed it."""
    named = f' @"{owner}"' if " " in owner else f" @{owner}"
    return f"{what}{named if owner and owner != me else ''}{f', {day}' if day else ''}"


def typed_day(day: date) -> str:
    """`3 dec 2026`."""
    return f"{day.day} {day:%b %Y}".lower()


def _meant(name: str, owners: Iterable[str]) -> str:
    fitting = {owner for owner in owners if fold(owner).startswith(fold(name))}
    exact = {owner for owner in fitting if fold(owner) == fold(name)}
    (meant,) = exact if len(exact) == 1 else fitting if len(fitting) == 1 else {name}
    return meant
