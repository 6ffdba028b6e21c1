"""What a header means, and what one that no rule fits may be."""

import pytest
from imports import imported

from churntui.data.importing import Options
from churntui.data.importing.mapping import Ignored, lacks_amount, recognise
from churntui.data.importing.profiles import named
from churntui.plain.errors import BadInputError


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


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        ("Id,AccountId,ContractNumber,Status,StartDate,EndDate,ContractTerm", True),
        ("Contract Number,Account Name,Contract Start Date,Contract End Date", True),
        ("Account,Renewal Date,Owner", True),
        ("Account,Renewal Date,ARR", False),
        ("Account,Start Date", False),
        ("Start Date,End Date", False),
    ],
)
def test_contracts_that_say_not_what_they_bring(header, lacks):
    assert lacks_amount(header.split(",")) is lacks


def test_such_a_file_is_refused_with_what_it_needs_or_said_to_give_logos_only(store, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Account Name,Start Date,End Date\nAcme,2026-01-01,2027-01-01\n")
    with pytest.raises(
        BadInputError, match="looks like contracts, and no column says what they bring: add a column ARR"
    ):
        imported(store, [sheet])
    sheet.write_text("Account Name,Website,Industry,Contract End Date\nAcme,acme.example,IT,2027-01-01\n")
    (file,) = imported(store, [sheet]).files
    assert file.notes[0].startswith(
        "ONLY LOGOS ARE TAKEN: it looks like contracts, and none says what it brings; add"
    )


def test_the_start_of_a_contract_is_not_the_day_a_logo_joined():
    mapped = recognise(
        "x", ["Account ID", "Account Name", "Start Date", "End Date", "Worth"], [named("canonical")]
    )
    assert (mapped.table.name, "joined_on" in mapped.at) == ("logos", False)
    alone = recognise("x", ["Account ID", "Account Name", "Start Date"], [named("canonical")])
    assert alone.at["joined_on"] == 2


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Customer,Invoice number,Amount,Status,Owner", "invoices are no contracts"),
        ("Account,Task,Done,Owner", "tasks of which not all is known"),
        ("Opportunity Name,Account Name,Close Date,Amount,Owner", "opportunities are no contracts"),
    ],
)
def test_rows_about_something_else_make_no_logos(header, said):
    found = recognise("x", header.split(","), [named("canonical")])
    assert isinstance(found, Ignored)
    assert found.reason.startswith(said)


def test_what_logos_bring_without_a_day_is_refused_or_said_to_give_logos_only(store, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Customer Name,MRR,Status\nAcme,5,Active\n")
    with pytest.raises(BadInputError, match="and not when they begin or end: add a column Renewal Date"):
        imported(store, [sheet])
    sheet.write_text("Account,ARR,CSM\nAcme,5,Dana\n")
    (file,) = imported(store, [sheet]).files
    assert file.notes[0].startswith("ONLY LOGOS ARE TAKEN: it says what they bring, and not when")


def test_a_sources_list_of_logos_that_has_contracts_as_well_says_how_to_have_both(store, tmp_path):
    sheet = tmp_path / "hubspot.csv"
    sheet.write_text("Record ID,Company name,MRR,Renewal date,Currency\n1,Acme,5,2027-02-01,EUR\n")
    (file,) = imported(store, [sheet]).files
    assert file.notes[0].startswith("ONLY LOGOS ARE TAKEN, though it says what they bring, and when")
    (both,) = imported(store, [sheet], Options(source="canonical")).files
    assert both.table == "contracts"


def test_a_list_of_companies_with_their_sessions_and_tags_is_one_of_logos():
    header = ["Company name", "Company id", "Last seen", "Signed up", "Sessions", "Plan", "Tag"]
    assert recognise("x", header, [named("canonical")]).table.name == "logos"


def test_a_header_in_two_languages_is_known_where_both_mean_the_same():
    header = [
        "Kunde / Customer*",
        "Betrag | Amount (EUR)",
        "Beginn/Start",
        "Renewal Date",
        "Seats / Customer",
    ]
    mapped = recognise("x", header, [named("canonical")])
    assert (mapped.at["logo_name"], mapped.at["amount"], mapped.at["starts_on"]) == (0, 1, 2)
    assert mapped.unused == ("Seats / Customer",)


@pytest.mark.parametrize(
    ("stem", "score", "kind"),
    [("answers", "NPS", "nps"), ("NPS Q3 2026", "Score", "nps"), ("csat_may", "Rating", "csat"),
     ("nps", "CSAT", "csat"), ("answers", "Score", None), ("snps", "Score", None)],
)  # fmt: skip
def test_the_header_of_a_score_and_the_name_of_the_file_say_what_was_asked(stem, score, kind):
    mapped = recognise(stem, ["Email", "Date", score], [named("canonical")])
    assert mapped.constants.get("kind") == kind
