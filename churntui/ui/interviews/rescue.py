"""Words that the book cannot take, because its disk is full or gone: told, and kept elsewhere.

What is typed can be written to a file that people can read, beside the book or, where that fails too, in the home or
the temporary folder; only its owner may read it.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from churntui.plain.errors import ChurnError
from churntui.ui.interviews.fields import FIELDS
from churntui.ui.interviews.form import Typed
from churntui.ui.interviews.two_texts import as_read
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import t
from churntui.ui.shell.base import BookApp

Answer = Literal["write", "copy", "leave"]


def in_words(typed: Typed, name: str) -> str:
    """Everything typed as text: the filled fields, the passages, the notes."""
    facts = [
        f"{field.title.strip()}: {text}"
        for key, field in FIELDS.items()
        if (text := as_read(key, typed.fields))
    ]
    parts = ("\n".join(facts), as_read("notes", typed.fields), as_read("passages", typed.fields))
    return "\n\n".join([f"Exit interview with {name}", *(part for part in parts if part), ""])


def keep_beside(book: Path, text: str) -> Path:
    """Write text to a new file beside the book, or in the first other folder that takes it; returns where.

    Raises:
        ChurnError: No folder takes it.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    for folder in (book.parent, Path.home(), Path(tempfile.gettempdir())):
        path = folder / f"{book.stem}-unsaved-{stamp}.md"
        with suppress(OSError):
            _write_new(path, text)
            return path
    raise ChurnError("The text cannot be written anywhere", "Copy it, and free some space")


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


async def may_leave(app: BookApp, error: ChurnError, typed: Typed, name: str) -> bool:
    """Say that what was typed is not saved, and offer to keep it elsewhere; whether to leave."""
    text = in_words(typed, name)
    while True:
        answer = await app.push_screen_wait(UnsavedDialog(str(error)))
        if answer == "copy":
            app.copy_to_clipboard(text)
            app.notify("What you typed is on the clipboard", title="Copied")
            continue
        if answer == "write":
            path = keep_beside(app.opening.path, text)
            app.kept_elsewhere.append(path)
            app.notify(str(path), title="Written to a file", timeout=20)
        return answer is not None


class UnsavedDialog(Dialog[Answer]):
    """What to do with words that are nowhere but on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "answer('write')", "Write", id="unsaved.write", show=False,
                tooltip="Write what was typed to a file, and leave"),
        Binding("c", "answer('copy')", "Copy", id="unsaved.copy", show=False,
                tooltip="Copy what was typed to the clipboard"),
        Binding("l", "answer('leave')", "Leave", id="unsaved.leave", show=False,
                tooltip="Leave all the same: what was typed is lost"),
    ]  # fmt: skip

    def __init__(self, why: str) -> None:
        super().__init__()
        self._why = why

    def compose(self) -> ComposeResult:
        """Why, and the three ways on."""
        with Vertical():
            yield Label(t("Not saved. Leave all the same?"), classes="dialog--title")
            yield Static(t(self._why), classes="dialog--problem", markup=False)
            for line in (
                "w  write it to a file, and leave",
                "c  copy it to the clipboard",
                "l  leave without it: what you typed since the last save is lost",
            ):
                yield Label(t(line))
            yield Label(t("escape stays"), classes="dialog--note")

    def action_answer(self, answer: Answer) -> None:
        """Closes with it."""
        self.dismiss(answer)
