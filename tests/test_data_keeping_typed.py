"""What a person types in a field, and what is kept of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from churntui.data.importing.check import blank
from churntui.data.keeping.typed import Around, Named, currency_said, read, shown, understood
from churntui.model.schema import LINKS, LISTS
from churntui.model.tables import TABLES
from churntui.plain.errors import BadInputError
from churntui.plain.money import MAX_MINOR
from churntui.plain.text import UNSAFE, clean_line, clean_note

TODAY = date(2026, 11, 28)
FORMS = [
    table for table in TABLES.values() if table.name not in {"activity", "interviews", "interview_details"}
]
COLUMNS = [
    pytest.param(column, id=f"{table.name}.{column.field}")
    for table in FORMS
    for column in table.columns
    if column.field
]
PEOPLE = (
    Named(1, "P-1", "R. Dahl", "buyer"),
    Named(2, "P-2", "Rosa Dahl"),
    Named(3, "P-3", "Müller"),
    Named(4, "P-4", "Müller"),
)


def column(table, field):
    return next(column for column in TABLES[table].columns if column.field == field)


def around(of, currency="EUR", since=None):
    return Around(TODAY, currency, since, {of.field: PEOPLE} if of.kind in LINKS else {})


@pytest.mark.parametrize(
    ("table", "field", "text", "value"),
    [
        ("logos", "joined_on", "3 dec", "2026-12-03"),
        ("logos", "joined_on", "24.11.", "2026-11-24"),
        ("logos", "joined_on", "24.11.25", "2025-11-24"),
        ("logos", "joined_on", "+12m", "2027-11-28"),
        ("logos", "joined_on", "", None),
        ("logos", "employees", "1k", 1000),
        ("logos", "employees", "1,200", 1200),
        ("logos", "employees", "-", None),
        ("logos", "domain", "https://www.Nordwind.example/en", "nordwind.example"),
        ("logos", "fit", "g", "good"),
        ("contracts", "amount_minor", "96k", 9_600_000),
        ("contracts", "amount_minor", "1.2m", 120_000_000),
        ("contracts", "amount_minor", "1.234,50 €", 123_450),
        ("contracts", "amount_minor", "€96,000", 9_600_000),
        ("contracts", "amount_minor", "96k eur", 9_600_000),
        ("contracts", "auto_renew", "y", 1),
        ("contracts", "auto_renew", "ja", 1),
        ("contracts", "auto_renew", "no", 0),
        ("contracts", "uplift", "3 %", 3.0),
        ("contracts", "currency", "eur", "EUR"),
        ("contracts", "per", "q", "quarter"),
        ("reviews", "kind", "check-in", "check_in"),
        ("steps", "due_on", "1 nov", "2027-11-01"),
        ("people", "successor_id", "P-2", 2),
        ("people", "successor_id", "rosa", 2),
        ("people", "successor_id", "r. dahl", 1),
        ("people", "successor_id", "buyer", 1),
        ("talks", "themes", "price; missing SSO", ("price", "missing SSO")),
    ],
)
def test_what_is_typed_is_what_is_meant(table, field, text, value):
    of = column(table, field)
    assert read(of, text, around(of)) == value


def test_an_end_is_counted_from_the_start_of_its_row():
    ends = column("contracts", "ends_on")
    assert read(ends, "+12m", around(ends, since=date(2027, 2, 12))) == "2028-02-12"
    assert read(ends, "12 jan", around(ends, since=date(2027, 2, 12))) == "2028-01-12"


@pytest.mark.parametrize(
    ("table", "field", "text", "told"),
    [
        ("logos", "employees", "24o", "“24o” is not a whole number. Write it as 1234"),
        ("logos", "employees", "-3", "“-3” is below 0"),
        ("logos", "joined_on", "someday", "“someday” is not a day"),
        ("logos", "joined_on", "31 feb", "“31 feb” is not a day of the calendar"),
        ("logos", "joined_on", "3/12", "“3/12” is not a day"),
        ("logos", "fit", "so so", "“so so” is none of good, poor"),
        ("contracts", "amount_minor", "much", "“much” is not an amount"),
        ("contracts", "auto_renew", "maybe", "“maybe” is neither yes nor no"),
        ("contracts", "currency", "euros", "“euros” is not a currency"),
        ("people", "successor_id", "müller", "“müller” may be any of 2"),
        ("people", "successor_id", "nobody", "“nobody” is no person that is known here"),
        ("contracts", "renews_id", "zz", "“zz” is no contract that is known here"),
        ("commitments", "review_id", "zz", "“zz” is no review that is known here"),
        ("activity", "customer_id", "zz", "“zz” is no customer that is known here"),
        ("people", "stance", "", None),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(table, field, text, told):
    of = column(table, field)
    if told is None:
        assert read(of, text, around(of)) is None
        return
    with pytest.raises(BadInputError) as error:
        read(of, text, around(of))
    assert str(error.value).startswith(told)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["1" + "0" * 29, "9" * 400, "-" + "9" * 400, f"{'9' * 400}k", "9" * 1_900])
@pytest.mark.parametrize(
    "of", [column("goal_values", "value"), column("contracts", "uplift"), column("logos", "annual_revenue")]
)
def test_a_number_that_no_form_could_show_again_is_refused(of, text):
    with pytest.raises(BadInputError, match="is too large"):
        read(of, text, around(of))


@pytest.mark.parametrize("value", [1e29, 1.5e300])
def test_a_number_that_an_older_book_has_is_shown(value):
    of = column("goal_values", "value")
    assert float(shown(of, value, around(of))) == value


def test_a_sign_says_the_currency_unless_it_may_mean_the_usual_one():
    assert currency_said("€96k", "USD") == "EUR"
    assert currency_said("$96k", "CAD") == "CAD"
    assert currency_said("$96k", "EUR") == "USD"
    assert currency_said("chf 96k", "EUR") == "CHF"
    assert currency_said("96k", "EUR") == "EUR"


def test_what_was_understood_stands_beside_the_text():
    joined, amount = column("logos", "joined_on"), column("contracts", "amount_minor")
    assert understood(joined, "12 feb", "2027-02-12", around(joined)) == "Fri 12 Feb 2027"
    assert understood(amount, "88k", 8_800_000, around(amount)) == "€88,000"
    fit = column("logos", "fit")
    assert understood(fit, "g", "good", around(fit)) == "good"
    assert understood(fit, "good", "good", around(fit)) == ""


def lines(of):
    letters = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    safe = letters.map(clean_line).filter(lambda line: line and not UNSAFE.search(line))
    return safe.filter(lambda line: ";" not in line) if of.kind in LISTS else safe


VALUES = {
    "note": st.text(max_size=200).map(clean_note).filter(str.strip),
    "day": st.dates(date(1900, 1, 1), date(2998, 12, 31)).map(date.isoformat),
    "end": st.dates(date(1900, 1, 1), date(2998, 12, 31)).map(date.isoformat),
    "flag": st.sampled_from([0, 1]),
    "currency": st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3).filter(
        lambda code: not blank(code)
    ),
    "amount": st.integers(0, MAX_MINOR),
    "rate": st.decimals(Decimal("0.000001"), Decimal(1_000_000), places=6).map(
        lambda rate: format(rate.normalize(), "f")
    ),
    "domain": st.from_regex(r"[a-z0-9]{1,10}(\.[a-z]{2,5}){1,2}", fullmatch=True),
}


def whole(of):
    most = 10**15 if of.most is None else of.most
    return st.integers(-most if of.signed else 0, most)


def names(of):
    called = lines(of).map(str.strip).filter(lambda name: '"' not in name)
    return st.lists(called, unique=True, min_size=1).map(tuple)


OF_KIND = {
    "choice": lambda of: st.sampled_from(of.choices),
    "whole": whole,
    "number": lambda of: st.floats(-1e12 if of.signed else 0, of.most or 1e12, allow_nan=False),
    "reasons": lambda of: st.lists(st.sampled_from(of.choices), unique=True, min_size=1).map(tuple),
    "names": names,
} | dict.fromkeys(LINKS, lambda _: st.sampled_from([row.id for row in PEOPLE]))


def values(of):
    return VALUES[of.kind] if of.kind in VALUES else OF_KIND.get(of.kind, lines)(of)


@pytest.mark.parametrize("of", COLUMNS)
@given(data=st.data())
def test_what_is_shown_of_a_value_is_read_as_that_value(of, data):
    value = data.draw(values(of))
    seen = around(of, data.draw(st.sampled_from(["EUR", "JPY", "KWD"])), since=TODAY + timedelta(days=3))
    assert read(of, shown(of, value, seen), seen) == value
