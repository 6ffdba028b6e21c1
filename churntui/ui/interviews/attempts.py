"""The attempts to keep a logo: a list to pick from, and one attempt as a small form.

Those that were kept of the logo before it left stand in the list, too, and are changed in their own form; the
interview keeps only what was first told in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from churntui.model.choices import OFFER_KIND_LABELS, OFFER_KINDS, SAVE_STAGE_LABELS, SAVE_STAGES
from churntui.model.saving import SaveAttempt
from churntui.plain.errors import BadInputError
from churntui.plain.text import clean_line
from churntui.plain.when import parse_when
from churntui.questions.attempts import called, stands
from churntui.ui.kit.dialogs import Dialog
from churntui.ui.kit.fields import FieldRow, OneOf
from churntui.ui.kit.safe import t
from churntui.ui.parts import forms
from churntui.ui.shell.base import BookApp

_NEW = "new"
_KEPT = "kept-"


async def change_attempts(
    app: BookApp, attempts: Sequence[SaveAttempt], before: Sequence[SaveAttempt] = ()
) -> list[SaveAttempt] | None:
    """Let the user add, change or take away one attempt; None where they left, or changed one of those `before`."""
    from churntui.ui.kit.matching import Choice
    from churntui.ui.kit.picker import Picker

    place: int | None = None
    if attempts or before:
        kept = [
            Choice(f"{_KEPT}{attempt.id}", called(attempt), stands(attempt, app.book.as_of))
            for attempt in before
        ]
        choices = [Choice(str(at), called(attempt)) for at, attempt in enumerate(attempts)]
        picked = await app.push_screen_wait(
            Picker("Attempts to keep them", [*kept, *choices, Choice(_NEW, "Add an attempt")])
        )
        if picked is None or picked.id is None:
            return None
        if picked.id.startswith(_KEPT):
            await forms.change_row(app, "save_attempts", int(picked.id.removeprefix(_KEPT)))
            return None
        place = None if picked.id == _NEW else int(picked.id)
    known = SaveAttempt() if place is None else attempts[place]
    answer = await app.push_screen_wait(AttemptDialog(known, app.book.as_of, is_new=place is None))
    if answer is None:
        return None
    others = [attempt for at, attempt in enumerate(attempts) if at != place]
    told = [*others, answer] if answer != SaveAttempt() else others
    return sorted(told, key=lambda attempt: attempt.day or date.min)


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
        self._attempt = attempt
        self._today = today
        self._is_new = is_new
        self._day = Input(attempt.day.isoformat() if attempt.day else "", placeholder="3 nov")
        self._lines = [
            Input(clean_line(words), placeholder=hint)
            for words, hint in (
                (attempt.owner, "who tried"),
                (attempt.offer, "what was offered"),
                (attempt.response, "what they said"),
            )
        ]
        self._stood = attempt.stands if attempt.stage or attempt.is_closed else ""
        self._stage = OneOf([(stage, SAVE_STAGE_LABELS[stage]) for stage in SAVE_STAGES], self._stood)
        self._kind = OneOf(
            [(kind, OFFER_KIND_LABELS[kind]) for kind in OFFER_KINDS], attempt.offer_kind or ""
        )
        self._day_row = FieldRow("When", self._day)

    def compose(self) -> ComposeResult:
        """A line for each thing that is told of it."""
        with Vertical():
            yield Label(t("An attempt to keep them"), classes="dialog--title")
            yield self._day_row
            for title, line in zip(("Owner", "Offer", "Response"), self._lines, strict=True):
                yield FieldRow(title, line)
            yield FieldRow("Stage", self._stage)
            yield FieldRow("Kind of offer", self._kind)
            keys = "enter goes on, at the end takes it · ctrl+s takes it · escape leaves"
            yield Label(t(keys if self._is_new else f"{keys} · ctrl+d takes it away"), classes="dialog--note")

    def on_mount(self) -> None:
        """Begins with the day."""
        self._day.focus()

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(OneOf.Wanted)
    def _end(self, event: OneOf.Wanted) -> None:
        if event.field is self._kind:
            self.action_take()
        else:
            self.focus_next()

    def action_take(self) -> None:
        """Close with what is typed, where the day can be read."""
        try:
            day = parse_when(self._day.value, self._today, "past") if self._day.value.strip() else None
        except BadInputError as error:
            self._day_row.wrong(error.title)
            self._day.focus()
            return
        owner, offer, response = (clean_line(line.value) for line in self._lines)
        kind = next((kind for kind in OFFER_KINDS if kind == self._kind.value), None)
        told = replace(self._attempt, day=day, owner=owner, offer=offer, response=response, offer_kind=kind)
        if self._stage.value != self._stood:  # in place of the word that a file said
            stage = next((stage for stage in SAVE_STAGES if stage == self._stage.value), None)
            told = replace(told, stage=stage, outcome="")
        if not told.is_closed:
            told = replace(told, closed_on=None)
        self.dismiss(told)

    def action_drop(self) -> None:
        """Close with nothing of it."""
        self.dismiss(SaveAttempt())
