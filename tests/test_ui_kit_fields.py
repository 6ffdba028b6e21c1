from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import App
from textual.binding import BindingType
from textual.widgets import Input

from churntui.ui.kit.fields import FieldRow, OneOf, PickField

CHOICES = [("held", "held"), ("declined", "declined"), ("no_answer", "no answer"), ("not_asked", "not asked")]


class Host(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("n", "stray", "Stray"), ("1", "stray", "Stray")]

    def __init__(self, *, needed: bool = False, value: str = "") -> None:
        super().__init__()
        self.field = OneOf(CHOICES, value, needed=needed, id="status")
        self.row = FieldRow("Status", self.field)
        self.changes: list[str] = []
        self.wanted: list[PickField] = []
        self.strays = 0

    def compose(self):
        yield self.row
        yield FieldRow("Day", Input())

    def on_mount(self):
        self.field.focus()

    def on_one_of_changed(self, event: OneOf.Changed):
        self.changes.append(event.value)

    def on_pick_field_wanted(self, event: PickField.Wanted):
        self.wanted.append(event.field)

    def action_stray(self):
        self.strays += 1


@pytest.mark.parametrize(
    ("start", "keys", "value"),
    [
        ("", ["d"], "declined"),
        ("", ["n"], "no_answer"),
        ("", ["n", "n"], "not_asked"),
        ("", ["n", "n", "n"], "no_answer"),
        ("", ["right"], "held"),
        ("", ["left"], "not_asked"),
        ("held", ["left"], ""),
        ("held", ["backspace"], ""),
        ("held", ["x", "1"], "held"),
        ("of old", ["right"], "held"),
    ],
)
async def test_keys_turn_the_field(start, keys, value):
    app = Host(value=start)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.field.value == value
        assert app.strays == 0
        if value != start:
            assert app.changes[-1] == value


async def test_a_needed_field_always_has_an_answer():
    app = Host(needed=True, value="held")
    async with app.run_test() as pilot:
        await pilot.press("backspace", "left")
        assert app.field.value == "not_asked"
        await pilot.press("right")
        assert app.field.value == "held"


async def test_enter_asks_for_the_list():
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert app.wanted == [app.field]


async def test_the_field_says_what_it_holds_and_what_is_wrong():
    app = Host(value="no_answer")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.field.render().plain == "‹ no answer ›"
        await pilot.press("backspace", "tab")
        assert app.field.render().plain == "not said"
        app.row.wrong("[/]")
        await pilot.pause()
        assert app.screen.query_one(".field--problem").size.height == 1
        app.row.wrong("")
        await pilot.pause()
        assert not app.screen.query_one(".field--problem").display
