"""The locked rates between currencies: one constant rate for each pair, so that exchange never looks like growth."""

from __future__ import annotations

from decimal import Decimal

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.rows import Rate


def every(store: Store) -> dict[tuple[str, str], Decimal]:
    """(currency, to currency) to the rate: what one unit of the first is worth in the second, damaged ones left out."""
    return {(rate.currency, rate.to_currency): rate.rate for rate in read(store, Rate) if _is_sound(rate)}


def damaged(store: Store) -> list[Rate]:
    """Those that are no number above 0, which no churntui wrote."""
    return [rate for rate in read(store, Rate) if not _is_sound(rate)]


def forget(store: Store, rate: Rate) -> None:
    """Take a rate out, in the transaction of the caller."""
    store.rows("DELETE FROM rate WHERE currency = ? AND to_currency = ?", (rate.currency, rate.to_currency))


def _is_sound(rate: Rate) -> bool:
    return rate.rate.is_finite() and rate.rate > 0
