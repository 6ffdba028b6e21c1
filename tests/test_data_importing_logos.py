"""Which logo a row of somebody else's file is about."""

import pytest
from imports import counts, reasons, taker

from churntui.data.importing import Options

BOOK = "logo_id,name,domain\nL1,Birkenhof AG,birkenhof.example\nL2,Tallinn Freight,\n"

HUBSPOT = "Record ID,Company name,Company Domain Name,Company owner\n"

CONTRACTS = "Account Name,Start Date,End Date,ARR,Currency\n"


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def names(store):
    return store.rows("SELECT ref, name FROM logo ORDER BY id")


def test_another_sources_logos_are_those_of_the_book_and_their_ids_stay_known(take, store):
    take(logos=BOOK)
    companies = HUBSPOT + '901,"Birkenhof, AG",birkenhof.example,Ines\n903,tallinn freight,,Ines\n'
    found = take(companies=companies)["logos"]
    assert counts(found) == (0, 2, 0, 0)
    assert "“901” taken for logo L1, of the same name" in found.notes
    assert names(store) == [("L1", "Birkenhof AG"), ("L2", "tallinn freight")]
    assert store.rows("SELECT ref, logo_id FROM former_logo") == [("901", 1), ("903", 2)]
    assert counts(take(companies=companies)["logos"]) == (0, 0, 2, 0)
    surveys = take(surveys="account id,score,day\n901,9,2026-01-01\n")["surveys"]
    assert counts(surveys) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "like"),
    [
        ("902,Tallin Freight,,", "Tallinn Freight (L2)"),
        ("904,Birkenhof Schweiz,birkenhof.example,", "Birkenhof AG (L1)"),
        ("905,Tallinn Freight,birkenhof.example,", "Birkenhof AG (L1) or Tallinn Freight (L2)"),
        ("906,Birkenhof AG,other.example,", "Birkenhof AG (L1)"),
    ],
)
def test_what_is_not_sure_is_asked_and_no_twin_is_made(take, store, row, like):
    take(logos=BOOK)
    found = take(companies=HUBSPOT + row + "\n")["logos"]
    assert counts(found) == (0, 0, 0, 1)
    assert f"is no logo of the book, but like {like}: import with --same" in found.problems[0].reason
    assert [likeness.said for likeness in found.asked] == [row[:3]]
    assert "0 of 1 row matched to logos (0 %)" in found.notes


def test_a_new_row_of_a_source_the_book_knows_is_asked_about_though_its_name_is_there(take, store):
    header = "Account ID,Account Name,Website\n"
    take(logos=header + "A1,Acme,\nA2,Bolt,\n")
    found = take(logos=header + "A2,Bolt,\nA3,Acme,\n")["logos"]
    assert counts(found) == (0, 0, 1, 1)
    assert counts(take(logos=header + "A1,Acme,\nA2,Bolt,\nA3,Acme,\n")["logos"]) == (1, 0, 2, 0)


def test_answers_are_taken_and_kept(take, store):
    take(logos=BOOK)
    rows = CONTRACTS + "Tallin Freight,2026-01-01,2027-01-01,9,EUR\nBirkenhoff,2026-01-01,2027-01-01,9,EUR\n"
    assert [line for line, _, _ in reasons(take(contracts=rows)["contracts"])] == [2, 3]
    answers = Options(same=(("tallin freight", "L2"), ("Birkenhoff", "")))
    found = take(options=answers, contracts=rows)["contracts"]
    assert counts(found) == (2, 0, 0, 0)
    assert "“Tallin Freight” taken for logo L2, as said" in found.notes
    assert [ref for ref, _ in names(store)] == ["L1", "L2", "birkenhoff"]
    assert counts(take(contracts=rows)["contracts"]) == (0, 0, 2, 0)
    nobody = take(options=Options(same=(("X", "L9"),)), contracts=CONTRACTS + "X,2026-01-01,,9,EUR\n")
    assert reasons(nobody["contracts"])[0][2] == "is said to be L9, which is no logo: say its id"


def test_all_can_be_said_to_be_new(take, store):
    rows = CONTRACTS + "Tallin Freight,2026-01-01,,9,EUR\nTallinn Freight,2026-01-01,,9,EUR\n"
    assert counts(take(contracts=rows)["contracts"]) == (1, 0, 0, 1)
    assert counts(take(options=Options(same=(("all", ""),)), contracts=rows)["contracts"]) == (1, 0, 1, 0)


def test_a_logo_that_is_said_to_be_another_keeps_its_name_and_takes_the_rest(take, store):
    take(logos=BOOK)
    sheet = "Company,Owner,Website\nTallin Freight,Kim,\n"
    found = take(options=Options(same=(("Tallin Freight", "L2"),)), accounts=sheet)["logos"]
    assert counts(found) == (0, 1, 0, 0)
    assert store.rows("SELECT name, owner FROM logo WHERE ref = 'L2'") == [("Tallinn Freight", "Kim")]
    assert counts(take(accounts=sheet)["logos"]) == (0, 0, 1, 0)


def test_under_our_own_headers_nothing_is_asked(take):
    take(logos=BOOK)
    assert counts(take(logos="logo_id,name,domain\nL3,Tallin Freight,\n")["logos"]) == (1, 0, 0, 0)


def test_a_file_of_spellings_makes_one_logo_and_says_so(take, store):
    rows = [("Birkenhof AG", 2025), ("BIRKENHOF AG", 2026), ("Birkenhof, AG", 2024), ("Birkenhof A.G.", 2023)]
    found = take(
        contracts=CONTRACTS + "".join(f'"{name}",{y}-02-01,{y + 1}-02-01,9,EUR\n' for name, y in rows)
    )
    assert store.rows("SELECT name FROM logo") == [("Birkenhof AG",)]
    assert "“Birkenhof, AG” taken for logo Birkenhof AG" in found["contracts"].notes


def test_a_look_alike_within_a_file_is_asked_about(take):
    rows = "Tallinn Freight,2025-02-01,2026-02-01,9,EUR\nTallin Freight,2025-03-01,2026-03-01,9,EUR\n"
    assert counts(take(contracts=CONTRACTS + rows)["contracts"]) == (1, 0, 0, 1)


IDS = "Account ID,Account Name,Start Date,End Date,ARR,Currency\n"


def test_an_unknown_id_leads_on_to_the_name(take, store):
    take(logos="logo_id,name\nL1,Acme\n")
    found = take(contracts=IDS + "cus_9,Acme,2025-02-01,2026-02-01,9,EUR\n")["contracts"]
    assert store.rows("SELECT ref FROM logo") == [("L1",)]
    assert "“cus_9” taken for logo L1, of the same name" in found.notes


def test_two_ids_of_one_file_are_two_logos_of_one_name(take, store):
    rows = "A1,Acme,2025-02-01,2026-02-01,9,EUR\nA2,Acme,2025-02-01,2026-02-01,9,EUR\n"
    assert counts(take(contracts=IDS + rows)["contracts"]) == (2, 0, 0, 0)
    assert store.rows("SELECT ref FROM logo ORDER BY ref") == [("A1",), ("A2",)]


def test_an_id_of_the_book_in_the_place_of_a_name_is_that_logo(take, store):
    take(logos=BOOK)
    found = take(contracts=CONTRACTS + "L1,2026-01-01,2027-01-01,1,EUR\n")["contracts"]
    assert names(store) == [("L1", "Birkenhof AG"), ("L2", "Tallinn Freight")]
    assert "“L1” taken for logo Birkenhof AG" in found.notes


def test_two_accounts_of_one_name_in_another_spelling_of_their_ids_stay_two(take, store):
    header = "Account ID,Account Name,Start Date,End Date,ARR,Currency\n"
    take(logos="Account ID,Account Name\n0015e00000AabcdAAC,Acme\n")
    rows = (
        "0015e00000Aabcd,Acme,2025-02-01,2026-02-01,9,EUR\n0015e00000Aabce,Acme,2025-02-01,2026-02-01,9,EUR\n"
    )
    assert counts(take(contracts=header + rows)["contracts"]) == (2, 0, 0, 0)
    assert [ref for ref, _ in names(store)] == ["0015e00000AabcdAAC", "0015e00000Aabce"]


def test_a_spelling_that_was_taken_once_is_that_logo_even_when_another_of_the_name_comes(take, store):
    new = Options(same=(("all", ""),))
    rows = "Birkenhof GmbH,2026-01-01,,9,EUR\nBirkenhof,2025-01-01,2026-01-01,9,EUR\nBirkenhof AG,2026-01-01,,9,EUR\n"
    assert counts(take(options=new, contracts=CONTRACTS + rows)["contracts"]) == (3, 0, 0, 0)
    assert counts(take(options=new, contracts=CONTRACTS + rows)["contracts"]) == (0, 0, 3, 0)
    assert [ref for ref, _ in names(store)] == ["birkenhof-gmbh", "birkenhof-ag"]


def test_two_unknown_ids_of_one_name_are_asked_about_until_one_is_said_to_be_new(take, store):
    take(logos=BOOK)
    companies = HUBSPOT + "900,Quill Media,,Ines\n901,Tallinn Freight,,Ines\n902,Tallinn Freight,,Kim\n"
    for _ in range(2):
        found = take(companies=companies)["logos"]
        assert [problem.line for problem in found.problems] == [4]
    found = take(options=Options(same=(("902", ""),)), companies=companies)["logos"]
    assert counts(found) == (1, 0, 2, 0)
    assert counts(take(companies=companies)["logos"]) == (0, 0, 3, 0)


def test_what_was_taken_away_by_hand_is_no_look_alike(take, store):
    take(logos=BOOK + "L3,Tallin Freight,\n")
    with store.edit("taken away"):
        store.rows("DELETE FROM logo WHERE ref = 'L3'")
    found = take(companies="Account ID,Account Name,Owner\nL3,Tallin Freight,Ines\n")["logos"]
    assert (counts(found), found.in_conflict) == ((0, 0, 0, 0), 1)
