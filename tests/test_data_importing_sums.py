"""What is loaded is added up beside what the book has: too large a contract, or too large a book, is named."""

import pytest
from stores import add, add_contract, add_logo

from churntui.data.importing.check import CellError
from churntui.data.importing.sums import Sums
from churntui.model.exchange import MOST_ADDED
from churntui.plain.money import MAX_MINOR


def contract(arr, **values):
    usual = {"currency": "EUR", "starts_on": "2025-01-01", "rate": None, "rate_currency": ""}
    return {"amount_minor": arr, "arr_minor": arr} | usual | values


def filled(store, room):
    """A book in EUR in which only `room` is left."""
    add_contract(store, "large", add_logo(store, "L1"), "2025-01-01", None, MOST_ADDED - room)
    return Sums(store, "EUR")


def test_what_fits_just_so_is_taken_and_then_no_more(store):
    sums = filled(store, 100)
    sums.take(contract(60), {})
    sums.take(contract(40), {})
    with pytest.raises(CellError, match="makes the book too large"):
        sums.take(contract(1), {})


def test_a_changed_contract_counts_in_place_of_what_it_was(store):
    sums = filled(store, 0)
    before = contract(500)
    sums.take(contract(200), before)
    sums.take(contract(300), {})
    with pytest.raises(CellError):
        sums.take(contract(501), before)


def test_one_that_was_refused_takes_no_room(store):
    sums = filled(store, 100)
    with pytest.raises(CellError):
        sums.take(contract(101), {})
    sums.take(contract(100), {})


@pytest.mark.parametrize(
    ("values", "room"),
    [
        ({"currency": "USD"}, 50),
        ({"currency": "USD", "starts_on": "2024-12-31"}, 100),
        ({"currency": "GBP"}, 100),
        ({"currency": "GBP", "rate": "0.25", "rate_currency": "EUR"}, 25),
        ({"currency": "GBP", "rate": "0.25"}, 25),
        ({"currency": "GBP", "rate": "0.25", "rate_currency": "PLN"}, 100),
        ({"currency": "GBP", "rate": "abc"}, 100),
    ],
    ids=[
        "its rate",
        "before its rate",
        "no rate",
        "locked",
        "locked into ours",
        "locked elsewhere",
        "damaged",
    ],
)
def test_it_is_added_at_its_rate_and_without_one_as_it_is(store, values, room):
    add(store, "rate", currency="USD", to_currency="EUR", rate="0.5", valid_from="2025-01-01")
    filled(store, room).take(contract(100, **values), {})
    with pytest.raises(CellError):
        Sums(store, "EUR").take(contract(100 + 100 // room, **values), {})


def test_a_contract_too_large_by_itself_is_named_with_its_year(store):
    add(store, "rate", currency="USD", to_currency="EUR", rate="1000")
    sums = Sums(store, "EUR")
    sums.take(contract(MAX_MINOR), {})
    for large in (contract(MAX_MINOR + 1), contract(MAX_MINOR // 1000 + 1, currency="USD")):
        with pytest.raises(CellError, match="too large to be added up in EUR") as refused:
            sums.take(large, {})
        assert refused.value.column == "amount"
