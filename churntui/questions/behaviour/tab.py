"""Trends, Behaviour: which actions go with staying, and whether a fall of active customers foretells a loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.metrics import behaviour
from churntui.metrics.behaviour import Finding, Opening, Quarter, Verdict
from churntui.plain import wording
from churntui.plain.chart import ChartData, Series
from churntui.plain.dates import Period
from churntui.plain.looks import CellStyle
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import spans
from churntui.questions.asked import Asked
from churntui.questions.behaviour import explaining as words
from churntui.questions.behaviour import report
from churntui.questions.behaviour.behind import Compared, behind
from churntui.questions.behaviour.report import Measured, interval_text, sentence
from churntui.questions.leading import tab as trend_leading
from churntui.questions.shown import PERIOD_WIDTH, Figures, Heading, Line, TrendRow, fitted
from churntui.questions.telling import narrowing

HELP = words.HELP

ACTIONS, HISTORY, TODAY = "actions", "leading indicator", "falling today"
"""The parts of the tab (`Asked.part`)."""

_LOOKS: dict[Verdict, CellStyle] = {"keeps": "good", "loses": "bad"}

_NAMES = {"top": "top quarter", "middle": "middle", "bottom": "bottom quarter"}


def read(store: Store, book: Book, view: Asked) -> Measured | trend_leading.Found:
    """What the part in view is counted on."""
    if view.part != ACTIONS:
        return trend_leading.read(store, book)
    return report.measured(store, book, spans.covered(book, view), view)


def figures(book: Book, view: Asked, found: Measured | trend_leading.Found) -> Figures:
    """The part in view; none of it is counted on the event loop."""
    if not isinstance(found, Measured):
        return (trend_leading.today if view.part == TODAY else trend_leading.history)(book, view, found)
    asked = Compared(found, view)
    openings = report.openings(book, found, asked.options)
    chosen = next((i for i, name in found.actions.items() if name == view.action), None)
    made = (
        _ranked(asked, view, openings) if chosen is None else _by_period(book, asked, view, openings, chosen)
    )
    return replace(made, told=_told(asked, view, chosen), empty=words.nothing(found))


def _told(asked: Compared, view: Asked, chosen: int | None) -> str:
    found = asked.found
    parts = [report.reach(found.covered) if found.covered else f"{view.every}s"]
    parts.append("every action" if chosen is None else found.actions[chosen])
    if view.by:
        parts.append(f"split by {' and '.join(view.by)}")
    return " · ".join([*parts, *narrowing(view)])


def _ranked(asked: Compared, view: Asked, openings: Sequence[Opening]) -> Figures:
    """Every action (in every group), those that separate most first."""
    compared = behaviour.ranked(behaviour.findings(openings, list(asked.found.actions)))
    group = (Heading("Group", 14, "left", flex=True),) if view.by else ()
    together = f"{wording.counted(len(openings), view.every)} together"
    rows = tuple(_row(asked, finding, together) for finding in compared)
    headings = (Heading("Action", 18, "left", flex=True), *group, *_headings())
    return Figures(fitted(headings, [row.line for row in rows]), rows, opens_on="first")


def _headings() -> tuple[Heading, ...]:
    return (
        Heading("Median", 7, priority=4),
        Heading("Top quarter", 13),
        Heading("95 %", 10, priority=1),
        Heading("Middle", 13, priority=3),
        Heading("Bottom quarter", 14),
        Heading("95 %", 10, priority=1),
        Heading("Use and staying", 19, "left"),
    )


def _row(asked: Compared, finding: Finding, together: str) -> TrendRow:
    name = asked.found.actions[finding.action]
    group = () if finding.group is None else (finding.group,)
    title = " · ".join((name, *group))
    return TrendRow(
        (finding.action, finding.group),
        _line((name, *group), finding),
        partial(words.explained, asked, finding, together),
        segment=finding.group,
        title=title,
        behind=partial(behind, asked, finding.action, finding.group, None),
        chart=_bars(finding, title),
        words=sentence(name, finding),
    )


def _line(names: tuple[str, ...], finding: Finding) -> Line:
    top, middle, bottom = (quarter for _, quarter in finding.segments)
    cells = (
        *names,
        wording.NOTHING if finding.median is None else f"{finding.median:,}",
        _rate(top),
        interval_text(top),
        _rate(middle),
        _rate(bottom),
        interval_text(bottom),
        finding.verdict + (" !" if finding.verdict == "loses" else ""),
    )
    look = _LOOKS.get(finding.verdict)
    return Line(cells, {len(cells) - 1: look} if look else {})


def _rate(quarter: Quarter) -> str:
    return rate_text(quarter.lost, quarter.initial)


def _bars(finding: Finding, title: str) -> ChartData:
    """The rate of each segment with its interval; under five logos there is no bar."""
    shown = [
        quarter if quarter.initial >= FEWEST_FOR_A_PERCENTAGE else Quarter()
        for _, quarter in finding.segments
    ]
    return ChartData(
        "bars",
        tuple(_NAMES[name] for name, _ in finding.segments),
        (Series("lost", tuple(one.rate for one in shown), ranges=tuple(one.interval for one in shown)),),
        unit="percent",
        title=f"Attrition by use of {title}, with 95 % intervals",
        empty="Too few logos for a percentage",
    )


def _by_period(book: Book, asked: Compared, view: Asked, openings: Sequence[Opening], chosen: int) -> Figures:
    """One action, period by period; in words what all of them say together."""
    name = asked.found.actions[chosen]
    group = (Heading("Group", 14, "left", flex=True),) if view.by else ()
    alone = [behaviour.findings([opening], [chosen]) for opening in openings]
    rows = [
        _row_of_period(book, asked, finding, period)
        for period, own in zip(asked.found.covered, alone, strict=True)
        for finding in own
    ]
    together = behaviour.findings(openings, [chosen])
    headings = (Heading(view.every.capitalize(), PERIOD_WIDTH[view.every], "left"), *group, *_headings())
    return Figures(
        fitted(headings, [row.line for row in rows]),
        tuple(rows),
        () if view.by else (_lines(asked.found, alone, name),),
        words=sentence(name, together[0]) if together and not view.by else "",
    )


def _row_of_period(book: Book, asked: Compared, finding: Finding, period: Period) -> TrendRow:
    group = () if finding.group is None else (finding.group,)
    label = wording.period(period, complete=period.ends_on <= book.as_of)
    return TrendRow(
        (period.name, finding.group),
        _line((label, *group), finding),
        partial(words.explained, asked, finding, period.label),
        period,
        finding.group,
        title=" · ".join((asked.found.actions[finding.action], period.label, *group)),
        behind=partial(behind, asked, finding.action, finding.group, period),
    )


def _lines(found: Measured, alone: Sequence[Sequence[Finding]], name: str) -> ChartData:
    """The rates of the top and the bottom quarter over the periods."""
    top = (own[0].top if own else Quarter() for own in alone)
    bottom = (own[0].bottom if own else Quarter() for own in alone)
    return ChartData(
        "line",
        tuple(period.label for period in found.covered),
        (
            Series(_NAMES["top"], tuple(_percentage(one) for one in top), "good"),
            Series(_NAMES["bottom"], tuple(_percentage(one) for one in bottom), "bad"),
        ),
        unit="percent",
        title=f"Attrition by use of {name}",
    )


def _percentage(quarter: Quarter) -> float | None:
    """The rate; None under five logos."""
    return quarter.rate if quarter.initial >= FEWEST_FOR_A_PERCENTAGE else None
