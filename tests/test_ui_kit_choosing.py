"""A dialog of answers with letters."""

from textual.app import App

from churntui.ui.kit.choosing import Answer, Choose

ANSWERS = [Answer("u", "[b]Up[/b]", "beside"), Answer("k", "Keep")]


async def answered(*keys):
    class Asking(App):
        answer = "nothing"

        def on_mount(self):
            self.push_screen(Choose("How?", ANSWERS), lambda answer: setattr(self, "answer", answer))

    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return app.answer


async def test_a_letter_answers_also_one_that_moves_elsewhere():
    assert await answered("u") == "u"
    assert await answered("k") == "k"


async def test_enter_answers_with_the_chosen_one_and_escape_with_none():
    assert await answered("enter") == "u"
    assert await answered("down", "enter") == "k"
    assert await answered("up", "enter") == "k"
    assert await answered("escape") is None
