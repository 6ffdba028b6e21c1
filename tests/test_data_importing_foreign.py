"""Ids, words and days as spreadsheets and sources write them under headers of their own."""

import pytest
from imports import counts, reasons

from churntui.data.importing.foreign import plain_form, says_nothing
from churntui.model.tables import TABLES

IDS = "Account ID,Account Name\n"
CONTRACTS = "Account Name,Start Date,End Date,ARR,Currency\n"


@pytest.mark.parametrize("cell", ['"=""00123"""', '="00123"', "'00123", "00123"])
def test_an_id_kept_from_being_a_number_is_that_id(store, take, cell):
    take(accounts=f"{IDS}{cell},Acme\n")
    assert store.rows("SELECT ref, name FROM logo") == [("00123", "Acme")]


def test_an_id_with_the_decimal_of_a_number_is_the_number(store, take):
    take(accounts=f"{IDS}18823340011.0,Acme\n18823340012,Bolt\n")
    assert store.rows("SELECT ref FROM logo ORDER BY id") == [("18823340011",), ("18823340012",)]
    assert counts(take(accounts=f"{IDS}18823340011,Acme\n")["logos"]) == (0, 0, 1, 0)


@pytest.mark.parametrize("cell", ["1.23E+17", '"1,23E+17"', '"18,823,340"', "12345678901234567000.0"])
def test_an_id_that_became_a_number_is_refused(take, cell):
    ((_, column, why),) = reasons(take(accounts=f"{IDS}{cell},Acme\n")["logos"])
    assert column == "Account ID"
    assert "format the column as text" in why


@pytest.mark.parametrize("start", ["1970-01-01", "1/1/1900", "TBD"])
def test_the_day_0_is_no_start(take, start):
    found = take(contracts=f"{CONTRACTS}A,{start},2027-02-01,1,EUR\n")["contracts"]
    assert [(column, why) for _, column, why in reasons(found)] == [("Start Date", "is needed")]


def test_the_day_0_is_no_end_either_and_is_asked_about(take):
    found = take(contracts=f"{CONTRACTS}A,2026-02-01,1970-01-01,1,EUR\n")["contracts"]
    assert "tells no end" in reasons(found)[0][2]


def test_an_end_in_another_century_is_none(store, take):
    rows = "A,2026-01-01,2099-12-31,1,EUR\nB,2026-01-01,2027-01-01,1,EUR\n"
    found = take(contracts=CONTRACTS + rows)["contracts"]
    assert store.rows("SELECT ends_on FROM contract ORDER BY id") == [(None,), ("2027-01-01",)]
    assert "End Date: “2099-12-31” taken as blank, in 1 row" in found.notes


def test_a_header_that_stands_twice_is_said_before_all_else(take):
    notes = take(contracts=CONTRACTS.strip() + ",ARR\nA,2026-01-01,2027-01-01,1,EUR,7\n")["contracts"].notes
    assert notes[0] == "NOT TAKEN, though it may change what counts: ARR"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("€5M", "5000000"),
        ("12,345,678.90", "12345679"),
        ("$1,250.40", "1250"),
        ("1.234", "1.234"),
        ("many", "many"),
    ],
)
def test_what_describes_a_logo_is_read_roughly(text, read):
    assert plain_form(TABLES["logos"].column("annual_revenue"), text) == read


@pytest.mark.parametrize("text", ["201-500", "1,001+", "10 000–50 000", "<50", "€1M - €5M", "51 to 200"])
def test_a_band_is_no_number(text):
    assert says_nothing(TABLES["logos"].column("employees"), text)


@pytest.mark.parametrize("text", ["240", "1,200", "-5", "12.5"])
def test_a_number_is_no_band(text):
    assert not says_nothing(TABLES["logos"].column("employees"), text)


def test_letters_of_html_are_letters():
    assert plain_form(TABLES["logos"].column("name"), "A &amp; B &ouml;") == "A & B ö"
    assert plain_form(TABLES["logos"].column("name"), "A&region, AT&T; B") == "A&region, AT&T; B"


@pytest.mark.parametrize("text", ["Feb 2024", "2024", "2024-02", "02/2024"])
def test_a_month_is_no_day_on_which_a_logo_joined_and_costs_no_row(text):
    assert says_nothing(TABLES["logos"].column("joined_on"), text)


@pytest.mark.parametrize("text", ["2024-02-01", "01/02/2024", "2024/2/1", "1 Feb 2024"])
def test_the_first_of_a_month_is_a_day(text):
    assert not says_nothing(TABLES["logos"].column("joined_on"), text)
