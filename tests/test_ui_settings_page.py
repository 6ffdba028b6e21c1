"""The page of settings by keys: what is set, set back, wrong, undone; the rates and the actions beside it."""

from datetime import date

import pytest
from typing_keys import type_in
from ui_books import shown

from churntui.data import activity
from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import settings
from churntui.ui.app import ChurntuiApp
from churntui.ui.parts.row_form import RowForm
from churntui.ui.settings.form import SettingForm
from churntui.ui.settings.page import SettingsPage
from churntui.ui.shell.opening import Opening

DAY = date(2026, 11, 28)


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("CHURNTUI_AUTHOR", "Ana")
    path = tmp_path / "own.db"
    with open_book(path) as store:
        logo = rows.add(store, "logos", {"name": "Nordwind", "ref": "L1"}, "Added")
        for currency in ("EUR", "EUR", "USD"):
            rows.add(
                store,
                "contracts",
                {"logo_id": logo, "starts_on": "2026-01-01", "amount_minor": 1, "currency": currency},
                "Added",
            )
    return ChurntuiApp(open_book(path), Opening(path, DAY))


TYPED = {
    "grace_days": ("45", 45),
    "renewal_wait_days": ("60", 60),
    "active_window_days": ("14", 14),
    "active_min_count": ("3", 3),
    "reporting_currency": ("usd", "USD"),
    "target_rate": ("7,5 %", 0.075),
    "book_begins_on": ("1 mar 2024", date(2024, 3, 1)),
    "usage_fall": ("0.3", 0.3),
    "owner": ("Ines Berg", "Ines Berg"),
}


async def test_every_setting_is_changed_set_back_and_taken_back_by_keys(app):
    usual = settings.read(app._store)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, ",")
        assert isinstance(app.screen, SettingsPage)
        for text, _ in TYPED.values():
            await type_in(pilot, f"<f2>{text}\n<down>")
        now = settings.read(app._store)
        assert {key: getattr(now, key) for key in TYPED} == {key: value for key, (_, value) in TYPED.items()}
        await type_in(pilot, "<home>" + "<delete><down>" * len(TYPED))
        assert settings.read(app._store) == usual
        await type_in(pilot, "u" * len(TYPED))
        assert settings.read(app._store) == now
        await type_in(pilot, "u" * len(TYPED))
        assert settings.read(app._store) == usual


async def test_what_cannot_be_is_told_below_the_field_and_mended_there(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, ",\n400\n")
        assert isinstance(app.screen, SettingForm)
        assert "whole number from 0" in shown(app)
        await type_in(pilot, "<ctrl+u>20<ctrl+s>")
        assert settings.read(app._store).grace_days == 20
        await type_in(pilot, "<f2>99<escape>")
        assert isinstance(app.screen, SettingsPage)
        assert settings.read(app._store).grace_days == 20
        await type_in(pilot, "<down><delete>a")
        assert isinstance(app.screen, SettingsPage)


async def test_rates_are_added_changed_and_taken_away(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, ",<right>")
        assert "USD (1 contract)" in shown(app)
        await type_in(pilot, "a\t\t0,92\t1 jan 2026\n")
        assert app._store.rows("SELECT currency, to_currency, rate, valid_from FROM rate") == [
            ("USD", "EUR", "0.92", "2026-01-01")
        ]
        await type_in(pilot, "<f2>0.9<ctrl+s>")
        assert app._store.scalar("SELECT rate FROM rate") == "0.9"
        assert "1 USD is 0.9 EUR" in shown(app)
        await type_in(pilot, "<delete>y")
        assert app._store.scalar("SELECT count(*) FROM rate") == 0
        await type_in(pilot, "uu")
        assert app._store.scalar("SELECT rate FROM rate") == "0.92"


async def test_an_action_is_added_and_qualifies_or_not_and_what_was_done_stays(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, ",<left>asend\t<ctrl+s>")
        assert activity.actions(app._store) == [(1, "send", True, 0, 0)]
        await type_in(pilot, "<f2>\tno<ctrl+s>")
        assert activity.actions(app._store) == [(1, "send", False, 0, 0)]
        await type_in(pilot, "<delete>yu")
        assert activity.actions(app._store) == [(1, "send", False, 0, 0)]
        with app._store.write():
            app._store.rows("INSERT INTO usage_day VALUES (1, 20000, 0, 1, 3)")
            activity.rebuild(app._store)
        await app.reload()
        await type_in(pilot, "<delete>")
        assert isinstance(app.screen, SettingsPage)
        assert any("was done 3 times" in told.message for told in app._notifications)


async def test_a_book_to_be_read_is_looked_at_only(app, tmp_path):
    app._store.close()
    path = tmp_path / "own.db"
    reading = ChurntuiApp(open_book(path, read_only=True), Opening(path, DAY, read_only=True))
    async with reading.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, ",\n<f2><delete><right>a")
        assert not isinstance(reading.screen, RowForm)
        assert isinstance(reading.screen, SettingsPage)
