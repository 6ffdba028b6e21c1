"""The sections of goals, promises and milestones: what the logo wants to reach, what both sides owe, how it began.

The return they expect of what they pay is a goal like any other: its target is what was expected at signing, its last
measurement what was reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from churntui.book import Book
from churntui.data.rows import milestones
from churntui.metrics.goals import Progress
from churntui.model.living import Commitment, Milestone
from churntui.model.onboarding import Expected, template
from churntui.plain.looks import CellStyle
from churntui.plain.wording import NOTHING, counted, roughly
from churntui.questions import goals as words
from churntui.questions.logo_file import LogoFile
from churntui.questions.onboarding.words import to_first_value
from churntui.ui.kit.safe import t
from churntui.ui.kit.table import Column, VirtualTable
from churntui.ui.logos.adding import add_one_of
from churntui.ui.logos.measuring import measure
from churntui.ui.logos.section import RowOfBook, TableSection
from churntui.ui.parts import forms
from churntui.ui.shell.base import Work

_TOLD_VALUES = 5
"""Measurements that are told of the chosen goal."""


class Goals(TableSection[Progress]):
    """What the logo wants to reach, where it began, where it is."""

    NAME = "Goals"
    TABLE = "goal"
    EMPTY = "No goal is agreed: a adds why they bought and what they want to reach."
    FILES = "goals.csv goal_values.csv"
    SHORT = True
    SHOWN = 4
    LEAST = 6
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((0, 0), 2)

    def compose(self) -> ComposeResult:
        """The table, and what there is to say about the chosen one."""
        yield from super().compose()
        yield Static("", id="logo-goal", markup=False)

    def columns(self) -> list[Column[Progress]]:
        """From where to where, and how much of that way is done."""
        return [
            Column("Goal", 16, lambda progress: progress.goal.goal, flex=True),
            Column("From → to", 13, words.way, priority=1),
            Column("Now", 8, lambda progress: words.amount(_now(progress), _sign(progress)), align="right"),
            Column("Way", 7, _way, align="right"),
            Column("Due", 11, lambda progress: self.day(progress.goal.due_on), priority=2),
        ]

    def rows(self, file: LogoFile) -> Sequence[Progress]:
        """By the day they are due."""
        return words.of_goals(file.goals, file.values, file.contracts, self.as_of)

    def identity(self, row: Progress) -> object:
        """The goal's id."""
        return row.goal.id

    def row_of(self, row: Progress) -> RowOfBook:
        """The goal."""
        return self.TABLE, row.goal.id

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, and how many are behind."""
        super().show(book, file)
        behind = sum(progress.state == "behind" for progress in self.table.rows)
        self.border_subtitle = t(f"{behind} behind" if behind else "")
        self._tell(self.table.row)

    def lines(self, width: int) -> int:
        """The table, and three lines about the chosen one."""
        return super().lines(width) + (3 if self.table.rows else 0)

    @on(VirtualTable.Moved)
    def _chosen(self, event: VirtualTable.Moved[Progress]) -> None:
        self._tell(event.row)

    def _tell(self, progress: Progress | None) -> None:
        self.query_one("#logo-goal", Static).update(t(self._about(progress) if progress else ""))

    def _about(self, progress: Progress) -> str:
        goal = progress.goal
        due = f" · due {self.day(goal.due_on)}" if goal.due_on else ""
        lines = [words.stands(progress) + due]
        if progress.values:
            told = progress.values[-_TOLD_VALUES:]
            measured = " · ".join(
                f"{words.amount(one.value, _sign(progress))} on {self.day(one.day)}" for one in told
            )
            lines.append(measured)
        if goal.why:
            lines.append(f"Why they bought: {' '.join(goal.why.split())}")
        return "\n".join(lines)

    def add(self, logo_id: int) -> Work | str:
        """Measure the goal under the cursor, or agree on another one."""
        if self.table.row is None:
            return add_one_of(self.app, logo_id, "gr")
        goal = self.table.row.goal
        return add_one_of(
            self.app, logo_id, "gr", first=(f"Measure “{goal.goal}”", "", partial(measure, self.app, goal))
        )

    def open_row(self, row: Progress) -> Work | str:
        """Measure it; what was measured before stands below."""
        return measure(self.app, row.goal)

    def explained(self) -> str:
        """How the chosen goal's state came about."""
        return words.explained(self.table.row, self.as_of) if self.table.row else ""


def _now(progress: Progress) -> float | None:
    return progress.now.value if progress.now else None


def _sign(progress: Progress) -> str:
    """The unit where it is as short as a sign; a longer one stands with where it is to go."""
    unit = progress.goal.unit
    return unit if len(unit) == 1 else ""


def _way(progress: Progress) -> tuple[str, CellStyle]:
    """How much of it is done: `58 % ▼` where that is behind the plan."""
    share = NOTHING if progress.share is None else roughly(progress.share)
    looks: dict[str, CellStyle] = {"behind": "warn", "reached": "good"}
    sign = " ▼" if progress.state == "behind" else " ✓" if progress.state == "reached" else ""
    return share + sign, looks.get(progress.state, "")


class Promises(TableSection[Commitment]):
    """What we have promised them, and they us."""

    NAME = "Promises"
    TABLE = "commitment"
    EMPTY = "Nothing was promised: a adds what either side commits to."
    FILES = "commitments.csv"
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((1, 1), 2)

    def columns(self) -> list[Column[Commitment]]:
        """By when, who, what, and what came of it."""
        return [
            Column("Due", 11, lambda promise: self.day(promise.due_on)),
            Column("Who", 4, lambda promise: "we" if promise.by_us else "they"),
            Column("Promised", 18, lambda promise: promise.what, flex=True),
            Column("State", 8, self._state),
            Column("Answers for it", 16, lambda promise: promise.owner, priority=1),
        ]

    def rows(self, file: LogoFile) -> Sequence[Commitment]:
        """The open ones by their day, then what came of the others, the last first."""
        is_open = [promise for promise in file.commitments if promise.state == "open"]
        settled = [promise for promise in file.commitments if promise.state != "open"]
        return [*is_open, *sorted(settled, key=lambda promise: promise.due_on or date.min, reverse=True)]

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, and how many are overdue."""
        super().show(book, file)
        late = sum(words.is_overdue(promise, book.as_of) for promise in self.table.rows)
        self.border_subtitle = t(f"{late} overdue !" if late else "")

    def called(self, row: Commitment) -> str:
        """What is promised."""
        return row.what

    def _state(self, promise: Commitment) -> tuple[str, CellStyle]:
        if words.is_overdue(promise, self.as_of):
            return "open !", "warn"
        looks: dict[str, CellStyle] = {"done": "good", "missed": "bad"}
        return promise.state, looks.get(promise.state, "")


class Milestones(TableSection[Milestone]):
    """What getting started takes, and how far it is."""

    NAME = "Milestones"
    TABLE = "milestone"
    EMPTY = "No milestone is set: a sets those of the template, or one of their own."
    FILES = "milestones.csv"
    SHOWN = 5
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((2, 0), 2)

    def columns(self) -> list[Column[Milestone]]:
        """By when, what, and whether it was reached."""
        return [
            Column("Due", 11, lambda milestone: self.day(milestone.due_on)),
            Column("Milestone", 18, lambda milestone: milestone.milestone, flex=True),
            Column("Reached", 11, self._reached),
        ]

    def rows(self, file: LogoFile) -> Sequence[Milestone]:
        """Those still to be reached by their day, then the others, the last first."""
        ahead = [one for one in file.milestones if one.done_on is None or one.done_on > self.as_of]
        reached = [one for one in file.milestones if one.done_on is not None and one.done_on <= self.as_of]
        return [*ahead, *sorted(reached, key=lambda milestone: milestone.done_on or date.min, reverse=True)]

    def show(self, book: Book, file: LogoFile) -> None:
        """Show them, how many are overdue, and how long it took to first value."""
        super().show(book, file)
        late = sum(milestone.is_late(book.as_of) for milestone in self.table.rows)
        said = (to_first_value(book, file), f"{late} overdue !" if late else "")
        self.border_subtitle = t(" · ".join(filter(None, said)))

    def add(self, logo_id: int) -> Work | str:
        """Set those of the template that it does not have, or one of their own."""
        return self._add(logo_id)

    async def _add(self, logo_id: int) -> None:
        expected = template(self.app.book.settings.onboarding)
        lacking = await self.app.ask(lambda store: milestones.missing(store, logo_id, expected))
        if not lacking:
            await forms.add_row(self.app, "milestones", {"logo_id": logo_id})
            return
        named = ", ".join(one.name for one in lacking)
        await add_one_of(
            self.app, logo_id, "o", first=("The template", named, partial(self._plan, logo_id, lacking))
        )

    async def _plan(self, logo_id: int, lacking: Sequence[Expected]) -> None:
        label = f"{self.app.book.name(logo_id)}: {counted(len(lacking), 'milestone')} set"
        await self.app.change(label, lambda store: milestones.plan(store, logo_id, lacking, label))

    def called(self, row: Milestone) -> str:
        """What is reached then."""
        return row.milestone

    def _reached(self, milestone: Milestone) -> tuple[str, CellStyle]:
        if milestone.done_on is not None and milestone.done_on <= self.as_of:
            return self.day(milestone.done_on), "good"
        return ("overdue !", "warn") if milestone.is_late(self.as_of) else ("", "")
