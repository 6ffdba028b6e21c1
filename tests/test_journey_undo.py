"""Undo and redo by keys: in order over tagging, merging and recording, across a restart, told by the history."""

from __future__ import annotations

import pytest
from ui_books import add, app_over, go_to, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import themes
from churntui.ui.history import HistoryPage
from churntui.ui.kit.picker import Picker

SIZE = (120, 36)


@pytest.fixture
def path(tmp_path):
    """The heard book, one note in Chinese and one in Ukrainian."""
    path = heard_book(tmp_path / "book.db")
    with open_book(path) as store, store.write():
        store.rows("UPDATE interview SET notes = '续约时价格涨了三成，没有人解释原因。' WHERE id = 1")
        store.rows("UPDATE interview SET notes = 'Ціна зросла, а підтримка мовчала.' WHERE id = 3")
        store.rows("DELETE FROM highlight")
    add_theme(path, "涨价")
    add_theme(path, "ціна")
    return path


def add_theme(path, name):
    with open_book(path) as store:
        add(store, "theme", name=name)


def tags(path):
    """Interview id to the names of its themes, as the file has them."""
    with open_book(path, read_only=True) as store:
        names = {theme.id: theme.name for theme in themes.every(store)}
        found = {1: set(), 3: set()}
        for theme_id, interview_id in themes.tags(store):
            found[interview_id].add(names[theme_id])
        return found


async def tagged(pilot, row, name):
    """Put a known theme on the interview in that row."""
    app = pilot.app
    await pilot.press("home", *["j"] * row, "T")
    await until(pilot, lambda: isinstance(app.screen, Picker))
    await pilot.press(*name, "tab", "enter")
    await until(pilot, lambda: len(app.screen_stack) == 1)
    await until(pilot, lambda: any(name in one.themes for one in app.book.interviews))


async def pressed(pilot, key, reached):
    await pilot.press(key)
    await until(pilot, reached)


async def test_tag_merge_undo_redo_restart_undo(path):
    start = tags(path)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "5")
        await pilot.pause()
        await tagged(pilot, 0, "ціна")
        await tagged(pilot, 1, "涨价")
        both = tags(path)
        assert both == {1: start[1] | {"涨价"}, 3: start[3] | {"ціна"}}
        await pilot.press("6")
        await until(pilot, lambda: any(row.theme.name == "ціна" for row in app.place.table.rows))
        names = [row.theme.name for row in app.place.table.rows]
        await pilot.press("home", *["j"] * names.index("ціна"), "m")
        await until(pilot, lambda: isinstance(app.screen, Picker))
        await pilot.press(*"涨价", "enter")
        await until(pilot, lambda: "one tag is kept" in shown(app))
        await pressed(pilot, "y", lambda: tags(path)[3] == start[3] | {"涨价"})
        merged = tags(path)
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pressed(pilot, "u", lambda: tags(path) == both)
        await pressed(pilot, "ctrl+r", lambda: tags(path) == merged)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "5")
        await pressed(pilot, "u", lambda: tags(path) == both)
        await pressed(pilot, "u", lambda: tags(path) == {1: start[1], 3: start[3] | {"ціна"}})
        await pressed(pilot, "u", lambda: tags(path) == start)
        await pressed(pilot, "ctrl+r", lambda: tags(path) == {1: start[1], 3: start[3] | {"ціна"}})
        await pilot.pause()
        await pilot.press("home", "H")
        await until(pilot, lambda: isinstance(app.screen, HistoryPage) and app.screen.table.rows)
        states = [(step.told.after, step.told.before, step.told.undone) for step in app.screen.table.rows]
        assert states == [("涨价", "ціна", True), ("ціна", "", False)]


async def test_the_history_tells_what_from_to_and_when_of_whatever_is_chosen(path):
    with open_book(path) as store:
        with store.edit("Acme: mend the interview"):
            store.rows("UPDATE interview SET primary_reason = 'acquired', voluntary = 1 WHERE id = 3")
        with store.edit("Acme: mend the name"):
            store.rows("UPDATE logo SET name = 'Acme [/b]' WHERE id = 5")
        with store.edit("support silence: lock"):
            store.rows("UPDATE theme SET locked = 1 WHERE id = 3")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "5")
        await pilot.pause()
        await pilot.press("home", "H")
        await until(pilot, lambda: "Acme: mend the interview" in shown(app))
        screen = shown(app)
        assert "Interview with Acme [/b]" in screen
        for words in ("assessed", "acquired", "voluntary", "yes", "from  –"):
            assert words in screen
        assert app.screen.exported().rows[0][1:] == (
            "Acme: mend the interview",
            "done",
            "voluntary",
            "",
            "yes",
            "",
        )
        assert "voluntary: – → yes" in app.screen.copied()
        assert app.screen.logo_id == 5
        await pilot.press("escape", "o")
        await until(pilot, lambda: isinstance(app.screen, Picker))
        await pilot.press(*"acme", "enter")
        await until(pilot, lambda: len(app.screen_stack) == 2 and not isinstance(app.screen, Picker))
        await pilot.press("H")
        await until(pilot, lambda: "Acme: mend the name" in shown(app))
        assert "Acme: mend the interview" in shown(app)
        await pilot.press("u")
        await until(
            pilot, lambda: "support silence" not in shown(app) and app.book.themes[-1].locked is False
        )
        await pilot.press("u")
        await until(pilot, lambda: "undone" in shown(app))


async def test_without_a_choice_there_is_no_history(tmp_path):
    app = app_over(tmp_path / "book.db")
    async with app.run_test(size=(80, 24)) as pilot:
        for place in "256":
            await go_to(pilot, place)
            await pilot.press("H")
            await until(pilot, lambda: app._notifications)
            assert len(app.screen_stack) == 1
