import pytest
from imports import counts, imported, reasons, taker

from churntui.data.importing import Options

HEAD = "Account Name,Start Date,End Date,ARR,Currency,Status\n"


@pytest.fixture
def take(store, tmp_path):
    return taker(store, tmp_path)


def contract(name, status, start="2020-01-01", end="2090-01-01"):
    return f"{name},{start},{end},100,EUR,{status}\n"


@pytest.mark.parametrize("status", ["Active", "past_due", "At Risk", "Aktiv", ""])
def test_what_is_in_force_is_taken(take, status):
    assert counts(take(contracts=HEAD + contract("A", status))["contracts"]) == (1, 0, 0, 0)


@pytest.mark.parametrize("status", ["Draft", "trialing", "In Approval Process", "forecast", "Entwurf"])
def test_what_is_no_contract_yet_is_left_out_by_name(take, store, status):
    found = take(contracts=HEAD + contract("A", status))["contracts"]
    assert (counts(found), found.skipped) == ((0, 0, 0, 0), 1)
    assert f"Status: “{status}” left out (1)" in found.notes
    assert store.rows("SELECT 1 FROM logo") == []


@pytest.mark.parametrize("status", ["Churned", "cancelled", "Terminated", "gekündigt"])
def test_what_is_over_and_runs_on_is_rejected_with_the_way_out(take, status):
    found = take(contracts=HEAD + contract("A", status))["contracts"]
    assert counts(found) == (0, 0, 0, 1)
    assert reasons(found)[0][2].startswith("is over, yet runs until 2090-01-01: add a column Churn Date")
    kept = take(Options(statuses=((status.upper(), "keep"),)), contracts=HEAD + contract("A", status))
    assert counts(kept["contracts"]) == (1, 0, 0, 0)


def test_an_end_that_is_past_is_the_loss_and_needs_no_other_day(take, store):
    take(contracts=HEAD + contract("A", "Expired", end="2021-01-01"))
    assert store.rows("SELECT ends_on, notice_on FROM contract") == [("2021-01-01", "2021-01-01")]


def test_the_day_of_loss_ends_the_contract(take, store):
    rows = "A,2020-01-01,2090-01-01,100,EUR,Churned,2025-03-04\nB,2020-01-01,2090-01-01,100,EUR,Active,\n"
    take(contracts=HEAD.strip() + ",Churn Date\n" + rows)
    assert store.rows("SELECT ends_on FROM contract ORDER BY ref") == [("2025-03-04",), ("2090-01-01",)]


def test_an_unknown_status_is_asked_about_and_answered(take):
    found = take(contracts=HEAD + contract("A", "Zombie state"))["contracts"]
    assert counts(found) == (0, 0, 0, 1)
    assert '--status "Zombie state"=keep, skip or loss' in reasons(found)[0][2]
    for standing, expected in (("keep", (1, 0, 0, 0)), ("skip", (0, 0, 1, 0))):
        answer = Options(statuses=(("zombie STATE", standing),))
        again = take(answer, contracts=HEAD + contract("A", "Zombie state"))["contracts"]
        assert counts(again)[:1] == expected[:1]


def test_leads_and_deleted_records_are_no_logos(take, store):
    rows = "1,Acme,customer,0,\n2,Bolt,lead,0,\n3,Core,customer,1,\n4,Dune,customer,0,1\n5,Ebro,Churned,0,\n"
    found = take(logos="Account ID,Name,Lifecycle Stage,IsDeleted,MasterRecordId\n" + rows)["logos"]
    assert store.rows("SELECT name FROM logo ORDER BY ref") == [("Acme",), ("Ebro",)]
    assert found.skipped == 3
    assert "Lifecycle Stage: “customer” taken (1), “lead” left out (1), “Churned” taken (1)" in found.notes


def test_a_blank_says_nothing(take):
    assert counts(take(contracts=HEAD + contract("A", "n/a"))["contracts"]) == (1, 0, 0, 0)


def test_twice_changes_nothing(store, tmp_path):
    (tmp_path / "contracts.csv").write_text(HEAD + contract("A", "Active") + contract("B", "Draft"))
    imported(store, [tmp_path / "contracts.csv"])
    assert counts(imported(store, [tmp_path / "contracts.csv"]).files[0]) == (0, 0, 1, 0)


def test_a_status_under_another_name_is_told_by_its_words(take, store):
    found = take(
        accounts="Account ID,Account Name,Type,Industry\n1,Acme,Customer,Tools\n2,Bolt,Prospect,Tools\n"
    )["logos"]
    assert store.rows("SELECT name FROM logo") == [("Acme",)]
    assert "Type: “Customer” taken (1), “Prospect” left out (1)" in found.notes


def test_words_that_are_none_of_a_status_make_no_status(take, store):
    rows = "1,Acme,Customer,yes\n2,Bolt,Gold,no\n3,Core,Draft,no\n"
    take(accounts="Account ID,Account Name,Segment,Vip\n" + rows)
    assert store.rows("SELECT count(*) FROM logo") == [(3,)]


def test_a_column_that_says_who_churned_is_a_status(take, store):
    rows = "A,2026-01-01,2090-01-01,100,EUR,TRUE\nB,2026-01-01,2090-01-01,100,EUR,FALSE\n"
    found = take(contracts=HEAD.replace("Status", "Churned?") + rows)["contracts"]
    assert counts(found) == (1, 0, 0, 1)
    ((_, column, why),) = reasons(found)
    assert (column, "is over, yet runs until 2090-01-01" in why, "--status TRUE=keep" in why) == (
        "Churned?",
        True,
        True,
    )


def test_a_column_of_days_on_which_they_churned_is_that_day(take, store):
    rows = "A,2026-01-01,2090-01-01,100,EUR,2026-06-30\nB,2026-01-01,2090-01-01,100,EUR,\n"
    take(contracts=HEAD.replace("Status", "Churned") + rows)
    assert store.rows("SELECT ends_on FROM contract ORDER BY id") == [("2026-06-30",), ("2090-01-01",)]


def test_the_risk_of_churn_is_no_loss_and_named(take):
    rows = "A,2026-01-01,2090-01-01,100,EUR,low\n"
    found = take(contracts=HEAD.replace("Status", "Churn") + rows)["contracts"]
    assert counts(found) == (1, 0, 0, 0)
    assert "NOT TAKEN, though it may change what counts: Churn" in found.notes


def test_a_type_of_accounts_tells_who_is_no_customer_and_the_rest_is_asked_about(take, store):
    rows = "1,A,Customer - Direct\n2,B,Prospect\n3,C,Partner\n4,D,Hobby\n"
    found = take(logos="Account ID,Account Name,Type\n" + rows)["logos"]
    assert (counts(found), found.skipped) == ((1, 0, 0, 1), 2)
    assert store.rows("SELECT name FROM logo") == [("A",)]


def test_what_a_renewal_comes_to_says_nothing_of_the_contract_but_that_it_is_lost(take, store):
    head = HEAD.replace("Status", "Renewal status")
    rows = (
        contract("A", "Quote sent") + contract("B", "Negotiation") + contract("C", "Lost", end="2026-01-01")
    )
    found = take(contracts=head + rows)["contracts"]
    assert counts(found) == (3, 0, 0, 0)
    assert store.rows("SELECT notice_on FROM contract ORDER BY id") == [(None,), (None,), ("2026-01-01",)]


def test_a_forecast_is_no_status(take):
    head = HEAD.replace("Status", "Forecast category")
    assert counts(
        take(contracts=head + contract("A", "Commit") + contract("B", "Pipeline"))["contracts"]
    ) == (2, 0, 0, 0)


def test_rows_under_a_heading_of_the_lost_are_asked_about(take):
    rows = (
        contract("A", "")
        + ",,,,,\nChurned below,,,,,\n"
        + contract("B", "")
        + "DACH,,,,,\n"
        + contract("C", "")
    )
    found = take(contracts=HEAD + rows)["contracts"]
    assert (counts(found), reasons(found)[0][0]) == ((2, 0, 0, 1), 5)
    assert reasons(found)[0][2].startswith("stands under “Churned below”: add a column Status")


def test_signs_and_numbers_before_a_status_say_nothing(take):
    rows = contract("A", "🟢 Healthy") + contract("B", "2 - Onboarding")
    assert counts(take(contracts=HEAD + rows)["contracts"]) == (2, 0, 0, 0)


def test_the_day_of_cancelling_is_the_end_of_what_is_over_where_no_other_is_told(take, store):
    head = "Account,Started On,MRR,Currency,Status,Cancelled On\n"
    found = take(contracts=head + "A,2024-02-01,5,EUR,Canceled,2026-06-10\n")["contracts"]
    assert store.rows("SELECT ends_on FROM contract") == [("2026-06-10",)]
    assert "Cancelled On taken as the end of 1 contract, as no other is told" in found.notes


def test_accounts_of_ones_own_and_of_partners_are_no_revenue(take):
    head = HEAD.replace("Status", "Account type")
    rows = (
        contract("A", "Customer")
        + contract("B", "NFR")
        + contract("C", "Partner")
        + contract("D", "Internal")
    )
    found = take(contracts=head + rows)["contracts"]
    assert (counts(found), found.skipped) == ((1, 0, 0, 0), 3)


def test_an_active_contract_that_was_lost_contradicts_itself(take):
    head = HEAD.strip() + ",Churn Date\n"
    rows = (
        "A,2026-01-01,2090-01-01,1,EUR,Active,2026-06-30\nB,2026-01-01,2090-01-01,1,EUR,Active,2089-06-30\n"
    )
    found = take(contracts=head + rows + "C,2026-01-01,2090-01-01,1,EUR,,2026-06-30\n")["contracts"]
    assert counts(found) == (2, 0, 0, 1)
    assert reasons(found) == [(2, "Status", "counts, yet it was lost on 2026-06-30: mend one of the two")]


def test_a_stage_beside_a_renewal_date_is_that_of_the_renewal(take, store):
    rows = "A,2090-02-01,5,EUR,Negotiation\nB,2090-02-01,5,EUR,Proposal\n"
    found = take(contracts="Account,Renewal Date,ARR at renewal,Currency,Stage\n" + rows)["contracts"]
    assert counts(found) == (2, 0, 0, 0)


def test_a_type_of_accounts_that_are_all_kept_is_understood_and_not_called_passed_over(take):
    sheet = "Account ID,Account Name,Type\nL1,Acme,Customer\nL2,Bolt,Former Customer\n"
    (found,) = take(accounts=sheet).values()
    assert "Type: “Customer” taken (1), “Former Customer” taken (1)" in found.notes
    assert not [note for note in found.notes if note.startswith("NOT TAKEN")]
