"""The people of each logo: its customers (one a seat) and the few whom the CSMs talk to.

A logo that never connected its product has people but no customers: its usage is unknown, which is not the same
as none. Names come in the scripts of their countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from churntui.demo.logos import Account
from churntui.demo.reading import read
from churntui.demo.table import Table, draws, row
from churntui.plain.text import fold

CHAMPION_LEFT_DAYS = 54
"""Days since the champion went, where the usage tells of it."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one language, parted by blanks; a name that is not Latin stands as `name/latin`."""

    countries: tuple[str, ...]
    given: str
    family: str
    family_first: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """`texts/people.toml`."""

    seat_roles: tuple[str, ...]
    names: dict[str, Names]
    """By language; the first serves every country that no other claims."""


def _person(account: Account, rng: Random) -> tuple[str, str]:
    """A name that fits the logo's country, and a mail address at its domain."""
    names = _names(account.logo.country)
    given, given_latin = rng.choice(_with_latin(names.given))
    family, family_latin = rng.choice(_with_latin(names.family))
    name = f"{family}{given}" if names.family_first else f"{given} {family}"
    return name, f"{given_latin}.{family_latin}@{account.domain}"


@cache
def _names(country: str) -> Names:
    pools = list(read("people.toml", People).names.values())
    return next((names for names in pools if country in names.countries), pools[0])


@cache
def _with_latin(names: str) -> list[tuple[str, str]]:
    """Each name with the form its mail address uses."""
    entries = (entry.partition("/") for entry in names.split())
    return [(name, latin or fold(name)) for name, _, latin in entries]


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
    seats: dict[str, list[Seat]] = {}
    count = 0
    for account in book:
        if account.logo.usage != "unmeasured":
            seats[account.ref] = _seats(account, as_of, count)
            count += len(seats[account.ref])
    return seats


def _seats(account: Account, as_of: date, count: int) -> list[Seat]:
    """Two in three join within the first two months, the others over the logo's life."""
    rng = draws(f"seats {account.key}")
    roles = read("people.toml", People).seat_roles
    last_day = account.served_until(as_of) - timedelta(days=1)
    life = max(1, (last_day - account.joined_on).days)
    seats: dict[str, Seat] = {}
    while len(seats) < account.logo.seats:
        name, email = _person(account, rng)
        days = rng.randrange(min(60, life)) if rng.random() < 0.66 else rng.randrange(life)
        joined_on = account.joined_on + timedelta(days=days)
        if account.away(joined_on):
            joined_on = account.chain[-1].starts_on
        ref = f"C{count + len(seats) + 1:05}"
        seats.setdefault(email, Seat(ref, name, email, rng.choice(roles), joined_on))
    return list(seats.values())


def customers_table(seats: dict[str, list[Seat]]) -> Table:
    """`customers.csv`."""
    rows = [
        row(seat.ref, logo_ref, seat.name, seat.email, seat.role, seat.joined_on)
        for logo_ref, members in seats.items()
        for seat in members
    ]
    return Table(("customer_id", "logo_id", "name", "email", "role", "joined_on"), rows)


def people_table(book: list[Account], as_of: date) -> Table:
    """`people.csv`: a champion and a sponsor per logo; the larger ones have procurement too."""
    header = ("person_id", "logo_id", "name", "role", "email", "champion", "left_on", "last_contact_on")
    rows: list[tuple[str, ...]] = []
    for account in book:
        rng = draws(f"people {account.key}")
        large = account.logo.employees > 400
        for role in ("Head of quality", "Managing director", "Procurement")[: 3 if large else 2]:
            champion = role == "Head of quality"
            left_on = None
            if champion and account.logo.usage == "champion_left":
                left_on = as_of - timedelta(days=CHAMPION_LEFT_DAYS)
            name, email = _person(account, rng)
            days = rng.randrange(5, 45) if champion else rng.randrange(20, 150)
            known_until = left_on or account.served_until(as_of)
            contact_on = max(account.joined_on, known_until - timedelta(days=days))
            ref = f"P{len(rows) + 1:04}"
            rows.append(row(ref, account.ref, name, role, email, champion, left_on, contact_on))
    return Table(header, rows)
