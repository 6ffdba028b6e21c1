"""What a set of actions would make of the figures, were it to count as activity: for whoever is choosing one."""

from __future__ import annotations

from dataclasses import dataclass

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.metrics import customers
from churntui.plain import dates
from churntui.plain.dates import Period, Span
from churntui.questions.customers import crowds


@dataclass(frozen=True, slots=True)
class Trial:
    """What a set of qualifying actions makes of the figures."""

    period: Period | None
    """The last one that is over; None where none is yet."""
    initial: int
    """Customers active at its opening."""
    lost: int
    now: int
    """Customers active on the last measured day."""


def trial(book: Book, span: Span, store: Store, actions: frozenset[str]) -> Trial:
    """What a set of actions makes of the last period that is over, and of the customers active now."""
    measured = activity.measured(store, book.as_of)
    if measured is None:
        return Trial(None, 0, 0, 0)
    period = Period.of(dates.from_number(measured[1]), span).previous
    crowd = crowds.around(store, book, [period], actions=actions)
    own = customers.sets(crowd, period)
    return Trial(period, int(own.initial.sum()), int(own.lost.sum()), int(crowd.now.sum()))
