from dataclasses import fields
from datetime import date

import pytest

from churntui.data import activity, history
from churntui.data.rows import settings
from churntui.model.rows import Settings
from churntui.plain.errors import BadInputError


def contract(store, ref, currency):
    store.rows("INSERT OR IGNORE INTO logo(id, ref, name) VALUES (1, 'L1', 'Acme')")
    store.rows(
        """INSERT INTO contract(ref, logo_id, starts_on, amount_minor, currency, per, arr_minor)
        VALUES (?, 1, '2025-01-01', 1, ?, 'year', 1)""",
        (ref, currency),
    )


def test_a_new_book_has_the_defaults(store):
    assert settings.read(store) == Settings()


def test_the_reporting_currency_is_that_of_most_contracts_until_it_is_set(store):
    contract(store, "1", "USD")
    contract(store, "2", "PLN")
    assert settings.read(store).reporting_currency == "PLN"
    contract(store, "3", "USD")
    assert settings.read(store).reporting_currency == "USD"
    settings.change(store, "reporting_currency", "gbp")
    assert settings.read(store).reporting_currency == "GBP"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("grace_days", "0", 0),
        ("active_window_days", " 14 ", 14),
        ("active_min_count", "3", 3),
        ("target_rate", "0.05", 0.05),
        ("target_rate", "7,5 %", 0.075),
        ("target_rate", "", None),
        ("usage_fall", "50%", 0.5),
        ("book_begins_on", " 2024-01-01", date(2024, 1, 1)),
        ("book_begins_on", "", None),
        ("owner", "Ana\x1b[2J", "Ana[2J"),
    ],
)
def test_changes_are_kept_and_typed(store, key, text, value):
    settings.change(store, key, text)
    assert getattr(settings.read(store), key) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("grace_days", "-1"),
        ("grace_days", "400"),
        ("grace_days", "many"),
        ("grace_days", "²"),
        ("active_window_days", "0"),
        ("target_rate", "0"),
        ("target_rate", "5"),
        ("target_rate", "nan"),
        ("usage_fall", ""),
        ("book_begins_on", "2024-02-30"),
        ("book_begins_on", "last year"),
        ("reporting_currency", "euro"),
    ],
)
def test_values_that_cannot_be(store, key, text):
    with pytest.raises(BadInputError):
        settings.change(store, key, text)
    assert settings.read(store) == Settings()


def test_an_unknown_key_lists_the_known_ones(store):
    with pytest.raises(BadInputError, match="grace_days, renewal_wait_days"):
        settings.change(store, "colour", "red")


def test_a_change_is_one_line_of_the_history(store):
    settings.change(store, "grace_days", "14")
    assert store.rows("SELECT label FROM edit") == [("Set grace_days to 14",)]


def test_describe_names_every_setting_with_its_meaning(store):
    settings.change(store, "target_rate", "0.05")
    described = {one.key: one for one in settings.describe(store)}
    assert set(described) == set(Settings.__dataclass_fields__)
    assert described["target_rate"].value == "0.05"
    assert all(one.meaning for one in described.values())


def test_a_setting_is_set_back_and_undo_brings_it_again(store):
    contract(store, "1", "USD")
    settings.change(store, "reporting_currency", "gbp")
    settings.change(store, "active_window_days", "14")
    settings.set_back(store, "reporting_currency")
    settings.set_back(store, "active_window_days")
    assert settings.read(store) == Settings(reporting_currency="USD")
    assert activity.is_current(store)
    history.undo(store)
    assert settings.read(store).active_window_days == 14
    assert activity.is_current(store)
    history.undo(store)
    assert settings.read(store).reporting_currency == "GBP"
    with pytest.raises(BadInputError):
        settings.set_back(store, "colour")


def test_each_says_its_default_and_whether_it_was_set(store):
    contract(store, "1", "USD")
    settings.change(store, "grace_days", "14")
    described = {one.key: one for one in settings.describe(store)}
    assert (described["grace_days"].usual, described["grace_days"].is_set) == ("30", True)
    assert (described["reporting_currency"].usual, described["reporting_currency"].is_set) == ("USD", False)
    assert settings.ABOUT.keys() == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("owner", ["", "Ben"])
def test_that_another_owns_the_book_is_taken_back_by_whoever_does_then(store, owner):
    settings.change(store, "owner", "Ana")
    settings.change(store, "owner", owner)
    history.undo(store)
    assert store.author == "Ana"
    history.redo(store)
    assert store.author == owner
    history.undo(store)
    history.undo(store)
    assert store.author == ""
