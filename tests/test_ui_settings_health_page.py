"""The page of health by keys: a weight, the bands, a playbook, an override, the back-test, and all of it taken back."""

from __future__ import annotations

import pytest
from typing_keys import type_in
from ui_books import AS_OF, app_over, contract, logo, shown, use

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import playbooks, settings
from churntui.ui.parts.row_form import RowForm
from churntui.ui.settings.health_page import HealthPage


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("CHURNTUI_AUTHOR", "Ana")
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for name, weeks in (("Nordwind", [20] * 8 + [5] * 4), ("Acme", [10] * 12)):
            own = logo(store, name, owner="Ines")
            contract(store, own, 200)
            use(store, own, weeks)
    return app_over(path)


def book_of(app) -> Book:
    return Book.load(app._store, AS_OF).read_health(app._store)


async def test_weights_playbooks_and_overrides_by_keys_and_each_is_one_undo(app):
    async with app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "oNord\nW")
        assert isinstance(app.screen, HealthPage)
        told = shown(app)
        assert "Nordwind" in told
        assert "−100 use fell 75 %" in told
        assert app.screen.logo_id == 1

        await type_in(pilot, "<f2>80<tab>they signed<ctrl+s>")
        assert (book_of(app).health[1].score, book_of(app).health[1].now.score) == (80, 0)
        assert "held to be 80, good, until 19 Dec: they signed" in shown(app)

        await type_in(pilot, "<right><down><f2><ctrl+u>30<tab><ctrl+u>-80<ctrl+s>")
        assert settings.read(app._store).health == "trend 30 (-80 to 0)"
        await type_in(pilot, "<end><f2><ctrl+u>60<tab><ctrl+u>90<ctrl+s>")
        assert isinstance(app.screen, RowForm)
        assert "below where good begins" in shown(app)
        await type_in(pilot, "<ctrl+u>30<ctrl+s>")
        assert settings.read(app._store).health == "trend 30 (-80 to 0); bands 60 30"

        await type_in(pilot, "<right>apoor<tab>call the sponsor<tab><tab><ctrl+u>3<ctrl+s>")
        assert [(step.band, step.what, step.days) for step in playbooks.every(app._store)] == [
            ("poor", "call the sponsor", 3)
        ]
        await type_in(pilot, "<right>")
        assert "too few to say anything" in shown(app)

        await type_in(pilot, "u" * 4)
        assert settings.read(app._store).health == ""
        assert book_of(app).health[1].override is None
        assert playbooks.every(app._store) == []


async def test_a_playbook_puts_the_steps_of_the_band_once(app):
    playbook = "INSERT INTO playbook(band, what, days) VALUES ('poor', 'call', 3)"
    app._store.rows(playbook)
    async with app.run_test(size=(100, 30)) as pilot:
        await type_in(pilot, "oNord\nWii")
        assert app._store.rows("SELECT logo_id, what, owner, due_on FROM step") == [
            (1, "call", "Ines", "2026-11-24")
        ]
        assert "was put already" in "".join(note.message for note in app._notifications)
        await type_in(pilot, "u")
        assert app._store.rows("SELECT 1 FROM step") == []
        app._store.rows("UPDATE playbook SET band = 'good'")
        await type_in(pilot, "i")
        assert "No playbook has a step for poor" in "".join(note.message for note in app._notifications)
