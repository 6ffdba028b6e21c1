"""The people of each logo: its customers (one a seat) and the few whom the CSMs talk to.

A logo that never connected its product has people but no customers: its usage is unknown, which is not the same
as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from churntui.demo.accounts import Account
from churntui.demo.names import person
from churntui.demo.table import Table, draws, row

ROLES = ("Line lead", "Quality manager", "Site manager", "Auditor", "Shift supervisor", "Admin", "Trainer")


@dataclass(frozen=True, slots=True)
class Seat:
    """One customer, before the row becomes text."""

    ref: str
    name: str
    email: str
    role: str
    joined_on: date


def seats_by_logo(book: list[Account], as_of: date) -> dict[str, list[Seat]]:
    """Logo ref to its customers; no entry where usage is not measured."""
    found = {}
    count = 0
    for account in book:
        if account.story.usage != "unmeasured":
            found[account.ref] = _seats(account, as_of, count)
            count += len(found[account.ref])
    return found


def _seats(account: Account, as_of: date, count: int) -> list[Seat]:
    """Two in three join within the first two months, the others over the logo's life."""
    rng = draws(f"seats {account.profile.key}")
    last_day = account.served_until(as_of) - timedelta(days=1)
    life = max(1, (last_day - account.joined_on).days)
    seats: dict[str, Seat] = {}
    while len(seats) < account.story.seats:
        name, email = person(account.profile.country, account.profile.domain, rng)
        days = rng.randrange(min(60, life)) if rng.random() < 0.66 else rng.randrange(life)
        joined_on = account.joined_on + timedelta(days=days)
        if account.away(joined_on):
            joined_on = account.chain[-1].starts_on
        ref = f"C{count + len(seats) + 1:05}"
        seats.setdefault(email, Seat(ref, name, email, rng.choice(ROLES), joined_on))
    return list(seats.values())


def customers_table(seats: dict[str, list[Seat]]) -> Table:
    """`customers.csv`."""
    rows = [
        row(seat.ref, logo_ref, seat.name, seat.email, seat.role, seat.joined_on)
        for logo_ref, members in seats.items()
        for seat in members
    ]
    return Table(("customer_id", "logo_id", "name", "email", "role", "joined_on"), rows)


CHAMPION_LEFT_DAYS = 54
"""Days since the champion of the story "champion_left" went."""


def people_table(book: list[Account], as_of: date) -> Table:
    """`people.csv`: a champion and a sponsor per logo; the larger ones have procurement too."""
    header = ("person_id", "logo_id", "name", "role", "email", "champion", "left_on", "last_contact_on")
    rows: list[tuple[str, ...]] = []
    for account in book:
        rng = draws(f"people {account.profile.key}")
        large = account.profile.employees > 400
        until = account.served_until(as_of)
        for role in ("Head of quality", "Managing director", "Procurement")[: 3 if large else 2]:
            champion = role == "Head of quality"
            left_on = None
            if champion and account.story.usage == "champion_left":
                left_on = as_of - timedelta(days=CHAMPION_LEFT_DAYS)
            name, email = person(account.profile.country, account.profile.domain, rng)
            known_until = left_on or until
            days = rng.randrange(5, 45) if champion else rng.randrange(20, 150)
            contact_on = max(account.joined_on, known_until - timedelta(days=days))
            ref = f"P{len(rows) + 1:04}"
            rows.append(row(ref, account.ref, name, role, email, champion, left_on, contact_on))
    return Table(header, rows)
