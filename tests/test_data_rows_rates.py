"""The rates between currencies, and which currency is reported in where nobody chose one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples
from stores import add, add_contract, add_logo, inserted

from churntui.data.rows import contracts, rates
from churntui.data.rows import settings as kept
from churntui.model.exchange import Exchange
from churntui.model.rows import Rate
from churntui.plain.errors import BookError

CODES = ("EUR", "PLN", "USD")


def test_rates_are_exact_and_have_a_first_day(store):
    assert list(rates.every(store)) == []
    add(store, "rate", currency="USD", to_currency="EUR", rate="0.923456789012345")
    add(store, "rate", currency="USD", to_currency="EUR", rate="0.5", valid_from="2025-01-01")
    assert list(rates.every(store)) == [
        Rate("USD", "EUR", Decimal("0.923456789012345")),
        Rate("USD", "EUR", Decimal("0.5"), date(2025, 1, 1)),
    ]


def test_no_first_day_is_there_but_once(store):
    add(store, "rate", currency="USD", to_currency="EUR", rate="0.9")
    with pytest.raises(BookError):
        add(store, "rate", currency="USD", to_currency="EUR", rate="0.8")


def test_what_cannot_be_a_rate_is_as_if_it_were_not_there(store):
    for nth, text in enumerate(("abc", "0", "-1", "1e9", "0.0000001", "1000000.1", "NaN", "")):
        add(store, "rate", currency="USD", to_currency=f"EU{nth}", rate=text)
    assert list(rates.every(store)) == []
    assert len(rates.wrong(store)) == 8


def usual(store):
    return kept.read(store).reporting_currency


def test_most_convertible_goes_before_most_contracts_and_those_before_the_code(store):
    logo_id = add_logo(store, "L1")
    assert usual(store) == "EUR"
    for nth, currency in enumerate(("USD", "USD", "GBP", "GBP", "PLN")):
        add_contract(store, f"K{nth}", logo_id, "2025-01-01", None, currency=currency)
    assert usual(store) == "GBP"
    add_contract(store, "K5", logo_id, "2025-01-01", None, currency="USD")
    assert usual(store) == "USD"
    add(store, "rate", currency="USD", to_currency="PLN", rate="4", valid_from="2025-01-02")
    assert usual(store) == "USD"
    add(store, "rate", currency="USD", to_currency="PLN", rate="4", valid_from="2025-01-01")
    assert usual(store) == "PLN"
    kept.change(store, "reporting_currency", "GBP")
    assert usual(store) == "GBP"


def test_a_locked_rate_makes_a_contract_convertible(store):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2025-01-01", None, currency="USD")
    add_contract(store, "K2", logo_id, "2025-01-01", None, currency="EUR", rate="1.1", rate_currency="USD")
    assert usual(store) == "USD"


@st.composite
def _books(draw):
    day = st.dates(date(2025, 1, 1), date(2025, 1, 4))
    agreed = draw(
        st.lists(
            st.tuples(st.sampled_from(CODES), day, st.booleans(), st.sampled_from(("", *CODES))),
            min_size=1,
            max_size=6,
        )
    )
    known = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(CODES), st.sampled_from((*CODES, "GBP")), st.none() | day),
            st.just("2"),
            max_size=5,
        )
    )
    return agreed, {pair: rate for pair, rate in known.items() if pair[0] != pair[1]}


@settings(max_examples=examples(60))
@given(_books())
def test_the_usual_currency_is_that_of_the_amounts_that_count(lasting, book):
    agreed, known = book
    with lasting.write():
        for table in ("contract", "rate", "logo"):
            lasting.rows(f"DELETE FROM {table}")
        inserted(lasting, "logo", id=1, ref="L1", name="L1")
        for (currency, into, day), rate in known.items():
            inserted(
                lasting, "rate", currency=currency, to_currency=into, rate=rate,
                valid_from=day and day.isoformat(),
            )  # fmt: skip
        for nth, (currency, day, locked, into) in enumerate(agreed):
            inserted(
                lasting, "contract", ref=f"K{nth}", logo_id=1, starts_on=day.isoformat(), amount_minor=1,
                currency=currency, per="year", arr_minor=1, rate="3" if locked else None, rate_currency=into,
            )  # fmt: skip
    every, found = contracts.every(lasting), list(rates.every(lasting))

    def standing(code):
        counted = [Exchange(found, code).arr(contract) for contract in every]
        own = sum(contract.currency == code for contract in every)
        return -sum(arr is not None for arr in counted), -own, code

    assert usual(lasting) == min((*CODES, "GBP"), key=standing)


def test_locked_rates_keep_their_currency_when_another_is_reported_in(store):
    logo_id = add_logo(store, "L1")
    add_contract(store, "K1", logo_id, "2025-01-01", None, currency="USD", rate="0.9")
    add_contract(store, "K2", logo_id, "2025-01-01", None, currency="PLN")
    kept.change(store, "reporting_currency", "EUR")
    store.rows("UPDATE contract SET rate_currency = ''")
    kept.change(store, "reporting_currency", "GBP")
    assert [one.rate_currency for one in contracts.every(store)] == ["EUR", ""]


def damage(store, sql, *values):
    """As another program may, which does not look whether the table takes it."""
    store.rows("PRAGMA ignore_check_constraints=ON")
    with store.write():
        store.rows(sql, values)
    store.rows("PRAGMA ignore_check_constraints=OFF")


@pytest.mark.parametrize("day", ["", "2025-13-01", "2025-W31-1", "soon"])
def test_a_rate_from_no_day_on_is_as_if_it_were_not_there(store, day):
    add(store, "rate", currency="GBP", to_currency="EUR", rate="0.9")
    damage(store, "INSERT INTO rate VALUES ('USD', 'EUR', '0.5', ?)", day)
    assert list(rates.every(store)) == [Rate("GBP", "EUR", Decimal("0.9"))]
    assert [(wrong.text, wrong.is_day) for wrong in rates.wrong(store)] == [(day, True)]


@pytest.mark.parametrize("text", ["abc", "", "NaN", "Infinity", "0", "-1", "1e300", "1000000.1"])
def test_a_locked_rate_that_cannot_be_one_is_missing(store, text):
    add_contract(store, "K1", add_logo(store, "L1"), "2025-01-01", None, currency="USD")
    add_contract(store, "K2", 1, "2025-01-01", None, currency="USD", rate="0.5", rate_currency="EUR")
    damage(store, "UPDATE contract SET rate = ?, rate_currency = 'EUR' WHERE ref = 'K1'", text)
    assert [contract.rate for contract in contracts.every(store)] == [None, Decimal("0.5")]
    assert [(wrong.ref, wrong.text) for wrong in rates.wrong_locked(store)] == [("K1", text)]
    damage(store, "DELETE FROM contract WHERE ref = 'K2'")
    assert usual(store) == "USD"
