"""What `n` opens, and where the cursor is afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from stores import add_interview
from textual.widgets import Input
from ui_books import app_over, contract, go_to, heard_book, shown, until

from churntui.data.opening import open_book
from churntui.data.rows import drafts, interviews, settings
from churntui.plain import session
from churntui.ui.interviews.opening import open_interview
from churntui.ui.interviews.page import InterviewPage, NotePage, TalkPage
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.kit.choosing import Choose
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.kit.fields import OneOf
from churntui.ui.kit.picker import Picker
from churntui.ui.logos.sections import ExitInterviews

SIZE = (120, 36)
LUMEN, ORBIS, FERRUM, NORDWIND, ACME = range(1, 6)


@pytest.fixture
def path(tmp_path):
    return heard_book(tmp_path / "book.db")


async def opened(pilot, *args, **options):
    app = pilot.app
    await until(pilot, lambda: app.book.usage is not None)
    app.do(open_interview(app, *args, **options))
    await until(
        pilot, lambda: isinstance(app.screen, NotePage | Choose | Picker | Confirm) and app.screen.focused
    )
    return app.screen


async def stand_on(pilot, logo_id):
    table = pilot.app.place.table
    await until(pilot, lambda: any(row.logo_id == logo_id for row in table.rows))
    while pilot.app.place.logo_id != logo_id:
        await pilot.press("down")


def day(page):
    return page.query_one("#interview-effective_on", Input).value


@pytest.mark.parametrize(("logo_id", "interview_id"), [(LUMEN, 1), (FERRUM, 2), (ORBIS, None)])
async def test_a_loss_that_has_an_interview_has_it_opened(path, logo_id, interview_id):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, logo_id)
        assert page._subject.note_id == interview_id
        if interview_id is None:
            assert day(page) == "2026-08-13"


async def test_the_loss_under_the_cursor_is_meant_not_the_logos_last(path):
    with open_book(path) as store:
        contract(store, LUMEN, -500)
        add_interview(store, "I9", LUMEN, status="declined", effective_on="2025-07-09")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, LUMEN, effective_on=date(2025, 7, 9))
        assert page._subject.note_id == 4
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, InterviewPage))
        assert (await opened(pilot, LUMEN))._subject.note_id == 1


@pytest.mark.parametrize(
    ("letter", "kind", "effective"),
    [("e", "full", "2027-09-17"), ("d", "downgrade", ""), ("p", "product_dropped", "")],
)
async def test_of_a_living_logo_it_is_asked_what_is_written_down(path, letter, kind, effective):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, NORDWIND)
        assert "Nordwind has not left. What do you write?" in shown(app)
        await pilot.press(letter)
        if letter == "e":
            await until(pilot, lambda: isinstance(app.screen, Prompt) and app.screen.focused)
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
        assert app.screen.query_one("#interview-kind", OneOf).value == kind
        assert day(app.screen) == effective


@pytest.mark.parametrize(("keys", "page"), [(["r"], ReviewPage), (["enter"], ReviewPage), (["t"], TalkPage)])
async def test_a_living_logo_has_a_review_first_or_a_talk(path, keys, page):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, NORDWIND)
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(app.screen, page) and app.screen.focused)
        assert app.screen.logo_id == NORDWIND


@pytest.mark.parametrize(("key", "page"), [("enter", InterviewPage), ("r", ReviewPage)])
async def test_of_a_logo_whose_end_is_known_the_interview_comes_first(path, key, page):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, ACME)
        assert "about the end that is known" in shown(app)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, page) and app.screen.focused)
        assert app.screen._subject.note_id == (3 if page is InterviewPage else None)


async def test_what_was_begun_of_a_living_logo_is_gone_on_with(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, NORDWIND)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReviewPage) and app.screen.focused)
        await pilot.press(*"fine", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await until(pilot, lambda: "draft of a business review" in shown(app))
        page = await opened(pilot, NORDWIND)
        assert isinstance(page, ReviewPage)
        assert page._pane.notes.text == "fine"


async def test_leaving_that_question_opens_and_records_nothing(path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, NORDWIND)
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
    with open_book(path) as store:
        assert len(interviews.every(store)) == 3


async def test_a_logo_that_came_back_offers_its_earlier_loss(path):
    with open_book(path) as store:
        contract(store, LUMEN, 300, starts_on="2026-11-10")
        settings.change(store, "grace_days", "5")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, LUMEN)
        assert "The loss of 30 Oct 2026: held" in shown(app)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
        assert app.screen._subject.note_id == 1


@pytest.mark.parametrize(("place", "key"), [("1", "n"), ("5", "n"), ("1", "N"), ("5", "N")])
async def test_the_cursor_is_on_what_was_saved(path, place, key):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, place)
        if place == "5":
            await until(pilot, lambda: app.place._heard)
            await pilot.press("f", "f")
            await until(pilot, lambda: app.place._view == "silent")
        await stand_on(pilot, ORBIS)
        await pilot.press(key)
        if key == "n":
            await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
            await pilot.press(*"heard", "ctrl+s")
        else:
            await until(pilot, lambda: len(app.screen_stack) == 2)
            await pilot.press("k")
        await until(pilot, lambda: len(app.book.interviews) == 4 and len(app.screen_stack) == 1)
        if place == "1":
            await go_to(pilot, "5")
            await stand_on(pilot, ORBIS)
        await until(pilot, lambda: app.place.subject == ("interview", 4))


async def test_on_a_logos_page_the_section_stands_on_it(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.book.usage is not None)
        with open_book(path) as store:
            add_interview(store, "I9", FERRUM, status="declined", held_on="2026-11-20", kind="downgrade")
        await app.open_logo(FERRUM)
        page = app.screen
        section = page.query_one(ExitInterviews)
        await until(pilot, lambda: section.table.rows)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
        await pilot.press("x", "ctrl+s")
        await until(pilot, lambda: app.screen is page)
        await until(pilot, lambda: section.table.row.notes == "x")
        assert section.table.row.id == 2


async def test_n_on_an_interview_or_a_draft_opens_that_one(path):
    with open_book(path) as store:
        for notes in ("first", "second"):
            draft_id = drafts.keep(
                store, {"notes": notes}, logo_id=ORBIS, note_id=None, author="", draft_id=None
            )
            drafts.leave(store, draft_id)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await go_to(pilot, "5")
        await until(pilot, lambda: app.place.table.rows[:1] and app.place.table.rows[1].draft)
        for at, notes in enumerate(("second", "first")):
            app.place.table.cursor = at
            await pilot.press("n")
            await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
            assert app.screen._pane.notes.text == notes
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_a_draft_that_is_open_elsewhere_is_copied_not_taken(path, monkeypatch):
    here = session.this()
    with open_book(path) as store:
        monkeypatch.setattr(session, "this", lambda: "elsewhere")
        drafts.keep(store, {"notes": "there"}, logo_id=ORBIS, note_id=None, author="", draft_id=None)
        monkeypatch.setattr(session, "this", lambda: here)
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "interview, open elsewhere" in shown(app))
        page = await opened(pilot, ORBIS)
        assert page._pane.notes.text == ""
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert isinstance(await opened(pilot, None, None, 1), Confirm)
        await pilot.press("n")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await opened(pilot, None, None, 1)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen.focused)
        assert app.screen._pane.notes.text == "there"
        await pilot.press("x")
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
    with open_book(path) as store:
        assert {one.fields["notes"] for one in drafts.every(store)} == {"there", "xthere"}


async def test_a_draft_begun_before_somebody_else_saved_still_notices(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, None, 1)
        await pilot.press("x", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
    with open_book(path) as store:
        store.rows("UPDATE interview SET competitor = 'Vantage' WHERE id = 1")
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, None, 1)
        assert page._pane.notes.text.startswith("x")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "There are two texts about Lumen Labs" in shown(app))


async def test_a_second_interview_is_begun_by_a_key_that_asks(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, LUMEN)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.focused)
        await pilot.press("y")
        await until(
            pilot, lambda: isinstance(app.screen, InterviewPage) and app.screen._pane.notes.text == ""
        )
        assert day(app.screen) == "2026-10-30"
        await pilot.press("z", "ctrl+s")
        await until(pilot, lambda: len(app.book.interviews) == 4)
    with open_book(path) as store:
        assert interviews.one(store, 1).notes.startswith("# Call")


async def test_another_logo_takes_its_own_end_of_service(path):
    app = app_over(path)
    async with app.run_test(size=SIZE) as pilot:
        page = await opened(pilot, ORBIS)
        page.query_one("#interview-logo").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Picker) and app.screen.focused)
        await pilot.press(*"nord", "enter")
        await until(pilot, lambda: app.screen is page and page.logo_id == NORDWIND)
        assert day(page) == ""
