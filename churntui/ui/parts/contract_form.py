"""The form of a contract: a price per seat fills in the amount, and the sign of an amount its currency."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from churntui.data.keeping import typed
from churntui.data.keeping.typed import Entered
from churntui.model.schema import Column
from churntui.plain import money
from churntui.plain.errors import BadInputError
from churntui.ui.parts.row_form import RowForm


class ContractForm(RowForm):
    """A contract."""

    def worked_out(self, field: str) -> None:
        """The amount from the price per seat, which another amount takes the place of; the currency from a sign."""
        if field == "amount_minor" and self._product() not in {None, self._value_of("amount_minor")}:
            self.put("price_per_seat", "")
        if field in {"price_per_seat", "seats"} and self.text("price_per_seat").strip():
            self._multiply()
        if field in {"amount_minor", "price_per_seat"} and self.text(field).strip():
            usual = str(self._value_of("currency") or self._opened.currency)
            said = typed.currency_said(self.text(field), usual)
            if said != usual:
                self.put("currency", said)

    def read(self, column: Column) -> Entered:
        """What a field says; a currency other than that of the amount is none.

        Raises:
            BadInputError: It cannot be read.
        """
        value = super().read(column)
        if column.field == "currency" and value is not None:
            said = typed.currency_said(self.text("amount_minor"), str(value))
            if said != value:
                raise BadInputError(f"“{value}” is not what stands beside the amount: {said}")
        return value

    def _multiply(self) -> None:
        if (product := self._product()) is not None:
            column = self.column("amount_minor")
            self.put("amount_minor", typed.shown(column, product, self._priced()))

    def _product(self) -> int | None:
        """What the seats cost together; None without a price for one."""
        if not self.text("price_per_seat").strip():
            return None
        seats, price = self._number("seats"), self._number("price_per_seat")
        return None if seats is None or price is None else seats * price

    def _priced(self) -> typed.Around:
        currency = str(self._value_of("currency") or "")
        said = typed.currency_said(self.text("price_per_seat"), currency or self._opened.currency)
        return self._opened.around(self.app.book.as_of, said)

    def _number(self, field: str) -> int | None:
        try:
            value = typed.read(self.column(field), self.text(field), self._priced())
        except BadInputError:
            return None
        return value if isinstance(value, int) else None

    def remark(self, column: Column, value: Entered) -> str:
        """Of the amount also what that is for one seat."""
        told = super().remark(column, value)
        each = self.a_seat(value) if column.field == "amount_minor" else ""
        return f"{told} · {each}".removeprefix(" · ") if each else told

    def a_seat(self, amount: Entered) -> str:
        """What an amount is for one of the seats: `€1,047.62 a seat`; empty where that cannot be said."""
        seats = self._value_of("seats")
        if not isinstance(seats, int) or not isinstance(amount, int) or not seats:
            return ""
        each = int((Decimal(amount) / seats).to_integral_value(ROUND_HALF_EVEN))
        return f"{money.full(each, self.around().currency)} a seat"
