"""Putting rows of Today off to a day, all that each says now, and having them back before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from churntui.data.rows import snoozes
from churntui.metrics.need import Need
from churntui.model.planned import typed_day
from churntui.plain import dates
from churntui.plain.errors import BadInputError
from churntui.plain.when import parse_when
from churntui.plain.wording import counted
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.safe import cut
from churntui.ui.shell.base import BookApp

_LONGEST_NAME = 50
"""Cells of a name in the heading."""

_REST = ("rests", "rest")
"""What one row does, and what several do."""


async def put_off(app: BookApp, rows: Sequence[Need]) -> None:
    """Ask until which day these rows rest; the day is proposed that they rest until already, else tomorrow."""
    as_of, known, called = app.book.as_of, app.book.snoozed, _called(rows)
    abouts = [part.about for row in rows for part in row.parts]
    until = max((known[about] for about in abouts if about in known), default=None)
    typed = await app.push_screen_wait(
        Prompt(
            f"{cut(called, _LONGEST_NAME)} {_REST[len(rows) > 1]} until",
            "tomorrow" if until is None else typed_day(until),
            lambda text: _fault_of(text, as_of),
            hint="tomorrow · fri, +2w, 3 dec",
        )
    )
    if typed is not None:
        day = parse_when(typed, as_of, "future")
        label = f"{called} {_REST[len(rows) > 1]} until {dates.short(day, as_of)}"
        await app.change(label, lambda store: snoozes.put_off(store, abouts, day, label))


async def wake(app: BookApp, rows: Sequence[Need]) -> None:
    """Have these rows back at once."""
    label = f"{_called(rows)} back on Today"
    abouts = [part.about for row in rows for part in row.parts]
    await app.change(label, lambda store: snoozes.wake(store, abouts, label))


def _called(rows: Sequence[Need]) -> str:
    """The title of one row, or how many they are."""
    return rows[0].title if len(rows) == 1 else counted(len(rows), "row")


def _fault_of(text: str, as_of: date) -> str | None:
    """What is wrong with a day that rows shall rest until."""
    try:
        day = parse_when(text, as_of, "future")
    except BadInputError as error:
        return str(error)
    return None if day > as_of else "That day is not ahead: write one after today"
