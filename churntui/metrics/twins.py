"""Logos that may be one and the same, entered twice: told by their domain, or by names that are alike."""

from __future__ import annotations

from collections.abc import Iterable

from churntui.model.rows import Logo
from churntui.plain.firms import bare_name

_FEWEST_LETTERS = 5
"""Shorter beginnings of a name are those of too many others."""


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
