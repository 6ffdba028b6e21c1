"""`e`: what is shown, saved as CSV or Markdown, by the ending of the name given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from churntui.errors import BadInputError
from churntui.files import is_file, write_whole
from churntui.sheets import Sheet
from churntui.ui.base import BookApp


async def export(app: BookApp, sheet: Sheet | None) -> None:
    """Ask for a file name and save the table there.

    Raises:
        ChurnError: The file cannot be written.
    """
    if sheet is None or not sheet.rows:
        app.notify("There is nothing to export here")
        return
    suggested = f"{sheet.name}-{app.book.as_of.isoformat()}.csv"
    path = await ask_where(app, f"Export {len(sheet.rows)} rows as .csv or .md", suggested, _ending)
    if path is not None:
        save(sheet, path)
        app.notify(str(path.resolve()), title=f"{len(sheet.rows)} rows exported")


async def ask_where(
    app: BookApp, title: str, suggested: str, check: Callable[[str], str | None]
) -> Path | None:
    """Ask for a file name that `check` has nothing against, and before a file is written over; None where left.

    Raises:
        BadInputError: The name begins with the home of somebody unknown.
    """
    from churntui.ui.dialogs import Confirm, Prompt

    name = await app.push_screen_wait(Prompt(title, suggested, check=check))
    if name is None:
        return None
    path = _located(name)
    sure = not is_file(path) or await app.push_screen_wait(
        Confirm(f"{path} exists", "Write over it?", "Overwrite", "Keep it")
    )
    return path if sure else None


def _located(name: str) -> Path:
    """The path with `~` as the user's home."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise BadInputError(f"There is no home for “{name}”", "Write the whole path") from None


def save(sheet: Sheet, path: Path) -> None:
    """Write the table whole or not at all.

    Raises:
        BadInputError: The ending is neither .csv nor .md.
        ChurnError: The folder is missing or cannot be written.
    """
    trouble = _ending(path.name)
    if trouble:
        raise BadInputError(f"“{path.name}” has no ending churntui knows", trouble)
    write_whole(path, sheet.csv() if path.suffix.lower() == ".csv" else sheet.markdown())


def _ending(name: str) -> str | None:
    """Why this name will not do; None where it does."""
    return None if name.lower().endswith((".csv", ".md")) else "End the name with .csv or .md"
