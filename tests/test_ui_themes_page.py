from __future__ import annotations

import pytest
from ui_books import AS_OF, add, app_over, go_to, heard_book, shown, until

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows import highlights, theme_edits
from churntui.model.notes import NoteRef
from churntui.questions.themes_heard import heard_themes
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.interviews.reading import ReadingPage
from churntui.ui.themes.page import ThemePage, said


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


def test_the_whole_of_an_interview_speaks_only_where_no_passage_does(path):
    with open_book(path) as store:
        add(store, "interview_theme", interview_id=1, theme_id=3)
        row = next(row for row in heard_themes(Book.load(store, AS_OF)) if row.theme.id == 3)
        found = [
            (one.place.kind, one.words, one.line.name) for one in said(row, theme_edits.places(store, 3))
        ]
    assert found == [("interview", "Merged", "Acme"), ("highlight", "Nobody called back", "Lumen Labs")]


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
