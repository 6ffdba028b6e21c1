import pytest

from churntui.data.importing.mapping import Ignored, Mapping, recognise
from churntui.data.importing.profiles import BESIDE, CANONICAL, header_key, named, parse, profiles
from churntui.data.importing.words import qualifies
from churntui.model.tables import TABLES
from churntui.plain.errors import NotFoundError

SOURCE = """
name = "vendor"
end_dates = "inclusive"
[[ignored]]
headers = ["Total", "Of Everything"]
reason = "sums"
[[file]]
table = "contracts"
headers = ["Deal No", "Begin"]
[file.columns]
contract_id = ["Deal No"]
starts_on = ["Begin"]
amount = ["Monthly"]
[file.implied.Monthly]
per = "month"
[file.constants]
currency = "GBP"
[file.values.plan]
A = "Team"
"""


@pytest.mark.parametrize("header", ["logo_id", "Logo ID", "LOGO-ID", "logoId", " logo.id "])
def test_headers_match_without_case_and_joints(header):
    assert header_key(header) == "logoid"


def test_every_shipped_profile_is_sound_and_the_canonical_one_is_last():
    assert [profile.name for profile in profiles()][-1] == CANONICAL
    assert "ravenstack" in {profile.name for profile in profiles()}
    for profile in profiles():
        for rule in profile.files:
            known = {column.name for column in TABLES[rule.table].columns + TABLES[rule.table].extras}
            stated = {
                *rule.constants,
                *rule.values,
                *rule.lookups,
                *(name for need in rule.needs for name in need),
            }
            assert stated <= known | BESIDE


def test_the_canonical_profile_knows_every_column_of_every_table():
    rules = {rule.table: rule for rule in named(CANONICAL).files}
    assert set(rules) == set(TABLES)
    for name, table in TABLES.items():
        assert set(table.header) <= set(rules[name].columns)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("stem", ["by its name", "export"])
def test_every_template_is_recognised_by_name_and_by_headers_alone(name, stem):
    found = recognise(name if stem == "by its name" else stem, TABLES[name].header, profiles())
    assert isinstance(found, Mapping)
    assert found.table.name == name
    assert found.unused == ()
    assert [TABLES[name].header[found.at[column]] for column in TABLES[name].header] == list(
        TABLES[name].header
    )


def test_a_profile_says_how_its_files_are_read():
    vendor = parse(SOURCE)
    found = recognise("x", ("Deal No", "Begin", "Monthly", "Note"), (vendor, named(CANONICAL)))
    assert isinstance(found, Mapping)
    assert (found.profile.name, found.table.name) == ("vendor", "contracts")
    assert found.at == {"contract_id": 0, "starts_on": 1, "amount": 2}
    assert found.constants == {"currency": "GBP", "per": "month"}
    assert found.unused == ("Note",)
    assert found.rule.values["plan"] == {"a": "Team"}
    assert recognise("x", ("Deal No", "Other"), (vendor,)) is None


def test_the_seats_of_a_subscription_are_those_of_its_contract():
    header = (
        "subscription_id", "account_id", "start_date", "end_date", "plan_tier", "seats", "mrr_amount", "arr_amount",
        "is_trial", "auto_renew_flag",
    )  # fmt: skip
    found = recognise("subscriptions", header, profiles())
    assert isinstance(found, Mapping)
    assert (found.profile.name, found.table.name) == ("ravenstack", "contracts")
    assert found.at["seats"] == 5
    assert "seats" not in found.unused


def test_files_that_are_no_data_are_known_as_such():
    found = recognise("x", ("total", "of everything", "more"), (parse(SOURCE),))
    assert isinstance(found, Ignored)
    assert found.reason == "sums"


def test_a_profile_with_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match="colour"):
        parse('name = "x"\n[[file]]\ntable = "logos"\n[file.columns]\ncolour = ["c"]\n')


def test_an_unknown_source_lists_those_there_are():
    with pytest.raises(NotFoundError, match=r"canonical|ravenstack"):
        named("crm")


def test_a_bare_id_and_a_date_tell_nothing():
    assert recognise("export", ("id", "created", "status"), profiles()) is None
    assert recognise("export", ("id", "name"), profiles()) is None
    assert recognise("plans", ("id", "name", "description", "balance"), profiles()) is None


def test_opportunities_are_not_taken_for_logos():
    assert isinstance(
        recognise("x", ("Account_ID", "Name", "Stage Name", "Close Date", "Probability"), profiles()), Ignored
    )


@pytest.mark.parametrize(
    ("action", "expected"), [("Log in", False), ("SIGN_IN", False), ("login", False), ("run_audit", True)]
)
def test_being_there_does_not_qualify(action, expected):
    assert qualifies(action) is expected
