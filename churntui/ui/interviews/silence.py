"""Recording in two keys that a loss will stay unheard: declined, no answer, or not asked."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from churntui.data.rows import interviews
from churntui.model.choices import STATUS_LABELS, Status
from churntui.model.notes import NoteRef
from churntui.plain import dates
from churntui.questions.silence import silence_of
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.shell.base import BookApp


async def record_silence(app: BookApp, logo_id: int, lost_on: date | None = None) -> None:
    """Ask how a loss stayed silent and record it. One undo."""
    book = app.book
    meant = await app.compute(lambda: silence_of(book, logo_id, lost_on))
    name = cut(book.name(logo_id), 60)
    when = f", left {dates.short(meant.on)}" if meant.on else ""
    status = await app.push_screen_wait(SilenceDialog(f"{name}{when}"))
    if status is None:
        return
    label = f"{name}: {STATUS_LABELS[status]}"
    known = [interview.id for interview in book.interviews if interview.logo_id == logo_id]
    there = meant.interview.id if meant.interview else None
    recorded = await app.ask(
        lambda store: interviews.record_silence(
            store, interviews.Silence(logo_id, status, meant.on, there), label=label, known=known
        )
    )
    await app.show_saved(NoteRef("interview", recorded))
    app.notify(label)


class SilenceDialog(Dialog[Status]):
    """Three letters to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "answer('declined')", "Declined", id="silence.declined", show=False, tooltip="They declined"),
        Binding("a", "answer('no_answer')", "No answer", id="silence.no_answer", show=False,
                tooltip="They did not answer"),
        Binding("k", "answer('not_asked')", "Not asked", id="silence.not_asked", show=False,
                tooltip="Nobody asked them"),
    ]  # fmt: skip

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def compose(self) -> ComposeResult:
        """The three, each with its key."""
        with Vertical():
            yield Label(t(f"No interview with {self._name}"), classes="dialog--title")
            for line in ("d  they declined", "a  no answer", "k  not asked"):
                yield Label(t(line))
            yield Label(t("escape leaves"), classes="dialog--note")

    def action_answer(self, status: Status) -> None:
        """Closes with it."""
        self.dismiss(status)
