import pytest

from churntui.data.importing.headings import heading
from churntui.data.importing.profiles import header_key


@pytest.mark.parametrize(
    ("title", "key", "currencies", "per"),
    [
        ("ARR (EUR)", "arr", ("EUR",), ""),
        ("MRR [usd]", "mrr", ("USD",), ""),
        ("Amount in €", "amount", ("EUR",), ""),
        ("ARR £", "arr", ("GBP",), ""),
        ("EUR ARR", "arr", ("EUR",), ""),
        ("arr_eur", "arr", ("EUR",), ""),
        ("Price per month", "price", (), "month"),
        ("Price / month (EUR)", "price", ("EUR",), "month"),
        ("Fee p.a.", "fee", (), "year"),
        ("Preis pro Jahr", "preis", (), "year"),
        ("Value (annual)", "value", (), "year"),
        ("Contract Start*", "contractstart", (), ""),
        ("Avoidable?", "avoidable", (), ""),
        ("Start (UTC)", "start", (), ""),
        ("Per seat", "perseat", (), ""),
        ("Price per seat", "priceperseat", (), ""),
    ],
)
def test_a_header_without_what_stands_beside_its_name(title, key, currencies, per):
    found = heading(title)
    assert (found.key, found.currencies, found.per) == (key, currencies, per)


def test_a_sign_that_several_share_says_all_of_them():
    assert heading("ARR ($)").currencies[:2] == ("USD", "CAD")


@pytest.mark.parametrize(
    "title", ["Amount (old)", "tier (metadata)", "Domain", "Account", "EUR", "per month", "Région", "客户"]
)
def test_what_is_not_known_stays_in_the_name(title):
    assert heading(title).key == header_key(title)


def test_units():
    assert heading("Contract Term (months)").unit == "months"
    assert heading("Notice period (weeks)").unit == "weeks"


@pytest.mark.parametrize(
    ("title", "times"),
    [
        ("Amount (cents)", "minor"), ("MRR (EUR cents)", "minor"), ("amount_in_cents", "minor"),
        ("ARR (k€)", "1000"), ("ARR (€k)", "1000"),
        ("ARR in EUR (thousands)", "1000"), ("ARR (kEUR)", "1000"), ("ARR (EUR)", ""), ("ARR", ""),
    ],
)  # fmt: skip
def test_cents_and_thousands(title, times):
    assert heading(title).times == times


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("How likely are you to recommend us to a colleague?", "npsscore"),
        ("Why did you decide to cancel?", "churnreason"),
        ("What is the main reason you are leaving?", "churnreason"),
        ("Which company are you from?", "companyname"),
        ("Which competitor are you switching to?", "competitor"),
        ("Could we have done anything to keep you?", "preventable"),
        ("What could we have done better?", "feedback"),
        ("ARR__c", "arr"),
        ("contract.arr.amount", "contractarr"),
        ("NPS (0-10)", "nps"),
        ("ARR as of 11/2026", "arr"),
    ],
)
def test_questions_of_forms_and_names_of_fields(title, key):
    assert heading(title).key == key


def test_thousands_of_a_currency_are_written_in_many_ways():
    for title in ("ARR ($000)", "ARR ($k)", "ARR (USD 000s)"):
        assert (heading(title).times, heading(title).currencies[0]) == ("1000", "USD")
