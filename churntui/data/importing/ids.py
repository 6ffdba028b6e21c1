"""One id in two spellings: Salesforce's short and long ones, and numbers that lost their zeros in a spreadsheet.

Salesforce gives a record an id of 15 characters in which case counts, and a long form of 18 in which it does not: the
three at its end say which letters are capitals (its formula CASESAFEID). Reports have the first, exports the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

_GROUP = 5

SHORT = 15
"""Characters of a short id."""

_RECORD = re.compile(r"[0-9aA][0-9A-Za-z]{14}([0-9A-Za-z]{3})?\Z")


def long_form(short: str) -> str:
    """The id of 18 characters of one of 15: each five of them give a letter, whose bits say which are capitals."""
    groups = (short[at : at + _GROUP] for at in range(0, SHORT, _GROUP))
    return short + "".join(
        _ALPHABET[sum(("A" <= letter <= "Z") << bit for bit, letter in enumerate(group))] for group in groups
    )


class Spellings:
    """The ids of one table, found by what their other spellings are."""

    def __init__(self) -> None:
        self._refs: dict[str, set[str]] = {}

    def know(self, ref: str) -> None:
        """Take in an id."""
        for key in _keys(ref):
            self._refs.setdefault(key, set()).add(ref)

    def forget(self) -> None:
        """Forget them all."""
        self._refs.clear()

    def record(self, ref: str) -> str | None:
        """The id of the same record of Salesforce, written the other way; None where there is no one such."""
        if not _RECORD.match(ref):
            return None
        for key in _keys(ref):
            known = self._refs.get(key, set())
            if len(known) == 1:
                return next(iter(known))
        return None

    def zeros(self, ref: str) -> str | None:
        """The id that is the same number with more or fewer zeros before it; None where there is no one such."""
        known = self._refs.get(_number(ref), set()) if _is_number(ref) else set()
        return next(iter(known)) if len(known) == 1 else None


def spellings(refs: Iterable[str]) -> Spellings:
    """Those of ids."""
    known = Spellings()
    for ref in refs:
        known.know(ref)
    return known


def _keys(ref: str) -> list[str]:
    """What an id shares with its other spellings, the surest first."""
    if _is_number(ref):
        return [_number(ref)]
    if not _RECORD.match(ref):
        return []
    short = ref[:SHORT]
    folded = ref if len(ref) > SHORT else long_form(ref)
    return [f"short {short}", f"long {folded.upper()}"]


def _is_number(ref: str) -> bool:
    return ref.isascii() and ref.isdigit()


def _number(ref: str) -> str:
    return f"number {ref.lstrip('0')}"
