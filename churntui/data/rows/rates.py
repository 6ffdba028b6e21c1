"""The locked rates between currencies: one constant rate for each pair, so that exchange never looks like growth."""

from __future__ import annotations

from decimal import Decimal

from churntui.data.file.selects import read
from churntui.data.file.store import Store
from churntui.model.rows import Rate


def every(store: Store) -> dict[tuple[str, str], Decimal]:
    """(currency, to currency) to the rate: what one unit of the first is worth in the second."""
    return {(rate.currency, rate.to_currency): rate.rate for rate in read(store, Rate)}
