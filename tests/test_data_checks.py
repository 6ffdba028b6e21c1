"""A sound book has no finding; each kind of trouble has its own, with a way to mend it."""

import pytest
from stores import add, add_contract, add_interview, add_logo, add_usage

from churntui.data import checks
from churntui.data.rows import rates, settings
from churntui.plain.errors import DamagedBookError


@pytest.fixture
def logo_id(store):
    return add_logo(store, "L1")


def only(store):
    (finding,) = checks.run(store)
    assert finding.mend
    return f"{finding.where} {finding.what}"


def test_a_sound_book(store, logo_id):
    first = add_contract(store, "K1", logo_id, "2024-01-01", "2025-01-01", stage="won")
    add_contract(store, "K2", logo_id, "2025-01-01", None, renews_id=first)
    add_interview(store, "I1", logo_id, effective_on="2025-06-01")
    customer = add(store, "customer", ref="C1", logo_id=logo_id)
    add_usage(store, logo_id, ["2024-05-01"], customer=customer)
    assert checks.run(store) == []


def test_an_empty_book_is_sound(store):
    assert checks.run(store) == []


def test_a_row_that_points_nowhere(store):
    store.rows("PRAGMA foreign_keys=OFF")
    add(store, "ticket", ref="T1", logo_id=4711, opened_on="2024-01-01")
    assert "ticket row 1 points to a row of logo" in only(store)


def test_activity_of_a_customer_who_is_not_in_the_book(store, logo_id):
    add_usage(store, logo_id, ["2024-05-01"], customer=7)
    assert "customer 7" in only(store)


def test_a_roll_up_that_lags_behind(store, logo_id):
    add_usage(store, logo_id, ["2024-05-01"])
    with store.write():
        store.rows("UPDATE usage_day SET n = 5")
    assert "do not agree" in only(store)


def test_broken_pages_are_all_that_is_told(store, logo_id, monkeypatch):
    real = store.rows
    monkeypatch.setattr(
        store, "rows", lambda sql, *rest: [("page 7: broken",)] if "integrity" in sql else real(sql, *rest)
    )
    assert only(store) == "file page 7: broken"


DAMAGED_SETTINGS = {
    "grace_days": "thirty",
    "active_window_days": "-28",
    "active_min_count": "9" * 400,
    "reporting_currency": "\x1b[31m€€€€",
    "target_rate": "NaN",
    "usage_fall": "١٢",
}


@pytest.mark.parametrize("key", DAMAGED_SETTINGS)
def test_a_damaged_setting_has_its_default_until_it_is_taken_out(store, logo_id, key):
    add_usage(store, logo_id, ["2024-05-01"], customer=add(store, "customer", ref="C1", logo_id=logo_id))
    usual = settings.value(store, key)
    add(store, "setting", key=key, value=DAMAGED_SETTINGS[key])
    assert settings.value(store, key) == usual
    (finding,) = checks.run(store)
    assert finding.where == f"setting {key}"
    assert "is used" in finding.what
    assert "\x1b" not in finding.what
    assert finding.mend == "Run: churntui rebuild"
    assert checks.mend(store) == [finding]
    assert checks.run(store) == []


@pytest.mark.parametrize("rate", ["", "abc", "NaN", "-Infinity", "0", "-1.5"])
def test_a_damaged_rate_is_none_until_it_is_taken_out(store, rate):
    add(store, "rate", currency="USD", to_currency="EUR", rate=rate)
    add(store, "rate", currency="GBP", to_currency="EUR", rate="1.2")
    assert [one.currency for one in rates.every(store)] == ["GBP"]
    assert only(store) == f"rate of USD into EUR is “{rate}”, which cannot be a rate: it counts as missing"
    checks.mend(store)
    assert checks.run(store) == []
    assert [one.currency for one in rates.every(store)] == ["GBP"]


@pytest.fixture
def unchecked(store):
    """The book as another program may write it, which does not look whether the tables take a row."""

    def write(*statements):
        store.rows("PRAGMA ignore_check_constraints=ON")
        with store.write():
            for sql in statements:
                store.rows(sql)
        store.rows("PRAGMA ignore_check_constraints=OFF")

    return write


def test_damaged_locked_rates_days_of_rates_and_drafts_are_named_and_mended(store, logo_id, unchecked):
    add_contract(store, "K1", logo_id, "2024-01-01", None, currency="USD")
    unchecked(
        "UPDATE contract SET rate = 'abc'",
        "INSERT INTO rate VALUES ('USD', 'EUR', '0.9', 'soon')",
        "INSERT INTO draft(author, fields, updated_at) VALUES ('Ana', '{', 'now'), ('Ben', '{\"a', 'now')",
    )
    found = checks.run(store)
    assert [f"{one.where} {one.what}" for one in found] == [
        "rate of USD into EUR begins on “soon”, which is no day: it counts as missing",
        "contract K1 has the locked rate “abc”, which cannot be a rate: it counts as missing",
        "draft 1 of Ana holds nothing that can be read",
        "draft 2 of Ben cannot be read as it stands",
    ]
    assert all(one.mend.startswith("Run: churntui rebuild") for one in found)
    with pytest.raises(DamagedBookError, match="values that cannot be"):
        store.verify()
    store.verify(values=False)
    assert checks.mend(store) == found
    assert checks.run(store) == []
    assert store.rows("SELECT author FROM draft") == [("Ben",)]
    store.verify()


def test_a_row_its_table_does_not_take_is_told_beside_what_can_be_mended(store, logo_id, unchecked):
    add_contract(store, "K1", logo_id, "2024-01-01", None)
    add_contract(store, "K2", logo_id, "2024-01-01", None)
    unchecked(
        "UPDATE contract SET rate = 'x' WHERE ref = 'K1'", "UPDATE contract SET per = 'x' WHERE ref = 'K2'"
    )
    told = [f"{one.where} {one.what}" for one in checks.run(store)]
    assert told[1:] == ["file CHECK constraint failed in contract"]
    checks.mend(store)
    assert only(store) == told[1]
