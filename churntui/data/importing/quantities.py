"""Amounts turned into what a contract brings in a period: those in cents or thousands, and prices for one seat."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from decimal import Decimal, InvalidOperation

from churntui.data.importing.check import Cell, CellError
from churntui.data.importing.headings import MINOR
from churntui.data.importing.mapping import Mapping as Mapped
from churntui.data.importing.numbers import without_sign
from churntui.data.importing.profiles import AmountIs
from churntui.plain.money import exponent


def multiply(
    stated: MutableMapping[str, Cell], mapping: Mapped, said: AmountIs | None, currency: str
) -> bool:
    """Turn the amount of a row into that of the contract; whether it was a price for one seat.

    Args:
        stated: The row, by canonical column.
        mapping: How it was read.
        said: What the user said of amounts that may be for one seat or for all.
        currency: Of an amount that comes without one.

    Raises:
        CellError: It may be for one seat or for all, or says no number of seats.
    """
    amount, seats = stated.get("amount"), stated.get("seats")
    if amount is None:
        return False
    if mapping.times:
        amount = stated["amount"] = _times(str(amount), _factor(stated, mapping.times, currency))
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


def _factor(stated: Mapping[str, Cell], times: str, currency: str) -> Decimal:
    if times != MINOR:
        return Decimal(times)
    beside = next(iter(without_sign(str(stated["amount"]))[1]), currency)
    return Decimal(1).scaleb(-exponent(str(stated.get("currency") or beside)))


def _times(amount: str, factor: Decimal) -> str:
    bare, _ = without_sign(amount)
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise CellError("amount", amount, "is not an amount. Write it as 1234.50") from None
    return f"{amount.removesuffix(bare)}{number * factor:f}"
