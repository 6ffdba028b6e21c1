"""What a logo's customers did on single days: each sum of the book with the names of who and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from churntui.data.file.store import Store
from churntui.data.rows import kept, use
from churntui.data.rows.use import Sum
from churntui.model.rows import Customer
from churntui.plain import dates


@dataclass(frozen=True, slots=True)
class Done:
    """How often somebody did something on a day."""

    sum: Sum
    day: date
    action: str
    customer: str
    """Empty where nobody knows who it was."""
    n: int
    qualifies: bool


def days(store: Store, logo_id: int) -> list[Done]:
    """All of a logo's, the newest day first, the most on a day first."""
    actions = use.actions(store)
    customers = {one.id: one.called for one in kept.of_logo(store, Customer, logo_id, "id")}
    return [
        Done(
            found,
            dates.from_number(found.day),
            actions[found.action_id].name,
            customers.get(found.customer_id, "somebody" if found.customer_id else ""),
            found.n,
            actions[found.action_id].qualifies,
        )
        for found in use.newest_first(store, logo_id)
    ]
