"""Each logo as `texts/logos.toml` tells it, and its course laid out in dated agreements.

A chain of agreements is built backwards from its last end by calendar months, anchored on that end, so that terms
meet exactly also around month ends. Ranges are half-open: a contract does not cover the day it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Annotated, Literal

from churntui.demo.reading import Columns, read
from churntui.demo.table import Cells, Table
from churntui.model.choices import Fit
from churntui.plain.dates import add_months, floor, step
from churntui.plain.money import Per

Plan = Literal["Team", "Business", "Enterprise"]
Sold = Literal[Plan, "Audit Pack", "Pilot"]
"""What a contract is about: a plan, the add-on beside it, or three free months before it."""
Called = Literal["open", "verbal", "at_risk", "lost"]
"""What is called of the last renewal."""
Usage = Literal["steady", "growing", "falling", "champion_left", "saved", "silent", "fading", "unmeasured"]


@dataclass(frozen=True, slots=True)
class InQuarter:
    """A day of an earlier quarter; the older losses are told this way, so that each quarter keeps its number."""

    quarters_ago: int
    """Quarters before the one of the as-of day."""
    day: int
    """Days after that quarter's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """Who a logo is and what became of it; the file says what each key means."""

    facts: Annotated[
        Cells,
        Columns("logos", "name industry country employees annual_revenue owner", "logo_id domain joined_on"),
    ]
    country: str
    employees: int
    owner: str
    fit: Fit = "good"
    plan: Plan
    seats: int
    ends: int | None = None
    ended: InQuarter | None = None
    terms: int
    months: int = 12
    per: Per = "year"
    growth: int = 10
    auto_renew: bool = False
    notice_days: int = 30
    gap: int = 0
    named: bool = True
    pilot: bool = False
    pack: Literal["", "running", "dropped"] = ""
    stage: Called = "open"
    talked: int | None = None
    usage: Usage = "steady"

    def ends_on(self, as_of: date) -> date | None:
        """The first day the last contract does not cover."""
        if self.ended is not None:
            quarter = step(floor(as_of, "quarter"), "quarter", -self.ended.quarters_ago)
            return quarter + timedelta(days=self.ended.day)
        return None if self.ends is None else as_of + timedelta(days=self.ends)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract before it becomes text."""

    ref: str
    plan: Sold
    starts_on: date
    ends_on: date | None
    """None while it has no end."""
    seats: int
    renews: str | None = None
    """The ref of the contract it renews."""
    per: Per = "year"
    auto_renew: bool = False
    notice_days: int = 30


@dataclass(frozen=True, slots=True)
class Account:
    """A logo with its agreements: what every other table is built from."""

    ref: str
    key: str
    """What the texts call it."""
    logo: Logo
    chain: tuple[Agreement, ...]
    """Its contracts in order of time, without the add-on."""
    pack: Agreement | None
    """The add-on."""

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """All its contracts; the add-on stands last."""
        return self.chain if self.pack is None else (*self.chain, self.pack)

    @property
    def domain(self) -> str:
        """Its web and mail domain; `.example` can never be registered."""
        return f"{self.key}.example"

    @property
    def joined_on(self) -> date:
        """The first day of its first contract."""
        return self.chain[0].starts_on

    @property
    def left_on(self) -> date | None:
        """The end of service of the loss it stands for; for a logo that came back, of the loss before."""
        if self.logo.stage == "lost":
            return self.chain[-1].ends_on
        return self.chain[-2].ends_on if self.logo.gap > 30 else None

    def served_until(self, as_of: date) -> date:
        """The day its people stopped for good, or the as-of day; service runs on while a renewal is undecided."""
        gone = self.left_on if self.logo.stage == "lost" else None
        return min(gone or as_of, as_of)

    def away(self, day: date) -> bool:
        """Whether the day lies between a loss and the return."""
        return self.left_on is not None and self.left_on <= day < self.chain[-1].starts_on


def accounts(as_of: date) -> list[Account]:
    """Every logo of the book with its agreements, in the order of the file; contracts are numbered through the book."""
    refs = (f"K{number:04}" for number in count(1))
    book = []
    for place, (key, logo) in enumerate(read("logos.toml", dict[str, Logo]).items(), start=1):
        chain = _chain(logo, as_of, refs)
        book.append(Account(f"L{place:03}", key, logo, tuple(chain), _pack(logo, chain[-1], refs)))
    return book


def _chain(logo: Logo, as_of: date, refs: Iterator[str]) -> list[Agreement]:
    """The main contracts, oldest first; a free pilot before them."""
    ends_on = logo.ends_on(as_of)
    terms = (logo.per, logo.auto_renew, logo.notice_days)
    if ends_on is None:
        begun_on = add_months(as_of, -logo.months)
        return [Agreement(next(refs), logo.plan, begun_on, None, logo.seats, None, *terms)]
    spans = _spans(logo, ends_on)
    chain = []
    if logo.pilot:
        end = spans[0][0] if spans else ends_on
        chain.append(Agreement(next(refs), "Pilot", add_months(end, -3), end, logo.seats))
    for to_come, (start, end) in zip(reversed(range(len(spans))), spans, strict=True):
        seats = max(3, round(logo.seats / (1 + logo.growth / 100) ** to_come))
        names_old = bool(chain) and (logo.named or to_come > 0)
        renews = chain[-1].ref if names_old else None
        chain.append(Agreement(next(refs), logo.plan, start, end, seats, renews, *terms))
    return chain


def _spans(logo: Logo, ends_on: date) -> list[tuple[date, date]]:
    """First day and end of each term, oldest first; the logo's gap lies before the last."""
    if not logo.terms:
        return []
    last_start = add_months(ends_on, -logo.months)
    anchor = last_start - timedelta(days=logo.gap)
    starts = [add_months(anchor, -logo.months * back) for back in reversed(range(logo.terms))]
    return [*pairwise(starts), (last_start, ends_on)]


def _pack(logo: Logo, last: Agreement, refs: Iterator[str]) -> Agreement | None:
    """The add-on: bought within the last term and ending with it, or dropped a month before that term began."""
    if not logo.pack:
        return None
    if logo.pack == "running":
        return Agreement(next(refs), "Audit Pack", add_months(last.starts_on, 3), last.ends_on, last.seats)
    gone = add_months(last.starts_on, -1)
    return Agreement(next(refs), "Audit Pack", add_months(gone, -9), gone, last.seats, per="month")


def logos_table(book: list[Account]) -> Table:
    """`logos.csv`."""
    rows: list[Cells] = [
        {
            "logo_id": account.ref,
            "domain": account.domain,
            "fit": account.logo.fit,
            "joined_on": account.joined_on,
            **account.logo.facts,
        }
        for account in book
    ]
    return Table.of("logos", rows)
