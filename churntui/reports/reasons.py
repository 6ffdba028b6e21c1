"""The reasons report: what the losses were assessed to be, beside what the logos stated.

A row for every reason code, heard or not, so that a script can rely on all of them being there. Counts are of
interviews; ARR counts each loss once under each reason assessed for it.
"""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics import learning
from churntui.metrics.intervals import rate_text
from churntui.metrics.learning import ReasonRow
from churntui.model import REASON_LABELS
from churntui.reports import wording
from churntui.reports.report import Options, Report, Value, headline, notes, settings_used, sheet

COLUMNS = ("reason", "assessed", "logos", "arr_lost", "currency", "secondary", "stated", "agreed")


def report(book: Book, options: Options) -> Report:
    """One row for each reason code, the most assessed first; the last three null unless `book.facts` were read."""
    cases = learning.cases(book.interviews, book.facts or {}, book.losses, as_of=book.as_of)
    found = learning.reasons(cases)
    named = [one for one in found if one.assessed.n or one.secondary or one.stated.n]
    header = ("Reason", "Assessed", "Logos", "ARR lost", "Also named", "Stated", "Agreed")
    return Report(
        name="reasons",
        as_of=book.as_of,
        settings=settings_used(book, options),
        columns=COLUMNS,
        rows=tuple(_row(book, one) for one in found),
        headline=headline(book, "Reasons, assessed and stated") + _agreement(cases),
        sheet=sheet("reasons", header, [_line(book, one) for one in named], right=header[1:]),
        legend="" if named else "No reasons yet: write an exit interview",
        notes=notes(book),
    )


def _agreement(cases: list[learning.Case]) -> str:
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
