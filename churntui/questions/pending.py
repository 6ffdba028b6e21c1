"""Who is counted at a period's closing though nobody has answered the end of their contract, and how that is said.

Such a logo is pending: it may yet turn out lost, on the day its contract ended. So a period that counts one is not
complete, however long it is over, and says so beside its figures, under `?` and to whoever opens the row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from churntui.book import Book
from churntui.metrics.ends import Waiting
from churntui.metrics.renewals import Renewal, in_bucket
from churntui.plain import dates, wording
from churntui.plain.dates import Period
from churntui.questions import counting
from churntui.questions.asked import Asked
from churntui.questions.columns import Column
from churntui.questions.explaining import escaped
from churntui.questions.shown import Heading, Line, Member, Members

PENDING = "not final: it counts logos whose end nobody has answered (pending)"
"""What the mark beside a period means that is over."""

_NAMED = 4
"""Logos that are named in a sentence."""

_WAITS: Mapping[Waiting | None, str] = {
    "renews_itself": "renews itself",
    "won": "called won",
    "grace": "within the grace",
    None: "",
}
"""Why an end that nobody answered is no loss yet."""

_HEADINGS = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Ended on", 11),
    Heading("No loss yet", 16, "left"),
    Heading("ARR", 8),
    Heading("Owner", 16, "left", priority=1),
)


class Waits(Protocol):
    """A period's row that says how many it counts as pending."""

    @property
    def ends_on(self) -> date:
        """The period's end."""

    @property
    def pending(self) -> int:
        """How many logos."""


Row = TypeVar("Row", bound=Waits)


def columns(rows: Sequence[Row]) -> tuple[Column[Row], ...]:
    """Their number, where any row has one."""
    column = Column[Row]("Pending", lambda row: str(row.pending) if row.pending else wording.NOTHING, 7)
    return (column,) if any(row.pending for row in rows) else ()


def mark(rows: Sequence[Waits], as_of: date) -> str:
    """What the mark beside an incomplete period means among these rows."""
    if not any(row.pending for row in rows):
        return wording.NOT_OVER
    over = all(row.ends_on <= as_of for row in rows)
    return f"* {PENDING}" if over else f"{wording.NOT_OVER}, or {PENDING}"


def explained(book: Book, asked: Asked, period: Period, segment: str | None) -> str:
    """Who they are and since when, and what to do about it, as Markdown; empty where there are none."""
    waiting = _waiting(book, asked, period, segment)
    if not waiting:
        return ""
    named = [
        f"{escaped(book.name(due.contract.logo_id))} since {dates.short(due.ends_on)} "
        f"({escaped(_WAITS[due.waits])})"
        for due in waiting[:_NAMED]
    ]
    more = f" and {len(waiting) - _NAMED} more" if len(waiting) > _NAMED else ""
    logos = wording.counted(len({due.contract.logo_id for due in waiting}), "logo counts", "logos count")
    return (
        f"**Pending**: {logos} at the closing though a contract has ended and nobody said what came of it: "
        f"{', '.join(named)}{more}. Answer them in Renewals → Expired. Until then the {period.span} is not complete; "
        "unanswered in time they are losses, each on the day its contract ended."
    )


def members(book: Book, asked: Asked, period: Period, segment: str | None) -> tuple[Members, ...]:
    """Their contracts as a figure of their own; none where there are none."""
    waiting = _waiting(book, asked, period, segment)
    lines = (Member(due.contract.logo_id, _line(book, due)) for due in waiting)
    return (Members("Pending", _HEADINGS, tuple(lines), ""),) if waiting else ()


def _waiting(book: Book, asked: Asked, period: Period, segment: str | None) -> list[Renewal]:
    """The contracts that had ended by the period's closing and still wait for an answer, the oldest end first."""
    closing = min(period.ends_on, book.as_of)
    ended = [due for due in in_bucket(book.renewals, "expired") if due.waits and due.ends_on <= closing]
    logo_ids = {due.contract.logo_id for due in ended}
    own = set(counting.of_segment(book, asked, period, segment, sorted(logo_ids)))
    kept = (due for due in ended if due.contract.logo_id in own)
    return sorted(kept, key=lambda due: (due.ends_on, due.logo.name, due.contract.id))


def _line(book: Book, due: Renewal) -> Line:
    arr = wording.NOTHING if due.arr is None else book.money(due.arr)
    return Line((due.logo.name, dates.short(due.ends_on), _WAITS[due.waits], arr, due.logo.owner))
