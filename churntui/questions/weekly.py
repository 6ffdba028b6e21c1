"""What is kept of a book once a week, so that later it is known how things stood: only of real days.

A week is kept when a book is opened or has taken an import (a very large one waits until it is opened), by whoever may
write to it, and never of a day that was asked for, nor in a book that goes away again. What is kept is outside undo and
history, and no screen is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.book import Book
from churntui.data.file.store import Store
from churntui.data.rows import contracts, health_weeks, playbooks, renewal_weeks
from churntui.model.weeks import HealthWeek, RenewalWeek

_MOST_AFTER_IMPORT = 20_000
"""Contracts up to which a week is a matter of two seconds."""


@dataclass(frozen=True, slots=True)
class Week:
    """What is to be kept of a book."""

    renewals: list[RenewalWeek]
    health: list[HealthWeek]


def is_due(store: Store, day: date) -> bool:
    """Whether anything is to be kept of the week of that day, which is today."""
    return not store.read_only and not (
        renewal_weeks.is_kept(store, day) and health_weeks.is_kept(store, day)
    )


def of_book(book: Book) -> Week:
    """What is to be kept of its day, which is today; of health nothing before it is read (`Book.read_health`)."""
    from churntui.questions.forecast import memory
    from churntui.questions.health import weeks

    return Week(memory.week_of(book), weeks.week_of(book))


def keep(store: Store, week: Week) -> int:
    """Keep it; what is kept already stays as it is. Logos that entered a band get the steps of its playbook.

    Returns:
        How many steps were put.
    """
    if store.read_only:
        return 0
    renewal_weeks.keep(store, week.renewals)
    return playbooks.put(store, health_weeks.keep(store, week.health))


def keep_anew(store: Store, today: date) -> int:
    """Keep the week of a book that is not read yet, where that is to be done at all; how many steps were put."""
    if not is_due(store, today):
        return 0
    return keep(store, of_book(Book.load(store, today).with_usage(store).read_health(store)))


def keep_after_import(store: Store, today: date) -> int:
    """The same after an import, unless that would take long: then it is kept when the book is opened."""
    return keep_anew(store, today) if contracts.count(store) <= _MOST_AFTER_IMPORT else 0
