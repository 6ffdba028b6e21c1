"""The contracts behind each story, and what is planned for the ones that end soon.

A chain is built backwards from its last end by calendar months, anchored on that end, so that terms meet exactly
also around month ends. Prices follow seats, plan and a list price that rose once, three quarters ago.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from churntui.dates import add_months, floor, step
from churntui.demo.logos import OWNERS, PROFILES, Profile
from churntui.demo.stories import LOST_KEYS, STORIES, Story
from churntui.demo.table import Table, row
from churntui.model import Stage
from churntui.money import Per

SEAT_PRICES = {"Team": 55, "Business": 105, "Enterprise": 165}
"""EUR for one seat and month, by plan, before the rise."""
PACK_PRICE = 15
"""EUR for one seat and month of the Audit Pack, the add-on."""
PRICE_RISE = 122
"""The list price after the rise, in percent of the one before."""
CURRENCIES = {"GB": "GBP", "US": "USD", "CA": "USD", "MX": "USD", "CL": "USD", "PE": "USD", "PL": "PLN"}
RATES = {"USD": "0.92", "GBP": "1.17", "PLN": "0.23"}
"""What one unit is worth in EUR."""
PER_YEAR: dict[Per, int] = {"month": 12, "quarter": 4, "year": 1}


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract row before it becomes text."""

    plan: str
    starts_on: date
    ends_on: date | None
    seats: int
    renews: int | None = None
    """The place, in the logo's own list, of the contract it renews."""
    per: Per = "year"
    auto: bool = False
    notice: int = 30
    free: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A logo with its story told out: what every other table is built from."""

    ref: str
    profile: Profile
    story: Story
    agreements: tuple[Agreement, ...]
    """In order of time; an add-on stands last."""

    @property
    def chain(self) -> tuple[Agreement, ...]:
        """Its contracts without the add-on."""
        return tuple(agreement for agreement in self.agreements if agreement.plan != "Audit Pack")

    @property
    def joined_on(self) -> date:
        """The first day of its first contract."""
        return self.agreements[0].starts_on

    @property
    def ends_on(self) -> date | None:
        """The end of its last contract."""
        return self.chain[-1].ends_on

    @property
    def left_on(self) -> date | None:
        """The end of service of the loss it stands for; for a logo that came back, of the loss before."""
        if self.story.key in LOST_KEYS:
            return self.ends_on
        return self.chain[-2].ends_on if self.story.gap > 30 else None

    @property
    def owner(self) -> str:
        """The customer success manager."""
        return OWNERS[self.profile.owner]


def accounts(as_of: date) -> list[Account]:
    """Every logo of the book, in the order of `PROFILES`."""
    stories = {story.key: story for story in STORIES}
    return [
        Account(f"L{place:03}", profile, stories[profile.key], _agreements(stories[profile.key], as_of))
        for place, profile in enumerate(PROFILES, start=1)
    ]


def _agreements(story: Story, as_of: date) -> tuple[Agreement, ...]:
    ends_on = story.ends_on(as_of)
    if ends_on is None:
        begun = add_months(as_of, -story.months)
        chain = [Agreement(story.plan, begun, None, story.seats, per=story.per, notice=story.notice)]
    else:
        chain = _chain(story, ends_on)
    return (*chain, *_pack(story, chain))


def _chain(story: Story, ends_on: date) -> list[Agreement]:
    """The main contracts, oldest first."""
    spans: list[tuple[date, date]] = []
    for back in range(story.terms):
        if back == 1:
            ends_on = spans[0][0] - timedelta(days=story.gap)
        months = story.months * (back - 1 if back else 0)
        spans.append((add_months(ends_on, -months - story.months), add_months(ends_on, -months)))
    spans.reverse()
    chain = []
    if story.pilot:
        end = spans[0][0] if spans else ends_on
        chain.append(Agreement("Pilot", add_months(end, -3), end, story.seats, free=True))
    for place, (start, end) in enumerate(spans):
        last = place == len(spans) - 1
        chain.append(
            Agreement(
                story.plan,
                start,
                end,
                max(3, round(story.seats / (1 + story.growth / 100) ** (len(spans) - 1 - place))),
                renews=len(chain) - 1 if chain and (story.linked or not last) else None,
                per=story.per,
                auto=story.auto,
                notice=story.notice,
            )
        )
    return chain


def _pack(story: Story, chain: list[Agreement]) -> list[Agreement]:
    """The add-on: bought within the last term and ending with it, or dropped a month before that term began."""
    if not story.pack:
        return []
    last = chain[-1]
    if story.pack == "running":
        return [Agreement("Audit Pack", add_months(last.starts_on, 3), last.ends_on, last.seats, notice=30)]
    gone = add_months(last.starts_on, -1)
    return [Agreement("Audit Pack", add_months(gone, -9), gone, last.seats, per="month")]


def amount(agreement: Agreement, currency: str, rise_on: date) -> int:
    """What the contract costs for one `per`, in whole tens of its currency; the list price rose on `rise_on`."""
    if agreement.free:
        return 0
    months = agreement_months(agreement)
    price = PACK_PRICE if agreement.plan == "Audit Pack" else SEAT_PRICES[agreement.plan]
    percent = PRICE_RISE if agreement.starts_on >= rise_on else 100
    rate_percent = round(100 * float(RATES.get(currency, "1")))
    return max(1, round(price * agreement.seats * months * percent / rate_percent / 10)) * 10


def agreement_months(agreement: Agreement) -> int:
    """How many months one `amount` pays for."""
    if agreement.per != "term" or agreement.ends_on is None:
        return 12 // PER_YEAR[agreement.per]
    return round((agreement.ends_on - agreement.starts_on).days * 12 / 365.25)


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
