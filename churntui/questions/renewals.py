"""The renewals report: every contract that is due, expired unanswered or known to be lost, the most urgent first."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics.renewals import Renewal
from churntui.plain import dates, wording
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.bridge import Bridge
from churntui.questions.question import Room
from churntui.questions.report import Report, Value, headline, notes, settings_used, sheet

COLUMNS = (
    "logo_id",
    "name",
    "contract_id",
    "ends_on",
    "days",
    "bucket",
    "notice_deadline",
    "auto_renew",
    "arr",
    "currency",
    "stage",
    "health",
    "usage_change",
)

_ALARM = "! the notice deadline has passed, and nobody called a stage"


def report(book: Book, asked: Asked, _known: object = None) -> Report:
    """One row for each contract; `health` is null, `arr` is null where the contract's currency has no rate.

    With `asked.by` each row names its logo's segment, by what held at the opening of the as-of day's month.
    """
    header = (
        "Logo",
        "Segment",
        "Contract",
        "Ends",
        "Days",
        "Bucket",
        "Notice by",
        "ARR",
        "Stage",
        "Use, 28 days",
    )
    named = _segments(book, asked)
    lines = [_line(book, one, named.get(one.logo.id, "")) for one in book.renewals]
    return Report(
        name="renewals",
        as_of=book.as_of,
        settings=settings_used(book, asked),
        columns=(*COLUMNS, "segment") if asked.by else COLUMNS,
        rows=tuple(
            _row(one) | ({"segment": named[one.logo.id]} if asked.by else {}) for one in book.renewals
        ),
        headline=headline(book, f"Renewals · {wording.counted(len(book.renewals), 'contract')}"),
        sheet=sheet(
            "renewals",
            header,
            lines,
            right=("Days", "ARR", header[-1]),
            without=() if asked.by else ("Segment",),
        ),
        legend=_ALARM if any(one.alarm for one in book.renewals) else "",
        notes=notes(book),
    )


def _segments(book: Book, asked: Asked) -> dict[int, str]:
    """Logo id to segment; nothing where nothing is split."""
    if not asked.by:
        return {}
    segment = counting.segment_on(book, asked.by, [book.as_of])
    return {one.logo.id: segment(one.logo.id, book.as_of) for one in book.renewals}


def _row(one: Renewal) -> dict[str, Value]:
    return {
        "logo_id": one.logo.ref,
        "name": one.logo.name,
        "contract_id": one.contract.ref,
        "ends_on": one.ends_on.isoformat(),
        "days": one.days,
        "bucket": one.bucket,
        "notice_deadline": one.notice_deadline.isoformat(),
        "auto_renew": one.contract.auto_renew,
        "arr": one.arr,
        "currency": one.currency,
        "stage": one.contract.stage,
        "health": None,
        "usage_change": one.usage_change,
    }


def _line(book: Book, one: Renewal, segment: str) -> tuple[str, ...]:
    return (
        one.logo.name,
        segment,
        one.contract.ref,
        dates.short(one.ends_on),
        str(one.days).replace("-", "−"),
        one.bucket.replace("_", " "),
        dates.short(one.notice_deadline) + (" !" if one.alarm else ""),
        wording.NOTHING if one.arr is None else book.money(one.arr),
        one.contract.stage.replace("_", " "),
        "–" if one.usage_change is None else wording.change(one.usage_change),
    )


ROOM: Room[object] = Bridge(report)
