"""The reasons report: what the losses were assessed to be, beside what the logos stated.

A row for every reason code, heard or not, so that a script can rely on all of them being there. Counts are of
interviews; ARR counts each loss once under each reason assessed for it.
"""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics import learning
from churntui.metrics.learning import Case, ReasonRow
from churntui.model.choices import REASON_LABELS
from churntui.plain import wording
from churntui.plain.wording import rate_text
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.bridge import Bridge
from churntui.questions.question import Room
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("reason", "assessed", "logos", "arr_lost", "currency", "secondary", "stated", "agreed")


def report(book: Book, asked: Asked, _known: object = None) -> Report:
    """One row for each reason code, the most assessed first; the last three null unless `book.facts` were read.

    With `asked.by` so many rows for each segment that was heard, by what held at the opening of the month that
    the loss or the talk was in.
    """
    cases = learning.cases(book.interviews, book.facts or {}, book.losses, as_of=book.as_of)
    found = [(name, one) for name, part in _parts(book, asked, cases) for one in learning.reasons(part)]
    named = [(name, one) for name, one in found if one.assessed.n or one.secondary or one.stated.n]
    header = ("Segment", "Reason", "Assessed", "Logos", "ARR lost", "Also named", "Stated", "Agreed")
    return Report(
        name="reasons",
        as_of=book.as_of,
        settings=settings_used(book, asked),
        columns=(*COLUMNS, "segment") if asked.by else COLUMNS,
        rows=tuple(_row(book, one) | ({"segment": name} if asked.by else {}) for name, one in found),
        headline=headline(book, "Reasons, assessed and stated") + _agreement(cases),
        sheet=sheet(
            "reasons",
            header,
            [(name, *_line(book, one)) for name, one in named],
            right=header[2:],
            without=() if asked.by else ("Segment",),
        ),
        legend="" if named else "No reasons yet: write an exit interview",
        notes=notes(book),
    )


def _parts(book: Book, asked: Asked, cases: list[Case]) -> list[tuple[str, list[Case]]]:
    """The cases of each segment that was heard, in order; all under no name where nothing is split."""
    if not asked.by:
        return [("", cases)]
    segment = counting.segment_on(book, asked.by, (case.on or book.as_of for case in cases))
    found = [segment(case.interview.logo_id, case.on or book.as_of) for case in cases]
    return [
        (name, [case for case, own in zip(cases, found, strict=True) if own == name])
        for name in segment.ordered(found)
    ]


def _agreement(cases: list[Case]) -> str:
    agreed = learning.share(cases, lambda case: case.agrees)
    if not agreed.whole.n:
        return ""
    return f"\nStated and assessed agree in {rate_text(agreed.part.n, agreed.whole.n)} of the interviews with both."


def _row(book: Book, one: ReasonRow) -> dict[str, Value]:
    beside = {"secondary": one.secondary, "stated": one.stated.n, "agreed": one.agreed}
    return {
        "reason": one.reason,
        "assessed": one.assessed.n,
        "logos": one.logos,
        "arr_lost": one.assessed.arr,
        "currency": book.currency,
        **(dict.fromkeys(beside) if book.facts is None else beside),
    }


def _line(book: Book, one: ReasonRow) -> tuple[str, ...]:
    beside = (one.secondary, one.stated.n, one.agreed)
    return (
        REASON_LABELS[one.reason],
        str(one.assessed.n),
        str(one.logos),
        book.money(one.assessed.arr),
        *(wording.NOTHING if book.facts is None else str(count) for count in beside),
    )


ROOM: Room[object] = Bridge(report)
