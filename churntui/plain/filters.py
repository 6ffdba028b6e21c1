"""What is typed to filter rows: words that must stand in them, and `owner:ines` for what a field must say.

Quotes hold several words together, in a field's value too; case and accents never matter, and a part of a value does.
Of one field any of several values will do, of several fields all must. A field nobody knows hides nothing: a typing
error would else look as if there were no rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from churntui.plain.text import fold

_QUOTES = '"“”«»'

_TYPED = re.compile(
    rf"(?:(?P<key>[^\s:{_QUOTES}]+):)?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}])?|(?P<bare>[^\s{_QUOTES}]+))?"
)
"""A word or a quote, closed or not, after its field where it has one; or a field that waits for its value."""

Values = Callable[[str], str]
"""What a row says under a field, folded: several values on a line each, nothing where it says none."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows must hold."""

    words: tuple[str, ...] = ()
    """Each must stand somewhere; folded."""
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """A field and the values of which one must fit; folded, an empty one fits where nothing is said."""
    told: str = ""
    """Which fields there are, where one was typed that is none."""

    def __bool__(self) -> bool:
        return bool(self.words or self.fields)

    def fits(self, text: str, values: Values) -> bool:
        """Whether a row does, whose folded text this is and whose fields say these values."""
        return all(word in text for word in self.words) and all(
            _says(values(field), wanted) for field, wanted in self.fields
        )


def _says(said: str, wanted: Sequence[str]) -> bool:
    return any(value in said if value else not said for value in wanted)


def parse(typed: str, fields: Sequence[str] = ()) -> Filter:
    """Read what was typed; where no `fields` are known, a colon is a part of a word like any other."""
    words: list[str] = []
    chosen: dict[str, list[str]] = {}
    unknown = ""
    for found in _TYPED.finditer(typed):
        named, value = found["key"], found["quoted"] or found["bare"] or ""
        if named is None or not fields:
            words.append(fold(found[0] if named else value))
        elif (field := _meant(named, fields)) is None:
            unknown = unknown or named
        elif value or found["closed"]:
            chosen.setdefault(field, []).append(fold(value))
    told = f"There is no field “{unknown}”: {', '.join(fields)}" if unknown else ""
    return Filter(
        tuple(filter(None, words)), tuple((field, tuple(values)) for field, values in chosen.items()), told
    )


def _meant(named: str, fields: Sequence[str]) -> str | None:
    """The field of that name, else the only one that begins so."""
    wanted = fold(named)
    same = [field for field in fields if fold(field) == wanted]
    begun = same or [field for field in fields if fold(field).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None
