"""That a brief was sent: on which day, once, and taken back."""

from __future__ import annotations

import pytest
from meeting_books import at_meeting, every, meeting_book, over, told
from textual.widgets import Input
from ui_books import AS_OF, app_over, go_to, until

from churntui.model.living import KeptBrief
from churntui.ui.briefs.meeting_page import MeetingPage
from churntui.ui.kit.dialogs import Prompt


@pytest.fixture
def path(tmp_path):
    return meeting_book(tmp_path / "book.db")


async def test_sent_twice_is_sent_once(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await at_meeting(pilot)
        for answer in ("31 feb", "tomorrow"):
            await pilot.press("v")
            prompt = await over(pilot, Prompt)
            prompt.query_one(Input).value = answer
            await pilot.press("enter")
            await pilot.pause()
            assert app.screen is prompt
            await pilot.press("escape")
            await over(pilot, MeetingPage)
        await pilot.press("v")
        await over(pilot, Prompt)
        await pilot.press("enter")
        await over(pilot, MeetingPage)
        await until(pilot, lambda: len(every(path, KeptBrief)) == 1)
        await pilot.press("v")
        await until(pilot, lambda: "as sent already" in told(app))
        assert len(every(path, KeptBrief)) == 1
        await pilot.press("u")
        await until(pilot, lambda: every(path, KeptBrief) == [])


async def test_it_is_said_in_the_place_of_briefs_too_where_the_next_one_begins(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go_to(pilot, "7")
        await until(pilot, lambda: app.place.logo_id is not None)
        said = app.place.copied()
        await pilot.press("v")
        await over(pilot, Prompt)
        await pilot.press("enter")
        await until(pilot, lambda: every(path, KeptBrief))
        (brief,) = every(path, KeptBrief)
        assert (brief.sent_on, brief.contents) == (AS_OF, said)
