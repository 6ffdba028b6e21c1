"""The locked rates between currencies: one constant rate for each pair, so that exchange never looks like growth."""

from __future__ import annotations

from decimal import Decimal

from churntui.data.file.store import Store


def every(store: Store) -> dict[tuple[str, str], Decimal]:
    """(currency, to currency) to the rate: what one unit of the first is worth in the second."""
    return {
        (c, to): Decimal(rate) for c, to, rate in store.rows("SELECT currency, to_currency, rate FROM rate")
    }
