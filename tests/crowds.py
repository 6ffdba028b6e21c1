"""Who was active when, from plain rows: the definitions day by day (`People`), and the `Crowd` that counts on them.

`People` shares no line with the package: where it and the metrics differ, one of them misreads the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from churntui.model.presence import Bits, Crowd, Grid, Roster, Sizes, grid_index, grid_start
from churntui.plain import dates
from churntui.plain.dates import Period

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Did:
    """What one customer did on a day that qualifies; customer 0 is nobody named."""

    customer: int
    logo: int
    day: date
    n: int = 1


@dataclass(frozen=True)
class Moves:
    """The customers behind one period's figures."""

    initial: frozenset[int]
    lost: frozenset[int]
    gained: frozenset[int]
    early: frozenset[int]


@dataclass(frozen=True)
class People:
    """What was done, and the rules it is looked at by."""

    done: Sequence[Did]
    as_of: date
    window: int = 28
    min_count: int = 1

    @property
    def end(self) -> date:
        """The first day that is not measured."""
        if not any(did.day < self.as_of for did in self.done):
            return date.min
        return min(self.as_of, max(did.day for did in self.done) + DAY)

    @property
    def logo_of(self) -> dict[int, int]:
        return {did.customer: did.logo for did in self.done if did.customer}

    def times(self, customer: int, first: date, end: date) -> int:
        known = min(end, self.as_of)
        return sum(did.n for did in self.done if did.customer == customer and first <= did.day < known)

    def active(self, day: date) -> frozenset[int]:
        """The customers active at the opening of the day."""
        first = day - timedelta(days=self.window)
        return frozenset(c for c in self.logo_of if self.times(c, first, day) >= self.min_count)

    def acted(self, period: Period) -> frozenset[int]:
        return frozenset(
            c for c in self.logo_of if self.times(c, period.starts_on, period.ends_on) >= self.min_count
        )

    def between(self, period: Period) -> frozenset[int]:
        """Active at the opening of some measured day strictly inside the period."""
        inside, day = frozenset[int](), period.starts_on + DAY
        while day < min(period.ends_on, self.end + DAY):
            inside |= self.active(day)
            day += DAY
        return inside

    def moves(self, period: Period) -> Moves:
        if period.starts_on >= self.end:
            return Moves(*[frozenset()] * 4)
        opening, closing = self.active(period.starts_on), self.active(min(period.ends_on, self.end))
        early = self.between(period) - opening - closing
        return Moves(opening, opening - closing, closing - opening, early)


def crowd(people: People, grid: Grid, *, sized: bool = False) -> Crowd:
    """The same people as the metrics take them, over all grid periods that hold anything, and one around.

    With `sized`, counts of all periods stand beside bits of the running one alone.
    """
    logo_of = people.logo_of
    customers = sorted(logo_of, key=lambda customer: (logo_of[customer], customer))
    days = [*(did.day for did in people.done), people.as_of]
    indexes = range(grid_index(grid, min(days)) - 1, grid_index(grid, people.as_of) + 2)
    begins = {
        index: dates.from_number(grid_start(grid, index)) for index in range(indexes[0], indexes[-1] + 2)
    }
    periods = {index: Period(begins[index], begins[index + 1], grid) for index in indexes}
    joined = {c: min(dates.number(did.day) for did in people.done if did.customer == c) for c in customers}

    def bits(found: dict[int, frozenset[int]]) -> Bits:
        first = indexes[0] // 64 * 64
        words = np.zeros((len(customers), (indexes[-1] - first) // 64 + 1), dtype=np.uint64)
        for index, those in found.items():
            word, bit = divmod(index - first, 64)
            for place, customer in enumerate(customers):
                words[place, word] |= np.uint64((customer in those) << bit)
        return Bits(first, words)

    measured = any(did.day < people.as_of for did in people.done)
    running = grid_index(grid, people.end - DAY) if measured else indexes[0]
    kept = {i: p for i, p in periods.items() if not sized or running <= i <= running + 1}
    first_day = min((dates.number(did.day) for did in people.done if did.day < people.as_of), default=0)
    now = people.active(people.end) if measured else frozenset()
    return Crowd(
        grid,
        Roster(
            *(
                np.array(column, dtype=np.int64)
                for column in (customers, [logo_of[c] for c in customers], [joined[c] for c in customers])
            )
        ),
        bits({i: people.active(p.starts_on) for i, p in kept.items() if p.starts_on <= people.end}),
        bits({i: people.acted(p) for i, p in kept.items()}),
        bits({i: people.between(p) for i, p in kept.items()}),
        np.array([customer in now for customer in customers], dtype=np.bool_),
        (first_day, dates.number(people.end)) if measured else None,
        people.window,
        people.min_count,
        ("send",),
        sizes(people, periods) if sized and measured else None,
    )


def sizes(people: People, periods: Mapping[int, Period]) -> Sizes:
    """How many of each logo stand behind the figures of each period that is over, and of the next opening."""
    logos = sorted(set(people.logo_of.values()))
    tables: tuple[list[list[int]], ...] = ([], [], [])
    for period in periods.values():
        opening = people.active(period.starts_on) if period.starts_on <= people.end else frozenset()
        is_over = period.ends_on <= people.end
        kept = opening & people.active(period.ends_on) if is_over else frozenset()
        early = people.moves(period).early if is_over else frozenset()
        for table, those in zip(tables, (opening, kept, early), strict=True):
            table.append([sum(people.logo_of[c] == logo for c in those) for logo in logos])
    shape = len(periods), len(logos)
    counts = (np.array(table, dtype=np.int64).reshape(shape) for table in tables)
    return Sizes(min(periods), np.array(logos, dtype=np.int64), *counts)
