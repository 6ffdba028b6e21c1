"""The last day to give notice, and the day on which notice was given."""

import pytest
from imports import taker

HEAD = "Account,Start,End,ARR,Currency,{}\n"


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def notices(store):
    return store.rows("SELECT notice_days, notice_on FROM contract ORDER BY id")


@pytest.mark.parametrize("header", ["Notice Date", "Notice deadline", "Cancel by", "Opt-out date"])
def test_a_last_day_says_how_many_days_of_notice_there_are(take, store, header):
    rows = "A,2026-02-01,2027-02-01,1,EUR,2026-11-01\nB,2026-02-01,2027-02-01,1,EUR,2027-01-02\n"
    found = take(contracts=HEAD.format(header) + rows)["contracts"]
    assert notices(store) == [(92, None), (30, None)]
    assert f"{header}: 2 days taken as the last to give notice, so long before the end" in found.notes


def test_what_few_contracts_have_is_notice_given_and_said(take, store):
    rows = "A,2026-02-01,2027-02-01,1,EUR,2026-11-01\nB,2026-02-01,2027-02-01,1,EUR,\n"
    found = take(contracts=HEAD.format("Notice Date") + rows)["contracts"]
    assert notices(store) == [(0, "2026-11-01"), (0, None)]
    told = "Notice Date taken as the day notice was given, of 1 contract; they run on to their end"
    assert told in found.notes


def test_a_last_day_that_cannot_be_one_says_nothing(take, store):
    take(contracts=HEAD.format("Cancel by") + "A,2026-02-01,2027-02-01,1,EUR,2027-03-01\n")
    assert notices(store) == [(0, None)]


def test_small_numbers_of_a_notice_are_months_and_others_days(take, store):
    rows = "A,2026-02-01,2027-02-01,1,EUR,3\nB,2026-02-01,2027-02-01,1,EUR,{}\n"
    found = take(contracts=HEAD.format("Notice period") + rows.format(1))["contracts"]
    assert notices(store) == [(92, None), (31, None)]
    assert "Notice period: 2 notices of months or weeks taken as days" in found.notes
    take(contracts=HEAD.format("Notice period") + rows.format(30))
    assert notices(store) == [(3, None), (30, None)]
    take(contracts=HEAD.format("Notice (days)") + rows.format(1))
    assert notices(store) == [(3, None), (1, None)]


def test_under_our_own_headers_notice_given_goes_without_saying(take, store):
    take(logos="logo_id,name\nL1,Acme\n")
    head = "contract_id,logo_id,starts_on,ends_on,amount,currency,per,notice_on\n"
    found = take(contracts=head + "C1,L1,2026-01-01,2027-01-01,1,EUR,year,2026-06-01\n")["contracts"]
    assert found.notes == ()
