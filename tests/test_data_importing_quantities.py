import pytest
from imports import counts, reasons, taker

from churntui.data.importing import Options


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def sheet(amount, seats, value="25.00", number="120"):
    return (
        f"Account Name,Start Date,End Date,{seats},{amount},Interval,Currency\n"
        f"Acme,2026-01-01,2027-01-01,{number},{value},month,EUR\n"
    )


def arr(store):
    return store.rows("SELECT arr_minor, seats FROM contract")


@pytest.mark.parametrize("header", ["Unit price", "Price per seat", "Price per seat (EUR)", "Stückpreis"])
def test_a_price_per_seat_is_taken_times_the_seats(take, store, header):
    found = take(contracts=sheet(header, "Seats"))["contracts"]
    assert arr(store) == [(3_600_000, 120)]
    assert f"{header} times Seats: 1 price per seat" in found.notes


@pytest.mark.parametrize(("amount", "seats"), [("Price", "Seats"), ("Amount", "Quantity")])
def test_what_may_be_either_is_asked_about(take, store, amount, seats):
    found = take(contracts=sheet(amount, seats))["contracts"]
    assert reasons(found)[0][2].startswith("may be for all 120 seats or for each: import with --amount")
    take(Options(amount="total"), contracts=sheet(amount, seats))
    assert arr(store) == [(30_000, 120)]
    take(Options(amount="per-seat"), contracts=sheet(amount, seats))
    assert arr(store) == [(3_600_000, 120)]


@pytest.mark.parametrize(
    ("amount", "seats"), [("ARR", "Seats"), ("MRR", "Quantity"), ("Contract value", "Seats")]
)
def test_what_says_that_it_is_for_all_is_for_all(take, amount, seats):
    assert counts(take(contracts=sheet(amount, seats))["contracts"]) == (1, 0, 0, 0)


def test_one_seat_leaves_nothing_open(take):
    assert counts(take(contracts=sheet("Price", "Seats", number="1"))["contracts"]) == (1, 0, 0, 0)


def test_a_price_per_seat_without_seats_is_refused(take):
    found = take(contracts=sheet("Unit price", "Seats", number=""))["contracts"]
    assert reasons(found)[0][2] == "is a price per seat, and nothing says how many seats there are"


def test_cents(take, store):
    take(contracts=sheet("ARR (cents)", "Seats", value="120050"))
    assert arr(store) == [(120_050, 120)]


def test_how_often_an_annual_amount_is_billed_does_not_multiply_it(take, store):
    take(contracts=sheet("ARR", "Seats", value="1200"))
    assert arr(store) == [(120_000, 120)]


def test_our_own_header_says_the_amount_of_the_contract(take, store):
    take(
        contracts="contract_id,logo_name,starts_on,amount,seats,per,currency\nC,Acme,2026-01-01,25,120,month,EUR\n"
    )
    assert arr(store) == [(30_000, 120)]


def test_the_smallest_unit_of_a_currency_is_not_always_a_hundredth(take, store):
    rows = "A,2026-01-01,2027-01-01,4900,EUR\nB,2026-01-01,2027-01-01,120000,JPY\n"
    found = take(contracts=f"Account,Start,End,arr_in_cents,Currency\n{rows}")["contracts"]
    assert store.rows("SELECT amount_minor FROM contract ORDER BY id") == [(4_900,), (120_000,)]
    assert "arr_in_cents taken in the smallest unit of its currency" in found.notes
