"""Measuring a goal: a value in one line, and its day where that was not today; below it what was measured before."""

from __future__ import annotations

from collections.abc import Sequence

from churntui.data.keeping import rows
from churntui.data.rows import goals
from churntui.model.living import Goal, GoalValue
from churntui.plain import dates
from churntui.questions.goals import HINT, Measured, amount, read_measured, typed_again
from churntui.ui.kit.table import Column
from churntui.ui.parts.line_over_rows import Change, LineOverRows
from churntui.ui.shell.base import BookApp


async def measure(app: BookApp, goal: Goal) -> None:
    """Ask what a goal is at, and keep it."""
    values = await app.ask(lambda store: goals.values(store, goal.id))
    measured = await app.push_screen_wait(MeasureDialog(app, goal, values))
    if measured is not None:
        label = f"{goal.goal}: {amount(measured.value, goal.unit)}"
        await app.change(
            label, lambda store: goals.measure(store, goal.id, measured.day, measured.value, label)
        )


class MeasureDialog(LineOverRows[Measured, GoalValue]):
    """Closes with a new measurement, or with None."""

    HINT = HINT
    ENTER = "keeps it"

    def __init__(self, app: BookApp, goal: Goal, values: tuple[GoalValue, ...]) -> None:
        self._goal = goal
        columns = [
            Column[GoalValue]("Day", 14, lambda value: dates.short(value.day, app.book.as_of)),
            Column("Measured", 14, lambda value: amount(value.value, goal.unit), align="right"),
        ]
        super().__init__(app, f"How far is “{goal.goal}”?", columns, values[::-1])

    async def read_rows(self) -> Sequence[GoalValue]:
        """The newest first."""
        return (await self._book_app.ask(lambda store: goals.values(store, self._goal.id)))[::-1]

    def understood(self, text: str) -> Measured:
        """How much, and on which day."""
        return read_measured(text, self._goal.unit, self._book_app.book.as_of)

    def typed_again(self, row: GoalValue) -> str:
        """With its day."""
        return typed_again(row)

    def changing(self, row: GoalValue, typed: Measured) -> Change:
        """The value, and the day, are written anew."""
        label = f"{self._goal.goal}: {amount(typed.value, self._goal.unit)}"
        return label, lambda store: goals.measure_anew(store, row, typed.day, typed.value, label)

    def dropping(self, row: GoalValue) -> Change:
        """It was not measured."""
        label = f"{self._goal.goal}: {amount(row.value, self._goal.unit)} dropped"
        return label, lambda store: rows.remove(store, "goal_values", row.id, label)
