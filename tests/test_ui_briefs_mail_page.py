"""The mails of a meeting: before it and after it, with what was left out, copied and saved."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_books import ACME, at_meeting, meeting_book, over, saved, told
from ui_books import add, app_over, logo, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.ui.briefs.mail_page import MailPage


@pytest.fixture
def path(tmp_path):
    return meeting_book(tmp_path / "book.db")


async def mail_of(pilot) -> MailPage:
    await at_meeting(pilot)
    await pilot.press("W")
    page = await over(pilot, MailPage)
    await until(pilot, lambda: page.mail is not None)
    return page


async def test_before_the_first_meeting_it_is_the_agenda(path, tmp_path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await mail_of(pilot)
        assert "Before the meeting: the agenda" in shown(app)
        assert await saved(pilot, tmp_path / "mail.txt") == page.copied()
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard == page.copied())
        await pilot.press("f")
        await until(pilot, lambda: "No review was held" in told(app))


async def test_after_one_it_says_what_was_agreed_and_what_was_left_out(path):
    with open_book(path) as store:
        logo(store, "Orbis")
        add(store, "review", ref="R1", logo_id=ACME, held_on="2026-11-20", agreed="Two [b]seats[/b] more")
        add(store, "commitment", ref="M2", logo_id=ACME, review_id=1, what="Show what Orbis does")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await mail_of(pilot)
        assert "Left out: promise: Show what Orbis does" in " ".join(shown(app).split())
        assert "- Two [b]seats[/b] more" in page.copied()
        assert "Orbis" not in page.copied()
        await pilot.press("f")
        assert "agenda" in page.copied()
        await pilot.press("f")
        assert "Two [b]seats[/b] more" in page.copied()


async def test_a_meeting_that_is_ahead_comes_before_one_that_was(path):
    with open_book(path) as store:
        add(store, "review", ref="R1", logo_id=ACME, held_on="2026-11-20", agreed="Two seats more")
        briefs.meet(store, ACME, date(2026, 12, 12), "Day")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await mail_of(pilot)
        assert "12 Dec 2026" in page.copied()
        await pilot.press("f")
        assert "We meet again on 12 Dec 2026." in page.copied()
