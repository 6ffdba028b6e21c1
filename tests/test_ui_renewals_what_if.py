"""What if, by keys: it is named, turns by space, does nothing else, and leaves the book as it was."""

from __future__ import annotations

import pytest
from ui_books import app_over, contract, go_to, logo, until

from churntui.data.opening import open_book
from churntui.ui.renewals.what_if import WhatIf


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for nth, name in enumerate(("Acme", "Borea", "Cirro", "Dome", "Elm")):
            contract(store, logo(store, name), 20 + 3 * nth, 10_000_00)
        contract(store, logo(store, "Far"), 60, 10_000_00)
    return path


def below(app):
    return str(app.screen.query_one("#what-if-told").content).splitlines()


async def test_it_is_a_mode_that_supposes_and_saves_nothing(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "3")
        before = await app.ask(lambda store: store.generation())
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhatIf) and below(app))
        assert "WHAT IF, nothing is saved" in str(app.screen.query_one("#where").content)
        assert below(app) == ["2026 Q4: attrition 0/6 · 0.0 % · GRR 100.0 % · NRR 100.0 %", "all kept"]
        await pilot.press("space", "down", "space", "space")
        await until(pilot, lambda: below(app)[-1] == "1 lost, −€10.0k · 1 shrunk, −€2.5k")
        await until(pilot, lambda: len(below(app)) == 3)
        assert below(app)[0] == "2026 Q4: attrition 1/6 · 16.7 % · GRR 79.2 % · NRR 79.2 %"
        assert below(app)[1].endswith("all kept: attrition 0/6 · 0.0 % · GRR 100.0 % · NRR 100.0 %")
        await pilot.press("right")
        await until(pilot, lambda: below(app)[0].startswith("2027 Q1: attrition 0/5"))
        await pilot.press(*"dtxnbcu1q", "delete", "f2", "ctrl+s", "slash", "enter")
        assert isinstance(app.screen, WhatIf)
        await pilot.press("left", "space", "space")
        await until(pilot, lambda: below(app)[-1] == "1 shrunk, −€2.5k")
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert await app.ask(lambda store: store.generation()) == before
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhatIf) and below(app))
        assert below(app)[-1] == "all kept"


async def test_with_nothing_open_it_says_so(tmp_path):
    app = app_over(tmp_path / "new.db", read_only=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "3")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WhatIf))
        assert "No renewal is open" in app.screen.table.empty
        keys = app.screen.query_one("#what-if-keys")
        assert len(str(keys.content)) <= keys.content_size.width
        await pilot.press("space", "right", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
