"""P: an attempt to keep a logo is begun, goes on, and is closed, from a list of logos and from a logo's page."""

from __future__ import annotations

from datetime import date

from test_ui_logos_page import open_page, section, text
from typing_keys import type_in
from ui_books import AS_OF, app_over, contract, logo, until

from churntui.data.opening import open_book
from churntui.data.rows import attempts
from churntui.ui.kit.choosing import Choose
from churntui.ui.parts.attempt_form import AttemptForm


def kept(path):
    with open_book(path, read_only=True) as store:
        return attempts.every(store)


async def asked(pilot, screen):
    await until(pilot, lambda: isinstance(pilot.app.screen, screen) and pilot.app.screen.focused)


async def test_an_attempt_from_the_first_sign_to_its_end(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract_id = contract(store, logo(store, "Acme Health", owner="Ana"), 83, notice_days=60)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        await type_in(pilot, "3")
        await until(pilot, lambda: app.place.table.row is not None)
        await type_in(pilot, "P")
        await asked(pilot, AttemptForm)
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: len(app.book.attempts) == 1)
        assert "Acme Health: added the attempt to save" in [told.message for told in app._notifications]
        (begun,) = kept(path)
        assert (begun.stands, begun.at_risk_on, begun.owner, begun.contract_id) == (
            "at_risk", AS_OF, "Ana", contract_id,
        )  # fmt: skip
        await open_page(pilot)
        await type_in(pilot, "P")
        await asked(pilot, Choose)
        await type_in(pilot, "s")
        await asked(pilot, AttemptForm)
        await type_in(pilot, "<ctrl+u>disc\t<ctrl+u>20 % for a year<ctrl+s>")
        await until(pilot, lambda: app.book.attempts[0].stands == "saving")
        shown = await section(pilot, "Save attempts")
        assert "discount: 20 % for a year" in text(pilot)
        await type_in(pilot, "<f2>")
        await asked(pilot, AttemptForm)
        await type_in(pilot, "<ctrl+u>recovered<tab>")
        assert app.screen.text("closed_on") == "21 Nov 2026"
        await type_in(pilot, "<ctrl+s>")
        await until(pilot, lambda: app.book.attempts[0].is_closed)
        (closed,) = kept(path)
        assert (closed.day, closed.closed_on, closed.offer_kind) == (AS_OF, AS_OF, "discount")
        await type_in(pilot, "u")
        await until(pilot, lambda: app.book.attempts[0].closed_on is None)
        assert shown.table.row.stands == "saving"
        assert kept(path)[0].day == date(2026, 11, 21)
