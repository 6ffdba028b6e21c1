"""Words the book cannot take are told, and kept elsewhere."""

from __future__ import annotations

import pytest
from ui_books import app_over, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import drafts
from churntui.model.rows import Highlight
from churntui.ui.interviews import form, rescue
from churntui.ui.interviews.form import Typed
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.interviews.rescue import UnsavedDialog

ORBIS = 2
LONG = "Nobody called back. " * 600
TYPED = Typed(
    1,
    form.empty()
    | {
        "notes": "«Nobody» called\n没有下文",
        "stated_reason": "dear",
        "themes": "price\nSSO",
        "passages": form.join_passages([Highlight(1, 7, "Nobody", ("silence",))]),
    },
)


def test_everything_typed_is_in_the_text():
    text = rescue.in_words(TYPED)
    for words in (
        "Stated: dear",
        "Themes: price, SSO",
        "«Nobody» silence",
        "«Nobody» called\n没有下文",
    ):
        assert words in text


def fill(app):
    """The book's file may grow no more, as on a full disk."""
    pages = app._store.scalar("PRAGMA page_count")
    app._store.rows(f"PRAGMA max_page_count={pages}")


def free(app):
    app._store.rows("PRAGMA max_page_count=1000000")


async def failing(pilot):
    """The editor with words that the disk has no room for."""
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    app.do(open_interview(app, ORBIS))
    await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
    await app.ask(lambda _: fill(app))
    app.screen._pane.notes.text = LONG
    await until(pilot, lambda: "! not saved" in shown(app))
    return app.screen


def written(path):
    return [file for file in path.parent.iterdir() if "-unsaved" in file.name]


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


@pytest.mark.parametrize("leaving", ["escape", "ctrl+q"])
async def test_a_full_disk_is_never_called_saved_and_leaving_asks(path, leaving):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await failing(pilot)
        assert "draft saved" not in shown(app)
        await pilot.press(leaving)
        await until(pilot, lambda: isinstance(app.screen, UnsavedDialog))
        assert "the disk is full" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is page)
        assert page._pane.notes.text == LONG
        await pilot.press(leaving)
        await until(pilot, lambda: isinstance(app.screen, UnsavedDialog))
        await pilot.press("c")
        await until(pilot, lambda: "Nobody called back" in app.clipboard)
        await until(pilot, lambda: isinstance(app.screen, UnsavedDialog))
        await pilot.press("w")
        await until(pilot, lambda: app.rescue.path and (app._exit or app.screen is not page))
    (file,) = written(path)
    assert LONG in file.read_text()
    assert app.rescue.path == file
    with open_book(path) as store:
        assert drafts.every(store) == []


async def test_a_place_is_not_gone_to_over_words_that_would_be_lost(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await failing(pilot)
        await app.action_place("logos")
        await until(pilot, lambda: isinstance(app.screen, UnsavedDialog))
        await pilot.press("l")
        await until(pilot, lambda: page not in app.screen_stack)
        await until(pilot, lambda: app.place.id == "logos")
    assert written(path) == []


async def test_once_there_is_room_it_is_saved_by_itself(path, monkeypatch):
    monkeypatch.setattr("churntui.ui.interviews.drafting._LATER", 0.05)
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await failing(pilot)
        await app.ask(lambda _: free(app))
        await until(pilot, lambda: "draft saved" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not page)
    with open_book(path) as store:
        assert [draft.fields["notes"] for draft in drafts.every(store)] == [LONG]


async def test_where_nobody_can_be_asked_the_words_are_in_a_file(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await failing(pilot)
        app.exit()
    (file,) = written(path)
    assert LONG in file.read_text()
    assert app.rescue.path == file
