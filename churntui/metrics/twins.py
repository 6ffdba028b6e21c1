"""Logos that may be one and the same, entered twice: told by their domain, or by names that are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from churntui.model.rows import Logo
from churntui.plain.text import fold

_FORMS = (
    "ab ag aps as asa bv co company corp corporation eg ev gbr gmbh group holding inc kg kgaa limited llc llp ltd mbh"
    " nv oy oyj plc pty sa sarl sas se sl spa srl sp zoo z o und and the"
)
_LEGAL = frozenset(_FORMS.split(" "))
"""What stands in a name beside the name: how the firm is built."""

_WORDS = re.compile(r"\w+")

_FEWEST_LETTERS = 5
"""Shorter beginnings of a name are those of too many others."""


def bare_name(name: str) -> str:
    """The name without its legal form: `Nordwind GmbH & Co. KG` gives `nordwind`; all of it where nothing else is."""
    found = _WORDS.findall(fold(name).replace(".", ""))
    return " ".join(word for word in found if word not in _LEGAL) or " ".join(found)


def look_alike(name: str, domain: str, logos: Iterable[Logo]) -> Logo | None:
    """A logo that these may be the name and the domain of; the same domain tells more than a like name."""
    bare = bare_name(name)
    by_name: Logo | None = None
    for logo in logos:
        if domain and logo.domain == domain:
            return logo
        if bare and by_name is None and _are_alike(bare, bare_name(logo.name)):
            by_name = logo
    return by_name


def _are_alike(first: str, second: str) -> bool:
    shorter, longer = sorted((first, second), key=len)
    begins = len(shorter) >= _FEWEST_LETTERS and longer.startswith(f"{shorter} ")
    return first == second or begins
