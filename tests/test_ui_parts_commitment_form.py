"""The form of a promise: its owner is one of the side that promised."""

from __future__ import annotations

from test_ui_logos_page import open_page, section
from typing_keys import type_in
from ui_books import add, app_over, contract, logo, until

from churntui.data.opening import open_book
from churntui.ui.parts.commitment_form import CommitmentForm


async def test_of_a_promise_of_theirs_their_people_are_offered(tmp_path):
    with open_book(tmp_path / "book.db") as store:
        acme = logo(store, "Acme", owner="Ines")
        contract(store, acme, 83)
        for name, of in (("Eva Braun", acme), ("Somebody else", logo(store, "Other"))):
            add(store, "person", ref=name, logo_id=of, name=name)
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(120, 36)) as pilot:
        await open_page(pilot, 1)
        await section(pilot, "Promises")
        await type_in(pilot, "a")
        await until(pilot, lambda: isinstance(app.screen, CommitmentForm))

        def offered():
            return [choice.label for choice in app.screen.query_one("#row-owner").choices]

        assert offered() == ["Ines"]
        await type_in(pilot, "name a sponsor\tno\t")
        assert offered() == ["Eva Braun"]
        await type_in(pilot, "eva<right><ctrl+s>")
        await until(pilot, lambda: not isinstance(app.screen, CommitmentForm))
        assert app._store.rows("SELECT by_us, owner FROM commitment") == [(0, "Eva Braun")]
        await type_in(pilot, "<f2>")
        await until(pilot, lambda: isinstance(app.screen, CommitmentForm))
        assert offered() == ["Eva Braun"]
        await type_in(pilot, "\tyes\t")
        assert offered() == ["Ines"]
