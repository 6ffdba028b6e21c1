import pytest
from imports import counts, reasons, taker

from churntui.data.importing import starts


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def terms(store):
    return store.rows("SELECT ref, starts_on, ends_on, arr_minor FROM contract ORDER BY ref")


TRACKER = "Account,CSM,Renewal Date,ARR\nBirkenhof AG,Dana Roe,2027-02-01,€96000\n"


def test_a_tracker_of_renewals_is_taken_with_its_start_a_year_back(take, store):
    found = take(tracker=TRACKER)["contracts"]
    assert terms(store) == [
        ("birkenhof-ag:assumed:2026-02-01:2027-02-01", "2026-02-01", "2027-02-01", 9_600_000)
    ]
    assert any("it is ASSUMED a year before Renewal Date" in note for note in found.notes)
    assert counts(take(tracker=TRACKER)["contracts"]) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("header", "term", "start"),
    [
        ("Contract Term (months)", "24", "2025-02-01"),
        ("Term", "3 years", "2024-02-01"),
        ("Term (years)", "2", "2025-02-01"),
        ("Laufzeit", "12 Monate", "2026-02-01"),
        ("Term", "", "2026-02-01"),
    ],
)
def test_the_term_says_how_far_back(take, store, header, term, start):
    take(tracker=f"Account,Renewal Date,ARR,{header}\nBirkenhof AG,2027-02-01,€96000,{term}\n")
    assert terms(store)[0][1] == start


def test_a_term_that_is_none_is_refused(take):
    found = take(tracker="Account,Renewal Date,ARR,Term\nA,2027-02-01,€96000,forever\n")["contracts"]
    assert reasons(found) == [(2, "Term", "is no length of a contract: write it in months, as 12")]


def test_without_an_end_nothing_is_assumed(take):
    found = take(tracker="Account,Renewal Date,ARR\nA,,€96000\n")["contracts"]
    assert counts(found) == (0, 0, 0, 1)


def test_a_contract_of_the_book_that_ends_then_is_that_one_and_keeps_its_start(take, store):
    header = "contract_id,logo_name,starts_on,ends_on,amount,per"
    take(contracts=f"{header}\nC1,Birkenhof AG,2024-02-01,2027-02-01,90000,year\n")
    found = take(tracker=TRACKER)["contracts"]
    assert counts(found) == (0, 1, 0, 0)
    assert terms(store) == [("C1", "2024-02-01", "2027-02-01", 9_600_000)]


def test_check_counts_starts_that_are_assumed(take, store):
    take(tracker=TRACKER)
    assert starts.assumed(store) == 1
    store.rows("UPDATE contract SET starts_on = '2025-05-01'")
    assert starts.assumed(store) == 0


def test_what_is_for_the_whole_term_needs_its_length(take, store):
    found = take(tracker="Account,Renewal Date,TCV,Term\nA,2027-02-01,90000,\nB,2027-02-01,90000,36\n")[
        "contracts"
    ]
    assert reasons(found)[0][2] == "is for the whole term, and nothing says how long that is"
    assert [row[3] for row in terms(store)] == [3_000_000]


def test_an_end_is_made_of_the_term_and_said(take, store):
    found = take(contracts="Account,Start,Term (months),TCV,Currency\nAcme,2025-02-01,36,288000,EUR\n")
    assert terms(store)[0][1:] == ("2025-02-01", "2028-02-01", 9_600_000)
    assert any("without an end: it is ASSUMED" in note for note in found["contracts"].notes)
    late = take(contracts="Account,Start,Term,ARR,Currency\nBolt,2020-02-01,1 yr,12,EUR\n")["contracts"]
    assert any("1 of those ends are past" in note for note in late.notes)


def test_a_blank_end_beside_others_and_a_term_without_one_stay_open(take, store):
    take(contracts="Account,Start,End,Term,ARR,Currency\nAcme,2025-02-01,,12,12,EUR\n")
    take(contracts="Account,Start,Term,ARR,Currency\nBolt,2025-02-01,month-to-month,12,EUR\n")
    assert [row[2] for row in terms(store)] == [None, None]
