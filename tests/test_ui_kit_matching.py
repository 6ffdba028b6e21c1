from churntui.ui.kit.matching import MOST, Choice, Matches

NAMES = [
    "Größe & Söhne",
    "Northwind",
    "Nordwind GmbH",
    "Land Nord",
    "Kørner A/S",
    "青空フーズ",
    "missing SSO",
    "",
]
MATCHES = Matches([Choice(str(nth), name, "Berlin" if nth == 1 else "") for nth, name in enumerate(NAMES)])


def names(query: str) -> list[str]:
    return [choice.label for choice in MATCHES.of(query)]


def test_without_a_query_all_come_in_their_order() -> None:
    assert names("  ") == NAMES


def test_diacritics_and_case_do_not_matter() -> None:
    assert names("grosse sohne")[0] == "Größe & Söhne"
    assert names("KORNER")[0] == "Kørner A/S"
    assert names("空")[0] == "青空フーズ"


def test_words_may_come_in_any_order_and_from_the_hint() -> None:
    assert names("gmbh nord") == ["Nordwind GmbH"]
    assert names("berlin") == ["Northwind"]


def test_names_that_begin_so_come_first_then_words_then_letters() -> None:
    assert names("nord") == ["Nordwind GmbH", "Land Nord", "Northwind"]
    assert set(names("nwd")) == {"Northwind", "Nordwind GmbH"}
    assert names("wind")[:2] == ["Northwind", "Nordwind GmbH"]


def test_what_is_sought_by_another_name_is_shown_by_its_own() -> None:
    masked = Matches([Choice("1", "Logo 01", sought="Nordwind GmbH"), Choice("2", "Logo 02", sought="Größe")])
    found = {
        query: [choice.label for choice in masked.of(query)] for query in ("nord", "grosse", "logo 02", "ndw")
    }
    assert found == {"nord": ["Logo 01"], "grosse": ["Logo 02"], "logo 02": ["Logo 02"], "ndw": ["Logo 01"]}


def test_nonsense_finds_nothing() -> None:
    assert names("qqq") == []


def test_the_list_is_short_and_the_very_name_leads_it() -> None:
    many = Matches([Choice(str(nth), f"Firm {nth}") for nth in range(3_000)])
    assert len(many.of("firm")) == MOST
    assert many.of("firm 29")[0].label == "Firm 29"


def test_has_ignores_spelling() -> None:
    assert MATCHES.has(" GRÖSSE &  söhne")
    assert not MATCHES.has("Größe")
