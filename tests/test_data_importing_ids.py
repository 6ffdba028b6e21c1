import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import counts, reasons

from churntui.data.importing.ids import long_form, spellings

HEAD = "Contract Number,Account ID,Account Name,Start Date,End Date,ARR,Currency\n"


@pytest.mark.parametrize(
    "long", ["a0D30000001n7PiEAI", "0019000000B98deAAB", "001000000000000AAA", "00AAAAAAAAAAAAA255"]
)
def test_the_long_form_of_an_id(long):
    assert long_form(long[:15]) == long


def test_a_record_is_one_in_either_form_and_in_any_case_of_the_long_one():
    short = "0015e00000Aabcd"
    for known in (short, long_form(short)):
        other = spellings([known])
        assert other.record(short) == other.record(long_form(short)) == known
        assert other.record(long_form(short).upper()) == other.record(long_form(short).lower()) == known
        assert other.record("0015e00000aabcd") is None


@given(st.text("0aA1bB", min_size=15, max_size=15), st.text("0aA1bB", min_size=15, max_size=15))
def test_two_records_are_never_one(one, other):
    one, other = "0" + one[1:], "0" + other[1:]
    if one != other and not one.isdigit():
        assert spellings([one]).record(long_form(other).upper()) is None


def test_numbers_are_one_but_for_their_zeros_unless_two_are():
    assert spellings(["00123"]).zeros("123") == "00123"
    assert spellings(["123"]).zeros("0123") == "123"
    assert spellings(["00123", "0123"]).zeros("123") is None
    assert spellings(["A123"]).zeros("123") is None
    assert spellings(["00123"]).record("123") is None


def test_contracts_find_the_account_under_the_other_form_of_its_id(store, take):
    long = long_form("0015e00000Aabcd")
    take(accounts=f"Account ID,Account Name\n{long},Birkenhof AG\n")
    row = "1,0015e00000Aabcd,Birkenhof AG,2025-03-01,2026-03-01,24000,EUR\n"
    found = take(contracts=HEAD + row)["contracts"]
    assert counts(found) == (1, 0, 0, 0)
    assert f"id 0015e00000Aabcd taken for {long}, the same in another spelling" in found.notes
    assert store.rows("SELECT ref FROM logo") == [(long,)]
    again = take(accounts="Account ID,Account Name\n0015e00000Aabcd,Birkenhof AG\n")["logos"]
    assert counts(again) == (0, 0, 1, 0)


def test_a_number_without_its_zeros_is_the_logo_of_the_same_name(store, take):
    take(accounts="Account ID,Account Name\n00123,Birkenhof AG\n00456,Osprey\n")
    rows = "1,123,Birkenhof AG,2025-03-01,2026-03-01,24000,EUR\n2,456,Quill,2025-03-01,2026-03-01,1,EUR\n"
    assert counts(take(contracts=HEAD + rows)["contracts"]) == (2, 0, 0, 0)
    assert store.rows("SELECT ref, name FROM logo ORDER BY id") == [
        ("00123", "Birkenhof AG"),
        ("00456", "Osprey"),
        ("456", "Quill"),
    ]


def test_without_a_name_it_is_refused_and_the_other_is_named(take):
    take(accounts="Account ID,Account Name\n00123,Birkenhof AG\n")
    ((_, column, why),) = reasons(take(tickets="Ticket ID,Account ID,Opened\n1,123,2026-01-05\n")["tickets"])
    assert column == "Account ID"
    assert why == "no such logo, but one with the id 00123: is it that? Write its id so"


def test_under_our_own_header_an_id_is_what_it_says(store, take):
    logos = "logo_id,name\n00123,Birkenhof AG\n123,Birkenhof AG\n"
    assert counts(take(logos=logos)["logos"]) == (2, 0, 0, 0)


def test_the_second_months_contract_is_the_same_under_another_spelling_of_its_id(store, take):
    row = "{},{},Acme,2025-03-01,2026-03-01,24000,EUR\n"
    first, last = "8005e00000Aabcd", "00000101"
    take(contracts=HEAD + row.format(first, 1) + row.format(last, 1))
    again = HEAD + row.format(long_form(first), 1) + row.format("101", 1)
    assert counts(take(contracts=again)["contracts"]) == (0, 0, 2, 0)
    other = HEAD + "101,2,Bolt,2025-03-01,2026-03-01,24000,EUR\n"
    assert counts(take(contracts=other)["contracts"]) == (1, 0, 0, 0)
