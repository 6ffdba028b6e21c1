"""The locked rates."""

from decimal import Decimal

from stores import add

from churntui.data.opening import open_book
from churntui.data.rows import rates


def test_rates_are_exact(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        assert rates.every(store) == {}
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.923456789012345")
        assert rates.every(store) == {("USD", "EUR"): Decimal("0.923456789012345")}
