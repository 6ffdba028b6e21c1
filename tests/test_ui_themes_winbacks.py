from __future__ import annotations

from datetime import timedelta

import pytest
from ui_books import AS_OF, HOSTILE, add, app_over, contract, go_to, heard_book, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import winbacks
from churntui.model.rows import WinBackCall
from churntui.ui.logos.page import LogoPage
from churntui.ui.themes.winbacks import WinBackPage


@pytest.fixture
def path(tmp_path):
    """Support silence is answered since yesterday, and Lumen Labs left over it; missing SSO is not."""
    path = heard_book(tmp_path / "book.db")
    with open_book(path) as store:
        add(store, "initiative", ref="A2", name="Answer in a day", status="shipped", shipped_on="2026-11-20")
        add(store, "initiative_theme", initiative_id=2, theme_id=3)
        with store.write():
            store.rows(
                "UPDATE interview SET win_back = 'likely', win_back_trigger = 'a name', win_back_on = '2026-11-15'"
                " WHERE id = 1"
            )
    return path


async def page(pilot, count: int, keys: str = "jw") -> WinBackPage:
    await go_to(pilot, "6")
    await until(pilot, lambda: pilot.app.place.table.empty != "Counting …")
    await pilot.press(*keys)
    await until(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, WinBackPage)
            and pilot.app.screen.table.empty != "Counting …"
            and len(pilot.app.screen.table.rows) == count
        ),
    )
    await pilot.pause()
    return pilot.app.screen


def calls(path):
    with open_book(path) as store:
        return winbacks.calls(store)


async def test_it_says_whom_to_call_and_how_to_begin(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 1)
        text = shown(app)
        assert "support silence · 1 lost logo · €18.0k ARR lost · 1 not called" in text
        for words in (
            "! due",
            "«Nobody called back»",
            "Answer in a day (20 Nov 2026)",
            "likely",
            "a name",
            "15 Nov 2026",
        ):
            assert words in text
        assert found.exported().rows == (
            (
                "L1", "Lumen Labs", "18000.00", "2026-10-30", "Nobody called back", "Answer in a day (20 Nov 2026)",
                "likely", "a name", "2026-11-15", "", "", "",
            ),
        )  # fmt: skip
        assert found.copied() == "Lumen Labs: «Nobody called back» · Answer in a day (20 Nov 2026)"
        assert "answered by 1 initiative that shipped, the first of them on 20 Nov 2026" in found.explained()


async def test_what_came_of_asking_is_three_keys(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("c")
        await until(pilot, lambda: calls(path) == [WinBackCall(1, AS_OF)])
        await until(pilot, lambda: "0 not called" in shown(app))
        await pilot.press("r", *"talking", "enter")
        await until(pilot, lambda: calls(path) == [WinBackCall(1, AS_OF, "talking")])
        await pilot.press("f2", *"A demo", "ctrl+s")
        await until(pilot, lambda: calls(path) == [WinBackCall(1, AS_OF, "talking", "A demo")])
        await until(pilot, lambda: "A demo" in shown(app))
        await pilot.press("c")
        await until(pilot, lambda: calls(path) == [WinBackCall(1, None, "talking", "A demo")])
        for _ in range(4):
            before = app.book
            await pilot.press("u")
            await until(pilot, lambda before=before: app.book is not before)
        assert calls(path) == []


async def test_an_outcome_notes_the_call(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1)
        await pilot.press("r", *"later", "enter")
        await until(pilot, lambda: calls(path) == [WinBackCall(1, AS_OF, "later")])
        await pilot.press("r", *"nothing", "enter")
        await until(pilot, lambda: calls(path) == [WinBackCall(1, AS_OF)])


async def test_a_theme_nothing_answers_has_none_and_f_shows_all(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot, 0, "w")
        assert "Nobody to ask back" in shown(app)
        await pilot.press("c", "r", "f2", "enter")
        await pilot.press("f")
        await until(pilot, lambda: len(found.table.rows) == 1)
        assert "All win-backs" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage))


async def test_a_logo_that_came_back_is_not_on_it(path):
    with open_book(path) as store:
        contract(store, 1, 360, starts_on="2026-11-10")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 0)


async def test_today_leads_to_it(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "shipped 1 day ago, 1 logo to tell" in shown(app))
        rows = app.place.table.rows
        app.place.table.cursor = next(at for at, need in enumerate(rows) if need.kind == "winback")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WinBackPage) and len(app.screen.table.rows) == 1)
        assert "Answer in a day · 1 lost logo" in shown(app)


async def test_a_read_only_book_is_not_changed(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        found = await page(pilot, 1)
        await pilot.press("c", "r", "f2")
        await pilot.pause()
        assert app.screen is found
        assert "«Nobody called back»" in shown(app)


async def test_hostile_names_are_shown_as_they_are(path):
    with open_book(path) as store:
        for number, name in enumerate(HOSTILE):
            at = logo(store, name)
            contract(store, at, -60)
            interview = add(
                store, "interview", ref=f"H{number}", logo_id=at, status="held", updated_at="", stated_reason=name,
                effective_on=(AS_OF - timedelta(days=60)).isoformat(), win_back_trigger=name,
            )  # fmt: skip
            add(store, "interview_theme", interview_id=interview, theme_id=3)
            add(store, "win_back", logo_id=at, note=name)
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await page(pilot, 6, "w")
        for size in ((80, 24), (200, 55)):
            await pilot.resize_terminal(*size)
            for _ in HOSTILE:
                await pilot.press("j")
                await pilot.pause()
            assert "[@click=app.bell]x" in shown(app)
            assert "\x1b" not in shown(app)
            await pilot.press("home")
