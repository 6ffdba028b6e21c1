"""`?` and the palette say what the bindings say, each key once, for what is in view."""

import pytest
from test_ui_app import settled
from textual.widgets import Markdown
from ui_books import app_over, contract, logo, shown, until

from churntui.data.opening import open_book
from churntui.ui.app import ChurntuiApp
from churntui.ui.interviews.page import InterviewPage
from churntui.ui.shell.frame import PLACES
from churntui.ui.shell.help import HelpDialog, bindings, commands, key_list


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "book.db"
    with open_book(path) as store:
        contract(store, logo(store, "Nordwind"), -10)
    return path


async def help_of(pilot):
    """The page that `?` shows, as Markdown."""
    await pilot.press("question_mark")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpDialog))
    await pilot.pause()
    text = pilot.app.screen.query_one(Markdown).source
    await pilot.press("escape")
    await pilot.pause()
    return text


async def test_every_place_explains_itself_and_lists_its_keys(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        for nth, there in enumerate(PLACES, 1):
            await pilot.press(str(nth))
            text = await help_of(pilot)
            assert f"## {there.name}" in text
            assert app.place.HELP.strip() in text
            own = [binding for binding in bindings(app.place) if binding.description and not binding.system]
            for binding in own:
                assert (binding.tooltip or binding.description) in text


async def test_the_running_quarter_is_explained_with_its_figures(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        assert "- Logo attrition" in await help_of(pilot)


async def test_it_is_left_without_leaving_the_app(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("escape", "q", "question_mark"):
            await pilot.press("question_mark")
            await pilot.pause()
            assert "What needs someone today" in shown(app)
            await pilot.press(key)
            await pilot.pause()
            assert len(app.screen_stack) == 1
            assert app.is_running


async def test_a_key_is_listed_once(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)):
        rows = key_list(app, [app.place, app.place.table, app]).splitlines()
        keys = [row.split("`")[1] for row in rows]
        assert len(keys) == len(set(keys))
        described = {binding.tooltip for binding in ChurntuiApp.BINDINGS}
        missing = described - {row.split("` ")[1] for row in rows}
        assert missing == set()


async def test_a_command_of_the_palette_does_what_its_key_does(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        listed = {command.title: command for command in commands(app, app.front)}
        await listed["Renewals  3"].callback()
        await pilot.pause()
        assert app.place.id == "renewals"


@pytest.mark.parametrize("nth", range(1, 8))
async def test_the_palette_lists_an_action_once(path, nth):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press(str(nth))
        await pilot.pause()
        listed = list(app.get_system_commands(app.screen))
        titles = [command.title for command in listed]
        assert sorted(titles) == sorted(set(titles))
        assert sorted(command.help for command in listed) == sorted({command.help for command in listed})
        assert titles.count("Theme") == 1


async def test_an_action_with_a_key_of_the_place_and_one_of_the_app_is_listed_with_both(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("5")
        await pilot.pause()
        titles = [command.title for command in commands(app, app.front)]
        assert [title for title in titles if title.startswith("Learning")] == ["Learning  l L"]


async def test_a_key_the_place_takes_for_itself_is_none_of_the_apps(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, settled(app))
        await pilot.press("5", "n", "enter", "enter")
        await until(pilot, lambda: isinstance(app.front, InterviewPage))
        told = [command.title for command in commands(app, app.front) if command.title.split()[-1] == "f2"]
        assert told == ["Next question  f2"]
