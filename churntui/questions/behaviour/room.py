"""Whether use of an action goes with staying: attrition of the logos that use it most, against those that do least.

The tab has two parts more, those of the leading indicator, which is a room of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypedDict

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics import behaviour
from churntui.metrics.behaviour import Finding, Opening, Quarter, QuarterRow, Verdict
from churntui.model.presence import Crowd
from churntui.plain import wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.plain.sheets import Sheet
from churntui.plain.text import clean_line
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE
from churntui.questions import actions
from churntui.questions.asked import Asked
from churntui.questions.behaviour.behind import behind
from churntui.questions.behaviour.behind_customers import behind as customers_behind
from churntui.questions.behaviour.explaining import (
    explained,
    interval,
    lost,
    nothing,
    reach_of_days,
    sentence,
    texts,
    ties,
)
from churntui.questions.behaviour.measured import Measured, measured, measured_of_customers, openings
from churntui.questions.columns import Column, headings, line, of_report
from churntui.questions.customers.crowds import NO_ACTIVITY
from churntui.questions.leading.room import HISTORY, TODAY, Leading, LeadingIndicator
from churntui.questions.question import Room
from churntui.questions.report import Report, headline, keys_of, notes, published, settings_used, sheet
from churntui.questions.shown import PERIOD_WIDTH, Behind, BehindInFile, Figures, Heading, TrendRow, fitted
from churntui.questions.telling import narrowing

CUSTOMERS = "customers"
"""The part of the tab that compares customers."""

_LOOKS: dict[Verdict, CellStyle] = {"keeps": "good", "loses": "bad"}

_NAMED = 5
"""Actions that are named in a note."""

_NAMES = {"top": "top quarter", "middle": "middle", "bottom": "bottom quarter"}

_COLUMNS: tuple[Column[Finding], ...] = (
    Column(
        "Median",
        lambda row: wording.NOTHING if row.median is None else f"{row.median:,}",
        7,
        "tab",
        priority=4,
    ),
    Column("Top quarter", lambda row: lost(row.top), 13),
    Column("95 % ", lambda row: interval(row.top), 10, short="95 %", priority=1),
    Column("Middle", lambda row: lost(row.middle), 13, priority=3),
    Column("Bottom quarter", lambda row: lost(row.bottom), 14),
    Column("95 %", lambda row: interval(row.bottom), 10, priority=1),
    Column(
        "Verdict",
        lambda row: row.verdict if row.difference else wording.NOTHING,
        19,
        short="Use and staying",
        align="left",
        in_tab=lambda row: row.verdict + (" !" if row.verdict == "loses" else ""),
        look=lambda row: _LOOKS.get(row.verdict, ""),
    ),
)


class _Behind(TypedDict, total=False):
    """Whichever of the two a row has."""

    behind: Behind
    behind_in_file: BehindInFile


class Behaviour:
    """The room."""

    help = """**Actions.** For each action, the logos active at a period's opening are lined up by how often they did
it in the window before. The *top quarter* used it most, the *bottom quarter* least; equal use stays together, so a
quarter can be larger or smaller. Each shows the logos lost of those it had, a logo counted once for each period. Use
*keeps* where the two 95 % intervals (Wilson) lie apart and the top loses less, *loses* where it loses more; else no
difference is shown. The actions that separate most stand first. `A` looks at one action period by period, Enter lists
the logos.

This is association, not cause: logos about to leave stop using things, and of many actions compared one or two part
by chance. Try it on a group before you build on it.

**Leading indicator** (`f`). For the renewals of the past whose outcome is known: of logos whose active customers had
fallen by at least 10, 25 or 40 % over the 13 weeks before, how many were lost, against all others? Logos with fewer
than three active customers then are left out. Under 20 renewals, 5 losses or 5 logos on either side nothing is said.
**Falling today** (`f` again) lists the logos past the line chosen with `A`.

**Customers** (`f` once more) compares the actions again, of single customers: active at a period's opening by what
qualifies, and lost where they are not at its end, whatever their logo did."""

    def __init__(self) -> None:
        """With the room of its other parts."""
        self._leading = LeadingIndicator()

    def read(self, store: Store, book: Book, asked: Asked) -> Measured | Crowd | None:
        """Use before the periods asked for; of the leading indicator's parts what that reads."""
        if asked.part in (HISTORY, TODAY):
            return self._leading.read(store, book, asked)
        of_customers = asked.of == "customers" or asked.part == CUSTOMERS
        return (measured_of_customers if of_customers else measured)(store, book, asked)

    def answer(self, book: Book, asked: Asked, known: Measured | Crowd | None) -> Compared | Leading:
        """The actions compared, or the leading indicator."""
        if isinstance(known, Measured):
            return Compared(book, asked, known)
        return self._leading.answer(book, asked, known)


ROOM: Room[Measured | Crowd | None] = Behaviour()


@dataclass(frozen=True)
class Compared:
    """The answer about actions."""

    book: Book
    asked: Asked
    measured: Measured

    @cached_property
    def _openings(self) -> list[Opening]:
        return openings(self.book, self.measured, self.asked)

    def report(self) -> Report:
        """Three rows for each action (and group): its top quarter, the middle and the bottom; all periods together.

        Raises:
            BadInputError: There is no action of the name asked for.
        """
        book, asked, names = self.book, self.asked, self.measured.actions
        chosen = list(names) if asked.action is None else [_action(self.measured, asked.action)]
        compared = behaviour.findings(self._openings, chosen)
        if not compared and not asked.by:
            compared = [Finding(action, None, Quarter(), Quarter(), Quarter(), None) for action in chosen]
        compared = behaviour.ranked(compared)
        keys = keys_of(QuarterRow, but=() if asked.by else {"group"})
        title = _title(asked, self.measured, "" if asked.action is None else names[chosen[0]])
        verdict = (
            ""
            if asked.action is None or asked.by or not compared
            else "\n" + sentence(names[chosen[0]], compared[0], self.measured.who)
        )
        return Report(
            name="behaviour",
            as_of=book.as_of,
            settings=settings_used(book, asked) | _settings(asked, self.measured),
            columns=keys,
            rows=tuple(
                published(row, keys) for finding in compared for row in finding.rows(names[finding.action])
            ),
            headline=headline(book, title) + verdict,
            sheet=self._of_all(compared) if asked.action is None else self._of_action(compared),
            legend=(
                f"Several periods together: a {self.measured.who} counts once for each in which it is compared"
                if len(self.measured.covered) > 1
                else ""
            ),
            notes=(*notes(book), *_why_nothing(book, self.measured), *self._told_ties(compared)),
        )

    def _told_ties(self, compared: Sequence[Finding]) -> tuple[str, ...]:
        """Of which actions a quarter is no quarter, where that is so."""
        names = self.measured.actions
        tied = dict.fromkeys(clean_line(names[finding.action]) for finding in compared if ties(finding))
        if not tied:
            return ()
        if self.asked.action is not None and len(compared) == 1:
            return (ties(compared[0]),)
        named = ", ".join(list(tied)[:_NAMED]) + (
            f" and {len(tied) - _NAMED} more" if len(tied) > _NAMED else ""
        )
        who = f"{self.measured.who.capitalize()}s"
        return (f"{who} of equal use stay together, so a quarter is no quarter for: {named}",)

    def _of_all(self, compared: Sequence[Finding]) -> Sheet:
        """A line for each action."""
        names, columns = self.measured.actions, of_report(_COLUMNS)
        return sheet(
            "behaviour",
            ("Action", "Group", *(column.title for column in columns)),
            [
                (names[row.action], row.group or "", *(column.text(row) for column in columns))
                for row in compared
            ],
            right=[column.title for column in columns if column.align == "right"],
            without=() if self.asked.by else ("Group",),
        )

    def _of_action(self, compared: Sequence[Finding]) -> Sheet:
        """A line for each quarter of the one action."""
        header = ("Group", "Use", "Times", "Attrition", "95 %")
        return sheet(
            "behaviour",
            header,
            [(row.group or "", name, *texts(quarter)) for row in compared for name, quarter in row.segments],
            right=header[2:],
            without=() if self.asked.by else ("Group",),
        )

    def figures(self) -> Figures:
        """Every action, those that separate most first; the one chosen period by period."""
        names, asked = self.measured.actions, self.asked
        chosen = next((action for action, name in names.items() if name == asked.action), None)
        made = self._ranked() if chosen is None else self._by_period(chosen)
        parts = [_reach(self.measured.covered) or f"{asked.every}s"]
        parts.append("every action" if chosen is None else names[chosen])
        if self.measured.crowd is not None:
            parts.append("customers")
        if asked.by:
            parts.append(f"split by {' and '.join(asked.by_words)}")
        scope = " · ".join([*parts, *narrowing(asked)])
        return replace(made, told=scope, empty=nothing(self.measured))

    def _headings(self, first: Heading) -> tuple[Heading, ...]:
        group = (Heading("Group", 14, "left", flex=True),) if self.asked.by else ()
        return (first, *group, *headings(_COLUMNS))

    def _ranked(self) -> Figures:
        """Every action (in every group), those that separate most first."""
        compared = behaviour.ranked(behaviour.findings(self._openings, list(self.measured.actions)))
        together = f"{wording.counted(len(self._openings), self.asked.every)} together"
        rows = tuple(self._row(finding, together) for finding in compared)
        headings = self._headings(Heading("Action", 18, "left", flex=True))
        return Figures(fitted(headings, [row.line for row in rows]), rows, opens_on="first")

    def _row(self, finding: Finding, when: str, period: Period | None = None) -> TrendRow:
        """An action over all periods; over one of them, the row is called by it."""
        name, group = self.measured.actions[finding.action], finding.group
        first = name
        if period is not None:
            first = wording.period(period, complete=period.ends_on <= self.book.as_of)
        groups = () if group is None else (group,)
        title = " · ".join((name, *(() if period is None else (period.label,)), *groups))
        row = TrendRow(
            (finding.action if period is None else period.name, group),
            line((first, *groups), _COLUMNS, finding),
            partial(explained, self.asked, self.measured, finding, when),
            period,
            group,
            title=title,
            **self._behind(finding, period),
        )
        words = sentence(name, finding, self.measured.who)
        return row if period else replace(row, chart=_bars(finding, title), words=words)

    def _behind(self, finding: Finding, period: Period | None) -> _Behind:
        """Who stands behind an action: logos, which the book holds, or customers, which the file does."""
        given = (self.asked, self.measured, finding.action, finding.group, period)
        if self.measured.crowd is None:
            return {"behind": partial(behind, *given)}
        return {"behind_in_file": partial(customers_behind, *given)}

    def _by_period(self, chosen: int) -> Figures:
        """One action, period by period; in words what all of them say together."""
        every, covered = self.asked.every, self.measured.covered
        alone = [behaviour.findings([opening], [chosen]) for opening in self._openings]
        rows = tuple(
            self._row(finding, period.label, period)
            for period, own in zip(covered, alone, strict=True)
            for finding in own
        )
        together = [] if self.asked.by else behaviour.findings(self._openings, [chosen])
        return Figures(
            fitted(
                self._headings(Heading(every.capitalize(), PERIOD_WIDTH[every], "left")),
                [row.line for row in rows],
            ),
            rows,
            () if self.asked.by else (_lines(covered, alone, self.measured.actions[chosen]),),
            words=sentence(self.measured.actions[chosen], together[0], self.measured.who) if together else "",
        )


def _action(measured: Measured, name: str) -> int:
    """The id of an action by its name.

    Raises:
        BadInputError: There is no such action.
    """
    ids = {known: i for i, known in measured.actions.items()}
    return ids[actions.spelled(ids, name)]


def _settings(asked: Asked, measured: Measured) -> dict[str, object]:
    covered = measured.covered
    return {
        "period": asked.every,
        "action": asked.action,
        "of": f"{measured.who}s",
        "active_window_days": measured.window,
        "periods": len(covered),
        "compared_from": covered[0].starts_on.isoformat() if covered else None,
        "compared_to": covered[-1].ends_on.isoformat() if covered else None,
    }


def _title(asked: Asked, measured: Measured, action: str) -> str:
    """What the report is about; without an action, of each."""
    of_whom = "Attrition" if measured.crowd is None else "Customer attrition"
    title = f"{of_whom} by use of " + (
        f"“{clean_line(action)}”" if asked.action is not None else "each action"
    )
    if asked.by:
        title += f", by {' and '.join(asked.by_words)}"
    count = wording.counted(len(measured.covered), asked.every)
    parts = (
        title,
        wording.losses(regrettable=asked.regrettable, voluntary=asked.voluntary),
        f"{count}, {_reach(measured.covered)}" if measured.covered else "",
        f"use in the {measured.window} days before",
    )
    return " · ".join(part for part in parts if part)


def _reach(covered: Sequence[Period]) -> str:
    """`2024 Q1 – 2026 Q3`; the one period alone."""
    return " – ".join(dict.fromkeys(period.label for period in (*covered[:1], *covered[-1:])))


def _why_nothing(book: Book, measured: Measured) -> tuple[str, ...]:
    """Why nothing is compared."""
    if measured.covered or not book.contracts:
        return ()
    if measured.days is None:
        return (NO_ACTIVITY,)
    known = f"activity is {reach_of_days(measured)}"
    return (
        f"No period to compare: {known}, and use is counted in the {measured.window} days before a period",
    )


def _bars(finding: Finding, title: str) -> ChartData:
    """The rate of each segment with its interval; under five logos there is no bar."""
    shown = [
        quarter if quarter.initial >= FEWEST_FOR_A_PERCENTAGE else Quarter()
        for _, quarter in finding.segments
    ]
    rates, ranges = tuple(quarter.rate for quarter in shown), tuple(quarter.interval for quarter in shown)
    return ChartData(
        "bars",
        tuple(_NAMES[name] for name, _ in finding.segments),
        (Series("lost", rates, ranges=ranges),),
        unit="percent",
        title=f"Attrition by use of {title}, with 95 % intervals",
        empty="Too few logos for a percentage",
    )


def _lines(covered: Sequence[Period], alone: Sequence[Sequence[Finding]], name: str) -> ChartData:
    """The rates of the top and the bottom quarter over the periods."""
    top = (own[0].top if own else Quarter() for own in alone)
    bottom = (own[0].bottom if own else Quarter() for own in alone)
    return ChartData(
        "line",
        tuple(period.label for period in covered),
        (
            Series(_NAMES["top"], tuple(_percentage(rate) for rate in top), "good"),
            Series(_NAMES["bottom"], tuple(_percentage(rate) for rate in bottom), "bad"),
        ),
        unit="percent",
        title=f"Attrition by use of {name}",
    )


def _percentage(quarter: Quarter) -> float | None:
    """The rate; None under five logos."""
    return quarter.rate if quarter.initial >= FEWEST_FOR_A_PERCENTAGE else None
