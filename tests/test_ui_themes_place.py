from __future__ import annotations

import pytest
from ui_books import HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.themes.page import ThemePage
from churntui.ui.themes.place import Themes

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def place(pilot, count: int) -> Themes:
    """The place, so many themes counted."""
    await go_to(pilot, "6")
    found = pilot.app.place
    assert isinstance(found, Themes)
    await until(pilot, lambda: len(found.table.rows) == count and found.table.empty != "Counting …")
    await pilot.pause()
    return found


async def test_the_table_its_words_and_its_orders(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await until(pilot, lambda: "«too expensive»" in shown(app))
        assert found.table.sorted_by == ("Lost", True)
        for column in ("ARR lost", "At stake", "Trend", "Last", "Lost"):
            await pilot.press("s")
            assert found.table.sorted_by == (column, True)
        await pilot.press("j")
        await until(pilot, lambda: "«Nobody called back»" in shown(app))
        assert "support silence · 2 logos · €18.0k · €30.0k ahead" in shown(app)
        assert found.copied() == "support silence · 2 logos · €18.0k · €30.0k ahead"
        assert "ARR lost €18.0k" in found.explained()
        assert found.subject == ("theme", 3)


async def test_filter_looks_into_initiatives(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await pilot.press("/", *"SIGN-ON")
        await pilot.pause()
        assert [row.theme.name for row in found.table.rows] == ["missing SSO"]
        await pilot.press(*"zz")
        await pilot.pause()
        assert "Escape clears" in shown(app)


async def test_archived_themes_are_shown_when_asked_for(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await pilot.press("f")
        assert [row.theme.name for row in found.table.rows][2] == "old one"
        await pilot.press("f")
        assert len(found.table.rows) == 3


async def test_a_theme_is_made_by_its_name(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 3)
        await pilot.press("a", *"missing sso", "enter")
        assert "There is a theme of that name" in shown(app)
        await pilot.press("x", "enter")
        await until(pilot, lambda: len(found.table.rows) == 4)
        assert found.table.row.theme.name == "missing ssox"
        await pilot.press("u")
        await until(pilot, lambda: len(found.table.rows) == 3)


async def test_export_is_written_out(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        sheet = (await place(pilot, 3)).exported()
        assert sheet.rows[0] == (
            "missing SSO", "product gaps", "2", "2", "18000.00", "2026-11-02", "2026-11-12", "2",
            "Sign-on (in_progress)", "0", "0", "0.00", "", "30000.00",
        )  # fmt: skip


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=SIZE) as pilot:
        found = await place(pilot, 0)
        assert "Go to Notes (5) and press T" in shown(app)
        assert (found.copied(), found.explained(), found.exported().rows) == ("", "", ())
        await pilot.press("s", "enter")


async def test_hostile_names_are_shown_as_they_are(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        for number, name in enumerate(HOSTILE, 1):
            contract(store, logo(store, name, industry=name), -60)
            add(store, "interview", ref=f"I{number}", logo_id=number, status="held", updated_at="",
                stated_reason=name)  # fmt: skip
            add(store, "theme", name=name, description=name)
            add(store, "interview_theme", interview_id=number, theme_id=number)
            add(store, "initiative", ref=f"A{number}", name=name, status="planned", owner=name)
            add(store, "initiative_theme", initiative_id=number, theme_id=number)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await place(pilot, len(HOSTILE))
        for size in ((80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            for _ in HOSTILE:
                await pilot.press("j")
                await pilot.pause()
            assert "[@click=app.bell]x" in shown(app)
            assert "青空フーズ" in shown(app)
            await pilot.press("home", "enter")
            await until(pilot, lambda: isinstance(app.screen, ThemePage) and app.screen.table.rows)
            assert len(found.table.rows) == len(HOSTILE)
            await pilot.press("escape")
