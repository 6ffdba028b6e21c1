"""What contracts bring in the reporting currency: by their own rate, by that of their day, or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.model.exchange import MOST_ADDED, Exchange, MissingRate, arrs
from churntui.model.rows import Contract, Rate

RATES = (
    Rate("USD", "EUR", Decimal("0.5"), date(2025, 7, 1)),
    Rate("USD", "EUR", Decimal("0.9")),
    Rate("PLN", "EUR", Decimal("0.25"), date(2025, 3, 1)),
    Rate("USD", "PLN", Decimal(4)),
)


def contract(number, currency, starts, arr=1000, **more):
    return Contract(
        number, f"K{number}", 1, date.fromisoformat(starts), None, arr, currency, "year", arr, **more
    )


@pytest.mark.parametrize(
    ("currency", "starts", "locked", "arr"),
    [
        ("EUR", "2025-01-01", {"rate": Decimal(7)}, 1000),
        ("USD", "2025-06-30", {}, 900),
        ("USD", "2025-07-01", {}, 500),
        ("USD", "2025-07-01", {"rate": Decimal("0.8")}, 800),
        ("USD", "2025-07-01", {"rate": Decimal("0.8"), "rate_currency": "EUR"}, 800),
        ("USD", "2025-07-01", {"rate": Decimal("0.8"), "rate_currency": "PLN"}, 500),
        ("PLN", "2025-02-28", {}, None),
        ("PLN", "2025-03-01", {}, 250),
        ("PLN", "2025-02-28", {"rate": Decimal("0.2")}, 200),
        ("GBP", "2025-03-01", {}, None),
        ("GBP", "2025-03-01", {"rate": Decimal(2), "rate_currency": "PLN"}, None),
    ],
)
def test_its_own_rate_goes_before_that_of_its_first_day(currency, starts, locked, arr):
    assert Exchange(RATES, "EUR").arr(contract(1, currency, starts, **locked)) == arr


DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 9))


@given(
    st.dictionaries(st.none() | DAYS, st.sampled_from((Decimal(2), Decimal(3), Decimal(5))), max_size=4), DAYS
)
def test_the_rate_is_the_last_that_began_by_the_first_day(known, on):
    began = [day or date.min for day in known if day is None or day <= on]
    expected = None
    if began:
        last = max(began)
        expected = known[None] if last == date.min else known[last]
    every = [Rate("USD", "EUR", rate, day) for day, rate in known.items()]
    assert Exchange(every, "EUR").rate("USD", on) == expected


def test_missing_rates_are_named_with_the_day_they_are_needed_from():
    exchange = Exchange(RATES, "EUR")
    agreed = (
        ("PLN", "2025-02-01"),
        ("GBP", "2024-05-02"),
        ("PLN", "2024-03-01"),
        ("PLN", "2025-03-01"),
        ("EUR", "2020-01-01"),
    )
    missing = exchange.missing(contract(nth, *one) for nth, one in enumerate(agreed))
    assert missing == (
        MissingRate("GBP", 1, date(2024, 5, 2), None),
        MissingRate("PLN", 2, date(2024, 3, 1), date(2025, 3, 1)),
    )
    assert [one.sentence("EUR") for one in missing] == [
        "there is no rate from GBP to EUR, needed from 2 May 2024 on",
        "there is no rate from PLN to EUR before 1 Mar 2025, needed from 1 Mar 2024 on",
    ]


def test_amounts_that_cannot_be_added_up_are_left_out():
    exchange = Exchange((), "EUR")
    fitting = [contract(1, "EUR", "2025-01-01", MOST_ADDED - 1), contract(2, "EUR", "2025-01-01", 1)]
    assert arrs(fitting, exchange) == {1: MOST_ADDED - 1, 2: 1}
    more = [*fitting, contract(3, "EUR", "2025-01-01", 5), contract(4, "USD", "2025-01-01", MOST_ADDED)]
    assert arrs(more, exchange) == {1: None, 2: 1, 3: 5, 4: None}
    assert arrs([], exchange) == {}
