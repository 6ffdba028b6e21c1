"""The contracts as rows: what they cost, and how each stands with its renewal.

Prices follow seats and plan, and a list price that rose once, three quarters ago: the rise that some of the exit
interviews speak of.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from churntui.demo.accounts import PACK, Account, Agreement
from churntui.demo.stories import Story
from churntui.demo.table import Table, row
from churntui.model.choices import Stage
from churntui.plain.dates import floor, step, whole_months

SEAT_PRICES = {"Team": 55, "Business": 105, "Enterprise": 165, PACK: 15}
"""EUR for one seat and month, by plan, before the rise."""
PRICE_RISE = 122
"""The list price after the rise, in percent of the one before."""
CURRENCIES = {"GB": "GBP", "US": "USD", "CA": "USD", "MX": "USD", "CL": "USD", "PE": "USD", "PL": "PLN"}
RATES = {"USD": "0.92", "GBP": "1.17", "PLN": "0.23"}
"""What one unit is worth in EUR."""


def amount(agreement: Agreement, currency: str, rise_on: date) -> int:
    """What the contract costs for one `per`, in whole tens of its currency; the list price rose on `rise_on`."""
    if agreement.free:
        return 0
    percent = PRICE_RISE if agreement.starts_on >= rise_on else 100
    euros = SEAT_PRICES[agreement.plan] * agreement.seats * _months_paid(agreement) * Decimal(percent) / 100
    return round(euros / Decimal(RATES.get(currency, "1")) / 10) * 10


def _months_paid(agreement: Agreement) -> int:
    """How many months one amount pays for."""
    if agreement.per == "term":
        return whole_months(agreement.starts_on, agreement.ends_on or agreement.starts_on) or 12
    return {"month": 1, "quarter": 3, "year": 12}[agreement.per]


def contract_refs(book: list[Account]) -> dict[str, tuple[str, ...]]:
    """Logo ref to the refs of its contracts, numbered through the book."""
    refs = {}
    count = 0
    for account in book:
        size = len(account.agreements)
        refs[account.ref] = tuple(f"K{count + place:04}" for place in range(1, size + 1))
        count += size
    return refs


def contracts_table(book: list[Account], as_of: date) -> Table:
    """`contracts.csv`."""
    header = "contract_id,logo_id,renews,plan,starts_on,ends_on,amount,currency,per,auto_renew,notice_days"
    refs = contract_refs(book)
    rise_on = step(floor(as_of, "quarter"), "quarter", -3)
    rows = []
    for account in book:
        currency = CURRENCIES.get(account.profile.country, "EUR")
        for ref, deal in zip(refs[account.ref], account.agreements, strict=True):
            renews = "" if deal.renews is None else refs[account.ref][deal.renews]
            price = f"{amount(deal, currency, rise_on)}.00"
            terms = (
                deal.plan,
                deal.starts_on,
                deal.ends_on,
                price,
                currency,
                deal.per,
                deal.auto,
                deal.notice,
            )
            rows.append(row(ref, account.ref, renews, *terms))
    return Table(tuple(header.split(",")), rows)


def rates_table() -> Table:
    """`rates.csv`."""
    return Table(
        ("currency", "to_currency", "rate"), [row(code, "EUR", rate) for code, rate in RATES.items()]
    )


NEXT_STEPS = {
    "open": (
        "Book the renewal call",
        "Send usage and roadmap",
        "Ask the champion who signs",
        "Prepare the QBR",
    ),
    "verbal": ("Send the order form", "Chase the signature"),
    "at_risk": ("Call the sponsor", "Agree a rescue plan", "Offer help on site"),
    "lost": ("Agree the data export", "Send a note of thanks"),
}


def renewals_table(book: list[Account], as_of: date) -> Table:
    """What is planned for each contract that ended lately or ends within 180 days, and how the others came out."""
    refs = contract_refs(book)
    rows = []
    for account in book:
        for ref, deal in zip(refs[account.ref], account.agreements, strict=True):
            if deal.ends_on is None:
                continue
            days = (deal.ends_on - as_of).days
            outcome = _outcome(account, deal) if days <= 0 else None
            if outcome:
                rows.append(row(ref, outcome, "", None, deal.ends_on - timedelta(days=30)))
            elif deal is account.chain[-1] and days <= 180:
                rows.append(_plan(ref, account.story, days, as_of))
    return Table(("contract_id", "stage", "next_step", "next_step_on", "talked_on"), rows)


def _outcome(account: Account, deal: Agreement) -> Stage | None:
    """How a contract came out whose end no later contract explains by naming it."""
    add_on_dropped = account.story.pack == "dropped" and deal is account.agreements[-1]
    if add_on_dropped or deal.ends_on == account.left_on:
        return "lost"
    renewed_unnamed = not account.story.linked and deal is account.chain[-2]
    return "won" if renewed_unnamed else None


def _plan(ref: str, story: Story, days: int, as_of: date) -> tuple[str, ...]:
    talked_on = None if story.talked is None else as_of - timedelta(days=story.talked)
    if talked_on is None and days > 60:
        return row(ref, story.stage, "", None, None)
    steps = NEXT_STEPS[story.stage]
    return row(ref, story.stage, steps[days % len(steps)], as_of + timedelta(days=2 + days % 11), talked_on)
