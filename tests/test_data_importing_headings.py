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


def test_units_and_cents():
    assert heading("Contract Term (months)").unit == "months"
    assert heading("Notice period (weeks)").unit == "weeks"
    assert heading("Amount (cents)").in_cents
    assert heading("MRR in EUR cents").in_cents or heading("MRR (EUR cents)").in_cents
