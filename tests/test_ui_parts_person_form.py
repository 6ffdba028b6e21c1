"""The form of a person: the role of champion says that they speak for us, until somebody says otherwise."""

from textual.widgets import Input
from typing_keys import type_in
from ui_books import app_over, logo

from churntui.data.opening import open_book
from churntui.ui.parts.forms import add_row
from churntui.ui.parts.person_form import PersonForm


async def test_a_champion_by_role_speaks_for_us_unless_told_otherwise(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        logo(store, "Acme")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.do(add_row(app, "people", {"logo_id": 1}))
        await pilot.pause()
        form = app.screen
        assert isinstance(form, PersonForm)
        await type_in(pilot, "Ann\tchampion")
        assert form.text("champion") == "yes"
        await type_in(pilot, "s")
        assert form.text("champion") == ""
        await type_in(pilot, "<backspace>")
        assert form.text("champion") == "yes"
        form.query_one("#row-champion", Input).value = "no"
        await type_in(pilot, "s<backspace><ctrl+s>")
        assert app._store.rows("SELECT name, role, champion FROM person") == [("Ann", "champion", 0)]
        app.do(add_row(app, "people", {"logo_id": 1}))
        await pilot.pause()
        await type_in(pilot, "Bo\tchampion<ctrl+s>")
        assert app._store.scalar("SELECT champion FROM person WHERE name = 'Bo'") == 1
