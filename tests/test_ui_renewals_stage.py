from __future__ import annotations

import pytest
from textual.app import App

from churntui.model.choices import STAGE_LABELS, STAGES
from churntui.model.weights import weights
from churntui.ui.renewals.stage import StageDialog


class Asking(App):
    answer = "none yet"

    def on_mount(self):
        self.push_screen(StageDialog("How is a[/]b called?", "at_risk", weights("")), self.take)

    def take(self, stage):
        self.answer = stage


async def answered(*keys):
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return app.answer


@pytest.mark.parametrize(("letter", "stage"), zip("ovrwl", STAGES, strict=True))
async def test_each_stage_is_one_letter_away(letter, stage):
    assert await answered(letter) == stage


async def test_it_starts_on_what_is_called_now():
    assert await answered("enter") == "at_risk"
    assert await answered("up", "enter") == "verbal"


async def test_escape_calls_nothing():
    assert await answered("escape") is None


def test_stages_are_named_for_people():
    assert list(STAGE_LABELS.values()) == ["open", "verbal", "at risk", "won", "lost"]
