"""A brief saved as a file: which part, where, and in which format, as the file's name ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from churntui.briefs import PARTS, Brief, PartName
from churntui.briefs.deciding import withheld
from churntui.briefs.output import formats
from churntui.plain.files import write_whole
from churntui.plain.wording import counted
from churntui.ui.kit.matching import Choice
from churntui.ui.kit.picker import Picker
from churntui.ui.shell.base import BookApp
from churntui.ui.shell.export import ask_where

_CHOICES = (
    Choice("shareable", "The shareable part", "safe to send"),
    Choice("internal", "The internal part", "never leaves"),
    Choice("both", "Both parts", "never leaves"),
)


async def save(app: BookApp, brief: Brief, anew: Callable[[Brief], Awaitable[Brief]]) -> None:
    """Ask which part goes where, and write it as the file is by then (`anew`)."""
    picked = await app.push_screen_wait(Picker("Export which part?", _CHOICES))
    if picked is None or picked.id is None:
        return
    parts: tuple[PartName, ...] = tuple(name for name in PARTS if picked.id in {name, "both"})
    suggested = formats.file_name(brief, parts)
    path = await ask_where(app, f"Export as {formats.endings()}", suggested, formats.refused)
    if path is None:
        return
    form, now = formats.of_file(path), await anew(brief)
    write_whole(path, await app.compute(lambda: form.written(now, parts)))
    told = " · ".join(part for part in (str(path.resolve()), told_of_withheld(now)) if part)
    app.notify(told, title=f"Saved: {' and '.join(parts)}")


def told_of_withheld(brief: Brief) -> str:
    """That points are not in it although somebody wants them there; empty where none is."""
    count = len(withheld(brief))
    return f"{counted(count, 'point')} left out: another logo is named there" if count else ""
