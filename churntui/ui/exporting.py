"""`e`: what is shown, saved as CSV or Markdown, by the ending of the name given."""

from __future__ import annotations

import os
from pathlib import Path

from churntui.errors import BadInputError, ChurnError
from churntui.sheets import Sheet
from churntui.ui.base import BookApp


async def export(app: BookApp, sheet: Sheet | None) -> None:
    """Ask for a file name and save the table there.

    Raises:
        ChurnError: The file cannot be written.
    """
    from churntui.ui.picker import Confirm, Prompt

    if sheet is None or not sheet.rows:
        app.notify("There is nothing to export here")
        return
    suggested = f"{sheet.name}-{app.book.as_of.isoformat()}.csv"
    name = await app.push_screen_wait(
        Prompt(f"Export {len(sheet.rows)} rows as .csv or .md", suggested, check=_ending)
    )
    if name is None:
        return
    path = Path(name).expanduser()
    if path.exists() and not await app.push_screen_wait(
        Confirm(f"{path} exists", "Write over it?", "Overwrite", "Keep it")
    ):
        return
    save(sheet, path)
    app.notify(str(path.resolve()), title=f"{len(sheet.rows)} rows exported")


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


def write_whole(path: Path, text: str) -> None:
    """Write a text file under another name first, then rename it into place.

    Raises:
        ChurnError: The folder is missing or cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ChurnError(f"{path} cannot be written: {error.strerror}", "Choose another folder") from None


def _ending(name: str) -> str | None:
    """Why this name will not do; None where it does."""
    return None if name.lower().endswith((".csv", ".md")) else "End the name with .csv or .md"
