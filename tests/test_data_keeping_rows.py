"""Rows added, changed and taken away by hand: checked as a whole, one edit each, nothing overwritten in silence."""

from datetime import date
from decimal import Decimal

import pytest
import ui_books

from churntui.data import export, history
from churntui.data.keeping import rows
from churntui.data.keeping.going import goes_with
from churntui.data.rows import settings, themes
from churntui.model.tables import TABLES
from churntui.plain.errors import NotFoundError

BUSINESS = {
    "plan": "Business",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2027, 1, 1),
    "amount_minor": 9_600_000,
}


@pytest.fixture
def logo(store):
    return rows.add(store, "logos", {"name": "Nordwind"}, "Added it")


def everything(store):
    return {name: list(export.rows(store, table)) for name, table in TABLES.items()}


def test_a_row_has_what_is_usual_where_nothing_was_entered(store, logo):
    number = rows.add(store, "contracts", {"logo_id": logo, **BUSINESS}, "Signed")
    kept = rows.stored(store, "contracts", number)
    assert kept["ref"].startswith("K-")
    assert (kept["currency"], kept["per"], kept["auto_renew"], kept["notice_days"]) == ("EUR", "year", 0, 0)
    assert store.scalar("SELECT arr_minor FROM contract") == 9_600_000
    rows.change(
        store, "contracts", number, {"per": "month", "uplift": 3.0, "rate": Decimal("1.10")}, "Changed"
    )
    assert store.one("SELECT arr_minor, uplift, rate FROM contract") == (115_200_000, 3.0, "1.1")
    rows.change(store, "contracts", number, {"per": None, "plan": None}, "Emptied")
    assert store.one("SELECT per, plan FROM contract") == ("year", "")


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"ends_on": date(2026, 1, 1)}, "ends_on", "is not after the start"),
        ({"starts_on": None}, "starts_on", "is needed"),
        ({"per": "term", "ends_on": None}, "per", "needs an end date"),
        ({"amount_minor": 10**15, "per": "month"}, "amount_minor", "too large"),
    ],
)
def test_a_contract_is_checked_as_the_import_checks_it(store, logo, values, field, reason):
    with pytest.raises(rows.FieldError) as error:
        rows.add(store, "contracts", {"logo_id": logo, **BUSINESS, **values}, "Signed")
    assert error.value.field == field
    assert reason in error.value.reason
    assert store.scalar("SELECT count(*) FROM contract") == 0


def test_a_link_leads_to_a_row_of_the_same_logo_and_never_back(store, logo):
    other = rows.add(store, "logos", {"name": "Sudwind"}, "Added")
    ann = rows.add(store, "people", {"logo_id": logo, "name": "Ann"}, "Added")
    ben = rows.add(store, "people", {"logo_id": logo, "name": "Ben", "successor_id": ann}, "Added")
    eve = rows.add(store, "people", {"logo_id": other, "name": "Eve"}, "Added")
    for person, successor, reason in (
        (ann, eve, "another logo"),
        (ann, ben, "leads back"),
        (ann, ann, "leads back"),
        (ann, 99, "no longer in the book"),
    ):
        with pytest.raises(rows.FieldError, match=reason):
            rows.change(store, "people", person, {"successor_id": successor}, "Changed")
    with pytest.raises(rows.FieldError, match="linked to it"):
        rows.change(store, "people", ann, {"logo_id": other}, "Moved")


def test_a_contract_starts_after_the_one_it_renews(store, logo):
    first = rows.add(store, "contracts", {"logo_id": logo, **BUSINESS}, "Signed")
    later = BUSINESS | {"starts_on": date(2027, 1, 1), "ends_on": date(2028, 1, 1)}
    second = rows.add(store, "contracts", {"logo_id": logo, **later, "renews_id": first}, "Renewed")
    with pytest.raises(rows.FieldError, match="not before this one"):
        rows.change(store, "contracts", second, {"starts_on": date(2025, 1, 1)}, "Changed")
    with pytest.raises(rows.FieldError, match="when the contract that renews it starts"):
        rows.change(
            store, "contracts", first, {"starts_on": date(2027, 3, 1), "ends_on": date(2028, 3, 1)}, "Changed"
        )


def test_a_ref_is_that_of_one_row(store, logo):
    rows.change(store, "logos", logo, {"ref": "L1"}, "Changed")
    with pytest.raises(rows.FieldError, match="is that of another logo already"):
        rows.add(store, "logos", {"name": "Other", "ref": "L1"}, "Added")
    with pytest.raises(rows.FieldError, match="Id is needed"):
        rows.change(store, "logos", logo, {"ref": None}, "Changed")
    rows.add(
        store, "rates", {"currency": "USD", "to_currency": "EUR", "rate": "0.9", "valid_from": None}, "Added"
    )
    with pytest.raises(rows.FieldError, match="another rate already"):
        rows.add(
            store,
            "rates",
            {"currency": "USD", "to_currency": "EUR", "rate": "0.8", "valid_from": None},
            "Added",
        )


def test_a_locked_rate_does_not_outlive_its_currency(store, logo):
    locked = BUSINESS | {"currency": "USD", "rate": "0.9", "rate_currency": "EUR"}
    number = rows.add(store, "contracts", {"logo_id": logo, **locked}, "Signed")
    with pytest.raises(rows.FieldError, match="Locked rate is needed where the currency changes"):
        rows.change(store, "contracts", number, {"currency": "GBP"}, "Changed")
    rows.change(store, "contracts", number, {"currency": "GBP", "rate": None}, "Changed")


def test_what_another_has_changed_meanwhile_is_told_and_not_overwritten(store, logo):
    opened = rows.stored(store, "logos", logo)
    rows.change(store, "logos", logo, {"industry": "Rail", "country": "DE"}, "Theirs")
    mine = dict(opened) | {"industry": "Logistics", "owner": "Ines"}
    with pytest.raises(rows.StaleError) as error:
        rows.change(store, "logos", logo, mine, "Mine", opened)
    (changed,) = error.value.changed
    assert (changed.column.field, changed.opened, changed.stored) == ("industry", "", "Rail")
    assert rows.stored(store, "logos", logo)["owner"] == ""
    rows.change(store, "logos", logo, mine, "Mine", dict(opened) | {"industry": "Rail"})
    kept = rows.stored(store, "logos", logo)
    assert (kept["industry"], kept["country"], kept["owner"]) == ("Logistics", "DE", "Ines")
    rows.remove(store, "logos", logo, "Gone")
    with pytest.raises(NotFoundError):
        rows.change(store, "logos", logo, mine, "Mine", opened)


def test_themes_of_a_row_are_found_or_made(store, logo):
    talk = rows.add(
        store,
        "talks",
        {"logo_id": logo, "day": date(2026, 1, 2), "themes": ("price", "missing SSO")},
        "Talked",
    )
    assert rows.stored(store, "talks", talk)["themes"] == ("missing SSO", "price")
    rows.change(store, "talks", talk, {"themes": ("PRICE",)}, "Changed")
    assert rows.stored(store, "talks", talk)["themes"] == ("price",)


def test_another_spelling_of_a_theme_is_that_theme_and_a_long_name_is_cut(store, logo):
    names = ("Überlast", "Résumé")
    talk = rows.add(store, "talks", {"logo_id": logo, "day": date(2026, 1, 2), "themes": names}, "Talked")
    rows.add(
        store,
        "tickets",
        {
            "logo_id": logo,
            "subject": "Down",
            "opened_on": date(2026, 1, 2),
            "themes": ("uberlast", "resume", "x" * 500),
        },
        "Came in",
    )
    known = [name for (name,) in store.rows("SELECT name FROM theme ORDER BY id")]
    assert known == ["Überlast", "Résumé", "x" * themes.LONGEST_NAME]
    opened = rows.stored(store, "talks", talk)
    rows.change(store, "talks", talk, {**opened, "themes": ("uberlast", "resume")}, "Changed", opened)
    assert history.undo(store) == "Came in"


def test_of_a_list_of_themes_only_what_differs_is_changed(store, logo):
    talk = rows.add(
        store, "talks", {"logo_id": logo, "day": date(2026, 1, 2), "themes": ("price", "sso")}, "Talked"
    )
    opened = rows.stored(store, "talks", talk)
    rows.change(store, "talks", talk, {"themes": ("sso", "price")}, "Turned round")
    assert store.rows("SELECT label FROM edit ORDER BY id DESC LIMIT 1") == [("Talked",)]
    rows.change(store, "talks", talk, {"themes": ("sso", "price", "speed")}, "One more")
    told = store.rows(
        "SELECT table_name FROM change JOIN edit ON edit.id = edit_id WHERE label = 'One more' ORDER BY 1"
    )
    assert told == [("talk_theme",), ("theme",)]
    rows.change(store, "talks", talk, {**opened, "themes": ("sso", "price")}, "Mine", opened)
    assert rows.stored(store, "talks", talk)["themes"] == ("price", "speed", "sso")


def test_what_goes_with_a_row_is_told_and_comes_back_with_it(store, logo):
    first = rows.add(store, "contracts", {"logo_id": logo, **BUSINESS}, "Signed")
    later = BUSINESS | {"starts_on": date(2027, 1, 1), "ends_on": date(2028, 1, 1), "renews_id": first}
    rows.add(store, "contracts", {"logo_id": logo, **later}, "Renewed")
    ann = rows.add(store, "people", {"logo_id": logo, "name": "Ann"}, "Added")
    rows.add(
        store,
        "talks",
        {"logo_id": logo, "person_id": ann, "day": date(2026, 1, 2), "themes": ("price",)},
        "Talked",
    )
    rows.add(store, "steps", {"logo_id": logo, "contract_id": first, "what": "Call"}, "Planned")
    assert [(one.table.label, one.count, one.stays) for one in goes_with(store, "contracts", [first])] == [
        ("contract", 1, True),
        ("step", 1, True),
    ]
    assert [(one.table.label, one.count, one.stays) for one in goes_with(store, "logos", [logo])] == [
        ("person", 1, False),
        ("contract", 2, False),
        ("talk", 1, False),
        ("step", 1, False),
    ]
    whole = everything(store)
    for name, number in (("contracts", first), ("people", ann), ("logos", logo)):
        rows.remove(store, name, number, "Gone")
        gone = everything(store)
        assert gone != whole
        assert history.undo(store) == "Gone"
        assert everything(store) == whole
        assert history.redo(store) == "Gone"
        assert everything(store) == gone
        history.undo(store)


def test_the_reporting_currency_may_follow_a_contract_and_locked_rates_keep_theirs(store, logo):
    rows.add(store, "contracts", {"logo_id": logo, **BUSINESS, "currency": "USD", "rate": "0.9"}, "Signed")
    assert settings.read(store).reporting_currency == "USD"


def test_a_change_that_changes_nothing_leaves_no_trace(store, logo):
    opened = rows.stored(store, "logos", logo)
    rows.change(store, "logos", logo, opened, "Nothing", opened)
    assert store.scalar("SELECT count(*) FROM edit") == 1


def test_a_draft_about_a_logo_outlives_it(store, logo):
    ui_books.add(store, "draft", logo_id=logo, author="", fields="{}", updated_at="2026-11-21T10:00:00Z")
    rows.remove(store, "logos", logo, "Gone")
    assert store.rows("SELECT logo_id FROM draft") == [(None,)]
