"""The owners: who of us looks after logos, and which of them is meant by a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from churntui.data import mine
from churntui.data.file.store import Store
from churntui.model.rows import Logo
from churntui.plain.errors import BadInputError, NotFoundError
from churntui.plain.text import fold

ME = "me"
"""Who works here, by whatever name."""


def every(store: Store) -> dict[str, int]:
    """The owners by name, each with how many logos they have; of several spellings, the one most logos have."""
    return counted(dict(store.rows("SELECT owner, count(*) FROM logo WHERE owner <> '' GROUP BY owner")))


def counted(logos: dict[str, int]) -> dict[str, int]:
    """The same of spellings, each with how many logos have it."""
    best: dict[str, str] = {}
    totals: Counter[str] = Counter()
    for name, count in sorted(logos.items(), key=lambda pair: (-pair[1], pair[0])):
        totals[best.setdefault(fold(name), name)] += count
    return {name: totals[name] for name in sorted(totals, key=fold)}


def by_logo(logos: Iterable[Logo]) -> dict[int, str]:
    """Logo id to its owner, each spelled in one way; empty for none."""
    owned = {logo.id: logo.owner for logo in logos}
    spelled = {fold(name): name for name in counted(dict(Counter(filter(None, owned.values()))))}
    return {logo_id: spelled.get(fold(owner), owner) for logo_id, owner in owned.items()}


def find(store: Store, words: str) -> str:
    """The owner who is meant: by name, by a part of it that only one has, or by `me`.

    Raises:
        NotFoundError: Nobody of that name owns a logo, or several may be meant.
        BadInputError: It is `me`, and who that is is not known.
    """
    known = every(store)
    if fold(words) != ME or ME in map(fold, known):
        return one_of(known, words)
    if not store.author:
        raise BadInputError(
            f"Who “{words}” is, is not known", f"Set {mine.VARIABLE}, or: churntui settings author NAME"
        )
    return one_of(known, store.author)


def one_of(known: Collection[str], words: str) -> str:
    """The one of these names that is meant.

    Raises:
        NotFoundError: None is, or several may be.
    """
    wanted = fold(words)
    same = [name for name in known if fold(name) == wanted]
    fitting = same or [name for name in known if wanted and wanted in fold(name)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(fitting or known)
    if fitting:
        raise NotFoundError(f"“{words}” may be any of {names}", "Give the whole name")
    raise NotFoundError(
        f"No logo has the owner “{words}”", f"Owners: {names}" if known else "No logo of this book has any"
    )
