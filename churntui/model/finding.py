"""Which logo somebody means who types its id, its name or a part of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from churntui.model.rows import Logo
from churntui.plain.errors import NotFoundError
from churntui.plain.text import fold


def logo_called(logos: Collection[Logo], words: str, former: Mapping[str, int]) -> Logo:
    """The logo of that ref or name; case, accents and a missing ending do not matter.

    Args:
        logos: Of which one is meant.
        words: Its ref, its name, or a part of it.
        former: What logos were called before, with their ids: asked where no logo is called so now.

    Raises:
        NotFoundError: None fits, or several do.
    """
    wanted = fold(words)
    exact = [logo for logo in logos if logo.ref == words or fold(logo.name) == wanted]
    exact = exact or _called_before(logos, words, former)
    fitting = exact or [logo for logo in logos if wanted and wanted in fold(logo.name)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise NotFoundError(f"There is no logo “{words}”", "Give its id or a part of its name")
    some = ", ".join(f"{logo.name} ({logo.ref})" for logo in fitting[:5])
    raise NotFoundError(f"“{words}” may be any of {len(fitting)} logos: {some}", "Give the id")


def _called_before(logos: Collection[Logo], words: str, former: Mapping[str, int]) -> list[Logo]:
    ids = {logo_id for called, logo_id in former.items() if called == words or fold(called) == fold(words)}
    return [logo for logo in logos if logo.id in ids]
