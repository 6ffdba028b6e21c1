import pytest

from churntui.data.importing import Options
from churntui.data.importing.words import is_weighty


@pytest.mark.parametrize(
    "header",
    [
        "Status",
        "Subscription: Status",
        "IsDeleted",
        "Quantity",
        "Ended At (UTC)",
        "CSM_STAGE",
        "Währung",
        "Contract Term",
    ],
)
def test_what_changes_what_counts(header):
    assert is_weighty(header)


@pytest.mark.parametrize("header", ["City", "Phone Number", "Friend", "Vendor", "Statuslogo", "Termin", ""])
def test_what_does_not(header):
    assert not is_weighty(header)


def test_a_state_may_be_one_of_an_address():
    assert [is_weighty(name, has_address=True) for name in ("State", "Billing State/Province", "Status")] == [
        False,
        False,
        True,
    ]
    assert is_weighty("state")


def test_such_a_column_is_said_before_all_else_and_every_one_in_full(take):
    names = [f"A long name of a column nobody knows, number {nth}" for nth in range(40)]
    head = "Account Name;Start Date;End Date;ARR;Currency;Phase;" + ";".join(names)
    row = "A;2026-01-01;2027-01-01;1;EUR;Third;" + ";".join("x" * 40)
    notes = take(contracts=f"{head}\n{row}\n")["contracts"].notes
    assert notes[0] == "NOT TAKEN, though it may change what counts: Phase"
    (untaken,) = (note for note in notes if note.startswith("not taken"))
    assert untaken == f"not taken: {', '.join(['Phase', *names])}"


def test_one_that_is_kept_as_a_field_of_the_users_own_is_taken(take):
    notes = take(Options(own=("*",)), accounts="Account ID,Account Name,Lifecycle Stage\n1,Acme,Won\n")[
        "logos"
    ].notes
    assert not any("NOT TAKEN" in note for note in notes)
