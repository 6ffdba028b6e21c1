"""The contracts as rows: what they cost, and how each stands with its renewal.

Prices follow seats and plan, and a list price that rose once, three quarters ago: the rise that some of the exit
interviews speak of.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from churntui.demo.logos import Account, Agreement, Called, Logo, Sold
from churntui.demo.reading import read
from churntui.demo.table import Cells, Table, row
from churntui.model.choices import Stage
from churntui.plain.dates import floor, step, whole_months


@dataclass(frozen=True, slots=True)
class Terms:
    """`texts/contracts.toml`."""

    price_rise: int
    """In percent."""
    seat_prices: dict[Sold, int]
    """EUR for one seat and month, before the rise."""
    currencies: dict[str, tuple[str, ...]]
    """Currency to the countries that pay in it."""
    rates: dict[str, str]
    """What one unit of a currency is worth in EUR."""
    next_steps: dict[Called, tuple[str, ...]]


def contracts_table(book: list[Account], as_of: date) -> Table:
    """`contracts.csv`."""
    terms = read("contracts.toml", Terms)
    by_country = {country: code for code, countries in terms.currencies.items() for country in countries}
    rise_on = step(floor(as_of, "quarter"), "quarter", -3)
    rows: list[Cells] = []
    for account in book:
        currency = by_country.get(account.logo.country, "EUR")
        for deal in account.agreements:
            amount = f"{_amount(deal, terms, currency, rise_on)}.00"
            ids = {"contract_id": deal.ref, "logo_id": account.ref}
            rows.append({**ids, "amount": amount, "currency": currency, **asdict(deal)})
    return Table.of("contracts", rows)


def _amount(deal: Agreement, terms: Terms, currency: str, rise_on: date) -> int:
    """What it costs for one `per`, in whole tens of its currency."""
    percent = 100 + (terms.price_rise if deal.starts_on >= rise_on else 0)
    euros = Decimal(terms.seat_prices[deal.plan] * deal.seats * _months_paid(deal) * percent) / 100
    return round(euros / Decimal(terms.rates.get(currency, "1")) / 10) * 10


def _months_paid(deal: Agreement) -> int:
    """How many months one amount pays for."""
    if deal.per == "term":
        return whole_months(deal.starts_on, deal.ends_on or deal.starts_on) or 12
    return {"month": 1, "quarter": 3, "year": 12}[deal.per]


def rates_table() -> Table:
    """`rates.csv`."""
    rates = read("contracts.toml", Terms).rates
    return Table(
        ("currency", "to_currency", "rate"), [row(code, "EUR", rate) for code, rate in rates.items()]
    )


def renewals_table(book: list[Account], as_of: date) -> Table:
    """What is planned for each contract that ended lately or ends within 180 days, and how the others came out."""
    rows = []
    for account in book:
        for deal in account.agreements:
            if deal.ends_on is None:
                continue
            days = (deal.ends_on - as_of).days
            outcome = _outcome(account, deal) if days <= 0 else None
            if outcome:
                rows.append(row(deal.ref, outcome, "", None, deal.ends_on - timedelta(days=30)))
            elif deal is account.chain[-1] and days <= 180:
                rows.append(_plan(deal.ref, account.logo, days, as_of))
    return Table(("contract_id", "stage", "next_step", "next_step_on", "talked_on"), rows)


def _outcome(account: Account, deal: Agreement) -> Stage | None:
    """How a contract came out whose end no later contract explains by naming it."""
    add_on_dropped = account.logo.pack == "dropped" and deal is account.pack
    if add_on_dropped or deal.ends_on == account.left_on:
        return "lost"
    renewed_unnamed = not account.logo.named and deal is account.chain[-2]
    return "won" if renewed_unnamed else None


def _plan(ref: str, logo: Logo, days: int, as_of: date) -> tuple[str, ...]:
    talked_on = None if logo.talked is None else as_of - timedelta(days=logo.talked)
    if talked_on is None and days > 60:
        return row(ref, logo.stage, "", None, None)
    steps = read("contracts.toml", Terms).next_steps[logo.stage]
    return row(ref, logo.stage, steps[days % len(steps)], as_of + timedelta(days=2 + days % 11), talked_on)
