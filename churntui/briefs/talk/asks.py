"""What the logo asked for, with the work that answers it and whether that may be shown; and the tickets that wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from churntui.book import Book
from churntui.briefs.facts import Inside, Point
from churntui.briefs.gathering import Gathered
from churntui.briefs.hearing import LONG_OPEN_DAYS, progress
from churntui.briefs.language import wording
from churntui.briefs.wording import named
from churntui.metrics.lookalikes import answering
from churntui.plain import dates
from churntui.plain.text import fold
from churntui.plain.wording import counted
from churntui.questions.heard_here import heard_here

ASKS_SHOWN = 8
TICKETS_SHOWN = 8


def asked(book: Book, inside: Inside) -> Iterator[Point]:
    """Each theme it named, the last named first, and what answers it."""
    ours = wording("en")
    may_be_shown = {initiative.id for initiative in inside.shared.roadmap}
    heard = heard_here(book, inside.logo.id)
    for one in heard[:ASKS_SHOWN]:
        answers = [
            f"{progress(initiative, book.as_of, ours)[0]}"
            f" ({'may be shown' if initiative.id in may_be_shown else 'not to be shown'})"
            for initiative in answering(book.initiatives, [one.theme])
        ]
        yield Point(
            named(one.read(book.as_of)), so_what="; ".join(answers) or "Nothing on the roadmap answers it"
        )
    if len(heard) > ASKS_SHOWN:
        yield Point(f"and {counted(len(heard) - ASKS_SHOWN, 'more theme')}")
    if not heard:
        yield Point("They have named no theme in any note")


def waiting(gathered: Gathered, as_of: date) -> Iterator[Point]:
    """The tickets that are open, the one that waits longest first."""
    still_open = sorted(
        (one for one in gathered.tickets if one.closed_on is None or one.closed_on > as_of),
        key=lambda one: (one.opened_on, one.id),
    )
    for ticket in still_open[:TICKETS_SHOWN]:
        days = (as_of - ticket.opened_on).days
        parts = (
            named(ticket.subject) or "(no subject)",
            named(ticket.priority),
            f"open {counted(days, 'day')}",
        )
        late = days > LONG_OPEN_DAYS or fold(ticket.priority) == "urgent"
        since = dates.short(ticket.opened_on, as_of)
        yield Point(f"{' · '.join(part for part in parts if part)}, since {since}", urgent=late)
    if len(still_open) > TICKETS_SHOWN:
        yield Point(f"and {counted(len(still_open) - TICKETS_SHOWN, 'more ticket')}")
