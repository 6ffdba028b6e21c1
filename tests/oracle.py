"""The rules of service again, day by day and logo by logo: slow, plain, and sharing no line with the package.

It answers one question, what a logo's ARR is at the opening of a day, by looking at single days; everything else
is counted from that. Where it and the metrics differ, one of them misreads the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    renews_itself: bool = False
    called: str = "open"
    noticed: bool = False
    without_rate: bool = False
    """Whether it pays in a currency nobody has a rate for: an ARR of 0, and service all the same."""

    @property
    def paid(self) -> bool:
        return self.arr > 0 or self.without_rate


class Oracle:
    """A book of deals and recorded losses, (logo, day), looked at on one day."""

    def __init__(
        self,
        deals: Iterable[Deal],
        grace: int,
        as_of: date,
        losses: Iterable[tuple[int, date]] = (),
        wait: int = 90,
    ) -> None:
        self.deals = tuple(deals)
        self.grace = timedelta(days=grace)
        self.wait = timedelta(days=wait)
        self.as_of = as_of
        self.losses = tuple(losses)
        self.horizon = max([as_of, *(d.ends or d.starts for d in self.deals)]) + self.grace + DAY
        self._last_days = {deal.id: self._end(deal) for deal in self.deals}
        self._known: dict[tuple[int, date], frozenset[Deal]] = {}

    @property
    def logos(self) -> list[int]:
        return sorted({deal.logo for deal in self.deals})

    def arr(self, logo: int, day: date) -> int:
        """The logo's ARR at the opening of the day."""
        return sum(deal.arr for deal in self.counted(logo, day))

    def active(self, day: date) -> set[int]:
        return {logo for logo in self.logos if self.counted(logo, day)}

    def pending(self, logo: int, day: date) -> bool:
        """Whether a contract of the logo is counted on the day that had ended and waits for an answer."""
        return any(self._waits_on(deal, day) for deal in self.deals if deal.logo == logo)

    def counted(self, logo: int, day: date) -> frozenset[Deal]:
        """The paying deals of the logo whose ARR counts at the opening of the day."""
        key = (logo, day)
        if key not in self._known:
            own = [deal for deal in self.deals if deal.logo == logo]
            waiting = [deal for deal in own if self._waits_on(deal, day)]
            self._known[key] = frozenset([*self._in_force(logo, day), *self._bridging(logo, day), *waiting])
        return self._known[key]

    def paid_between(self, logo: int, after: date, before: date) -> bool:
        """Whether the logo paid on some day strictly between the two."""
        day = after + DAY
        while day < before:
            if self.counted(logo, day):
                return True
            day += DAY
        return False

    def paid_before(self, logo: int, day: date) -> bool:
        first = min(deal.starts for deal in self.deals)
        return self.paid_between(logo, first - DAY, day)

    def lost_on(self, logo: int, day: date) -> date:
        """The first of the unpaid days in a row that reach up to `day`."""
        while not self.counted(logo, day - DAY):
            day -= DAY
        return day

    def _renewed_on(self, deal: Deal) -> list[date]:
        """When the deals start that renew it: a link counts to an earlier one of the same logo."""
        return [
            d.starts
            for d in self.deals
            if d.renews == deal.id and d.logo == deal.logo and d.starts > deal.starts
        ]

    def _lost_from(self, logo: int, day: date) -> date | None:
        return min((on for whose, on in self.losses if whose == logo and on >= day), default=None)

    def _end(self, deal: Deal) -> date | None:
        lost = self._lost_from(deal.logo, deal.starts + DAY)
        end = deal.ends
        renewed = min(self._renewed_on(deal), default=None)
        if (
            renewed is not None
            and (end is None or renewed <= end + self.grace)
            and (lost is None or renewed < lost)
        ):
            end = renewed
        return min((on for on in (end, lost) if on is not None), default=None)

    def _in_force(self, logo: int, day: date) -> list[Deal]:
        """The paying deals that cover the day."""
        in_force = []
        for deal in self.deals:
            end = self._last_days[deal.id]
            if deal.paid and deal.logo == logo and deal.starts <= day and (end is None or day < end):
                in_force.append(deal)
        return in_force

    def _bridging(self, logo: int, day: date) -> list[Deal]:
        """The deals of the last day before a gap around the day, where it is short and no loss lies in it."""
        if self._in_force(logo, day):
            return []
        served = day - DAY
        while not self._in_force(logo, served):
            if day - served > self.grace + DAY:
                return []
            served -= DAY
        ended, back = served + DAY, day + DAY
        while not self._in_force(logo, back):
            if back - ended > self.grace:
                return []
            back += DAY
        lost = self._lost_from(logo, ended)
        is_short = back - ended <= self.grace and (lost is None or lost > back)
        return self._in_force(logo, served) if is_short else []

    def _waits_on(self, deal: Deal, day: date) -> bool:
        end = self._last_days[deal.id]
        return end is not None and deal.starts < end <= day <= self.as_of and self._waits(deal, end)

    def _waits(self, deal: Deal, end: date) -> bool:
        """Whether a deal that has ended still waits for an answer on the as-of day."""
        if not deal.paid or self._is_answered(deal, end) or deal in self._bridging(deal.logo, end):
            return False
        since = self.as_of - end
        if deal.called == "won" or (deal.renews_itself and deal.called != "lost" and since <= self.wait):
            return True
        if not self.grace or since > self.grace:
            return False
        served = [
            self._last_days[d.id]
            for d in self.deals
            if d.logo == deal.logo and d.paid and d.starts <= self.as_of
        ]
        return all(other is not None and other <= end for other in served)

    def _is_answered(self, deal: Deal, end: date) -> bool:
        later = [d for d in self.deals if d.logo == deal.logo and d.starts >= end]
        if deal.noticed or any(
            on <= self.as_of for on in [*self._renewed_on(deal), *(d.starts for d in later)]
        ):
            return True
        lost = self._lost_from(deal.logo, end)
        return lost is not None and not any(d.paid and d.starts < lost for d in later)
