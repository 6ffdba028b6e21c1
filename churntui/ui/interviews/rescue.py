"""Words that the book cannot take, because its disk is full or gone: told, and kept elsewhere (`shell.lost`)."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from churntui.model.desk import Draft
from churntui.plain.errors import ChurnError
from churntui.ui.interviews.fields import GUIDES
from churntui.ui.interviews.form import Typed, empty
from churntui.ui.interviews.two_texts import as_read
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import t
from churntui.ui.shell.base import BookApp, Page


def draft_in_words(draft: Draft) -> str:
    """The same of a draft; of the form of a row each field that is filled in, a line each."""
    if (kind := draft.note_kind) is not None and kind in GUIDES:
        return in_words(Typed(draft.logo_id or 0, empty(GUIDES[kind]) | draft.fields, kind))
    return "\n".join(f"{name}: {text}" for name, text in draft.fields.items() if text)


Answer = Literal["write", "copy", "leave"]


def in_words(typed: Typed) -> str:
    """What is filled in of a form, as text for somebody who has no churntui: the facts a line each, passages, notes."""
    facts = [
        f"{field.title.strip(' *')}: {text}"
        for key, field in typed.guide.fields.items()
        if (text := as_read(key, typed))
    ]
    parts = ("\n".join(facts), as_read("passages", typed), as_read("notes", typed))
    return "\n\n".join(part for part in parts if part)


async def may_leave(app: BookApp, error: ChurnError, page: Page) -> bool:
    """Say that what was typed is not saved, and offer to keep it elsewhere; whether to leave."""
    while True:
        answer = await app.push_screen_wait(UnsavedDialog(str(error)))
        if answer == "copy":
            app.copy_to_clipboard("\n\n".join(page.typed()))
            app.notify("What you typed is on the clipboard", title="Copied")
            continue
        if answer == "write":
            app.rescue.keep(dict([page.typed()]))
            app.notify(str(app.rescue.path), title="Written to a file", timeout=20)
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
