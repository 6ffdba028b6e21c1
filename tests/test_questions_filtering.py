"""What a logo says under each name."""

import pytest
from stores import add, add_contract, add_logo
from ui_books import AS_OF

from churntui.book import Book
from churntui.questions.filtering import HELP, Fields


@pytest.fixture
def fields(store):
    acme = add_logo(store, "Acme", owner="Inés Berg", industry="Food", country="Germany", fit="good")
    add_contract(store, "K1", acme, "2025-12-01", "2026-12-01", plan="Team")
    add_contract(store, "K2", acme, "2026-03-01", "2027-03-01", plan="Add-on")
    add_contract(store, "K0", acme, "2024-12-01", "2025-12-01", plan="Old")
    add(store, "renewal", contract_id=1, stage="at_risk")
    gone = add_logo(store, "Gone")
    add_contract(store, "K3", gone, "2023-01-01", "2024-01-01", plan="Solo")
    add(store, "own_value", logo_id=acme, field="Feature set", value="EU & DACH")
    return Fields(Book.load(store, AS_OF), "status")


def said(fields, logo_id, name):
    return fields.of(logo_id)(name).split("\n")


def test_each_listed_field_the_plans_the_stages_and_the_users_own_are_there(fields):
    assert fields.names == (
        "industry", "country", "owner", "fit", "plan", "stage", "status", "feature_set",
    )  # fmt: skip
    assert all(f"`{name}:`" in HELP for name in fields.names[:6])


def test_what_a_logo_says_is_folded(fields):
    assert said(fields, 1, "owner") == ["ines berg"]
    assert said(fields, 1, "fit") == ["good"]
    assert said(fields, 1, "feature_set") == ["eu & dach"]
    assert said(fields, 1, "status") == [""]


def test_plans_are_those_in_force_else_the_last(fields):
    assert sorted(said(fields, 1, "plan")) == ["add-on", "team"]
    assert said(fields, 2, "plan") == ["solo"]


def test_stages_are_called_as_people_and_as_programs_do(fields):
    assert "at risk at_risk" in said(fields, 1, "stage")
    assert said(fields, 2, "stage") == [""]


def test_a_renewal_says_its_own_plan_and_stage(fields):
    renewal = next(one for one in fields.book.renewals if one.contract.ref == "K1")
    assert fields.of_renewal(renewal)("plan") == "team"
    assert "at_risk" in fields.of_renewal(renewal)("stage")
    assert fields.of_renewal(renewal)("owner") == "ines berg"


def test_a_row_without_a_logo_says_nothing(fields):
    assert fields.of(None)("owner") == ""
    assert fields.parsed("own:ines feat:dach").fields == (("owner", ("ines",)), ("feature_set", ("dach",)))
