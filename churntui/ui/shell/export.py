"""`e`: what is shown, saved by the ending of the name given: the table as CSV or Markdown, or a picture as SVG.

The picture is the screen as it stood when the key was pressed. Textual's names fonts on the web; they are taken out,
so that opening a picture of a book asks nobody for anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from churntui.plain.errors import BadInputError
from churntui.plain.files import is_file, write_whole
from churntui.plain.sheets import Sheet
from churntui.plain.wording import counted
from churntui.ui.shell.base import BookApp

_TABLES = (".csv", ".md")

_WEB_FONT = re.compile(r',\s*url\("https?://[^"]*"\) format\("[^"]*"\)')


async def export(app: BookApp, sheet: Sheet | None) -> None:
    """Ask for a file name and save the table there, or a picture of the screen.

    Raises:
        ChurnError: The file cannot be written.
    """
    if sheet is None or not sheet.rows:
        app.notify("There is nothing to export here")
        return
    suggested = f"{sheet.name}-{app.book.as_of.isoformat()}.csv"
    drawn = picture(app)  # before the dialog, whose keys would still be at the bottom
    title = f"Export {counted(len(sheet.rows), 'row')} as .csv or .md, or the screen as .svg"
    path = await ask_where(app, title, suggested, _ending)
    if path is None:
        return
    if path.suffix.lower() == ".svg":
        write_whole(path, drawn)
        app.notify(str(path.resolve()), title="Picture exported")
    else:
        save(sheet, path)
        app.notify(str(path.resolve()), title=f"{counted(len(sheet.rows), 'row')} exported")


def picture(app: BookApp) -> str:
    """The screen in view as an SVG that stands alone."""
    return _WEB_FONT.sub("", app.export_screenshot(title="churntui"))


async def ask_where(
    app: BookApp, title: str, suggested: str, check: Callable[[str], str | None]
) -> Path | None:
    """Ask for a file name that `check` has nothing against, and before a file is written over; None where left.

    Raises:
        BadInputError: The name begins with the home of somebody unknown.
    """
    from churntui.ui.kit.dialogs import Confirm, Prompt

    if not app.may_give_away():
        return None
    name = await app.push_screen_wait(Prompt(title, suggested, check=check))
    if name is None:
        return None
    path = _located(name)
    sure = not is_file(path) or await app.push_screen_wait(
        Confirm(f"{path} exists", "Write over it?", "Overwrite", "Keep it")
    )
    return path if sure else None


async def ask_folder(app: BookApp, title: str, suggested: str) -> Path | None:
    """Ask for a folder to write into, which need not be there yet; None where left."""
    from churntui.ui.kit.dialogs import Prompt

    if not app.may_give_away():
        return None
    name = await app.push_screen_wait(Prompt(title, suggested, check=_no_folder))
    return None if name is None else _located(name)


def _no_folder(name: str) -> str | None:
    """Why this cannot be a folder; None where it can."""
    if not name:
        return "Name a folder"
    try:
        return "There is a file of that name: name a folder" if is_file(_located(name)) else None
    except BadInputError as error:
        return str(error)


def _located(name: str) -> Path:
    """The path with `~` as the user's home."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise BadInputError(f"There is no home for “{name}”", "Write the whole path") from None


def save(sheet: Sheet, path: Path) -> None:
    """Write the table whole or not at all.

    Raises:
        BadInputError: The ending is not .csv or .md.
        ChurnError: The folder is missing or cannot be written.
    """
    if path.suffix.lower() not in _TABLES:
        raise BadInputError(f"“{path.name}” has no ending of a table", "End the name with .csv or .md")
    write_whole(path, sheet.csv() if path.suffix.lower() == ".csv" else sheet.markdown())


def _ending(name: str) -> str | None:
    """Why this name will not do; None where it does."""
    return None if name.lower().endswith((*_TABLES, ".svg")) else "End the name with .csv, .md or .svg"


def text_ending(name: str) -> str | None:
    """Why a text cannot be saved under this name; None where it can."""
    return None if name.lower().endswith((".md", ".txt")) else "End the name with .md or .txt"
