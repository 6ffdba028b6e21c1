from __future__ import annotations

import pytest
from ui_books import AS_OF, HOSTILE, add, app_over, contract, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.contradictions import ContradictionsPage
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.logos.page import LogoPage


@pytest.fixture
def path(tmp_path):
    """Two losses of logos that pay on, and a renewal of what is not there."""
    with open_book(tmp_path / "book.db") as store:
        for nth, name in enumerate(("Nordwind", HOSTILE[1])):
            at = logo(store, name)
            contract(store, at, None)
            add(
                store, "interview", ref=f"I{nth}", logo_id=at, status="held", updated_at="",
                effective_on="2026-08-01",
            )  # fmt: skip
        add(store, "open_link", contract_id=contract(store, logo(store, "Acme"), 300), renews="K0")
    return tmp_path / "book.db"


async def opened(pilot, kind):
    """Open the page by the row of that kind on Today."""
    app = pilot.app
    await until(pilot, lambda: any(need.contradiction == kind for need in app.place.table.rows))
    app.place.table.cursor = [need.contradiction for need in app.place.table.rows].index(kind)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ContradictionsPage) and app.screen.table.rows)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (200, 55)])
async def test_todays_row_leads_to_the_list_its_kind_first_and_enter_to_the_row(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        page = await opened(pilot, "link")
        assert [row.kind for row in page.table.rows] == ["link", "pays_on", "pays_on"]
        assert "Acme" in shown(app)
        assert "Import the contract it renews" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage))
        await pilot.press("escape", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage))


async def test_what_is_accepted_goes_and_comes_back_by_undo(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await opened(pilot, "pays_on")
        assert HOSTILE[1] in shown(app)
        await pilot.press("A")
        await until(pilot, lambda: len(page.table.rows) == 2)
        await pilot.press("u")
        await until(pilot, lambda: len(page.table.rows) == 3)
        assert page.copied().startswith(page.exported().rows[page.table.cursor][0])
    assert AS_OF
