import pytest

from churntui.plain.firms import bare_name, firm_name


@pytest.mark.parametrize(
    ("names", "bare", "form"),
    [
        (["Birkenhof AG", "Birkenhof, AG", "BIRKENHOF A.G.", "Birkenhof A G"], "birkenhof", "ag"),
        (["Foo Aktiengesellschaft", "foo ag"], "foo", "ag"),
        (["Nordwind GmbH & Co. KG", "Nordwind GmbH und Co KG"], "nordwind", "gmbhcokg"),
        (["Foo Sp. z o.o.", "Foo sp. z o. o.", "Foo Spółka z ograniczoną odpowiedzialnością"], "foo", "spzoo"),
        (["Bimbo, S.A. de C.V.", "Bimbo SA de CV"], "bimbo", "sadecv"),
        (["Škoda spol. s r.o.", "Skoda, s. r. o."], "skoda", "sro"),
        (["Mærsk A/S", "Maersk AS"], "maersk", "as"),
        (["ООО «Ромашка»", "Ромашка, ООО"], "ромашка", "ооо"),
        (["株式会社ソニー", "ソニー株式会社"], "ソニー", "株式会社"),
        (["Tata Pvt. Ltd.", "Tata Private Limited"], "tata", "pvtltd"),
    ],
)  # fmt: skip
def test_one_name_and_form_in_several_spellings(names, bare, form):
    assert {(firm_name(name).bare, firm_name(name).form) for name in names} == {(bare, form)}


@pytest.mark.parametrize("name", ["AG", "The Group", "C & A", "A.S. Roma", "O'Reilly", "Nordwind Nord", ""])
def test_what_is_no_form_beside_a_name_is_the_name(name):
    assert firm_name(name).form == ""
    assert bare_name(name).replace(" ", "") == "".join(filter(str.isalpha, name.lower()))


def test_a_firm_is_told_from_the_others_of_its_house():
    assert firm_name("Nordwind Holding AG").house == {"holding"}
    assert bare_name("Nordwind Holding AG") == bare_name("Nordwind")
