"""A large made-up book as canonical CSVs, the same for the same numbers: what the activity bench imports.

10,000 logos with 50,000 contracts over five years, 300,000 customers, 40 actions and as many events as wanted. Logos
take terms of 1, 3, 6 or 12 months, renew until they leave, and some return; customers come and go within their logo's
life and use a few favourite actions, some actions far more than others. Everything is drawn at once with numpy.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LOGOS, CONTRACTS, CUSTOMERS, ACTIONS = 10_000, 50_000, 300_000, 40
FIRST, END = date(2020, 1, 1), date(2025, 1, 1)
"""The days of the book, half-open; it is looked at on `END`."""

_ZERO, _STOP = (int(np.datetime64(day, "D").astype(np.int64)) for day in (FIRST, END))
_MONTH = 30.4375
_CHUNK = 500_000

CHOSEN = ("action 00", "action 03", "action 07")
"""A qualifying set: one action that is done all the time, two that are done now and then."""

INDUSTRIES = ("Health", "Finance", "Retail", "Logistics", "Energy", "Media", "Education", "Public")
COUNTRIES = ("DE", "PL", "ES", "FR", "GB", "US", "UA", "CN")
PLANS = ("Start", "Team", "Scale")


@dataclass(frozen=True)
class Contracts:
    """Columns of the contracts, by logo and start."""

    logo: Ints
    starts: Ints
    ends: Ints
    """The first day no longer covered; 0 for an open end."""
    arr: Ints
    """Annual, in cents."""
    plan: Ints


@dataclass(frozen=True)
class Events:
    """Columns of the events, in time order."""

    customer: Ints
    day: Ints
    action: Ints


class LargeBook:
    """The book, drawn from a seed."""

    def __init__(
        self, events: int, *, logos: int = LOGOS, customers: int = CUSTOMERS, seed: int = 11
    ) -> None:
        draw = np.random.default_rng(seed)
        self.contracts = _contracts(draw, logos)
        bounds = np.flatnonzero(np.diff(self.contracts.logo, prepend=-1))
        starts = self.contracts.starts[bounds]
        ends = np.maximum.reduceat(np.where(self.contracts.ends, self.contracts.ends, _STOP), bounds)
        self.logos = logos
        self.industry, self.country = draw.integers(0, 8, logos), draw.integers(0, 8, logos)
        self.employees = np.exp(draw.normal(4.5, 1.4, logos)).astype(np.int64) + 1
        self.poor_fit = draw.random(logos) < 0.15
        weight = np.exp(draw.normal(0, 0.9, logos))
        self.customer_logo = np.sort(draw.choice(logos, customers, p=weight / weight.sum()))
        begins, stops = starts[self.customer_logo], np.minimum(ends[self.customer_logo], _STOP)
        self.joined = begins + (draw.beta(0.5, 1.5, customers) * np.maximum(1, stops - begins)).astype(
            np.int64
        )
        life = draw.exponential(600, customers).astype(np.int64) + 10
        self.left = np.maximum(np.minimum(self.joined + life, stops), self.joined + 1)
        self.events = _events(draw, self.joined, self.left, events)

    def write(self, folder: Path) -> None:
        """Write the canonical CSVs into a folder."""
        logo = [f"L{i:05d}" for i in range(self.logos)]
        _table(
            folder / "logos.csv",
            ("logo_id", "name", "industry", "country", "employees", "owner", "fit"),
            self._logo_rows(logo),
        )
        _table(
            folder / "contracts.csv",
            ("contract_id", "logo_id", "plan", "starts_on", "ends_on", "amount", "currency", "per"),
            self._contract_rows(logo),
        )
        self.names = [f"{logo[i]},C{n:06d}" for n, i in enumerate(self.customer_logo.tolist())]
        with (folder / "customers.csv").open("w") as out:
            out.write("logo_id,customer_id,joined_on\n")
            out.writelines(f"{a},{b}\n" for a, b in zip(self.names, _days(self.joined), strict=True))
        with (folder / "activity.csv").open("w") as out:
            out.write("logo_id,customer_id,day,action,count\n")
            for chunk in self.event_lines():
                out.write(chunk)

    def _logo_rows(self, logo: Sequence[str]) -> Iterator[tuple[object, ...]]:
        columns = (self.industry, self.country, self.employees, self.poor_fit)
        for i, (a, b, n, poor) in enumerate(zip(*(x.tolist() for x in columns), strict=True)):
            fit = "poor" if poor else "good"
            yield logo[i], f"Logo {i:05d}", INDUSTRIES[a], COUNTRIES[b], n, f"CSM {i % 20:02d}", fit

    def _contract_rows(self, logo: Sequence[str]) -> Iterator[tuple[object, ...]]:
        kept = self.contracts
        columns = (
            kept.logo.tolist(),
            _days(kept.starts),
            kept.ends.tolist(),
            _days(kept.ends),
            kept.arr.tolist(),
        )
        for n, (i, starts, end, ends, arr, plan) in enumerate(zip(*columns, kept.plan.tolist(), strict=True)):
            yield (
                f"K{n:05d}",
                logo[i],
                PLANS[plan],
                starts,
                ends if end else "",
                f"{arr / 100:.2f}",
                "EUR",
                "year",
            )

    def event_lines(self) -> Iterator[str]:
        """The lines of activity.csv after its header, many at a time."""
        action = [f"action {i:02d}" for i in range(ACTIONS)]
        day = dict(zip(range(_ZERO, _STOP), _days(np.arange(_ZERO, _STOP)), strict=True))
        for at in range(0, len(self.events.day), _CHUNK):
            who, when, what = (
                column[at : at + _CHUNK].tolist()
                for column in (self.events.customer, self.events.day, self.events.action)
            )
            lines = zip(
                map(self.names.__getitem__, who),
                map(day.__getitem__, when),
                map(action.__getitem__, what),
                strict=True,
            )
            yield "".join(map("%s,%s,%s,1\n".__mod__, lines))


def _days(numbers: Ints) -> list[str]:
    return numbers.astype("datetime64[D]").astype(str).tolist()


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)


def _contracts(draw: np.random.Generator, logos: int) -> Contracts:
    """Each round gives every logo that is still there its next contract."""
    alive = np.arange(logos)
    start = _ZERO + (1700 * draw.beta(1.1, 1.3, logos)).astype(np.int64)
    months = draw.choice([1, 3, 6, 12], logos, p=[0.08, 0.3, 0.34, 0.28])
    hazard = draw.gamma(2.0, 0.012, logos)
    arr = (np.exp(draw.normal(9.4, 1.0, logos)) * 100).astype(np.int64)
    plan = draw.choice(3, logos, p=[0.5, 0.35, 0.15])
    columns: list[tuple[Ints, ...]] = []
    while len(alive):
        end = start[alive] + np.round(months[alive] * _MONTH).astype(np.int64)
        open_ended = (months[alive] == 1) & (draw.random(len(alive)) < 0.3)
        columns.append((alive, start[alive], np.where(open_ended, 0, end), arr[alive], plan[alive]))
        leaves = draw.random(len(alive)) < 1 - (1 - hazard[alive]) ** months[alive]
        returns = leaves & (draw.random(len(alive)) < 0.1)
        gap = np.where(draw.random(len(alive)) < 0.06, draw.integers(1, 20, len(alive)), 0)
        start[alive] = end + np.where(returns, draw.integers(45, 240, len(alive)), gap)
        arr[alive] = arr[alive] * draw.choice([80, 100, 100, 100, 110, 130], len(alive)) // 100
        plan[alive] = np.minimum(2, plan[alive] + (draw.random(len(alive)) < 0.05))
        goes_on = (~leaves | returns) & ~open_ended & (start[alive] < _STOP)
        alive = alive[goes_on]
    logo, starts, ends, arrs, plans = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((starts, logo))
    return Contracts(logo[order], starts[order], ends[order], arrs[order], plans[order])


def _events(draw: np.random.Generator, joined: Ints, left: Ints, events: int) -> Events:
    """Sittings of several events each: one customer, one day, mostly the favourites among their actions."""
    customers = len(joined)
    often = 1 / np.arange(1, ACTIONS + 1) ** 1.1
    favourites = draw.choice(ACTIONS, (customers, 4), p=often / often.sum())
    weight = (left - joined) * draw.gamma(0.6, 1.0, customers)
    size = 1 + draw.poisson(5, events // 5)
    size = size[np.cumsum(size) <= events]
    size = np.append(size, events - size.sum())
    who = draw.choice(customers, len(size), p=weight / weight.sum())
    day = joined[who] + (draw.random(len(size)) * (left - joined)[who]).astype(np.int64)
    order = np.argsort(day, kind="stable")
    of = np.repeat(order, size[order])
    which = draw.choice(4, len(of), p=[0.5, 0.25, 0.15, 0.1])
    return Events(who[of], np.minimum(day[of], _STOP - 1), favourites[who[of], which])
