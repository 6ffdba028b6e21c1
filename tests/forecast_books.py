"""Books of renewals for forecasts: a contract for each logo, whose owners follow from their numbers."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from report_books import AS_OF

from churntui.book import Book, Usage
from churntui.model.choices import STAGES
from churntui.model.rows import Contract, Logo, Settings

OWNERS = ("", "Bo", "Ines")


def deal(number, ends_in, *, arr=10_000, years=1, **options) -> Contract:
    """A contract of a logo of the same number, which ends so many days after the as-of day."""
    ends_on = AS_OF + timedelta(days=ends_in)
    starts_on = ends_on.replace(year=ends_on.year - years, day=min(ends_on.day, 28))
    agreed = {"amount_minor": arr, "currency": "EUR", "per": "year", "arr_minor": arr, "plan": "Team"}
    return Contract(number, f"K{number}", number, starts_on, ends_on, **agreed | options)


def followed(contract: Contract) -> Contract:
    """The contract that renews it."""
    later = contract.ends_on + timedelta(days=365)
    return contract._replace(
        id=contract.id + 1000,
        ref=f"{contract.ref}-2",
        starts_on=contract.ends_on,
        ends_on=later,
        renews_id=contract.id,
        stage="open",
        notice_on=None,
    )


def book_of(*contracts: Contract, change=None, owners=OWNERS) -> Book:
    """A book of these contracts; the owner of a logo follows from its number."""
    ids = sorted({contract.logo_id for contract in contracts})
    logos = {nth: Logo(nth, f"L{nth}", f"Logo {nth}", owner=owners[nth % len(owners)]) for nth in ids}
    used = {at: Usage(round(100 * (1 + moved)), 100, (1,)) for at, moved in (change or {}).items() if moved}
    return Book(
        AS_OF,
        Settings(grace_days=30),
        logos=logos,
        contracts=contracts,
        usage=used,
        usage_through=AS_OF if used else None,
    )


@st.composite
def deals(draw):
    """Contracts of as many logos, some renewed already, some given notice."""
    made = []
    for nth in range(1, draw(st.integers(1, 12)) + 1):
        ends_in = draw(st.integers(-150, 700))
        contract = deal(
            nth,
            ends_in,
            arr=draw(st.integers(1, 10**7)),
            stage=draw(st.sampled_from(STAGES)),
            auto_renew=draw(st.booleans()),
            notice_on=draw(st.sampled_from([None, None, AS_OF - timedelta(days=5)])),
        )
        made.append(contract)
        if contract.notice_on is None and draw(st.integers(0, 3)) == 0:
            made.append(followed(contract))
    return made
