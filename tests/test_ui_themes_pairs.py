from __future__ import annotations

from ui_books import HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.opening import open_book
from churntui.plain.text import cells
from churntui.ui.themes.page import ThemePage
from churntui.ui.themes.pairs import PairsPage


async def page(pilot, keys: str = "c") -> PairsPage:
    await go_to(pilot, "6")
    await until(pilot, lambda: pilot.app.place.table.empty != "Counting …")
    await pilot.press(*keys)
    await until(
        pilot,
        lambda: isinstance(pilot.app.screen, PairsPage) and pilot.app.screen.table.empty != "Counting …",
    )
    await pilot.pause()
    return pilot.app.screen


async def test_logos_then_arr_of_each_pair(tmp_path):
    app = app_over(heard_book(tmp_path / "book.db"))
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, "jc")
        assert found.table.row[1].theme.name == "support silence"
        lines = shown(app).splitlines()
        assert any(line.split()[1:5] == ["1", "missing", "SSO", "(2)"] for line in lines)
        assert "2 logos    €18.0k  missing SSO" in shown(app)
        assert found.copied().splitlines()[0] == "support silence"
        assert found.exported().rows == (("missing SSO", "support silence", "2", "18000.00"),)
        await pilot.press("v")
        await until(pilot, lambda: "(€18.0k)" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ThemePage))


async def test_an_empty_book_says_what_to_do(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot)
        assert "No theme has been heard yet" in shown(app)
        await pilot.press("v", "enter")
        assert (found.copied(), found.exported().rows) == ("", ())


async def test_many_and_hostile_names_stay_in_their_columns(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        at = logo(store, "Lumen")
        contract(store, at, -60)
        add(store, "interview", ref="I1", logo_id=at, status="held", updated_at="")
        for number in range(40):
            name = HOSTILE[number] if number < len(HOSTILE) else f"theme {number}"
            theme_id = add(store, "theme", name=name)
            add(store, "interview_theme", interview_id=1, theme_id=theme_id)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot)
        for size in ((80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            assert len(found.table.rows) == 40
            assert "\x1b" not in shown(app)
            assert {cells(line) for line in shown(app).splitlines()} == {size[0]}
            await pilot.press("G", "v")
            await pilot.pause()
            assert len(found.exported().rows) == 40 * 39 // 2
            await pilot.press("v", "home")
