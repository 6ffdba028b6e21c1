"""The attempts to keep a logo: a list to pick from, and one attempt as a small form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from churntui.model.choices import SAVE_OUTCOMES
from churntui.model.rows import SaveAttempt
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.when import parse_when
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.safe import cut, t
from churntui.ui.shell.base import BookApp

_NEW = "new"


def summed(attempts: Sequence[SaveAttempt]) -> str:
    """`2, last 3 Nov: discount, lost`: all of them in a few words."""
    if not attempts:
        return ""
    last = attempts[-1]
    return f"{len(attempts)}, last {called(last)}"


def called(attempt: SaveAttempt) -> str:
    """One attempt in a line."""
    parts = (attempt.owner, attempt.offer, attempt.response, attempt.outcome)
    said = ", ".join(cut(part, 40) for part in parts if part)
    day = dates.short(attempt.day) if attempt.day else ""
    return ": ".join(part for part in (day, said) if part) or "an attempt"


async def change_attempts(app: BookApp, attempts: Sequence[SaveAttempt]) -> list[SaveAttempt] | None:
    """Let the user add, change or take away one attempt; None where they left."""
    from churntui.ui.kit.matching import Choice
    from churntui.ui.kit.picker import Picker

    place: int | None = None
    if attempts:
        choices = [Choice(str(at), called(attempt)) for at, attempt in enumerate(attempts)]
        picked = await app.push_screen_wait(
            Picker("Attempts to keep them", [*choices, Choice(_NEW, "Add an attempt")])
        )
        if picked is None or picked.id is None:
            return None
        place = None if picked.id == _NEW else int(picked.id)
    known = SaveAttempt() if place is None else attempts[place]
    answer = await app.push_screen_wait(AttemptDialog(known, app.book.as_of, is_new=place is None))
    if answer is None:
        return None
    others = [attempt for at, attempt in enumerate(attempts) if at != place]
    kept = [*others, answer] if answer != SaveAttempt() else others
    return sorted(kept, key=lambda attempt: attempt.day or date.min)


class AttemptDialog(Dialog[SaveAttempt]):
    """One attempt; closes with it, or with an empty one where it is to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "take", "Take", id="attempt.take", show=False, priority=True, tooltip="Take it over"
        ),
        Binding(
            "ctrl+d",
            "drop",
            "Drop",
            id="attempt.drop",
            show=False,
            priority=True,
            tooltip="Take the attempt away",
        ),
    ]

    def __init__(self, attempt: SaveAttempt, today: date, *, is_new: bool) -> None:
        super().__init__()
        self._today = today
        self._is_new = is_new
        outcomes = list(SAVE_OUTCOMES)
        if attempt.outcome and attempt.outcome not in outcomes:
            outcomes.append(attempt.outcome)
        self._day = Input(attempt.day.isoformat() if attempt.day else "", placeholder="3 nov")
        self._lines = [
            Input(clean_line(words), placeholder=hint)
            for words, hint in (
                (attempt.owner, "who tried"),
                (attempt.offer, "what was offered"),
                (attempt.response, "what they said"),
            )
        ]
        self._outcome = OneOf([(code, code) for code in outcomes], attempt.outcome)
        self._day_row = FieldRow("When", self._day)

    def compose(self) -> ComposeResult:
        """Five lines."""
        with Vertical():
            yield Label(t("An attempt to keep them"), classes="dialog--title")
            yield self._day_row
            for title, line in zip(("Owner", "Offer", "Response"), self._lines, strict=True):
                yield FieldRow(title, line)
            yield FieldRow("Outcome", self._outcome)
            keys = "enter goes on, at the end takes it · ctrl+s takes it · escape leaves"
            yield Label(t(keys if self._is_new else f"{keys} · ctrl+d takes it away"), classes="dialog--note")

    def on_mount(self) -> None:
        """Begins with the day."""
        self._day.focus()

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(OneOf.Wanted)
    def _end(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Close with what is typed, where the day can be read."""
        try:
            day = parse_when(self._day.value, self._today, "past") if self._day.value.strip() else None
        except BadInputError as error:
            self._day_row.wrong(error.title)
            self._day.focus()
            return
        owner, offer, response = (clean_line(line.value) for line in self._lines)
        self.dismiss(SaveAttempt(day, owner, offer, response, self._outcome.value))

    def action_drop(self) -> None:
        """Close with nothing of it."""
        self.dismiss(SaveAttempt())
