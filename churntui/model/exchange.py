"""What contracts bring in the reporting currency.

An amount is converted at the rate the contract itself has locked, where that is into the reporting currency, else at
the rate that held on the day it starts: a newer rate restates nothing before it. What cannot be converted is left out
of amounts and named, never guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from churntui.model.rows import Contract, Rate
from churntui.plain import dates, money

MOST_ADDED = 2**62
"""What the ARR of a whole book may come to, in minor units: half of what a whole number of 64 bits holds."""


@dataclass(frozen=True, slots=True)
class MissingRate:
    """A currency some contracts of which cannot be converted."""

    currency: str
    contracts: int
    """How many are left out of amounts for it."""
    needed_from: date
    """The first day one of them starts."""
    begins_on: date | None
    """The first day there is a rate for; None where there is none at all."""

    def sentence(self, into: str) -> str:
        """What is missing, and from when on: `there is no rate from USD to EUR, needed from 3 Mar 2024 on`."""
        before = f" before {dates.short(self.begins_on)}" if self.begins_on else ""
        needed = dates.short(self.needed_from)
        return f"there is no rate from {self.currency} to {into}{before}, needed from {needed} on"


class Exchange:
    """The rates into one currency."""

    def __init__(self, rates: Iterable[Rate], into: str) -> None:
        self.into = into
        self._first_days: dict[str, list[date]] = {}
        self._rates: dict[str, list[Decimal]] = {}
        for rate in sorted(rates, key=lambda rate: rate.valid_from or date.min):
            if rate.to_currency == into:
                self._first_days.setdefault(rate.currency, []).append(rate.valid_from or date.min)
                self._rates.setdefault(rate.currency, []).append(rate.rate)

    def rate(
        self, currency: str, on: date, locked: Decimal | None = None, locked_into: str = ""
    ) -> Decimal | None:
        """What one unit of a currency is worth on a day, or as locked; None where nobody said."""
        if currency == self.into:
            return Decimal(1)
        if locked is not None and locked_into in {"", self.into}:
            return locked
        at = bisect_right(self._first_days.get(currency, []), on)
        return self._rates[currency][at - 1] if at else None

    def arr(self, contract: Contract) -> int | None:
        """The contract's ARR in minor units; None where its rate is missing."""
        if contract.currency == self.into:
            return contract.arr_minor
        rate = self._rate_of(contract)
        return (
            None if rate is None else money.converted(contract.arr_minor, contract.currency, self.into, rate)
        )

    def _rate_of(self, contract: Contract) -> Decimal | None:
        return self.rate(contract.currency, contract.starts_on, contract.rate, contract.rate_currency)

    def missing(self, contracts: Iterable[Contract]) -> tuple[MissingRate, ...]:
        """The rates some of the contracts lack, by currency."""
        without = sorted(
            (contract.currency, contract.starts_on)
            for contract in contracts
            if self._rate_of(contract) is None
        )
        found = []
        for currency, group in groupby(without, key=lambda lacking: lacking[0]):
            days = [day for _, day in group]
            begins_on = min(self._first_days.get(currency, []), default=None)
            found.append(MissingRate(currency, len(days), days[0], begins_on))
        return tuple(found)


def arrs(contracts: Sequence[Contract], exchange: Exchange) -> Mapping[int, int | None]:
    """Contract id to ARR; None where it is left out of amounts: its rate is missing, or it is too large to be added up.

    Nothing that comes in by an import is that large; a book may have been written before imports looked.
    """
    amounts = {contract.id: exchange.arr(contract) for contract in contracts}
    if sum(filter(None, amounts.values())) <= MOST_ADDED:
        return amounts
    most = MOST_ADDED // len(amounts)
    return {number: None if arr is not None and arr > most else arr for number, arr in amounts.items()}
