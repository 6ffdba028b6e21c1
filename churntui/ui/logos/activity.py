"""What the customers of a logo do: the section with the charts, and the figures its contracts show too."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from churntui.book import Book
from churntui.metrics import usage
from churntui.plain import dates
from churntui.plain.chart import ChartData, Series
from churntui.plain.sheets import Sheet
from churntui.plain.wording import change, rate_text
from churntui.questions.logo_file import FALL_DAYS, Activity, Course, LogoFile
from churntui.questions.renewals.words import NOT_BY_WHOM
from churntui.ui.kit.charts import Chart
from churntui.ui.kit.safe import t
from churntui.ui.logos.section import Section
from churntui.ui.parts import forms
from churntui.ui.shell.base import Work

CALLED_OUT = 0.25
"""The fall of active customers over 13 weeks (a fraction) that gets a `!`."""

_COUNTED = 6
"""Periods whose counts stand under the chart: as many as fit into 80 columns."""


_TWO_CHARTS = 20
"""Lines from which both charts are shown."""


class ActivityCourse(Section, can_focus=True):
    """What the logo's customers do, by weeks or months."""

    NAME = "Activity"
    LEAST = 14
    GROWS = True
    STANDS: ClassVar[tuple[tuple[int, int], int]] = ((1, 0), 0)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "Days", id="activity.days", tooltip="What was done on each day, to be corrected"
        ),
    ]

    by_months: reactive[bool] = reactive(default=False, init=False)

    class DaysWanted(Message):
        """The single days are wanted."""

    _activity: Activity | None = None

    def compose(self) -> ComposeResult:
        """Figures over two charts; the actions below."""
        yield Static("", id="logo-figures", markup=False)
        yield Chart(id="logo-actions")
        yield Chart(id="logo-customers")
        yield Static("", id="logo-active", markup=False)
        yield Static("", id="logo-by-action", markup=False)

    def show(self, book: Book, file: LogoFile) -> None:
        """Show the course."""
        self.border_title = t(self.NAME)
        self._activity = file.activity
        figures = activity_lines(file.activity, book)
        self.query_one("#logo-figures", Static).update(t("\n".join(figures)))
        lines = [
            f"{name} {count} ({'new' if moved is None else change(moved)})"
            for name, count, moved in (file.activity.actions[:5] if file.activity else ())
        ]
        text = "In 28 days: " + " · ".join(lines) if lines else ""
        self.query_one("#logo-by-action", Static).update(t(text))
        self.watch_by_months()

    def action_open(self) -> None:
        """Ask for the single days."""
        self.post_message(self.DaysWanted())

    def add(self, logo_id: int) -> Work | str:
        """Add what was done on a day."""
        return forms.add_row(self.app, "activity", {"logo_id": logo_id}, {"day": self.app.book.as_of})

    def take_away(self) -> Work | str:
        """Of days only."""
        return "Enter lists the days: what was done on one is deleted there"

    def on_resize(self) -> None:
        """Two charts need room to be read."""
        self.set_class(self.size.height < _TWO_CHARTS, "-low")

    def lines(self, width: int) -> int:  # noqa: ARG002 - charts take any
        """Figures, two charts, counts and actions; one line where nothing was measured."""
        return 22 if self._activity else 1

    def watch_by_months(self) -> None:
        """Draw the other periods."""
        shown = self._activity
        for chart in self.query(Chart):
            chart.set_class(shown is None, "hidden")
        if shown is None:
            return
        course, span = (shown.months, "month") if self.by_months else (shown.weeks, "week")
        self.query_one("#logo-actions", Chart).data = ChartData(
            "bars", course.labels, (Series("Qualifying actions", course.actions, "primary"),),
            title=f"Qualifying actions by {span}", dim_last=course.open_ended,
        )  # fmt: skip
        self.query_one("#logo-customers", Chart).data = ChartData(
            "line", course.labels, (Series("Active share", course.shares, "secondary"),), unit="percent",
            title=f"Share of its customers that is active, at the end of each {span}", dim_last=course.open_ended,
        )  # fmt: skip
        self.query_one("#logo-active", Static).update(t(_counts(course)))

    def exported(self) -> Sheet | None:
        """The course shown."""
        if self._activity is None:
            return None
        course = self._activity.months if self.by_months else self._activity.weeks
        rows = tuple(
            (label, *("" if count is None else str(count) for count in counts))
            for label, *counts in zip(
                course.labels, course.actions, course.customers, course.known, strict=True
            )
        )
        header = ("period", "actions", "active_customers", "customers")
        return Sheet("logo-activity", header, rows, frozenset({1, 2, 3}))

    def copied(self) -> str:
        """The figures."""
        return str(self.query_one("#logo-figures", Static).content)


def activity_lines(activity: Activity | None, book: Book) -> list[str]:
    """`38/84 · 45.2 % active in 28 d, 61 before`, and how much they did; at most 44 cells for usual figures."""
    if activity is None:
        return ["Activity is not measured" if book.usage is not None else "Reading activity …"]
    lines = [_active(activity, book.settings.active_window_days)]
    if (fallen := _told_fall(activity)) is not None:
        lines.append(fallen)
    moved = usage.change(activity.done, activity.done_before)
    versus = "" if moved is None else f", {change(moved)}"
    lines.append(f"{activity.done} actions in 28 d, {activity.done_before} before{versus}")
    if (book.as_of - activity.through).days > 7:
        lines.append(f"Measured through {dates.short(activity.through, book.as_of)} only")
    return lines


def _active(activity: Activity, window: int) -> str:
    """`38/84 · 45.2 % active in 28 d, 61 before`; where nobody is named, that."""
    if activity.customers is None:
        return NOT_BY_WHOM
    share = rate_text(activity.customers, activity.seats)
    return f"{share} active in {window} d, {activity.customers_before} before"


def _told_fall(activity: Activity) -> str | None:
    """`51 of 80 active 13 weeks ago: −25 % !`; None where there were too few to tell, or nothing was measured."""
    before, fall = activity.customers_quarter_ago, activity.fall
    if before is None or fall is None:
        return None
    fall_line = f"{before} active {FALL_DAYS // 7} weeks ago, {change(-fall)}"
    return f"{fall_line} !" if fall >= CALLED_OUT else fall_line


def _counts(course: Course) -> str:
    """The fractions behind the newest shares: `Active: 24 Oct 38/84 · 31 Oct 37/84 · …`."""
    newest = list(zip(course.labels, course.customers, course.known, strict=True))[-_COUNTED:]
    fractions = [f"{label} {active}/{known}" for label, active, known in newest if active is not None]
    return "Active of all: " + " · ".join(fractions) if fractions else ""
