"""What attrition was before and after each marked event, told with as little as the counts allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from churntui.book import Book
from churntui.metrics import comparing
from churntui.metrics.attrition import AttritionRow
from churntui.metrics.comparing import Around, Share, Verdict
from churntui.metrics.intervals import wilson
from churntui.model.marks import MARK_LABELS, Mark
from churntui.plain import dates, wording
from churntui.plain.dates import Span
from churntui.plain.wording import FEWEST_FOR_A_PERCENTAGE, rate_text
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.shown import Heading, Line

PERIODS: Mapping[Span, int] = {"year": 1, "quarter": 2, "month": 6, "week": 13}
"""How many whole periods are taken before and after an event: half a year, a whole one of years, a quarter of weeks."""

HEADINGS = (
    Heading("Day", 11),
    Heading("Kind", 13, "left", priority=2),
    Heading("What", 24, "left", flex=True),
    Heading("Before", 14),
    Heading("After", 14),
    Heading("Since then", 13, "left", priority=1),
)

_SAID: Mapping[Verdict, str] = {
    "more": "more !",
    "less": "less",
    "no difference shown": "no difference",
    "too few": "too few",
}


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One event of the list."""

    mark: Mark
    line: Line
    words: str
    """The comparison as a sentence."""
    explained: str
    """The same with its numbers, as Markdown."""


def rows(book: Book, span: Span) -> tuple[MarkRow, ...]:
    """Every event with the attrition around it, newest first; for the metrics' thread."""
    counted = counting.attrition(book, book.span(span), Asked(span=span)) if book.contracts else ()
    newest_first = reversed(book.marks)
    return tuple(
        _row(mark, span, comparing.around(mark.day, counted, PERIODS[span])) for mark in newest_first
    )


def _row(mark: Mark, span: Span, around: Around) -> MarkRow:
    line = Line(
        (
            dates.short(mark.day),
            MARK_LABELS[mark.kind],
            mark.name,
            share(around.before),
            share(around.after),
            _SAID[comparing.verdict(around.after, around.before)] if all(around.known) else wording.NOTHING,
        )
    )
    sentence = compared(span, around)
    return MarkRow(
        mark, line, f"{sentence}. {mark.note}" if mark.note else sentence, _explained(span, around)
    )


def share(of: Share) -> str:
    """`4/81 · 4.9 %`; the fraction alone of few, `–` of none."""
    return rate_text(of.hits, of.cases)


def compared(span: Span, around: Around) -> str:
    """`2 quarters before 4/81 · 4.9 %, 2 after 6/88 · 6.8 %: no difference shown`."""
    before, after = around.known
    if not before or not after:
        return f"There is no whole {span} {'after' if before else 'before'} it to compare with"
    verdict = comparing.verdict(around.after, around.before)
    difference = {
        "more": "more are lost since then than chance explains",
        "less": "fewer are lost since then than chance explains",
        "no difference shown": "no difference shown",
        "too few": "too few logos to compare",
    }[verdict]
    shares = (
        f"{wording.counted(before, span)} before {share(around.before)}, {after} after {share(around.after)}"
    )
    return f"{shares}: {difference}"


def _explained(span: Span, around: Around) -> str:
    intervals = "; ".join(
        f"{name} {share(side)}, 95 % interval {wording.interval(*wilson(side.hits, side.cases), side.cases)}"
        for name, side in (("before", around.before), ("after", around.after))
        if side.cases >= FEWEST_FOR_A_PERCENTAGE
    )
    return (
        f"## Before and after\n\n{compared(span, around)}.\n\n"
        + (f"Wilson: {intervals}.\n\n" if intervals else "")
        + f"Up to {around.periods} whole {span}s on each side are taken together; the {span} the event lies in counts "
        "to neither, unless it begins with it. A difference is claimed only where its 95 % interval (Newcombe) leaves "
        "out 0; and what came after an event need not have come of it."
    )


def sentences(book: Book, marks: Sequence[Mark], span: Span, counted: Sequence[AttritionRow]) -> list[str]:
    """A sentence for each of a period's events: what it was, and attrition before and after.

    Args:
        book: The book.
        marks: Those events.
        span: The length of the rows' periods.
        counted: The attrition report's rows, not split; without any, nothing is compared.
    """
    lines = []
    for mark in marks:
        around = comparing.around(mark.day, counted, PERIODS[span])
        after = f". {compared(span, around)}" if counted else ""
        lines.append(f"{dates.short(mark.day, book.as_of)}, {MARK_LABELS[mark.kind]}: {mark.name}{after}")
    return lines
