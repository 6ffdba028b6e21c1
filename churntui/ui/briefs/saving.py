"""A brief saved as a file: which part, where, and in which format, as the file's name ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from churntui.briefs import PARTS, Brief, PartName
from churntui.briefs.deciding import to_be_seen_to
from churntui.briefs.output import formats
from churntui.plain.files import write_whole
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picked, Picker
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.export import ask_where

_CHOICES = (
    Choice("shareable", "The shareable part", "safe to send"),
    Choice("internal", "The internal part", "never leaves"),
    Choice("both", "Both parts", "never leaves"),
)


_ALL_DUE = Choice("due", "All due in a quarter …", "a file for each")


async def save(
    app: BookApp,
    brief: Brief,
    anew: Callable[[Brief], Awaitable[Brief]],
    all_due: Callable[[], Awaitable[None]],
) -> None:
    """Ask which part goes where, and write it as the file is by then (`anew`); or go on to `all_due` in a quarter."""
    picked = await app.push_screen_wait(Picker("Export which part?", (*_CHOICES, _ALL_DUE)))
    if picked == Picked((_ALL_DUE.id,)):
        await all_due()
        return
    parts = _parts(picked)
    if not parts:
        return
    suggested = formats.file_name(brief.logo, brief.as_of, parts, formats.TO_SEND)
    path = await ask_where(app, f"Export as {formats.endings()}", suggested, formats.refused)
    if path is None:
        return
    form, now = formats.of_file(path), await anew(brief)
    write_whole(path, await app.compute(lambda: form.written(now, parts)))
    told = " · ".join(part for part in (str(path.resolve()), to_be_seen_to(now)) if part)
    app.notify(told, title=f"Saved: {' and '.join(parts)}")


async def ask_parts(app: BookApp, title: str) -> tuple[PartName, ...]:
    """Which parts are meant; none where that is left open."""
    return _parts(await app.push_screen_wait(Picker(title, _CHOICES)))


def _parts(picked: Picked | None) -> tuple[PartName, ...]:
    meant = picked.id if picked else None
    return tuple(name for name in PARTS if meant in {name, "both"})
