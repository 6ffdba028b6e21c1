"""The logos' courses: contracts that follow each other, losses quarter by quarter, a return."""

from datetime import timedelta

from sample_tables import GRACE, ORDINARY, active, attrition, book, is_active, on_any_day, refs

from churntui.model.choices import LANGUAGES
from churntui.plain.dates import floor, parse_day


@on_any_day
def test_contracts_are_half_open_and_renew_an_earlier_one_of_the_same_logo(as_of):
    contracts = {c["contract_id"]: c for c in book(as_of)["contracts"]}
    for contract in contracts.values():
        starts_on = parse_day(contract["starts_on"])
        assert not contract["ends_on"] or starts_on < parse_day(contract["ends_on"])
        if contract["renews"]:
            old = contracts[contract["renews"]]
            assert old["logo_id"] == contract["logo_id"]
            assert parse_day(old["starts_on"]) < starts_on
    renewals = [c["renews"] for c in contracts.values() if c["renews"]]
    assert len(set(renewals)) == len(renewals)


@on_any_day
def test_renewals_come_on_time_early_late_and_unnamed(as_of):
    contracts = {c["contract_id"]: c for c in book(as_of)["contracts"]}
    gaps = [
        (parse_day(c["starts_on"]) - parse_day(contracts[c["renews"]]["ends_on"])).days
        for c in contracts.values()
        if c["renews"]
    ]
    assert {"early": min(gaps) < 0, "on time": 0 in gaps, "late": 0 < max(gaps) <= 30} == {
        "early": True,
        "on time": True,
        "late": True,
    }
    brightmoor = [c for c in contracts.values() if c["logo_id"] == refs(as_of)["brightmoor"]]
    assert [c["renews"] for c in brightmoor] == ["", ""]
    assert is_active(as_of, brightmoor[0]["logo_id"], parse_day(brightmoor[0]["ends_on"]))


@on_any_day
def test_about_forty_logos_are_active_today(as_of):
    assert len(book(as_of)["logos"]) == 66
    assert 38 <= len(active(as_of, as_of)) <= 42
    assert refs(as_of)["tidewick"] not in active(as_of, as_of)


@on_any_day
def test_quarterly_attrition_is_believable_and_worst_after_the_price_rise(as_of):
    rates = {back: lost / initial for back in range(1, 12) for lost, initial in [attrition(as_of, back)]}
    assert all(0.02 < rate < 0.12 for rate in rates.values()), rates
    assert min(rates[2], rates[3]) > 0.08
    assert max(rate for back, rate in rates.items() if back > 3) < 0.08


@on_any_day
def test_losses_reach_the_current_quarter_once_it_is_some_weeks_old(as_of):
    lost, initial = attrition(as_of, 0)
    age = (as_of - floor(as_of, "quarter")).days
    assert lost == sum(ended < age for ended in (8, 21, 41))
    assert initial >= 40


@on_any_day
def test_early_churn_and_a_return(as_of):
    (quaylark,) = (c for c in book(as_of)["contracts"] if c["logo_id"] == refs(as_of)["quaylark"])
    last_day = parse_day(quaylark["ends_on"]) - timedelta(days=1)
    assert floor(parse_day(quaylark["starts_on"]), "quarter") == floor(last_day, "quarter")
    first, second = (c for c in book(as_of)["contracts"] if c["logo_id"] == refs(as_of)["almvik"])
    assert parse_day(second["starts_on"]) - parse_day(first["ends_on"]) > GRACE
    assert is_active(as_of, first["logo_id"], as_of)
    days = [r["day"] for r in book(as_of)["activity"] if r["logo_id"] == first["logo_id"]]
    assert any(day < first["ends_on"] for day in days)
    assert any(day >= second["starts_on"] for day in days)
    assert not any(first["ends_on"] <= day < second["starts_on"] for day in days)


def test_a_logo_is_written_to_in_each_language_and_most_in_english():
    written = [logo["language"] for logo in book(ORDINARY)["logos"]]
    assert {*written} == {*LANGUAGES} - {"en"} | {""}
    assert written.count("") > len(written) / 2
    for logo in book(ORDINARY)["logos"]:
        assert not logo["language"] or logo["logo_id"] in active(ORDINARY, ORDINARY)
