"""From a brief to the next one by keys: agenda, notes with promises and a step, the mail, and the brief as sent."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_books import ACME, at_meeting, every, meeting_book, over, saved, told
from textual.widgets import Input
from typing_keys import type_in
from ui_books import AS_OF, add, app_over, shown, until

from churntui.data.keeping import rows
from churntui.data.opening import open_book
from churntui.data.rows import briefs
from churntui.model.living import Commitment, KeptBrief, Step
from churntui.ui.briefs.mail_page import MailPage
from churntui.ui.briefs.meeting_page import MeetingPage
from churntui.ui.briefs.place import Briefs
from churntui.ui.briefs.sent_page import SentPage
from churntui.ui.interviews.review_page import ReviewPage
from churntui.ui.kit.dialogs import Confirm, Prompt
from churntui.ui.logos.page import LogoPage
from churntui.ui.logos.timeline import Happened
from churntui.ui.parts.commitment_form import CommitmentForm
from churntui.ui.parts.promises_dialog import PromisesDialog
from churntui.ui.parts.step_dialog import StepDialog

SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])


@pytest.fixture
def path(tmp_path):
    return meeting_book(tmp_path / "book.db")


async def settle_the_first(pilot, path):
    """Say that what was promised before was kept in part."""
    pilot.app.screen._promised.focus()
    await pilot.press("enter")
    await over(pilot, PromisesDialog)
    await pilot.press("p")
    await until(pilot, lambda: every(path, Commitment)[0].state == "partly")
    await pilot.press("escape")
    await over(pilot, MeetingPage)


LINES = (
    ("They name a buyer, 12 dec", "f6", CommitmentForm, "ctrl+s"),
    ("We send prices @ines 3 dec", "f6", CommitmentForm, "ctrl+s"),
    ("call Eva 1 dec", "f7", StepDialog, "enter"),
)


async def write_notes(pilot):
    """The notes of the meeting, with two promises and a step out of them."""
    heading = pilot.app.screen._meeting.agenda[0].heading
    await pilot.press("n")
    notes = await over(pilot, ReviewPage)
    fields = notes._typed().fields
    begun = [fields[name] for name in ("kind", "held_on", "attendees")]
    assert begun == ["qbr", AS_OF.isoformat(), "Eva Roth"]
    await pilot.press("f2")
    assert notes._pane.notes.text.startswith(f"# {heading}")
    for line, key, dialog, keeps in LINES:
        await type_in(pilot, line)
        await pilot.press(key)
        await over(pilot, dialog)
        await pilot.press(keeps)
        await over(pilot, ReviewPage)
        await pilot.press("enter")
    notes._sheet.put("agreed", "Two seats more")
    await pilot.press("ctrl+s", "ctrl+s")
    page = await over(pilot, MeetingPage)
    await until(pilot, lambda: page._meeting.review_id == 1)
    return page


async def read_mails(pilot):
    """The mail after the meeting and the one before it."""
    await pilot.press("W")
    mail = await over(pilot, MailPage)
    await until(pilot, lambda: mail.mail is not None)
    after = mail.copied()
    await pilot.press("f")
    before = mail.copied()
    await pilot.press("escape")
    await over(pilot, MeetingPage)
    return after, before


async def say_it_was_sent(pilot, path):
    await pilot.press("v")
    await over(pilot, Prompt)
    await pilot.press("enter")
    await until(pilot, lambda: every(path, KeptBrief)[0].sent_on == AS_OF)
    return await over(pilot, MeetingPage)


@SIZES
async def test_from_the_brief_over_the_meeting_to_the_next_brief(path, size):
    app = app_over(path)
    async with app.run_test(size=size) as pilot:
        await at_meeting(pilot)
        assert "Agenda · 45 minutes" in shown(app)
        await settle_the_first(pilot, path)
        await write_notes(pilot)
        assert [(one.what, one.by_us, one.review_id) for one in every(path, Commitment)[1:]] == [
            ("Name a buyer", False, 1),
            ("Send prices", True, 1),
        ]
        assert [one.what for one in every(path, Step)] == ["Call Eva"]
        assert [(one.review_id, one.sent_on) for one in every(path, KeptBrief)] == [(1, None)]

        after, before = await read_mails(pilot)
        for said in (
            "- Two seats more",
            "- Send prices (ines, by 3 Dec 2026)",
            "- Name a buyer (by 12 Dec 2026)",
        ):
            assert said in after
        assert "Call Eva" not in after
        assert "agenda" in before

        page = await say_it_was_sent(pilot, path)
        await until(pilot, lambda: page._sent.display)
        page._sent.focus()
        await pilot.press("enter")
        sent = await over(pilot, SentPage)
        await until(pilot, sent.copied)
        assert sent.copied() == every(path, KeptBrief)[0].contents
        await pilot.press("escape")
        await over(pilot, MeetingPage)

        with open_book(path) as store, store.write():
            store.rows("UPDATE commitment SET state = 'missed' WHERE what = 'Send prices'")
        await app.reload()
        await pilot.press("escape")
        await until(
            pilot, lambda: isinstance(app.place, Briefs) and "Missed: Send prices" in app.place.copied()
        )
        assert "The data" in app.place.copied()
        assert "Two seats more" in app.place.copied()

        app.do(app.open_logo(ACME))
        logo_page = await over(pilot, LogoPage)
        happened = logo_page.query_one(Happened)
        await until(pilot, lambda: happened.table.rows)
        told = [event.text for event in happened.table.rows]
        assert "QBR brief sent, shown in the QBR of 21 Nov" in told
        assert "QBR: “Two seats more”" in told


async def test_the_day_and_the_kind_are_said_by_keys_and_taken_back(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await at_meeting(pilot)
        await pilot.press("M")
        prompt = await over(pilot, Prompt)
        prompt.query_one(Input).value = "12 dec"
        await pilot.press("enter")
        await until(pilot, lambda: page._meeting.meets_on == date(2026, 12, 12))
        await pilot.press("E")
        await until(pilot, lambda: page._meeting.minutes == 25)
        assert "EBR · on 12 Dec (in 21 days)" in shown(app)
        await pilot.press("u")
        await until(pilot, lambda: page._meeting.minutes == 45)


async def test_the_next_meeting_is_planned_once_the_brief_that_was_shown_is_done_with(path):
    with open_book(path) as store:
        brief_id = briefs.prepare(store, ACME, "Begin", meets_on=date(2026, 9, 1))
        add(store, "review", ref="R1", logo_id=ACME, held_on="2026-09-01")
        briefs.shown_in(store, brief_id, 1, "Shown")
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await at_meeting(pilot)
        assert page._meeting.shown_on == date(2026, 9, 1)
        await pilot.press("M")
        await over(pilot, Confirm)
        await pilot.press("n")
        await over(pilot, MeetingPage)
        assert [one.sent_on for one in every(path, KeptBrief)] == [None]
        await pilot.press("M")
        await over(pilot, Confirm)
        await pilot.press("y")
        prompt = await over(pilot, Prompt)
        prompt.query_one(Input).value = "12 dec"
        await pilot.press("enter")
        await until(pilot, lambda: page._meeting.meets_on == date(2026, 12, 12))
        assert [(one.sent_on, one.meets_on) for one in every(path, KeptBrief)] == [
            (date(2026, 9, 1), date(2026, 9, 1)),
            (None, date(2026, 12, 12)),
        ]
        await pilot.press("W")
        mail = await over(pilot, MailPage)
        await until(pilot, lambda: mail.mail is not None)
        assert "on 12 Dec 2026" in mail.copied()


async def test_a_brief_that_was_sent_before_the_meeting_is_the_one_it_is_for(path):
    with open_book(path) as store:
        briefs.prepare(store, ACME, "Begin", kind="ebr", meets_on=date(2026, 11, 20))
        briefs.send(store, ACME, date(2026, 11, 15), "# A brief", "Sent")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await at_meeting(pilot)
        assert (page._meeting.minutes, page._meeting.held_on) == (25, date(2026, 11, 20))
        await pilot.press("E")
        await until(pilot, lambda: any("sent as an EBR" in one.message for one in app._notifications))
        await pilot.press("n")
        notes = await over(pilot, ReviewPage)
        assert (notes._typed().fields["kind"], notes._typed().fields["held_on"]) == ("ebr", "2026-11-20")
        await type_in(pilot, "said")
        await pilot.press("escape")
        await over(pilot, MeetingPage)
        await pilot.press("n")  # the draft is gone on with
        notes = await over(pilot, ReviewPage)
        assert notes._pane.notes.text == "said"
        assert "Agenda · 25 minutes" in shown(app)
        await pilot.press("ctrl+s")
        await over(pilot, MeetingPage)
    (brief,) = every(path, KeptBrief)
    assert brief.review_id == 1


async def test_a_read_only_book_is_looked_at(path):
    app = app_over(path, read_only=True)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await at_meeting(pilot)
        await pilot.press("v", "E", "M", "n")
        await pilot.pause()
        assert app.screen is page
        await pilot.press("W")
        await over(pilot, MailPage)
    assert every(path, KeptBrief) == []


async def test_the_agenda_is_copied_and_saved(path, tmp_path):
    app = app_over(path)
    async with app.run_test(size=(80, 24)) as pilot:
        page = await at_meeting(pilot)
        assert await saved(pilot, tmp_path / "agenda.md") == page.copied()
        await pilot.press("y")
        await until(pilot, lambda: app.clipboard == page.copied())


async def test_promises_and_briefs_are_taken_away_and_what_was_sent_stays_as_it_was(path):
    with open_book(path) as store:
        briefs.send(store, ACME, date(2026, 11, 20), "# A brief", "Sent")
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await at_meeting(pilot)
        page._sent.focus()
        await pilot.press("f2")
        await until(pilot, lambda: "stays as it was" in told(app))
        for table, row in ((page._sent, KeptBrief), (page._promised, Commitment)):
            table.focus()
            await pilot.press("delete")
            await over(pilot, Confirm)
            await pilot.press("y")
            await until(pilot, lambda row=row: every(path, row) == [])
            await over(pilot, MeetingPage)
        await until(pilot, lambda: not page._sent.display and not page._promised.display)
        assert page.focused is page._agenda
        await pilot.press("u")
        await until(pilot, lambda: len(every(path, Commitment)) == 1)


async def test_a_logo_that_goes_is_said_to_be_gone(path):
    app = app_over(path)
    async with app.run_test(size=(120, 36)) as pilot:
        page = await at_meeting(pilot)
        with open_book(path) as store:
            rows.remove(store, "logos", ACME, "Gone")
        await app.reload()
        await until(pilot, lambda: "no longer in the book" in shown(app))
        await pilot.press("n", "W", "v", "M", "E", "e")
        await pilot.pause()
        assert app.screen is page
