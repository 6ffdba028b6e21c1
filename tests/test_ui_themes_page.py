from __future__ import annotations

import pytest
from ui_books import add, app_over, go_to, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import highlights
from churntui.model.notes import NoteRef
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.logos.page import LogoPage
from churntui.ui.themes.page import ThemePage


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def page(pilot, downs: int, count: int) -> ThemePage:
    """The page of the theme so many rows down, with so many words on it."""
    await go_to(pilot, "6")
    await until(pilot, lambda: len(pilot.app.place.table.rows) >= 3)
    await pilot.press(*"j" * downs, "enter")
    await until(
        pilot, lambda: isinstance(pilot.app.screen, ThemePage) and len(pilot.app.screen.table.rows) == count
    )
    await pilot.pause()
    return pilot.app.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 55)])
async def test_it_shows_words_and_figures(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        found = await page(pilot, 1, 2)
        assert "support silence · 2 logos · €18.0k" in shown(app)
        await pilot.press("j")
        await until(pilot, lambda: "Nobody called back" in shown(app))
        assert (found.logo_id, found.copied()) == (1, "«Nobody called back» Lumen Labs")
        if size[0] >= 120:
            assert "2/2  Health" in shown(app)
            assert "Heard  2 Nov – 12 Nov" in shown(app)
        assert found.exported().rows[1] == (
            "Nobody called back",
            "passage",
            "Lumen Labs",
            "2026-11-02",
            "18000.00",
            "I1",
            "interview",
            "",
            "lost",
            "",
            "",
        )
        assert "ARR lost €18.0k" in found.explained()


async def test_enter_goes_to_the_passage_or_reads_the_whole(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await page(pilot, 1, 2)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage))
        await pilot.press("escape", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage))


async def test_the_living_stand_beside_the_lost_and_either_can_be_shown_alone(path):
    with open_book(path) as store:
        add(store, "person", ref="P1", logo_id=4, name="R. Dahl")
        add(store, "talk", ref="T1", logo_id=4, person_id=1, day="2026-11-19", notes="Nobody calls back")
        add(store, "talk_theme", talk_id=1, theme_id=3)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 0, 3)
        assert found.table.row.place.note == NoteRef("talk", 1)
        assert "Nordwind · talk, R. Dahl · 19 Nov 2026 · €96.0k · renews 17 Sep" in shown(app)
        assert [row[-3:] for row in found.exported().rows] == [
            ("living", "96000.00", "2027-09-17"), ("ahead", "", "2027-01-20"), ("lost", "", "")
        ]  # fmt: skip
        await pilot.press("f")
        await pilot.pause()
        assert [one.name for one in found.table.rows] == ["Nordwind"]
        await pilot.press("f")
        await pilot.pause()
        assert [one.name for one in found.table.rows] == ["Acme", "Lumen Labs"]
        await pilot.press("f", "v")
        await until(pilot, lambda: "At stake 1" in shown(app) and "Lost, ahead 1" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LogoPage))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is found)
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingPage) and "Nobody calls back" in shown(app))


async def test_recoding_gives_the_words_to_another_theme(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 1, 2)
        await pilot.press("j", "T", *"unanswered", "enter")
        await until(pilot, lambda: len(found.table.rows) == 1)
        (passage,) = await app.ask(lambda store: highlights.of_note(store, NoteRef("interview", 1)))
        assert (passage.quote, passage.themes) == ("Nobody called back", ("unanswered",))
        await pilot.press("u")
        await until(pilot, lambda: len(found.table.rows) == 2)


async def test_all_marked_words_go_to_another_theme_by_one_change(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 1, 2)
        await pilot.press("space", "space", "T", *"unanswered", "enter")
        await until(pilot, lambda: not found.table.rows)
        await pilot.press("u")
        await until(pilot, lambda: len(found.table.rows) == 2)


async def test_a_theme_that_is_gone_says_so(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 0, 2)
        with open_book(path) as store, store.write():
            store.rows("DELETE FROM theme WHERE id = 2")
        await app.reload()
        await until(pilot, lambda: "no longer in the book" in shown(app))
        assert (found.theme, len(found.table.rows), found.copied()) == (None, 0, "")
        await pilot.press("m", "X", "f2", "T", "enter", "escape")


async def test_a_read_only_book_is_not_changed(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await page(pilot, 1, 2)
        await pilot.press("T", "m", "X", "f2", "delete")
        await pilot.pause()
        assert app.screen is found
