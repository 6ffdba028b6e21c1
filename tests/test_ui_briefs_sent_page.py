"""A brief as it was sent: found in the logo's story, read as text, copied, saved; one that is gone says so."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_books import ACME, meeting_book, over, saved
from ui_books import app_over, shown, until

from churntui.data import history
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.ui.briefs.sent_page import SentPage
from churntui.ui.logos.page import LogoPage
from churntui.ui.logos.timeline import Happened


@pytest.fixture
def path(tmp_path):
    return meeting_book(tmp_path / "book.db")


async def test_the_story_opens_the_brief_that_was_sent(path):
    with open_book(path) as store:
        briefs.send(store, ACME, date(2026, 11, 20), "# A brief [b]x[/b]\n\n- as sent", "Sent")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.open_logo(ACME, ("brief", 1)))
        page = await over(pilot, LogoPage)
        await until(pilot, lambda: page.query_one(Happened).table.has_focus)
        await pilot.press("enter")
        await over(pilot, SentPage)
        await until(pilot, lambda: "A brief [b]x[/b]" in shown(app))


async def test_they_are_gone_through_copied_and_saved(path, tmp_path):
    with open_book(path) as store:
        briefs.send(store, ACME, date(2026, 11, 20), "# A brief", "Sent")
        briefs.prepare(store, ACME, "Begin", kind="ebr", meets_on=date(2026, 12, 12))
        briefs.send(store, ACME, date(2026, 11, 21), "# Another", "Sent")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.read_sent(1))
        page = await over(pilot, SentPage)
        await until(pilot, lambda: page.copied() == "# A brief")
        assert "QBR brief, sent on 20 Nov · 2 of 2" in shown(app)
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: page.copied() == "# Another")
        assert "EBR brief, sent on 21 Nov, for the meeting on 12 Dec · 1 of 2" in shown(app)
        assert await saved(pilot, tmp_path / "sent.md") == "# Another"
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard == "# Another")


async def test_what_is_gone_says_so(path):
    with open_book(path) as store:
        briefs.send(store, ACME, date(2026, 11, 20), "# A brief", "Sent")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        app.do(app.read_sent(1))
        sent = await over(pilot, SentPage)
        await until(pilot, sent.copied)
        with open_book(path) as store:
            history.undo(store)
        await app.reload()
        await until(pilot, lambda: "no longer in the book" in shown(app))
        assert sent.copied() == ""
