"""A text in the editor the user knows best: `$VISUAL`, or `$EDITOR`, in the place of the app until it ends."""

from __future__ import annotations

import os
import shlex
import subprocess  # the editor is the user's own choice
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from churntui.plain.errors import ChurnError
from churntui.plain.files import write_whole
from churntui.plain.text import clean_note


class EditorError(ChurnError):
    """No other editor can be used here, or it failed."""


def edited_outside(app: App[None], text: str) -> str:
    """The text as it was left in the other editor, cleaned; the app stands still meanwhile.

    Raises:
        EditorError: None is set, it cannot be started, or it ended with an error.
    """
    command = _command()
    try:
        with tempfile.TemporaryDirectory(prefix="churntui-") as folder:
            file = Path(folder) / "text.md"
            write_whole(file, text)
            with app.suspend():
                code = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - as above
            if code != 0:
                raise EditorError(f"{command[0]} ended with an error ({code})", "The text is as it was")
            changed = file.read_text(encoding="utf-8", errors="replace")
    except SuspendNotSupported:
        raise EditorError(
            "Another editor cannot be opened on this terminal", "Write in the field itself"
        ) from None
    except OSError as error:
        raise EditorError(
            f"{command[0]} cannot be started: {error.strerror}", "Set EDITOR to an editor, such as nano"
        ) from None
    return _as_it_ended(text, clean_note(changed))


def _command() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise EditorError(f"{name} cannot be read as a command", "Check its quotes") from None
        if command:
            return command
    raise EditorError("No editor is set", "Set EDITOR to an editor, such as nano, and start churntui again")


def _as_it_ended(text: str, changed: str) -> str:
    """Without the newline that editors put at the end of a file."""
    return changed[:-1] if changed.endswith("\n") and not text.endswith("\n") else changed
