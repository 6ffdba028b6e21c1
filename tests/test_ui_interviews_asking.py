from __future__ import annotations

import pytest
from textual.app import App

from churntui.ui.interviews.asking import Ask
from churntui.ui.interviews.fields import INTERVIEW

QUESTIONS = INTERVIEW.questions


class Host(App[None]):
    def __init__(self, asked: str = "") -> None:
        super().__init__()
        self.ask = Ask(asked, QUESTIONS)
        self.ticks = 0

    def compose(self):
        yield self.ask

    def on_ask_ticked(self):
        self.ticks += 1


async def test_questions_are_ticked_in_order_and_untouched_ones_come_back_at_the_end():
    app = Host("2\n0")
    async with app.run_test() as pilot:
        assert app.ask.question == QUESTIONS[1]
        app.ask.tick()
        assert app.ask.question == QUESTIONS[3]
        app.ask.back()
        assert (app.ask.text, app.ask.question) == ("2\n0", QUESTIONS[1])
        for _ in QUESTIONS:
            app.ask.tick()
        await pilot.pause()
        assert (app.ask.question, app.ticks) == ("", 2 + len(QUESTIONS) - 2)
        app.ask.tick()
        assert sorted(map(int, app.ask.text.split())) == list(range(len(QUESTIONS)))


async def test_a_click_ticks_any_question():
    app = Host()
    async with app.run_test() as pilot:
        await pilot.click(app.ask, offset=(3, 4))
        assert app.ask.text == "4"
        await pilot.click(app.ask, offset=(3, 4))
        assert app.ask.text == ""
        assert app.ask.content.plain.splitlines()[0].startswith("▸ When did you first doubt it?")


@pytest.mark.parametrize("asked", ["99", "x", "\n"])
async def test_an_odd_draft_is_no_trouble(asked):
    app = Host(asked)
    async with app.run_test():
        assert app.ask.question == QUESTIONS[0]
