"""The rules of service again, day by day and logo by logo: slow, plain, and sharing no line with the package.

It answers one question, what a logo's ARR is at the opening of a day, by looking at single days; everything else
is counted from that. Where it and the metrics differ, one of them misreads the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deal:
    """A contract as the oracle reads it."""

    id: int
    logo: int
    starts: date
    ends: date | None
    arr: int
    renews: int | None = None


class Oracle:
    """A book of deals looked at on one day."""

    def __init__(
        self, deals: Iterable[Deal], grace: int, as_of: date, settled: Mapping[int, date] | None = None
    ) -> None:
        self.deals = tuple(deals)
        self.grace = timedelta(days=grace)
        self.as_of = as_of
        self.settled = settled or {}
        self.horizon = max([as_of, *(d.ends or d.starts for d in self.deals)]) + self.grace + DAY
        self._last_days = {deal.id: self._end_after_renewal(deal) for deal in self.deals}
        self._known: dict[tuple[int, date], int] = {}

    @property
    def logos(self) -> list[int]:
        return sorted({deal.logo for deal in self.deals})

    def arr(self, logo: int, day: date) -> int:
        """The logo's ARR at the opening of the day."""
        key = (logo, day)
        if key not in self._known:
            self._known[key] = self._arr(logo, day)
        return self._known[key]

    def active(self, day: date) -> set[int]:
        return {logo for logo in self.logos if self.arr(logo, day) > 0}

    def paid_between(self, logo: int, after: date, before: date) -> bool:
        """Whether the logo paid on some day strictly between the two."""
        day = after + DAY
        while day < before:
            if self.arr(logo, day) > 0:
                return True
            day += DAY
        return False

    def paid_before(self, logo: int, day: date) -> bool:
        first = min(deal.starts for deal in self.deals)
        return self.paid_between(logo, first - DAY, day)

    def lost_on(self, logo: int, day: date) -> date:
        """The first of the unpaid days in a row that reach up to `day`."""
        while self.arr(logo, day - DAY) == 0:
            day -= DAY
        return day

    def _end_after_renewal(self, deal: Deal) -> date | None:
        renewals = [
            d.starts for d in self.deals if d.renews == deal.id and d.id != deal.id and d.logo == deal.logo
        ]
        if not renewals:
            return deal.ends
        renewed = min(renewals)
        if deal.ends is not None and renewed > deal.ends + self.grace:
            return deal.ends
        return renewed

    def _in_force(self, logo: int, day: date) -> list[Deal]:
        found = []
        for deal in self.deals:
            end = self._last_days[deal.id]
            if deal.logo == logo and deal.starts <= day and (end is None or day < end):
                found.append(deal)
        return found

    def _arr(self, logo: int, day: date) -> int:
        today = self._in_force(logo, day)
        if today:
            return sum(deal.arr for deal in today)
        served = day - DAY
        while not self._in_force(logo, served):
            if day - served > self.grace + DAY:
                return 0
            served -= DAY
        ended = served + DAY
        last = self._in_force(logo, served)
        back = day + DAY
        while not self._in_force(logo, back) and back <= self.horizon:
            back += DAY
        returns = back <= self.horizon
        bridged = returns and back - ended <= self.grace
        waits = ended <= self.as_of and day <= self.as_of and not (returns and back <= self.as_of)
        asked = self.as_of - ended <= self.grace
        answer = self.settled.get(logo)
        answered = answer is not None and answer > max(deal.starts for deal in last)
        if bridged or (waits and asked and not answered):
            return sum(deal.arr for deal in last)
        return 0
