import pytest

from churntui.data.importing.check import CellError, read_amount, read_cell
from churntui.data.importing.days import DayReader
from churntui.model.schema import Column
from churntui.model.tables import TABLES


def cell(column: Column, text: str, end_dates="exclusive"):
    return read_cell(column, text, DayReader(None), end_dates)


def column(table: str, name: str) -> Column:
    found = TABLES[table].column(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "end_dates", "expected"),
    [
        ("2025-12-31", "exclusive", "2025-12-31"),
        ("2025-12-31", "inclusive", "2026-01-01"),
        ("2024-02-28", "inclusive", "2024-02-29"),
        ("9999-12-31", "inclusive", None),
        ("", "inclusive", None),
        ("n/a", "exclusive", None),
    ],
)
def test_ends(text, end_dates, expected):
    assert cell(column("contracts", "ends_on"), text, end_dates) == expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("yes", 1),
        ("No", 0),
        ("TRUE", 1),
        ("0", 0),
        ("ja", 1),
        ("tak", 1),
        ("так", 1),
        ("Sí", 1),
        ("", None),
        ("-", None),
    ],
)
def test_flags(text, flag):
    assert cell(column("contracts", "auto_renew"), text) == flag


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("Paid", "paid"), ("Past due", "failed"), ("chargeback", "disputed"), ("Refunded", "refunded")],
)
def test_what_came_of_a_payment_in_the_words_of_billing_systems(text, outcome):
    assert cell(column("payments", "outcome"), text) == outcome


@pytest.mark.parametrize(
    ("text", "number"), [("1200", 1200), ("1,200", 1200), ("1 200", 1200), ("12.0", 12), ("0", 0), ("", None)]
)
def test_whole_numbers(text, number):
    assert cell(column("logos", "employees"), text) == number


def test_revenue_with_its_sign_is_a_whole_number():
    assert cell(column("logos", "annual_revenue"), "$1,234,567") == 1234567


@pytest.mark.parametrize(
    ("table", "name", "text"),
    [
        ("logos", "employees", "-3"),
        ("logos", "employees", "12.5"),
        ("logos", "employees", "many"),
        ("logos", "fit", "perfect"),
        ("contracts", "auto_renew", "perhaps"),
        ("contracts", "currency", "euro"),
        ("contracts", "starts_on", "0025-01-01"),
        ("contracts", "contract_id", "x" * 500),
    ],
)
def test_what_cannot_be_taken_says_why(table, name, text):
    with pytest.raises(CellError) as raised:
        cell(column(table, name), text)
    assert raised.value.column == name
    assert raised.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "www.Acme.example",
        "https://acme.example/en?x=1",
        '<a href="x">http://acme.example</a>',
        "acme.example:443",
        "acme.example;other.example",
        "acme.example, other.example",
    ],
)
def test_domains_are_bare(text):
    assert cell(column("logos", "domain"), text) == "acme.example"


def test_text_is_cleaned_of_what_a_terminal_would_obey():
    assert cell(column("logos", "name"), " \x1b]0;x\x07A\u202e[/]\0  B ") == "]0;xA[/] B"
    assert cell(column("interviews", "notes"), "a\r\nb\x1b[2J") == "a\nb[2J"
    assert cell(column("interviews", "notes"), " \x1b\n") is None


def test_a_name_may_be_a_word_for_nothing():
    assert cell(column("logos", "name"), "Null") == "Null"


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1.234,50 €", "EUR", 123450),
        ("12 345,67 zł", "PLN", 1234567),
        ("99.000,00 kr", "SEK", 9900000),
        ("12 345,67 грн", "UAH", 1234567),
        ("$1,234,567", "USD", 123456700),
        ("1200", "JPY", 1200),
        ("1.5", "KWD", 1500),
        ("0.10", "EUR", 10),
    ],
)
def test_amounts_are_exact(text, currency, minor):
    assert read_amount(text, currency) == minor


@pytest.mark.parametrize("text", ["-250,75", "much", "1.005", "1e3", "9" * 30])
def test_amounts_that_are_none(text):
    with pytest.raises(CellError):
        read_amount(text, "EUR")


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ('<a href="http://www.acme.example/x">Acme</a>', "acme.example"),
        ('<a href="http://l.example" target="_blank">www.acme.example</a>', "acme.example"),
    ],
)
def test_a_link_tells_its_domain(text, domain):
    assert read_cell(TABLES["logos"].column("domain"), text, None, "exclusive") == domain


@pytest.mark.parametrize(
    ("text", "number"), [("12,000,000.00", 12_000_000), ("1.234,00", 1_234), ("1,234", 1_234)]
)
def test_cents_of_nothing_leave_a_number_whole(text, number):
    assert read_cell(TABLES["logos"].column("annual_revenue"), text, None, "exclusive") == number


@pytest.mark.parametrize(("text", "domain"), [("info@acme.example", "acme.example"), ("me@gmail.com", "")])
def test_an_address_in_the_place_of_a_website_tells_its_domain(text, domain):
    assert read_cell(TABLES["logos"].column("domain"), text, None, "exclusive") == domain
