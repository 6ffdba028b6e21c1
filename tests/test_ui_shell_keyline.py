"""The line of keys: which of them stay where there is no room for all, and that the others go."""

from dataclasses import replace

import pytest
from test_ui_app import settled
from ui_books import add, app_over, contract, go_to, logo, until

from churntui.data.opening import open_book
from churntui.ui.shell.help import HelpDialog
from churntui.ui.shell.keyline import KeyLine, LineKey, fitting

KEYS = (
    ("c", "Call stage", "call", False),
    ("r", "Roll on", "roll", True),
    ("b", "Brief", "brief", False),
    ("/", "Filter", "filter", False),
    ("n", "Interview", "interview", False),
    ("o", "Logo", "logo", False),
    ("?", "Help", "explain", False),
    ("q", "Quit", "quit", False),
)


def kept(width):
    keys = [LineKey(key, key, text, action, is_disabled=disabled) for key, text, action, disabled in KEYS]
    return "".join(key.key for key in fitting(keys, width))


@pytest.mark.parametrize(
    ("width", "left"),
    [
        (72, "crb/no?q"),
        (71, "cb/no?q"),
        (52, "cb/n?"),
        (40, "cbn?"),
        (30, "cb?"),
        (20, "c?"),
        (3, "?"),
    ],
)
def test_what_does_nothing_gives_way_first_and_the_help_never(width, left):
    assert kept(width) == left


async def test_it_follows_the_terminal(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Acme"), 75)
    app = app_over(path)

    def texts():
        return [key.description for key in app.screen.query_one(KeyLine).keys]

    async with app.run_test(size=(200, 30)) as pilot:
        await go_to(pilot, "3")
        await until(pilot, lambda: "Quit" in texts() and "Call stage" in texts())
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Quit" not in texts())
        assert "Help" in texts()
        assert "Call stage" in texts()
        line = app.screen.query_one(KeyLine)
        assert line.max_scroll_x == 0


async def test_keys_are_drawn_anew_only_where_they_are_others(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Acme"), 75)
    app = app_over(path)
    async with app.run_test(size=(140, 30)) as pilot:
        await go_to(pilot, "3")
        keys = list(app.screen.query_one(KeyLine).keys)
        app.screen.refresh_bindings()
        await pilot.pause()
        assert list(app.screen.query_one(KeyLine).keys) == keys != []
        await pilot.press("2")
        assert "Call stage" not in {key.description for key in app.screen.query_one(KeyLine).keys}


async def test_it_follows_the_row_under_the_cursor_also_where_another_one_comes_there(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Acme"), -10)
        add(store, "draft", author="", fields="{}", updated_at="2026-11-20T10:00:00Z")
    app = app_over(path)

    def texts():
        return [key.description for key in app.screen.query_one(KeyLine).keys]

    async with app.run_test(size=(140, 30)) as pilot:
        await until(pilot, settled(app))
        await until(pilot, lambda: "Decide" in texts())
        await pilot.press("j")
        await until(pilot, lambda: "Decide" not in texts())
        await pilot.press("k")
        await until(pilot, lambda: "Decide" in texts())
        await pilot.press("S", *"1 dec", "enter")
        await until(pilot, lambda: [need.kind for need in app.place.table.rows] == ["draft"])
        await until(pilot, lambda: "Decide" not in texts())
        await pilot.press("f")
        await until(pilot, lambda: "Decide" in texts())
        await pilot.press("f")
        await until(pilot, lambda: "Decide" not in texts())
        await pilot.press("u")
        await until(pilot, lambda: len(app.place.table.rows) == 2)
        assert app.place.table.cursor == 1
        await pilot.press("home")
        await until(pilot, lambda: "Decide" in texts())


async def test_the_mouse_presses_a_key_and_reads_what_it_does(tmp_path, monkeypatch):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Acme"), 75)
    app, bells = app_over(path), []
    monkeypatch.setattr(app, "bell", lambda: bells.append("rung"))
    async with app.run_test(size=(140, 30)) as pilot:
        await go_to(pilot, "3")
        line = app.screen.query_one(KeyLine)

        def at(action):
            nth = next(nth for nth, key in enumerate(line.keys) if key.action == action)
            return sum(len(key.display) + len(key.description) + 2 for key in line.keys[:nth]), line.keys[nth]

        place, key = at("explain")
        await pilot.hover(KeyLine, offset=(place + 1, 0))
        assert line.tooltip.plain == key.tooltip != ""
        await pilot.hover(KeyLine, offset=(139, 0))
        assert line.tooltip is None
        await pilot.click(KeyLine, offset=(place + len(key.display), 0))
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        await pilot.press("escape")
        line.keys = tuple(replace(key, is_disabled=True) for key in line.keys)
        await pilot.click(KeyLine, offset=(place, 0))
        assert bells == ["rung"]
        assert not isinstance(app.screen, HelpDialog)
