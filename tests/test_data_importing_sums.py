"""What is loaded is added up beside what the book has: too large a contract, or too large a book, is named."""

import pytest
from imports import CONTRACTS, LOGOS, counts, reasons
from stores import add, add_contract, add_logo

from churntui.data.importing.check import CellError
from churntui.data.importing.sums import Sums
from churntui.model.exchange import MOST_ADDED
from churntui.plain.money import MAX_MINOR

RATES = "currency,to_currency,rate,valid_from\n"


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


class TestBounds:
    """What no book could be counted with is a rejected row, with its value and the reason."""

    @pytest.mark.parametrize(
        ("amount", "per"),
        [("10000000000000", "month"), ("10000000000000", "quarter"), ("99999999999999", "year")],
    )
    def test_an_amount_too_large_to_be_added_up(self, store, take, amount, per):
        rows = f"C1,L1,,2025-01-01,,{amount},EUR,{per}\n"
        found = take(logos=LOGOS, contracts=CONTRACTS + rows)["contracts"]
        assert [(problem.column, problem.value[:14]) for problem in found.problems] == [("amount", amount)]
        assert "too large" in found.problems[0].reason
        assert store.rows("SELECT * FROM contract") == []

    def test_one_that_only_its_rate_makes_too_large(self, take):
        amounts = enumerate(("20000000,USD", "10000000,USD", "1,EUR"))
        found = take(
            settings="key,value\nreporting_currency,EUR\n",
            rates=RATES + "USD,EUR,1000000,\n",
            logos=LOGOS,
            contracts=CONTRACTS
            + "".join(f"C{nth},L1,,2025-01-01,,{amount},year\n" for nth, amount in amounts),
        )["contracts"]
        assert [(line, column) for line, column, _ in reasons(found)] == [(2, "amount")]

    def test_the_book_as_a_whole(self, store, take, monkeypatch):
        monkeypatch.setattr("churntui.data.importing.sums.MOST_ADDED", 10_000)
        three = "".join(f"C{nth},L1,,2025-01-01,,40,EUR,year\n" for nth in range(3))
        for _ in range(2):  # the same again is not added up again
            found = take(logos=LOGOS, contracts=CONTRACTS + three)["contracts"]
            assert reasons(found) == [(4, "amount", "makes the book too large to be added up")]
        assert store.scalar("SELECT count(*) FROM contract") == 2

    @pytest.mark.parametrize("rate", ["0", "0.0000001", "1000001", "NaN", "1e9", "x"])
    def test_a_rate(self, take, rate):
        found = take(rates=f"{RATES}USD,EUR,{rate},\n")["rates"]
        assert [(line, column) for line, column, _ in reasons(found)] == [(2, "rate")]

    def test_numbers_nobody_has(self, take):
        notice = CONTRACTS.replace("per", "per,notice_days") + "C1,L1,,2025-01-01,,1,EUR,year,"
        assert counts(take(logos=LOGOS, contracts=notice + "3653\n")["contracts"]) == (1, 0, 0, 0)
        found = take(contracts=notice + "740000\n")["contracts"].problems[0]
        assert (found.column, found.value) == ("notice_days", "740000")
        assert found.reason == "is too large. It is 3,653 at most; check the column"
        crowd = "logo_id,name,employees\nL1,Acme,100000001\n"
        assert counts(take(logos=crowd)["logos"]) == (0, 0, 0, 1)
