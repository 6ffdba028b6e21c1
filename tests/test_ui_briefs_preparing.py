from __future__ import annotations

import pytest
from brief_books import HARBOUR, at_brief, brief_book, kept, keys_beside, keys_in, told
from textual.widgets import Static
from ui_books import app_over, shown, until

from churntui.data.rows import briefs
from churntui.ui.kit.dialogs import Prompt
from churntui.ui.kit.picker import Picker

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    return brief_book(tmp_path / "book.db")


def head(app) -> str:
    return str(app.query_one("#briefs-logo", Static).content)


async def test_it_is_turned_into_the_executives_and_back(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        before = keys_in(points)
        await pilot.press("E")
        await until(pilot, lambda: "· EBR ·" in head(pilot.app))
        assert len(keys_in(points)) < len(before)
        await pilot.press("E")
        await until(pilot, lambda: "· QBR ·" in head(pilot.app))
        assert keys_in(points) == before
        await pilot.press("u", "u")
        await until(pilot, lambda: briefs.in_preparation(pilot.app._store, HARBOUR) is None)


async def test_the_day_of_the_meeting_is_said_as_one_says_it_and_taken_back(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        await pilot.press(*"someday", "enter")
        assert isinstance(pilot.app.screen, Prompt)
        pilot.app.screen.query_one("#prompt-value").value = "3 dec"
        await pilot.press("enter")
        await until(pilot, lambda: "QBR on 3 Dec" in head(pilot.app))
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.screen.query_one("#prompt-value").value = ""
        await pilot.press("enter")
        await until(pilot, lambda: "QBR ·" in head(pilot.app))
        assert briefs.in_preparation(pilot.app._store, HARBOUR).meets_on is None


async def test_the_logo_reads_another_language(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        assert "Shareable · English" in shown(pilot.app)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("escape", "w")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press(*"english", "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))
        assert pilot.app._store.scalar("SELECT language FROM logo WHERE id = 1") is None
        assert keys_in(points)


async def test_the_roadmap_is_ticked_and_what_may_not_be_shown_is_listed_with_why(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        points = await at_brief(pilot)
        assert "roadmap:N1" in keys_beside(points)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        assert "not shareable" in shown(pilot.app)
        await pilot.press("down", "space")
        assert "customers may read of it" in told(pilot.app)
        await pilot.press("up", "space", "enter")
        await until(pilot, lambda: "roadmap:N1" in keys_in(points))
        assert kept(pilot.app) == {"roadmap:N1": ("accepted", "")}
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("space", "enter")
        await until(pilot, lambda: "roadmap:N1" in keys_beside(points))
        await pilot.press("u")
        await until(pilot, lambda: "roadmap:N1" in keys_in(points))


async def test_nothing_ticked_anew_changes_nothing(path):
    async with app_over(path).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Picker))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Picker))
        assert kept(pilot.app) == {}


async def test_a_book_to_be_read_says_so_and_an_empty_one_that_there_is_none(path, tmp_path):
    async with app_over(path, read_only=True).run_test(size=SIZE) as pilot:
        await at_brief(pilot)
        for key in ("E", "M", "w", "r"):
            await pilot.press(key)
            assert "read-only" in told(pilot.app)
    async with app_over(tmp_path / "empty.db").run_test(size=SIZE) as pilot:
        await until(pilot, lambda: pilot.app.book.usage is not None)
        await pilot.press("7")
        for key in ("E", "M", "w", "r", "A", "J", "R", "a", "delete", "ctrl+o"):
            await pilot.press(key)
            assert "There is no brief here" in told(pilot.app)
