import pytest

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
    assert known.look_alikes("Nordwind AG") == [1]


def test_a_name_without_its_form_fits_none_of_two():
    assert book("Nordwind GmbH", "Nordwind AG").same("Nordwind") is None


def test_one_of_a_house_is_not_its_holding():
    known = book("Nordwind Holding GmbH")
    assert known.same("Nordwind GmbH") is None
    assert known.look_alikes("Nordwind GmbH") == [1]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Tallin Freight", "Tallinn Freight"),
        ("Tallinn Fraight", "Tallinn Freight"),
        ("Tallin Fraight OÜ", "Tallinn Freight"),
        ("Birkinhoff", "Birkenhof AG"),
        ("Brikenhof", "Birkenhof AG"),
        ("Freight Tallinn", "Tallinn Freight"),
        ("Data Dog", "Datadog, Inc."),
        ("Mueller GmbH", "Müller GmbH"),
    ],
)
def test_a_word_or_two_misspelled_cut_or_moved_are_look_alikes(name, other):
    assert book(other).look_alikes(name) == [1]
    assert book(name).look_alikes(other) == [1]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Plant 11", "Plant 12"),
        ("Company_0", "Company_1"),
        ("Acme", "Acne"),
        ("North", "South"),
        ("Nordwind Nord", "Nordwind Süd"),
        ("Nordwind Ost", "Nordwind West"),
        ("Northern Trust", "Southern Trust"),
        ("Ministry of Health", "Minister of Health"),
        ("Microline Inc", "Microdyne Inc"),
        ("Acme", "Acme Europe"),
    ],
)
def test_short_words_numbers_and_other_syllables_tell_firms_apart(name, other):
    assert book(other).look_alikes(name) == []


def test_a_new_name_is_looked_like_and_an_old_one_no_more():
    known = book("Tallinn Freight")
    assert known.look_alikes("Birkenhoff") == []
    known.know(2, "Birkenhof")
    known.know(1, "Osprey Legal")
    assert known.look_alikes("Birkenhoff") == [2]
    assert known.look_alikes("Tallin Freight") == []


def test_signs_alone_are_like_nothing():
    assert book("????").same("???") is None
    assert book("????").look_alikes("???") == []
