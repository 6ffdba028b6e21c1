"""Fields of a form by keys alone."""

import pytest
from textual.app import App

from churntui.ui.kit.entry import Entry, LongEntry
from churntui.ui.kit.matching import Choice


class Fields(App):
    def __init__(self):
        super().__init__()
        self.asked = []

    def compose(self):
        yield Entry("", choices=[Choice("Logistics", "Logistics"), Choice("Health", "Health")], id="first")
        yield LongEntry("one\ntwo", id="long")
        yield Entry("", id="last")

    def on_entry_list_wanted(self, event):
        self.asked.append(event.entry.id)


@pytest.fixture
def app():
    return Fields()


async def test_what_is_typed_is_completed_by_right(app):
    async with app.run_test() as pilot:
        await pilot.press("l", "o")
        await pilot.pause()
        await pilot.press("right")
        assert app.query_one("#first").value == "Logistics"


async def test_down_asks_for_the_list_and_goes_on_where_there_is_none(app):
    async with app.run_test() as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert app.asked == ["first"]
        await pilot.press("tab")
        assert app.focused.id == "long"
        await pilot.press("down")
        assert app.focused.id == "last"
        await pilot.press("up", "up")
        assert app.focused.id == "long"
        await pilot.press("up")
        assert app.focused.id == "first"


async def test_a_long_text_begins_at_its_end(app):
    async with app.run_test() as pilot:
        await pilot.press("tab", "!")
        assert app.query_one("#long").text == "one\ntwo!"
