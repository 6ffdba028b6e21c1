import pytest
from imports import counts, taker

from churntui.data.importing.names import Names


def book(*names):
    known = Names()
    for number, name in enumerate(names, start=1):
        known.know(number, name)
    return known


@pytest.mark.parametrize(
    "name", ["Birkenhof, AG", "Birkenhof A.G.", "BIRKENHOF AG", "Birkenhof", "birkenhof   ag"]
)
def test_spellings_of_one_name(name):
    assert book("Birkenhof AG", "Tallinn Freight").same(name) == 1


def test_two_forms_are_two_firms_that_look_alike():
    known = book("Nordwind GmbH")
    assert known.same("Nordwind AG") is None
    assert known.look_alikes("Nordwind AG") == ["Nordwind GmbH"]


def test_a_name_without_its_form_fits_none_of_two():
    assert book("Nordwind GmbH", "Nordwind AG").same("Nordwind") is None


@pytest.mark.parametrize(
    ("name", "other"), [("Tallin Freight", "Tallinn Freight"), ("Tallinn Fraight", "Tallinn Freight")]
)
def test_a_letter_apart_is_a_look_alike(name, other):
    assert book(other).look_alikes(name) == [other]


@pytest.mark.parametrize(("name", "other"), [("Plant 11", "Plant 12"), ("Acme", "Acne"), ("North", "South")])
def test_numbers_and_short_names_are_not_taken_for_each_other(name, other):
    assert book(other).look_alikes(name) == []


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


HEAD = "Account Name,Start Date,End Date,ARR,Currency\n"


def test_a_file_of_spellings_makes_one_logo_and_says_so(take, store):
    rows = [("Birkenhof AG", 2025), ("BIRKENHOF AG", 2026), ("Birkenhof, AG", 2024), ("Birkenhof A.G.", 2023)]
    found = take(contracts=HEAD + "".join(f'"{name}",{y}-02-01,{y + 1}-02-01,9,EUR\n' for name, y in rows))
    assert store.rows("SELECT name FROM logo") == [("Birkenhof AG",)]
    assert "“Birkenhof, AG” taken for logo Birkenhof AG" in found["contracts"].notes


def test_a_look_alike_is_named_when_a_twin_is_made(take):
    found = take(
        contracts=HEAD
        + "Tallinn Freight,2025-02-01,2026-02-01,9,EUR\nTallin Freight,2025-03-01,2026-03-01,9,EUR\n"
    )
    assert (
        "“Tallin Freight” is new and looks like Tallinn Freight: are they one logo?"
        in found["contracts"].notes
    )


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
