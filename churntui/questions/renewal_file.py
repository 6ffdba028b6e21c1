"""What the file knows of one renewal's logo beside the book: people, seats, who is active, which term it is."""

from __future__ import annotations

from dataclasses import dataclass

from churntui.book import Book
from churntui.data import activity
from churntui.data.file.store import Store
from churntui.data.rows import contracts, logos
from churntui.model.rows import Contract, Person
from churntui.plain import dates


@dataclass(frozen=True, slots=True)
class Inside:
    """What the file knows of one logo beside the book's snapshot."""

    people: tuple[Person, ...]
    """Champions first, those who left last."""
    customers: int
    """Those known by name or id, whatever the contract has seats for."""
    active: int | None
    """Customers active in the window; None where nothing was ever measured, or not who did it."""
    term: int
    """Which term the contract is, counted along the contracts that renew one another."""


def look_inside(store: Store, book: Book, contract: Contract) -> Inside:
    """Ask the file about a contract's logo. Activity counts up to the last day that was measured at all."""
    logo_id, active = contract.logo_id, None
    if book.usage_through is not None and book.usage and logo_id in book.usage:
        end = dates.number(book.usage_through) + 1
        window, at_least = book.settings.active_window_days, book.settings.active_min_count
        if activity.is_known_by_whom(store, logo_id, end - window, end):
            active = activity.active_customers(store, logo_id, end - window, end, at_least)
    return Inside(
        people=tuple(logos.people(store, logo_id)),
        customers=activity.customer_count(store, logo_id),
        active=active,
        term=_term({own.id: own.renews_id for own in contracts.of_logo(store, logo_id)}, contract.id),
    )


def _term(renews: dict[int, int | None], contract_id: int) -> int:
    """How many contracts stand in the chain of renewals that ends with this one; a circle is walked once."""
    seen: set[int] = set()
    at: int | None = contract_id
    while at in renews and at not in seen:
        seen.add(at)
        at = renews[at]
    return max(1, len(seen))
