"""The small vocabulary of spreadsheets (`words.toml`): blanks, yes and no, currency signs, free mail, log-ins."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from churntui.data.importing.profiles import header_key
from churntui.plain.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_OF_ADDRESS = re.compile(r"(\w+ )?(state|province)([/ ](region|province|county))?\Z")
_HUMP = re.compile(r"([a-zа-я])([A-ZА-Я])")
"""Where a word begins within one: `IsDeleted`."""


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, folded."""

    blank: frozenset[str]
    unknown: frozenset[str]
    open_end: frozenset[str]
    totals: frozenset[str]
    weighty: frozenset[str]
    how_often: frozenset[str]
    footers: tuple[str, ...]
    flags: dict[str, int]
    """A word to 1 or 0."""
    questions: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns of what a form asks, each with the key of the header that it stands for."""
    free_mail: frozenset[str]
    use: frozenset[str]
    """Words that say that numbers are of use."""
    revenue: frozenset[str]
    """Words that say that they are of money."""
    no_value: frozenset[str]
    """Keys of action names that do not qualify."""
    signs: tuple[tuple[str, tuple[str, ...]], ...]
    """Currency signs, the longest first, each with the codes it may mean."""
    currencies: frozenset[str]
    """The codes of ISO 4217."""
    currency_names: dict[str, str]
    """A folded name to its code."""
    multipliers: dict[str, int]
    """What a letter or word after a number multiplies it by."""


@cache
def words() -> Words:
    """The vocabulary, read once."""
    raw = tomllib.loads((files("churntui.data.importing") / "words.toml").read_text("utf-8"))
    signs: dict[str, list[str]] = raw["currency_signs"]
    return Words(
        blank=frozenset(map(fold, raw["blank"])),
        unknown=frozenset(map(fold, raw["unknown"])),
        open_end=frozenset(map(fold, raw["open_end"])),
        totals=frozenset(map(fold, raw["totals"])),
        weighty=frozenset(map(fold, raw["weighty"])),
        how_often=frozenset(map(fold, raw["how_often"])),
        footers=tuple(map(fold, raw["footers"])),
        flags={fold(word): 1 for word in raw["yes"]} | {fold(word): 0 for word in raw["no"]},
        questions=tuple(
            (re.compile(pattern), header_key(name)) for pattern, name in raw["questions"].items()
        ),
        free_mail=frozenset(raw["free_mail"]),
        use=frozenset(map(fold, raw["use"])),
        revenue=frozenset(map(fold, raw["revenue"])),
        no_value=frozenset(map(header_key, raw["no_value"])),
        signs=tuple((sign, tuple(signs[sign])) for sign in sorted(signs, key=len, reverse=True)),
        currencies=frozenset(raw["currencies"].split()),
        currency_names={fold(name): code for name, code in raw["currency_names"].items()},
        multipliers=raw["multipliers"],
    )


def qualifies(action: str) -> bool:
    """Whether a new action of this name counts as value received, until the user says otherwise."""
    return header_key(action) not in words().no_value


def is_weighty(header: str, *, has_address: bool = False) -> bool:
    """Whether a column of this header may change what a contract or a logo counts for.

    Of a table with addresses a state is where somebody sits.
    """
    if has_address and _OF_ADDRESS.match(fold(header)):
        return False
    return not words().weighty.isdisjoint(_words_of(header))


def says_how_often(header: str) -> bool:
    """Whether a column of this header may say what an amount is for: a month, a quarter, a year."""
    return not words().how_often.isdisjoint(_words_of(header))


def _words_of(header: str) -> list[str]:
    return _WORD.findall(fold(_HUMP.sub(r"\1 \2", header)))
