"""Rows entered, corrected and taken away by keys alone."""

from datetime import date

import pytest

from churntui.data.opening import open_book
from churntui.ui.app import ChurntuiApp
from churntui.ui.shell.base import Opening

DAY = date(2026, 11, 28)


@pytest.fixture
def app(tmp_path):
    path = tmp_path / "own.db"
    open_book(path).close()
    return ChurntuiApp(open_book(path), Opening(path, DAY))


async def type_in(pilot, text):
    """Each character a key; `\t` goes on, other keys stand in angle brackets."""
    for part in text.replace("<", "\0<").replace(">", ">\0").split("\0"):
        if part.startswith("<"):
            await pilot.press(part[1:-1])
        else:
            await pilot.press(*({"\t": "tab", " ": "space"}.get(c, c) for c in part))
    await pilot.pause()


def rows(app, sql, values=()):
    return app._store.rows(sql, values)


async def test_a_logo_its_contract_and_its_person_are_entered_in_one_go(app):
    async with app.run_test(size=(120, 36)) as pilot:
        await type_in(pilot, "2a")
        await type_in(pilot, "Nordwind GmbH\tnordwind.example\tLogistics<ctrl+n>")
        await type_in(pilot, "Business\t12 feb\t+12m\t84\t\t96k<ctrl+n>")
        await type_in(pilot, "R. Dahl\tec<right><ctrl+s>")
        assert rows(app, "SELECT name, domain, industry FROM logo") == [
            ("Nordwind GmbH", "nordwind.example", "Logistics")
        ]
        assert rows(
            app,
            "SELECT plan, starts_on, ends_on, seats, amount_minor, currency, per, arr_minor FROM contract",
        ) == [("Business", "2027-02-12", "2028-02-12", 84, 9_600_000, "EUR", "year", 9_600_000)]
        assert rows(app, "SELECT name, role FROM person") == [("R. Dahl", "economic buyer")]
        for _ in range(3):
            await pilot.press("u")
        await pilot.pause()
        assert rows(app, "SELECT (SELECT count(*) FROM logo), (SELECT count(*) FROM contract)") == [(0, 0)]
