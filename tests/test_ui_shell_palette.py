from __future__ import annotations

import pytest
from textual.app import App
from textual.command import CommandList
from textual.widgets.option_list import Option

from churntui.ui.shell.palette import Palette


@pytest.mark.parametrize("action", ["page_up", "page_down", "cursor_down", "last"])
async def test_keys_before_the_list_is_laid_out_do_nothing(action):
    app: App[None] = App()
    async with app.run_test() as pilot:
        palette = Palette()
        await app.push_screen(palette)
        commands = palette.query_one(CommandList)
        assert commands.scrollable_content_region.height == 0
        commands.add_options([Option("one"), Option("two")])
        commands.highlighted = 1
        palette._action_command_list(action)
        assert commands.highlighted == 1
        await pilot.press("escape")
