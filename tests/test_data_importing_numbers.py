from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.importing.numbers import NumberReader, without_sign, written
from churntui.plain.errors import BadInputError


def number(text, *others, said=None, english=False):
    return NumberReader(said, lambda: [text, *others], is_english=english).read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("96000", "96000"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1’234’567", "1234567"),
        ("96 000", "96000"),
        ("96\u00a0000,50", "96000.50"),
        ("96\u202f000", "96000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12,5", "12.5"),
        ("1234.500", "1234.500"),
        ("0.125", "0.125"),
        ("96k", "96000"),
        ("18.5K", "18500"),
        ("18,5 Tsd.", "18500"),
        ("1.2M", "1200000"),
        ("1,2 Mio", "1200000"),
        ("2 млн", "2000000"),
        ("(1,234.00)", "-1234"),
        ("-5", "-5"),
        ("5-", "-5"),
        ("500.-", "500"),
        ("1'500,–", "1500"),
        ("\u22125", "-5"),
    ],
)
def test_what_tells_itself(text, expected):
    assert number(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    ["", "k", "abc", "1.2.3", "1,23,456.7.8", "12 34", "(5", "5)", "1e3", "5x", "1,,2", "٣", "1.234,5,6"],
)
def test_what_is_none(text):
    with pytest.raises(BadInputError):
        number(text)


def test_thousands_or_decimals_as_the_column_tells():
    assert number("96.000", "1.234,50") == 96000
    assert number("96.000", "7,5") == 96000
    assert number("96,000", "1,234.50") == 96000
    assert number("96,000", "1234.50") == 96000
    assert number("96.000", "1234.500") == 96


@pytest.mark.parametrize("others", [(), ("18.500",), ("18.50",), ("1.234,50", "1,234.50"), ("100", "words")])
def test_a_point_before_three_digits_is_asked_about_where_nothing_tells(others):
    with pytest.raises(BadInputError, match="--decimal point or comma"):
        number("96.000", *others)
    assert number("96.000", *others, said="comma") == 96000
    assert number("96.000", *others, said="point") == 96


def test_a_comma_before_three_digits_groups_where_commas_separate_cells():
    assert number("96,000", english=True) == 96000
    assert number("96,000", "1.234,500", english=True) == 96
    with pytest.raises(BadInputError, match="--decimal"):
        number("96,000")


@pytest.mark.parametrize(
    ("text", "bare", "codes"),
    [
        ("€96k", "96k", ("EUR",)),
        ("96 000 €", "96 000", ("EUR",)),
        ("USD 1,200", "1,200", ("USD",)),
        ("1200 chf", "1200", ("CHF",)),
        ("CHF1'200", "1'200", ("CHF",)),
        ("US$5", "5", ("USD",)),
        ("A$5", "5", ("AUD",)),
        ("Fr. 500.-", "500.-", ("CHF",)),
        ("€5 EUR", "5", ("EUR",)),
        ("$5 CAD", "5", ("CAD",)),
        ("(€5)", "(5)", ("EUR",)),
        ("-€5", "-5", ("EUR",)),
        ("1,2 Mio", "1,2 Mio", ()),
        ("5", "5", ()),
    ],
)
def test_the_currency_beside_it(text, bare, codes):
    assert without_sign(text) == (bare, codes)


@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from(
        [("point", ",", "."), ("comma", ".", ","), ("point", " ", "."), ("comma", "\u202f", ",")]
    ),
)
def test_what_is_written_with_groups_and_decimals_reads_as_itself(value, form):
    _, group, decimal = form
    text = f"{value:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    assert number(text) == value


@given(st.text("0123456789.,' -()kM€$", max_size=12))
def test_any_text_is_a_number_or_refused(text):
    found = written(without_sign(text)[0])
    for said in ("point", "comma"):
        try:
            number(text, said=said)
        except BadInputError:
            continue
        assert found is not None
