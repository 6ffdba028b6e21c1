"""Amounts: exact, with the decimals of their currency, and read as people write them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.plain import money
from churntui.plain.errors import BadInputError

CURRENCIES = st.sampled_from(("EUR", "USD", "JPY", "KWD", "PLN", "XYZ"))
NEW_YEAR = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1200", "EUR", 120_000),
        ("1,234.50", "USD", 123_450),
        ("1.234,50", "EUR", 123_450),
        ("1.234.567,89", "EUR", 123_456_789),
        ("1.234.567", "EUR", 123_456_700),
        ("1'234.50", "CHF", 123_450),
        ("1 200 zł", "PLN", 120_000),
        ("1\u202f200,5", "EUR", 120_050),
        ("$1,234,567", "USD", 123_456_700),
        ("EUR 99", "EUR", 9_900),
        ("99 eur", "EUR", 9_900),
        ("0,5", "EUR", 50),
        ("1,234", "EUR", 123_400),
        (".5", "EUR", 50),
        ("-12", "EUR", -1_200),
        ("1200", "JPY", 1_200),
        ("1.234", "KWD", 1_234),
        ("10.50", "XYZ", 1_050),
    ],
)
def test_amounts_as_people_write_them(text, currency, minor):
    assert money.parse_amount(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "words"),
    [
        ("", "EUR", "not an amount"),
        ("12a", "EUR", "not an amount"),
        ("1,23,456", "EUR", "not an amount"),
        ("1e5", "EUR", "not an amount"),
        ("nan", "EUR", "not an amount"),
        ("1.234", "EUR", "more decimals"),
        ("1.5", "JPY", "more decimals"),
        ("9" * 20, "EUR", "too large"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(text, currency, words):
    with pytest.raises(BadInputError, match=words):
        money.parse_amount(text, currency)


@given(st.integers(-money.MAX_MINOR, money.MAX_MINOR), CURRENCIES)
def test_a_plain_amount_is_read_back(minor, currency):
    assert money.parse_amount(money.plain(minor, currency), currency) == minor


def test_plain_amounts_have_the_decimals_of_their_currency():
    assert [money.plain(1234, c) for c in ("EUR", "JPY", "KWD")] == ["12.34", "1234", "1.234"]


@pytest.mark.parametrize("text", ["", "EU", "EURO", "€", "12A", "ÄÖÜ"])
def test_what_is_no_currency_is_refused(text):
    with pytest.raises(BadInputError, match="three-letter"):
        money.parse_currency(text)


def test_currencies_are_in_capitals():
    assert money.parse_currency(" eur ") == "EUR"


@pytest.mark.parametrize(
    ("per", "ends_on", "arr"),
    [
        ("month", None, 12_000),
        ("quarter", None, 4_000),
        ("year", None, 1_000),
        ("term", date(2026, 1, 1), 1_000),
        ("term", date(2027, 1, 1), 500),
        ("term", date(2025, 4, 1), 4_000),
        ("term", date(2025, 1, 11), 36_500),
    ],
)
def test_annualised(per, ends_on, arr):
    assert money.annualised(1_000, per, NEW_YEAR, ends_on) == arr


def test_terms_from_month_end_to_month_end_are_a_month_each():
    ends = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)]
    assert {money.annualised(10_000, "term", *term) for term in pairwise(ends)} == {120_000}


@pytest.mark.parametrize("ends_on", [None, NEW_YEAR, date(2024, 12, 31)])
def test_a_term_without_length_is_refused(ends_on):
    with pytest.raises(BadInputError, match="per term"):
        money.annualised(1_000, "term", NEW_YEAR, ends_on)


@pytest.mark.parametrize(
    ("minor", "currency", "to", "rate", "expected"),
    [
        (100_000, "USD", "EUR", "0.92", 92_000),
        (1_000, "JPY", "EUR", "0.0062", 620),
        (100, "EUR", "JPY", "160.5", 160),
        (1_234, "KWD", "EUR", "3", 370),
        (25, "EUR", "USD", "1.1", 28),
    ],
)
def test_conversion_keeps_the_decimals_of_both(minor, currency, to, rate, expected):
    assert money.converted(minor, currency, to, Decimal(rate)) == expected


@given(st.integers(0, 10**15), st.sampled_from(("month", "quarter", "year")))
def test_a_month_is_a_twelfth_rounded_once(minor, per):
    arr = money.annualised(minor, per, NEW_YEAR, None)
    assert abs(money.monthly(arr) * 12 - arr) <= 6


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (9_600_000, "EUR", "€96.0k"),
        (124_000_000, "EUR", "€1.24M"),
        (95_000, "EUR", "€950"),
        (-1_200_000, "EUR", "−€12.0k"),
        (0, "EUR", "€0"),
        (99_940, "EUR", "€999"),
        (99_960, "EUR", "€1.0k"),
        (99_994_000, "EUR", "€999.9k"),
        (99_996_000, "EUR", "€1.00M"),
        (96_000, "CHF", "CHF 960"),
        (96_000, "JPY", "¥96.0k"),
    ],
)
def test_short_amounts(minor, currency, text):
    assert money.short(minor, currency) == text


@given(st.integers(0, 9 * 10**13))
def test_a_short_amount_never_shows_four_digits_before_its_point(minor):
    digits = money.short(minor, "EUR").strip("€kMB").partition(".")[0]
    assert len(digits) <= 3


def test_full_amounts():
    assert money.full(9_600_000, "EUR") == "€96,000"
    assert money.full(9_600_050, "EUR") == "€96,000.50"
    assert money.full(-100, "CHF") == "−CHF 1"


@pytest.mark.parametrize(
    ("minor", "shown"),
    [
        (137_000_00, "€137k"),
        (4_200_00, "€4.2k"),
        (1_200_000_00, "€1.2M"),
        (950_00, "€950"),
        (-100_000_00, "−€100k"),
    ],
)
def test_an_amount_as_short_as_it_can_be(minor, shown):
    assert money.trimmed(minor, "EUR") == shown
