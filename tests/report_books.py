"""A small book whose reports are worked out by hand beside the tests that use it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from churntui.book import Book
from churntui.model.rows import Contract, Interview, Logo, Rate, Settings, Theme

AS_OF = date(2026, 5, 20)


def contract(number, logo_id, starts, ends, arr, *, currency="EUR", plan="Team", renews=None, notice=30):
    """A contract of so much a year, its days as ISO text."""
    starts_on, ends_on = date.fromisoformat(starts), date.fromisoformat(ends) if ends else None
    agreed = (arr, currency, "year", arr, plan)
    return Contract(number, f"K{number}", logo_id, starts_on, ends_on, *agreed, renews, notice_days=notice)


def book() -> Book:
    """Four logos. Ada stays and grows; Bo leaves on 10 Feb, asked; Cy leaves on 5 Mar, silent; Di has yen."""
    return Book(
        as_of=AS_OF,
        settings=Settings(grace_days=10),
        logos={
            1: Logo(1, "A-1", "Ada", industry="Food", fit="good"),
            2: Logo(2, "B-2", "Bo", industry="Food", fit="good"),
            3: Logo(3, "C-3", "=Cy", fit="poor"),
            4: Logo(4, "D-4", "Di", industry="Retail"),
        },
        contracts=[
            contract(1, 1, "2025-01-05", "2026-01-01", 120_000),
            contract(2, 1, "2026-01-01", "2027-01-01", 240_000, renews=1, plan="Business"),
            contract(3, 2, "2025-02-10", "2026-02-10", 60_000),
            contract(4, 3, "2025-03-05", "2026-03-05", 12_000),
            contract(5, 4, "2026-01-15", None, 1_200_000, currency="JPY"),
        ],
        interviews=(
            Interview(1, "I1", 2, "held", held_on=date(2026, 2, 12), effective_on=date(2026, 2, 10)),
        ),
        themes=(Theme(1, "price"), Theme(2, "annual price", parent_id=1), Theme(3, "gone", archived=True)),
        tags=((2, 1),),
        rates=(Rate("JPY", "EUR", Decimal("0.005")),),
    )
