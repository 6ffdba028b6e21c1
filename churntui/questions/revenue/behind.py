"""The logos behind a movement of revenue."""

from __future__ import annotations

from churntui.book import Book
from churntui.metrics import revenue as metrics
from churntui.metrics.revenue import MOVEMENTS, Movement
from churntui.plain import wording
from churntui.plain.dates import Period
from churntui.plain.money import monthly
from churntui.questions import counting, pending
from churntui.questions.asked import Asked
from churntui.questions.shown import Heading, Line, Member, Members

_MOVES = (
    Heading("Logo", 24, "left", flex=True),
    Heading("Movement", 12, "left"),
    Heading("MRR start", 10, priority=1),
    Heading("MRR end", 10, priority=1),
    Heading("Change", 10),
    Heading("Owner", 16, "left", priority=2),
)


def logos(asked: Asked, period: Period, segment: str | None, book: Book) -> tuple[Members, ...]:
    """The movements of a period (of a segment) by logo, the largest first: all, then each kind; then the pending."""
    frame = metrics.movements(book.timeline, period, as_of=book.as_of, logo_ids=counting.logo_ids(book))
    own = set(counting.of_segment(book, asked, period, segment, frame["logo_id"].tolist()))
    by_kind: dict[Movement, list[Member]] = {kind: [] for kind in MOVEMENTS}
    moved = []
    for logo_id, kind, start, end, _ in frame.itertuples(index=False):
        if logo_id in own:
            member = Member(logo_id, _move_line(book, logo_id, kind, monthly(start), monthly(end)))
            moved.append(member)
            by_kind[kind].append(member)
    kinds = (
        Members(kind.capitalize(), _MOVES, tuple(members), "") for kind, members in by_kind.items() if members
    )
    waiting = pending.members(book, asked, period, segment)
    return (Members("Moved", _MOVES, tuple(moved), "No logo's revenue moved"), *kinds, *waiting)


def _move_line(book: Book, logo_id: int, kind: Movement, start: int, end: int) -> Line:
    change = end - start
    cells = (
        book.name(logo_id),
        kind,
        book.money(start) if start else wording.NOTHING,
        book.money(end) if end else wording.NOTHING,
        ("+" if change > 0 else "") + book.money(change),
        book.logos[logo_id].owner,
    )
    return Line(cells, {4: "good" if change > 0 else "bad"})
