"""A form that was left is gone on with as what it was: a change within the term, a renewal, any other row."""

from datetime import date

import pytest
from stores import add_contract, add_interview, add_logo
from typing_keys import type_in

from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.ui.app import ChurntuiApp
from churntui.ui.parts.row_form import RowForm
from churntui.ui.shell.opening import Opening

DAY = date(2026, 11, 28)


@pytest.fixture
def app(tmp_path):
    path = tmp_path / "own.db"
    with open_book(path) as store:
        logo = add_logo(store, "L1", name="Nordwind")
        add_contract(store, "K1", logo, "2026-02-12", "2027-02-12", plan="Business")
    return ChurntuiApp(open_book(path), Opening(path, DAY))


def contracts(app):
    return app._store.rows("SELECT plan, starts_on, ends_on, renews_id FROM contract ORDER BY id")


async def go_on(pilot):
    """Open the draft on Today."""
    await type_in(pilot, "1/draft\n\n")
    assert isinstance(pilot.app.screen, RowForm)


async def test_a_change_within_the_term_still_ends_the_present_contract(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\nacPlus\t1 dec<escape>")
        await go_on(pilot)
        assert app.screen._heading.startswith("Change within the term of Business")
        await type_in(pilot, "<ctrl+s>")
        assert contracts(app) == [
            ("Business", "2026-02-12", "2026-12-01", None),
            ("Plus", "2026-12-01", "2027-02-12", 1),
        ]
        assert drafts.every(app._store) == []


async def test_a_renewal_is_checked_as_one_still(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\narPlus<escape>")
        add_interview(app._store, "E1", 1, effective_on="2027-02-01")
        await go_on(pilot)
        assert app.screen._heading.startswith("Renewal of Business")
        await type_in(pilot, "<ctrl+s>")
        assert isinstance(app.screen, RowForm)
        assert len(contracts(app)) == 1


async def test_the_draft_of_a_renewal_is_that_of_no_other_contract(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\narPlus<escape>")
        await type_in(pilot, "ao")
        assert app.screen.text("plan") == ""
        await type_in(pilot, "<escape>ar")
        assert app.screen.text("plan") == "Plus"


async def test_what_was_typed_outlives_the_contract_whose_place_it_takes(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await type_in(pilot, "2\nacPlus<escape>")
        rows.remove(app._store, "contracts", 1, "Deleted")
        await app.reload()
        await go_on(pilot)
        assert app.screen.text("plan") == "Plus"
        await type_in(pilot, "<escape>")
        assert len(drafts.every(app._store)) == 1
