from __future__ import annotations

import pytest
from ui_books import AS_OF, app_over, go_to, heard_book, shown, until

from churntui.book import Book
from churntui.data.opening import open_book
from churntui.data.rows.theme_edits import Merge
from churntui.ui.themes.changes import preview


@pytest.fixture
def path(tmp_path):
    """The themes in their order: missing SSO, support silence, product gaps."""
    return heard_book(tmp_path / "book.db")


async def themes(pilot):
    await go_to(pilot, "6")
    await until(pilot, lambda: len(pilot.app.place.table.rows) >= 3)
    return pilot.app.place


def of(path):
    """The book's themes by name, as the file has them now."""
    with open_book(path) as store:
        book = Book.load(store, AS_OF)
    return {theme.name: theme for theme in book.themes}, {one.id: set(one.themes) for one in book.interviews}


async def test_merging_shows_what_it_does_and_can_be_taken_back(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await themes(pilot)
        await pilot.press("j", "m", *"sso", "enter")
        await until(pilot, lambda: "Merge “support silence” into “missing SSO”?" in shown(app))
        assert "On both already: one tag is kept            1" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: len(found.table.rows) == 2)
        assert of(path)[1] == {1: {"missing SSO"}, 2: set(), 3: {"missing SSO"}}
        await pilot.press("u")
        await until(pilot, lambda: len(found.table.rows) == 3)
        assert of(path)[1][3] == {"missing SSO", "support silence"}
        await pilot.press("ctrl+r")
        await until(pilot, lambda: len(found.table.rows) == 2)


async def test_a_merge_is_left_by_enter_alone(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await themes(pilot)
        await pilot.press("j", "m", *"sso", "enter")
        await until(pilot, lambda: "?" in shown(app) and "one tag is kept" in shown(app))
        await pilot.press("enter")
        await pilot.pause()
        assert len(found.table.rows) == 3


async def test_splitting_moves_what_is_ticked(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        found = await themes(pilot)
        await pilot.press("j", "X")
        await until(pilot, lambda: "tick what belongs elsewhere" in shown(app))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "1 of 2 go to" in shown(app))
        await pilot.press(*"unanswered", "enter")
        await until(pilot, lambda: len(found.table.rows) == 4)
        assert of(path)[1] == {
            1: {"missing SSO", "unanswered"},
            2: set(),
            3: {"missing SSO", "support silence"},
        }


async def test_each_change_of_the_list_is_one_undo(path):
    app = app_over(path)
    typed = {
        "rename": [*"rename", "enter", "end", *" II", "enter"],
        "describe": [*"describe", "enter", *"Words", "enter"],
        "parent": [*"part of", "enter", *"silence", "enter"],
        "colour": [*"colour", "enter", *"violet", "enter"],
        "archive": [*"archive", "enter"],
        "lock": [*"lock", "enter"],
    }
    async with app.run_test(size=(120, 36)) as pilot:
        found = await themes(pilot)
        await pilot.press("f")
        for keys in typed.values():
            before = app.book
            await pilot.press("f2")
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await until(pilot, lambda before=before: app.book is not before)
            while found.table.row.theme.id != 2:
                await pilot.press("j")
        changed = of(path)[0]["missing SSO II"]
        assert (changed.description, changed.parent_id, changed.colour) == ("Words", 3, "violet")
        assert (changed.locked, changed.archived) == (True, True)
        for _ in typed:
            before = app.book
            await pilot.press("u")
            await until(pilot, lambda before=before: app.book is not before)
        theme = of(path)[0]["missing SSO"]
        assert (theme.description, theme.parent_id, theme.colour, theme.locked, theme.archived) == (
            "",
            1,
            "",
            False,
            False,
        )


async def test_a_locked_theme_offers_little(path):
    with open_book(path) as store, store.write():
        store.rows("UPDATE theme SET locked = 1")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await themes(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: "Unlock" in shown(app))
        assert "Rename" not in shown(app)
        assert "Delete" not in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("X")
        await until(pilot, lambda: any("It is locked" in note.message for note in app._notifications))


async def test_a_theme_in_use_is_not_deleted(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await themes(pilot)
        await pilot.press("delete")
        await until(pilot, lambda: any("is in use" in note.title for note in app._notifications))
        assert "missing SSO" in of(path)[0]


def test_the_preview_names_only_what_is_there():
    text = preview(Merge(notes=2, passages=11, overlaps=1, children=0, initiatives=1))
    assert [line.rsplit(maxsplit=1) for line in text.splitlines()[:4]] == [
        ["Notes that get the theme", "2"],
        ["Passages that get it", "11"],
        ["On both already: one tag is kept", "1"],
        ["Initiatives that answer it from now on", "1"],
    ]
    assert "parts" not in text


async def test_names_are_never_markup(tmp_path):
    path = heard_book(tmp_path / "hostile.db")
    with open_book(path) as store, store.write():
        store.rows("UPDATE theme SET name = 'a[/]b' WHERE id = 2")
        store.rows("UPDATE theme SET name = ? WHERE id = 3", ("[@click=app.bell]x" + "w" * 10_000,))
        store.rows("UPDATE highlight SET quote = ?", ("\x1b]0;x\x07[/]",))
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await themes(pilot)
        for key in ("f2", "m"):
            await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) == 2)
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("m")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Merge “[@click=app.bell]xww" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press("j", "X")
        await until(pilot, lambda: "tick what belongs" in shown(app))
        assert "\x1b" not in shown(app)
