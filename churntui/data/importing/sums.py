"""What the contracts of the book come to, kept while more are loaded, so that no sum of them ever overflows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.data.importing.check import Cell, CellError
from churntui.data.rows import rates
from churntui.model.exchange import MOST_ADDED, Exchange
from churntui.plain.money import MAX_MINOR, converted, full, plain

_STORED = ("currency", "starts_on", "rate", "rate_currency", "arr_minor")


class Sums:
    """The ARR of all contracts in the reporting currency, that of those without a rate in their own."""

    def __init__(self, store: Store, into: str) -> None:
        self._store = store
        self.into = into
        self._added = 0

    def take(self, contract: Mapping[str, Cell], stored: Mapping[str, Cell]) -> None:
        """Add a contract as it will stand, in place of what is stored of it; both by column of the book.

        Raises:
            CellError: It is too large, or the book with it.
        """
        worth = self._worth(contract)
        arr, currency = int(contract["arr_minor"] or 0), str(contract["currency"])
        amount = plain(int(contract["amount_minor"] or 0), currency)
        if max(worth, arr) > MAX_MINOR:
            said = f"brings {full(arr, currency)} a year, too large to be added up in {self.into}"
            raise CellError("amount", amount, said)
        more = worth - (self._worth(stored) if stored else 0)
        if self._stored + self._added + more > MOST_ADDED:
            raise CellError("amount", amount, "makes the book too large to be added up")
        self._added += more

    @cached_property
    def _exchange(self) -> Exchange:
        return Exchange(rates.every(self._store), self.into)

    @cached_property
    def _stored(self) -> int:
        """What the book came to before."""
        rows = self._store.rows(f"SELECT {', '.join(_STORED)} FROM contract")
        return sum(self._worth(dict(zip(_STORED, row, strict=True))) for row in rows)

    def _worth(self, contract: Mapping[str, Cell]) -> int:
        currency, arr = str(contract["currency"]), int(contract["arr_minor"] or 0)
        if currency == self.into:
            return arr
        locked, into = contract.get("rate"), str(contract.get("rate_currency") or "")
        rate = self._exchange.rate(
            currency,
            date.fromisoformat(str(contract["starts_on"])),
            None if locked is None else selects.rate(str(locked)),
            into,
        )
        return arr if rate is None else converted(arr, currency, self.into, rate)
