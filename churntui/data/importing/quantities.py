"""Amounts turned into what a contract brings in a period: those in cents or thousands, and prices for one seat."""

from __future__ import annotations

from collections.abc import MutableMapping
from decimal import Decimal, InvalidOperation

from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.mapping import Mapping
from churntui.data.importing.numbers import without_sign
from churntui.data.importing.profiles import AmountIs


def multiply(stated: MutableMapping[str, Cell], mapping: Mapping, said: AmountIs | None) -> bool:
    """Turn the amount of a row into that of the contract; whether it was a price for one seat.

    Raises:
        CellError: It may be for one seat or for all, or says no number of seats.
    """
    amount, seats = stated.get("amount"), stated.get("seats")
    if amount is None:
        return False
    if mapping.times:
        amount = stated["amount"] = _times(str(amount), Decimal(mapping.times))
    is_per_seat = mapping.amount_is_for == "each" or (mapping.amount_is_for == "open" and said == "per-seat")
    if mapping.amount_is_for == "open" and said is None and seats not in (None, 1):
        raise CellError(
            "amount", str(amount), f"may be for all {seats} seats or for each: import with --amount total or per-seat"
        )  # fmt: skip
    if not is_per_seat:
        return False
    if seats is None:
        raise CellError(
            "amount", str(amount), "is a price per seat, and nothing says how many seats there are"
        )
    stated["amount"] = _times(str(amount), Decimal(int(seats)))
    return True


def _times(amount: str, factor: Decimal) -> str:
    bare, _ = without_sign(amount)
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise CellError("amount", amount, "is not an amount. Write it as 1234.50") from None
    return f"{amount.removesuffix(bare)}{number * factor:f}"
