from churntui.data.importing.mapping import recognise
from churntui.data.importing.profiles import named


def test_a_name_that_goes_first_goes_first_with_a_unit_too():
    mapped = recognise("x", ["Account", "Start", "End", "MRR", "ARR (JPY)"], [named("canonical")])
    assert (mapped.at["amount"], mapped.constants["currency"], mapped.constants["per"]) == (4, "JPY", "year")


def test_the_currency_beside_an_amount_is_called_after_it():
    header = [
        "Account",
        "Start",
        "End",
        "TCV Currency",
        "Annual Contract Value Currency",
        "Annual Contract Value",
    ]
    assert recognise("x", header, [named("canonical")]).at["currency"] == 4
