"""Recording in two keys that a loss will stay unheard: declined, no answer, or not asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from churntui.book import Book
from churntui.data.rows import interviews
from churntui.model.choices import STATUS_LABELS, Status
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.safe import cut, t
from churntui.ui.shell.base import BookApp


@dataclass(frozen=True, slots=True)
class Silence:
    """A loss nobody was heard about."""

    effective_on: date | None
    """The end of service; None where the book knows of none."""
    interview_id: int | None = None
    """The record it has already: that somebody declined, say."""


def silence_of(book: Book, logo_id: int, lost_on: date | None = None) -> Silence:
    """The loss meant: the one of that day, else the logo's last that was not heard.

    Needs the book's losses, so it belongs into `App.compute`.

    Raises:
        BadInputError: The logo has not left, or its losses were all heard.
    """
    from churntui.ui.interviews.subject import last_end

    losses = book.losses
    mine = losses[losses["logo_id"] == logo_id]
    known = {one.id: one for one in book.interviews}
    rows = zip(mine["lost_on"], mine["interview_id"], strict=True)
    found = [(day, known.get(interview_id)) for day, interview_id in rows if lost_on in {None, day}]
    silent = [(day, one) for day, one in found if one is None or one.status != "held"]
    if silent:
        day, one = max(silent, key=lambda pair: pair[0])
        return Silence(day, one.id if one else None)
    if found:
        raise BadInputError(
            f"{cut(book.name(logo_id), 60)} was interviewed", "Open the interview to change it"
        )
    end = last_end(book, logo_id)
    if end is None:
        raise BadInputError(f"{cut(book.name(logo_id), 60)} has not left", "There is no loss to record")
    waiting = (one.id for one in book.interviews if one.logo_id == logo_id and one.effective_on == end)
    return Silence(end, next(waiting, None))


async def record_silence(app: BookApp, logo_id: int, lost_on: date | None = None) -> None:
    """Ask how a loss stayed silent and record it. One undo."""
    book = app.book
    meant = await app.compute(lambda: silence_of(book, logo_id, lost_on))
    name = cut(book.name(logo_id), 60)
    when = f", left {dates.short(meant.effective_on)}" if meant.effective_on else ""
    status = await app.push_screen_wait(SilenceDialog(f"{name}{when}"))
    if status is None:
        return
    label = f"{name}: {STATUS_LABELS[status]}"
    await app.change(
        label,
        lambda store: interviews.record_silence(
            store, logo_id, status, meant.effective_on, label, meant.interview_id
        ),
    )


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
